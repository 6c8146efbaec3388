#include "libprov/match/twins.h"

#include <algorithm>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"

namespace prov {
namespace {

constexpr uint64_t kParts = 8;
constexpr uint64_t kEntryBytes = 48;  // Of one hash, while the map grows.

struct First {
  DocumentId document;
  uint32_t token_count;
};

// What counts of a document.
Measured MeasuredOf(const DocumentRow& row, DocumentId document,
                    const TextMasks* masks) {
  const Measured whole{.token_count = row.token_count,
                       .tokens_hash = row.tokens_hash};
  return masks == nullptr ? whole : masks->MeasuredOf(document).value_or(whole);
}

}  // namespace

Twins FindTwins(const DocumentTable& documents, const MemoryBudget& memory,
                const TextMasks* masks) {
  Twins twins;
  twins.leader_of.resize(documents.size());
  const uint64_t passes = documents.size() * kEntryBytes /
                              std::max<uint64_t>(memory.Share(kParts), 1) +
                          1;
  DocumentTable::Reader rows(documents);
  for (uint64_t pass = 0; pass < passes; ++pass) {
    absl::flat_hash_map<uint64_t, First> first;
    for (DocumentId document = 0; document < documents.size(); ++document) {
      const DocumentRow& row = rows[document];
      const auto [token_count, tokens_hash] = MeasuredOf(row, document, masks);
      const uint64_t hash = token_count > 0 ? tokens_hash : row.record_hash;
      if (passes > 1 && Mix64(hash) % passes != pass) continue;
      const auto [entry, is_new] = first.try_emplace(
          hash, First{.document = document, .token_count = token_count});
      const bool is_twin = !is_new && entry->second.token_count == token_count;
      twins.leader_of[document] = is_twin ? entry->second.document : document;
    }
  }
  for (DocumentId document = 0; document < documents.size(); ++document) {
    if (twins.leader_of[document] == document &&
        MeasuredOf(rows[document], document, masks).token_count > 0) {
      twins.leaders.push_back(document);
    }
  }
  return twins;
}

}  // namespace prov
