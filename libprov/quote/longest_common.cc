// Bit i of `left` is clear where the i-th word of `a` prolongs the longest
// common subsequence found so far.  Held by longest_common_test.cc.

#include "libprov/quote/longest_common.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace prov {
namespace {

constexpr size_t kLimbs = kMaxCommonWords / 64;
constexpr size_t kBuckets = 1024;

using Bits = std::array<uint64_t, kLimbs>;

// The words of `a`, by what they are.
class Comparison {
 public:
  explicit Comparison(std::span<const uint64_t> a) : a_(a) {
    for (size_t i = 0; i < a.size(); ++i) {
      uint16_t& head = heads_[a[i] % kBuckets];
      next_[i] = head;
      head = static_cast<uint16_t>(i + 1);
      runs_[i] = {};
    }
    left_.fill(~uint64_t{0});
  }

  // Takes the next word of `b`.
  void Add(uint64_t word) {
    ++row_;
    Bits same;
    bool any = false;
    // From the last place to the first, so that runs_[i - 1] is of the row
    // before when runs_[i] is made.
    for (uint16_t at = heads_[word % kBuckets]; at != 0; at = next_[at - 1u]) {
      const size_t i = at - 1u;
      if (a_[i] != word) continue;
      if (!any) same = {};
      any = true;
      same[i / 64] |= uint64_t{1} << i % 64;
      const bool goes_on = i > 0 && runs_[i - 1].row + 1 == row_;
      runs_[i] = {.row = row_, .length = goes_on ? runs_[i - 1].length + 1 : 1};
      longest_run_ = std::max(longest_run_, runs_[i].length);
    }
    if (any) Prolong(same);
  }

  LongestCommon Result() const {
    LongestCommon result{.run = longest_run_};
    for (size_t i = 0; 64 * i < a_.size(); ++i) {
      const size_t words = std::min<size_t>(64, a_.size() - 64 * i);
      const uint64_t own =
          words == 64 ? ~uint64_t{0} : (uint64_t{1} << words) - 1;
      result.subsequence += static_cast<size_t>(std::popcount(~left_[i] & own));
    }
    return result;
  }

 private:
  // A run of words that ends at a word of `a` and at a row, a word of `b`.
  struct Run {
    uint32_t row = 0;  // From 1 on.
    uint32_t length = 0;
  };

  void Prolong(const Bits& same) {
    uint64_t carry = 0;
    for (size_t i = 0; 64 * i < a_.size(); ++i) {
      const uint64_t added = left_[i] & same[i];
      const uint64_t sum = left_[i] + added;
      const uint64_t with_carry = sum + carry;
      carry = (sum < added || with_carry < carry) ? 1 : 0;
      left_[i] = with_carry | (left_[i] & ~same[i]);
    }
  }

  std::span<const uint64_t> a_;
  std::array<uint16_t, kBuckets> heads_{};  // 1 + the last place; 0 if none.
  std::array<uint16_t, kMaxCommonWords> next_;
  std::array<Run, kMaxCommonWords> runs_;
  Bits left_;
  uint32_t row_ = 0;
  uint32_t longest_run_ = 0;
};

}  // namespace

LongestCommon LongestCommonOf(std::span<const uint64_t> a,
                              std::span<const uint64_t> b) {
  assert(a.size() <= kMaxCommonWords);
  Comparison comparison(a);
  for (const uint64_t word : b) comparison.Add(word);
  return comparison.Result();
}

}  // namespace prov
