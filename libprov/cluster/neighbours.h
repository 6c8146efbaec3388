// Which leaders match which, as lists: those of the matches found beforehand in
// one array, of which a memory budget leaves a share in memory and the rest in
// TMPDIR; those found later, which are few, in a map.

#ifndef LIBPROV_CLUSTER_NEIGHBOURS_H_
#define LIBPROV_CLUSTER_NEIGHBOURS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/document_table.h"
#include "libprov/match/set_match.h"
#include "libprov/store/spill_vector.h"

namespace prov {

struct Neighbour {
  DocumentId leader = 0;
  TenThousandths similarity{0};
};

// One thread at a time.
class Neighbours {
 public:
  // Eight bytes a document besides the lists.
  static absl::StatusOr<Neighbours> Create(size_t documents,
                                           const SpillVector<SetMatch>& matches,
                                           SimilarityMeasure similarity,
                                           const MemoryBudget& memory);

  bool Has(DocumentId leader) const {
    return begins_[leader] != begins_[leader + 1] || later_.contains(leader);
  }

  // ResourceExhausted if there are too many for the budget.
  absl::Status Add(const SetMatch& match);

  // Calls `visit` with each neighbour of the leader, which must not Add().
  template <typename Visit>
  void ForEach(DocumentId leader, const Visit& visit) {
    const uint64_t begin = begins_[leader];
    page_.resize(begins_[leader + 1] - begin);
    all_.Read(begin, page_);
    for (const Neighbour& neighbour : page_) visit(neighbour);
    const auto found = later_.find(leader);
    if (found == later_.end()) return;
    for (const Neighbour& neighbour : found->second) visit(neighbour);
  }

  // nullopt if the two have not been found to match.
  std::optional<TenThousandths> Similarity(DocumentId a, DocumentId b);

  // Failures of the file that holds what does not fit into memory.
  absl::Status status() const { return all_.status(); }

 private:
  Neighbours(SimilarityMeasure similarity, const MemoryBudget& memory);

  size_t Count(DocumentId leader) const;

  SimilarityMeasure similarity_;
  MemoryBudget memory_;
  std::vector<uint64_t> begins_;  // Of the list of each document in all_.
  SpillVector<Neighbour> all_;
  absl::flat_hash_map<DocumentId, std::vector<Neighbour>> later_;
  uint64_t num_later_ = 0;
  std::vector<Neighbour> page_;  // Scratch.
};

}  // namespace prov

#endif  // LIBPROV_CLUSTER_NEIGHBOURS_H_
