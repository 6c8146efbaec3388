// The length of a longest common subsequence, without the subsequence: 64 words
// of one text are compared with a word of the other at a time.
//
// Source: H. Hyyrö, "Bit-Parallel LCS-length Computation Revisited", AWOCA
// 2004.

#ifndef LIBPROV_QUOTE_COMMON_SUBSEQUENCE_H_
#define LIBPROV_QUOTE_COMMON_SUBSEQUENCE_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace prov {

inline constexpr size_t kMaxSubsequenceWords = 640;

// REQUIRES: `a` has no more than kMaxSubsequenceWords.
// O(|a| + |b| (|a| / 64 + 1)) where words hardly repeat.
size_t CommonSubsequenceLength(std::span<const uint64_t> a,
                               std::span<const uint64_t> b);

}  // namespace prov

#endif  // LIBPROV_QUOTE_COMMON_SUBSEQUENCE_H_
