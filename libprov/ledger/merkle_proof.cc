// Both proofs go down the tree from its root and keep the subtrees beside the
// way.  Held by merkle_proof_test.cc: every proof of every tree up to 70 leaves
// is what the recursion of RFC 6962 gives, and no other hash is taken for it.

#include "libprov/ledger/merkle_proof.h"

#include <algorithm>
#include <bit>

namespace prov {
namespace {

// The leaves on the left of a tree.  REQUIRES: size > 1.
uint64_t LeftSize(uint64_t size) { return std::bit_floor(size - 1); }

// From a node up to the root: numbers on a level, its own and the last.
struct Climb {
  uint64_t node = 0;
  uint64_t last = 0;

  bool is_at_root() const { return last == 0; }

  void ToParent() {
    node >>= 1;
    last >>= 1;
  }

  // To the parent of the node and of the one beside it, past levels where it is
  // the last and alone.  Whether the one beside it is on the left.
  bool Up() {
    const bool is_right = (node & 1) != 0 || node == last;
    while (is_right && (node & 1) == 0 && node != 0) ToParent();
    ToParent();
    return is_right;
  }
};

}  // namespace

std::vector<LeafRange> InclusionRanges(uint64_t index, uint64_t size) {
  std::vector<LeafRange> ranges;
  LeafRange tree = {0, size};
  while (tree.size() > 1) {
    const uint64_t middle = tree.begin + LeftSize(tree.size());
    if (index < middle) {
      ranges.push_back({middle, tree.end});
      tree.end = middle;
    } else {
      ranges.push_back({tree.begin, middle});
      tree.begin = middle;
    }
  }
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

std::vector<LeafRange> ConsistencyRanges(uint64_t old_size, uint64_t size) {
  std::vector<LeafRange> ranges;
  if (old_size == 0 || old_size == size) return ranges;
  LeafRange tree = {0, size};
  while (tree.end != old_size) {
    const uint64_t middle = tree.begin + LeftSize(tree.size());
    if (old_size <= middle) {
      ranges.push_back({middle, tree.end});
      tree.end = middle;
    } else {
      ranges.push_back({tree.begin, middle});
      tree.begin = middle;
    }
  }
  // Where the old tree is one full tree its root is known already.
  if (tree.begin != 0) ranges.push_back(tree);
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

bool ProvesInclusion(std::span<const MerkleHash> proof, uint64_t index,
                     const MerkleHash& leaf, uint64_t size,
                     const MerkleHash& root) {
  if (index >= size) return false;
  Climb climb{.node = index, .last = size - 1};
  MerkleHash hash = leaf;
  for (const MerkleHash& beside : proof) {
    if (climb.is_at_root()) return false;
    hash = climb.Up() ? NodeHash(beside, hash) : NodeHash(hash, beside);
  }
  return climb.is_at_root() && hash == root;
}

bool ProvesConsistency(std::span<const MerkleHash> proof, uint64_t old_size,
                       const MerkleHash& old_root, uint64_t size,
                       const MerkleHash& root) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == Sha256("");
  if (proof.empty()) return false;
  Climb climb{.node = old_size - 1, .last = size - 1};
  while ((climb.node & 1) != 0) climb.ToParent();
  // A full old tree is not in the proof: it is its own first hash.
  const bool is_full = std::has_single_bit(old_size);
  MerkleHash old_hash = is_full ? old_root : proof.front();
  MerkleHash hash = old_hash;
  for (const MerkleHash& beside : proof.subspan(is_full ? 0 : 1)) {
    if (climb.is_at_root()) return false;
    if (climb.Up()) {
      old_hash = NodeHash(beside, old_hash);
      hash = NodeHash(beside, hash);
    } else {
      hash = NodeHash(hash, beside);
    }
  }
  return climb.is_at_root() && old_hash == old_root && hash == root;
}

}  // namespace prov
