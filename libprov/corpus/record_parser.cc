// One pass over the record's own members notes those we read and finds equal
// keys among them; then each is checked and turned into its place in Document.
//
// Held by tests/unit/corpus/record_parser_test.cc and
// tests/fuzz/record_parser_fuzz.cc.

#include "libprov/corpus/record_parser.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace prov {
namespace {

enum Member : size_t {
  kId,
  kOutlet,
  kPublished,
  kUrl,
  kTitle,
  kText,
  kUpdated,
  kCrawled,
  kLang,
  kMemberCount
};

constexpr std::array<std::string_view, kMemberCount> kNames = {
    "id",   "outlet",  "published", "url", "title",
    "text", "updated", "crawled",   "lang"};

using Members = std::array<std::optional<JsonValue>, kMemberCount>;

absl::Status Refuse(Member member, std::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrFormat("'%s' %s", kNames[member], why));
}

absl::StatusOr<Members> FindMembers(const JsonObject& record) {
  Members members;
  std::optional<Member> twice;
  record.ForEachField([&](std::string_view name, JsonValue value) {
    const auto* found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return;
    const auto member = static_cast<Member>(found - kNames.begin());
    if (members[member].has_value() && !twice) twice = member;
    members[member] = value;
  });
  if (twice) return Refuse(*twice, "is given twice");
  return members;
}

bool IsAbsent(const std::optional<JsonValue>& value) {
  return !value || value->type() == JsonType::kNull;
}

absl::Status ReadString(const Members& members, Member member,
                        std::string_view& out) {
  if (IsAbsent(members[member])) return absl::OkStatus();
  if (members[member]->type() != JsonType::kString) {
    return Refuse(member, "is not a string");
  }
  out = members[member]->string();
  return absl::OkStatus();
}

// A number that serves as id is written into `digits`, which `out` then views.
absl::Status ReadId(const Members& members, std::string& digits,
                    std::string_view& out) {
  const std::optional<JsonValue>& id = members[kId];
  if (IsAbsent(id) || id->type() != JsonType::kNumber) {
    return ReadString(members, kId, out);
  }
  if (const auto number = id->integer()) {
    digits = absl::StrCat(*number);
  } else if (const auto large = id->unsigned_integer()) {
    digits = absl::StrCat(*large);
  } else {
    return Refuse(kId, "is neither a string nor a whole number of 64 bits");
  }
  out = digits;
  return absl::OkStatus();
}

// A date as a string, or a number as the same digits in a string would be.
std::optional<DateInterval> ReadMoment(const JsonValue& value) {
  if (value.type() == JsonType::kString) return ParseDate(value.string());
  if (const auto seconds = value.integer()) {
    return ParseDate(absl::StrCat(*seconds));
  }
  const std::optional<double> number = value.number();
  if (!number || !(std::abs(*number) < 1e15)) return std::nullopt;
  const DateInterval date =
      DateFromEpoch(static_cast<int64_t>(std::floor(*number)));
  if (date.grade == DateGrade::kNone) return std::nullopt;
  return date;
}

std::optional<DateInterval> ReadDate(const JsonValue& value) {
  if (value.type() != JsonType::kObject) return ReadMoment(value);
  std::optional<DateInterval> earliest;
  std::optional<DateInterval> latest;
  value.object().ForEachField([&](std::string_view name, JsonValue end) {
    if (name == "earliest") earliest = ReadMoment(end);
    if (name == "latest") latest = ReadMoment(end);
  });
  if (!earliest || !latest || earliest->earliest > latest->latest) {
    return std::nullopt;
  }
  return DateInterval{earliest->earliest, latest->latest,
                      earliest->earliest == latest->latest
                          ? DateGrade::kInstant
                          : DateGrade::kPeriod};
}

}  // namespace

absl::StatusOr<Document> RecordParser::Parse(std::string_view record) {
  PROV_ASSIGN_OR_RETURN(const JsonObject object, json_.Parse(record));
  PROV_ASSIGN_OR_RETURN(const Members members, FindMembers(object));
  if (!members[kText]) return Refuse(kText, "is missing");
  if (members[kText]->type() != JsonType::kString) {
    return Refuse(kText, "is not a string");
  }
  Document document;
  document.text = members[kText]->string();
  PROV_RETURN_IF_ERROR(ReadId(members, id_, document.id));
  PROV_RETURN_IF_ERROR(ReadString(members, kOutlet, document.outlet));
  PROV_RETURN_IF_ERROR(ReadString(members, kUrl, document.url));
  PROV_RETURN_IF_ERROR(ReadString(members, kTitle, document.title));
  if (!IsAbsent(members[kPublished])) {
    const std::optional<DateInterval> date = ReadDate(*members[kPublished]);
    document.date_unreadable = !date.has_value();
    document.published = date.value_or(DateInterval{});
  }
  return document;
}

}  // namespace prov
