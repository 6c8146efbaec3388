// A tree of n leaves is a row of full trees, one for each bit of n.  Adding a
// full tree of 2^k leaves is adding 2^k to a binary number: each carry joins
// two trees.  Held by merkle_tree_test.cc, against RFC 6962 word by word.

#include "libprov/ledger/merkle_tree.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace prov {

MerkleHash LeafHash(std::string_view entry) {
  return Sha256(std::string_view("\0", 1), entry);
}

MerkleHash NodeHash(const MerkleHash& left, const MerkleHash& right) {
  std::array<char, 1 + 2 * sizeof(MerkleHash)> bytes;
  bytes[0] = 1;
  std::memcpy(bytes.data() + 1, left.data(), left.size());
  std::memcpy(bytes.data() + 1 + left.size(), right.data(), right.size());
  return Sha256({bytes.data(), bytes.size()});
}

void MerkleFrontier::AddSubtree(unsigned level, const MerkleHash& root) {
  MerkleHash carried = root;
  for (uint64_t bits = size_ >> level; (bits & 1) != 0; bits >>= 1) {
    carried = NodeHash(full_.back(), carried);
    full_.pop_back();
  }
  full_.push_back(carried);
  size_ += uint64_t{1} << level;
}

MerkleHash MerkleFrontier::Root() const {
  if (full_.empty()) return Sha256("");
  MerkleHash root = full_.back();
  for (size_t i = full_.size() - 1; i-- > 0;) root = NodeHash(full_[i], root);
  return root;
}

MerkleHash RootOf(std::span<const MerkleHash> leaves) {
  MerkleFrontier frontier;
  for (const MerkleHash& leaf : leaves) frontier.AddLeaf(leaf);
  return frontier.Root();
}

RangeRoots::RangeRoots(std::vector<LeafRange> ranges)
    : ranges_(std::move(ranges)), frontiers_(ranges_.size()) {}

void RangeRoots::Add(uint64_t first, std::span<const MerkleHash> leaves,
                     const MerkleHash* root) {
  const uint64_t end = first + leaves.size();
  for (size_t i = 0; i < ranges_.size(); ++i) {
    const LeafRange both = {std::max(first, ranges_[i].begin),
                            std::min(end, ranges_[i].end)};
    if (both.begin >= both.end) continue;
    if (root != nullptr && both == LeafRange{first, end}) {
      frontiers_[i].AddSubtree(kGroupLevel, *root);
      continue;
    }
    for (uint64_t leaf = both.begin; leaf < both.end; ++leaf) {
      frontiers_[i].AddLeaf(leaves[leaf - first]);
    }
  }
}

std::vector<MerkleHash> RangeRoots::Roots() const {
  std::vector<MerkleHash> roots;
  for (const MerkleFrontier& frontier : frontiers_) {
    roots.push_back(frontier.Root());
  }
  return roots;
}

}  // namespace prov
