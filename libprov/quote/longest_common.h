// How long a longest common subsequence of two texts is, and their longest
// common run, without the words themselves: 64 words of one text are compared
// with a word of the other at a time.
//
// Source: H. Hyyrö, "Bit-Parallel LCS-length Computation Revisited", AWOCA
// 2004.

#ifndef LIBPROV_QUOTE_LONGEST_COMMON_H_
#define LIBPROV_QUOTE_LONGEST_COMMON_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace prov {

inline constexpr size_t kMaxCommonWords = 640;

struct LongestCommon {
  size_t subsequence = 0;  // Words of both, in order.
  size_t run = 0;          // Of these, that follow each other in both.
};

// REQUIRES: `a` has no more than kMaxCommonWords.
// O(|a| + |b| (|a| / 64 + 1)) and the pairs of equal words.
LongestCommon LongestCommonOf(std::span<const uint64_t> a,
                              std::span<const uint64_t> b);

}  // namespace prov

#endif  // LIBPROV_QUOTE_LONGEST_COMMON_H_
