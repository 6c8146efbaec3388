#include "libprov/corpus/field_map.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr std::string_view kParam = "field.";

std::string AllMembers() {
  std::string all;
  for (const std::string_view name : kMemberNames) {
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  return all;
}

}  // namespace

absl::StatusOr<JsonPointer> ParseJsonPointer(std::string_view text) {
  if (!text.starts_with('/')) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "'%s' is no JSON Pointer: it begins with no '/'", text));
  }
  JsonPointer pointer;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '/') {
      pointer.emplace_back();
    } else if (text[i] != '~') {
      pointer.back() += text[i];
    } else if (++i < text.size() && (text[i] == '0' || text[i] == '1')) {
      pointer.back() += text[i] == '0' ? '~' : '/';
    } else {
      return absl::InvalidArgumentError(absl::StrFormat(
          "'%s' is no JSON Pointer: write ~0 for '~' and ~1 for '/' in a name",
          text));
    }
  }
  return pointer;
}

absl::Status FieldMap::Add(std::string_view spec) {
  const size_t equals = spec.find('=');
  const std::string_view name = spec.substr(0, equals);
  const auto* const found = std::ranges::find(kMemberNames, name);
  if (equals == std::string_view::npos || found == kMemberNames.end()) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "'%s' is not MEMBER=WHERE with one of %s", spec, AllMembers()));
  }
  const auto member = static_cast<Member>(found - kMemberNames.begin());
  const std::string_view where = spec.substr(equals + 1);
  if (where.empty()) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "'%s' does not say where: a JSON Pointer such as /article/body, or the "
        "name of a column",
        spec));
  }
  if (Has(member)) {
    return absl::InvalidArgumentError(
        absl::StrFormat("'%s' is mapped twice", name));
  }
  if (where.starts_with('/')) {
    PROV_ASSIGN_OR_RETURN(pointers_[member], ParseJsonPointer(where));
  } else {
    pointers_[member] = {std::string(where)};
  }
  where_[member] = where;
  ++num_mapped_;
  return absl::OkStatus();
}

std::string_view FieldMap::Column(Member member) const {
  return Has(member) ? std::string_view(where_[member]) : kMemberNames[member];
}

void FieldMap::AddParams(Params& params) const {
  for (size_t member = 0; member < kMemberCount; ++member) {
    if (where_[member].empty()) continue;
    params[std::string(kParam) + std::string(kMemberNames[member])] =
        where_[member];
  }
}

absl::StatusOr<FieldMap> FieldMap::FromParams(const Params& params) {
  FieldMap fields;
  for (auto param = params.lower_bound(std::string(kParam));
       param != params.end() && param->first.starts_with(kParam); ++param) {
    PROV_RETURN_IF_ERROR(
        fields.Add(param->first.substr(kParam.size()) + "=" + param->second));
  }
  return fields;
}

}  // namespace prov
