// The hash tree of RFC 6962 over the entries of a ledger: one hash, the root,
// stands for all of them, in their order.
//
//   leaf = SHA-256(0x00 || entry)      node = SHA-256(0x01 || left || right)
//
// A tree of n > 1 leaves has the largest power of two below n of them on its
// left.  The tree of none has the root SHA-256("").
//
// Source: RFC 6962, section 2.1.

#ifndef LIBPROV_LEDGER_MERKLE_TREE_H_
#define LIBPROV_LEDGER_MERKLE_TREE_H_

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "libprov/base/hash.h"

namespace prov {

using MerkleHash = Sha256Digest;

MerkleHash LeafHash(std::string_view entry);
MerkleHash NodeHash(const MerkleHash& left, const MerkleHash& right);

// The end of a range that takes in all leaves there are.
inline constexpr uint64_t kAllLeaves = std::numeric_limits<uint64_t>::max();

// The leaves [begin, end) of a tree.
struct LeafRange {
  uint64_t begin = 0;
  uint64_t end = 0;

  uint64_t size() const { return end - begin; }
  friend bool operator==(const LeafRange&, const LeafRange&) = default;
};

// The root of leaves that come one by one, in O(log n) memory and O(1) node
// hashes a leaf.
class MerkleFrontier {
 public:
  void AddLeaf(const MerkleHash& leaf) { AddSubtree(0, leaf); }

  // Adds 2^level leaves at once, by the root of their tree.
  // REQUIRES: size() is a multiple of 2^level.
  void AddSubtree(unsigned level, const MerkleHash& root);

  uint64_t size() const { return size_; }
  MerkleHash Root() const;

 private:
  uint64_t size_ = 0;
  // Roots of the full trees that make up size_, the largest first.
  std::vector<MerkleHash> full_;
};

// The root of leaves at hand.
MerkleHash RootOf(std::span<const MerkleHash> leaves);

// Leaves that are hashed together, so that threads need not meet at each.
inline constexpr unsigned kGroupLevel = 8;
inline constexpr uint64_t kGroupLeaves = uint64_t{1} << kGroupLevel;

// The roots of several ranges of one sequence of leaves, in one pass over it.
class RangeRoots {
 public:
  // REQUIRES: each range is one that RFC 6962 makes a tree of: it begins at a
  // multiple of the least power of two that is not less than its size.
  explicit RangeRoots(std::vector<LeafRange> ranges);

  // Adds leaves from number `first` on.  `root` is that of all of them.
  // REQUIRES: they follow those added before; `root` is given only if they are
  // kGroupLeaves and `first` is a multiple of that.
  void Add(uint64_t first, std::span<const MerkleHash> leaves,
           const MerkleHash* root);

  // In the order of the ranges, as far as their leaves have been added.
  std::vector<MerkleHash> Roots() const;

 private:
  std::vector<LeafRange> ranges_;
  std::vector<MerkleFrontier> frontiers_;
};

}  // namespace prov

#endif  // LIBPROV_LEDGER_MERKLE_TREE_H_
