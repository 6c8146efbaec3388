// Bit i of `left` is clear where the i-th word of `a` prolongs the longest
// common subsequence found so far.  Held by common_subsequence_test.cc.

#include "libprov/quote/common_subsequence.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace prov {
namespace {

constexpr size_t kLimbs = kMaxSubsequenceWords / 64;
constexpr size_t kBuckets = 1024;

using Bits = std::array<uint64_t, kLimbs>;

// Where each word of a text stands.
class Places {
 public:
  explicit Places(std::span<const uint64_t> words) : words_(words) {
    for (size_t i = 0; i < words.size(); ++i) {
      uint16_t& head = heads_[words[i] % kBuckets];
      next_[i] = head;
      head = static_cast<uint16_t>(i + 1);
    }
  }

  // Sets the bits of the places of `word`; false if it has none.
  bool Find(uint64_t word, Bits& bits) const {
    bool any = false;
    for (uint16_t at = heads_[word % kBuckets]; at != 0; at = next_[at - 1u]) {
      if (words_[at - 1u] != word) continue;
      if (!any) bits = {};
      any = true;
      bits[(at - 1u) / 64] |= uint64_t{1} << (at - 1u) % 64;
    }
    return any;
  }

 private:
  std::span<const uint64_t> words_;
  std::array<uint16_t, kBuckets> heads_{};  // 1 + the last place; 0 if none.
  std::array<uint16_t, kMaxSubsequenceWords> next_;
};

}  // namespace

size_t CommonSubsequenceLength(std::span<const uint64_t> a,
                               std::span<const uint64_t> b) {
  assert(a.size() <= kMaxSubsequenceWords);
  const Places places(a);
  const size_t limbs = (a.size() + 63) / 64;
  Bits left;
  left.fill(~uint64_t{0});
  Bits match;
  for (const uint64_t word : b) {
    if (!places.Find(word, match)) continue;
    uint64_t carry = 0;
    for (size_t i = 0; i < limbs; ++i) {
      const uint64_t same = left[i] & match[i];
      const uint64_t sum = left[i] + same;
      const uint64_t with_carry = sum + carry;
      carry = (sum < same || with_carry < carry) ? 1 : 0;
      left[i] = with_carry | (left[i] & ~match[i]);
    }
  }
  size_t length = 0;
  for (size_t i = 0; i < limbs; ++i) {
    const size_t words = std::min<size_t>(64, a.size() - 64 * i);
    const uint64_t own =
        words == 64 ? ~uint64_t{0} : (uint64_t{1} << words) - 1;
    length += static_cast<size_t>(std::popcount(~left[i] & own));
  }
  return length;
}

}  // namespace prov
