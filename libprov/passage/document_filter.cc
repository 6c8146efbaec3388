#include "libprov/passage/document_filter.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

absl::StatusOr<DateInterval> Read(const std::string& text) {
  const std::optional<DateInterval> date = ParseDate(text);
  if (date.has_value()) return *date;
  return absl::InvalidArgumentError(absl::StrFormat(
      "'%s' is not a date such as 2031-03-02 or 2031-03-02T08:00:00Z", text));
}

}  // namespace

absl::Status DocumentFilter::SetSince(const std::string& text) {
  PROV_ASSIGN_OR_RETURN(since, Read(text));
  return absl::OkStatus();
}

absl::Status DocumentFilter::SetUntil(const std::string& text) {
  PROV_ASSIGN_OR_RETURN(until, Read(text));
  return absl::OkStatus();
}

bool DocumentFilter::Wants(const DateInterval& published) const {
  if (!since.has_value() && !until.has_value()) return true;
  if (published.grade == DateGrade::kNone) return false;
  return (!since.has_value() || published.latest >= since->earliest) &&
         (!until.has_value() || published.earliest <= until->latest);
}

void DocumentFilter::KeepOutlets(const DocumentTable& documents,
                                 std::vector<PlacedPassage>& passages) const {
  if (outlets.empty()) return;
  std::erase_if(passages, [&](const PlacedPassage& passage) {
    return std::ranges::none_of(
        passage.occurrences, [&](const PlacedOccurrence& occurrence) {
          return std::ranges::find(outlets,
                                   documents.outlet(occurrence.document)) !=
                 outlets.end();
        });
  });
}

void DocumentFilter::AddTo(Params& params) const {
  if (since.has_value()) params["since"] = ToRfc3339(since->earliest);
  if (until.has_value()) params["until"] = ToRfc3339(until->latest);
  std::string names;
  for (const std::string& outlet : outlets) {
    names += (names.empty() ? "" : "\n") + outlet;
  }
  if (!names.empty()) params["outlet"] = names;
}

}  // namespace prov
