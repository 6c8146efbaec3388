// Proofs of O(log n) hashes: that an entry is in a tree, and that one tree is
// the beginning of another.  Whoever checks one needs nothing else of the tree.
//
// Proofs are those of RFC 6962, sections 2.1.1 and 2.1.2; they are checked as
// RFC 9162, sections 2.1.3.2 and 2.1.4.2, has it.

#ifndef LIBPROV_LEDGER_MERKLE_PROOF_H_
#define LIBPROV_LEDGER_MERKLE_PROOF_H_

#include <cstdint>
#include <span>
#include <vector>

#include "libprov/ledger/merkle_tree.h"

namespace prov {

// The ranges of leaves whose roots are the proof that leaf `index` is in a tree
// of `size` leaves, in the order of the proof.  REQUIRES: index < size.
std::vector<LeafRange> InclusionRanges(uint64_t index, uint64_t size);

// Those whose roots are the proof that the first `old_size` leaves of a tree of
// `size` are a tree known before; none if the sizes are equal or the old one is
// 0.  REQUIRES: old_size <= size.
std::vector<LeafRange> ConsistencyRanges(uint64_t old_size, uint64_t size);

// Whether `proof` shows that `leaf` has this index in the tree of this root.
bool ProvesInclusion(std::span<const MerkleHash> proof, uint64_t index,
                     const MerkleHash& leaf, uint64_t size,
                     const MerkleHash& root);

// Whether `proof` shows that the leaves under `old_root` are the first of those
// under `root`.
bool ProvesConsistency(std::span<const MerkleHash> proof, uint64_t old_size,
                       const MerkleHash& old_root, uint64_t size,
                       const MerkleHash& root);

}  // namespace prov

#endif  // LIBPROV_LEDGER_MERKLE_PROOF_H_
