#include "libprov/chain/archive_facts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"

namespace prov {

absl::Status ScanDocuments(Corpus& corpus, const ScanOptions& options) {
  return corpus.Scan(
      options,
      [](const Document&, unsigned, std::vector<uint16_t>&) {
        return Measured{};
      },
      [](size_t, std::vector<uint16_t>) {});
}

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

OutletBook BookOf(const DocumentTable& documents) {
  OutletBook book = OutletBook::BuiltIn();
  for (uint32_t i = 0; i < documents.outlet_count(); ++i) {
    book.Add(documents.outlet_name(i));
  }
  return book;
}

void SetDocument(const Document& document, std::string key, ChainNode& place) {
  place.id = std::move(key);
  place.outlet = document.outlet;
  place.url = document.url;
  place.published = document.published;
}

}  // namespace prov
