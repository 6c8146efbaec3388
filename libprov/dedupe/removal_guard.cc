#include "libprov/dedupe/removal_guard.h"

#include <algorithm>
#include <tuple>

namespace prov {
namespace {

// Whether the same document was there twice.  A text file says of itself
// neither id nor url: many with the same bytes can be a notice in place of
// articles.
bool IsSameAgain(const DocumentTable& documents, const Removal& removal) {
  const bool same_record = removal.kind == MatchKind::kIdenticalRecord;
  if (!same_record && removal.kind != MatchKind::kIdenticalText) return false;
  const DocumentRow dropped = documents[removal.dropped];
  const DocumentRow kept = documents[removal.kept];
  if (dropped.url_hash != 0 || kept.url_hash != 0) {
    return dropped.url_hash == kept.url_hash;
  }
  return same_record && dropped.says_id &&
         documents.id(removal.dropped) == documents.id(removal.kept);
}

}  // namespace

std::vector<GuardedOutlet> OverGuard(const Corpus& corpus, size_t num_inputs,
                                     const SpillVector<Removal>& removals,
                                     const GuardParams& params) {
  const DocumentTable& documents = corpus.documents();
  std::vector<GuardedOutlet> outlets(documents.outlet_count());
  DocumentTable::Reader rows(documents);
  for (DocumentId document = 0; document < corpus.first_document(num_inputs);
       ++document) {
    ++outlets[rows[document].outlet].records;
  }
  for (const Removal& removal : removals) {
    if (IsSameAgain(documents, removal)) continue;
    ++outlets[rows[removal.dropped].outlet].dropped;
  }
  for (uint32_t outlet = 0; outlet < outlets.size(); ++outlet) {
    outlets[outlet].outlet = documents.outlet_name(outlet);
  }
  std::erase_if(outlets, [&params](const GuardedOutlet& outlet) {
    return outlet.records < params.min_records ||
           outlet.dropped * 10000 <=
               outlet.records * uint64_t{params.max_removal.value};
  });
  std::ranges::sort(outlets, [](const auto& a, const auto& b) {
    // The larger share first, compared without division.
    const uint64_t share_a = a.dropped * b.records;
    const uint64_t share_b = b.dropped * a.records;
    return share_a != share_b ? share_a > share_b : a.outlet < b.outlet;
  });
  return outlets;
}

}  // namespace prov
