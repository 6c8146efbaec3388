#include "libprov/match/twins.h"

#include <cstdint>

#include "absl/container/flat_hash_map.h"

namespace prov {

Twins FindTwins(const DocumentTable& documents) {
  Twins twins;
  twins.leader_of.resize(documents.size());
  absl::flat_hash_map<uint64_t, DocumentId> first;
  for (DocumentId document = 0; document < documents.size(); ++document) {
    twins.leader_of[document] = document;
    const DocumentRow& row = documents[document];
    const bool has_tokens = row.token_count > 0;
    const auto [entry, is_new] = first.try_emplace(
        has_tokens ? row.tokens_hash : row.record_hash, document);
    if (!is_new && documents[entry->second].token_count == row.token_count) {
      twins.leader_of[document] = entry->second;
    } else if (has_tokens) {
      twins.leaders.push_back(document);
    }
  }
  return twins;
}

}  // namespace prov
