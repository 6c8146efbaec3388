#include "libprov/chain/archive_facts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "libprov/credit/credit.h"
#include "libprov/quote/span_near.h"
#include "libprov/shingle/shingle_set.h"
#include "libprov/shingle/shingler.h"

namespace prov {

Coverage CoverageOf(const DocumentTable& documents,
                    std::span<const DocumentId> looked_at) {
  Coverage coverage{.documents = looked_at.size()};
  absl::flat_hash_set<uint32_t> outlets;
  for (const DocumentId document : looked_at) {
    const DocumentRow row = documents[document];
    if (!documents.outlet_name(row.outlet).empty()) outlets.insert(row.outlet);
    if (row.published.grade == DateGrade::kNone) {
      ++coverage.undated;
      continue;
    }
    coverage.earliest = std::min(coverage.earliest, row.published.earliest);
    coverage.latest = std::max(coverage.latest, row.published.latest);
  }
  coverage.outlets = outlets.size();
  return coverage;
}

void DocumentFacts::Fill(const Document& document, std::string key,
                         ChainNode& place) const {
  place.id = std::move(key);
  place.outlet = document.outlet;
  place.url = document.url;
  place.published = document.published;
  place.updated = document.updated;
  const std::string initials = InitialsOf(document.outlet);
  for (const Credit& credit : FindCredits(document.text, book_)) {
    if (credit.form != Credit::Form::kDateline ||
        credit.name_begin >= credit.name_end) {
      continue;
    }
    const std::string_view name = document.text.substr(
        credit.name_begin, credit.name_end - credit.name_begin);
    std::optional<CitedOutlet>& cited = place.cited;
    if (name == initials) {
      place.own_initials = name;
      // Another's initials, too: the book has them as that outlet's.
      if (cited.has_value() && cited->span.begin_byte == credit.name_begin) {
        cited.reset();
      }
    } else if (credit.outlet == kUnknownOutlet && !cited.has_value()) {
      cited = CitedOutlet{.outlet = std::string(name),
                          .form = "dateline",
                          .span = SpanNear(document.text, credit.name_begin,
                                           credit.name_end, place.span)};
    }
    return;
  }
}

void DocumentFacts::FillText(const Document& document, ChainNode& place) {
  MakeShingles(tokenizer_.Hashes(document.text), {}, place.shingles);
  MakeSet(place.shingles);
}

}  // namespace prov
