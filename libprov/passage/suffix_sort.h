// The suffixes of a sequence of numbers in order, and how long the neighbours'
// common prefixes are.
//
// Sources: N. J. Larsson and K. Sadakane, "Faster suffix sorting", 1999 (prefix
// doubling that leaves alone what is sorted); T. Kasai et al., 2001 (prefixes).

#ifndef LIBPROV_PASSAGE_SUFFIX_SORT_H_
#define LIBPROV_PASSAGE_SUFFIX_SORT_H_

#include <cstdint>
#include <span>
#include <vector>

namespace prov {

struct SuffixOrder {
  std::vector<uint32_t> suffixes;  // Where each begins, in order.
  std::vector<uint32_t> common;    // [i]: of suffixes[i - 1] and [i]; [0] is 0.
};

// Time O(m log^2 m), memory 20 m bytes.
// REQUIRES: fewer than 2^31 symbols, each less than their number.
SuffixOrder SortSuffixes(std::span<const uint32_t> symbols);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_SUFFIX_SORT_H_
