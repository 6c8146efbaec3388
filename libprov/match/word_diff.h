// The word-level difference of two texts: a shortest sequence of words to take
// out and to put in.  Words are compared as normalised tokens, so typography
// does not count; what is shown is the original.
//
// Source: E. Myers, "An O(ND) difference algorithm and its variations", 1986.

#ifndef LIBPROV_MATCH_WORD_DIFF_H_
#define LIBPROV_MATCH_WORD_DIFF_H_

#include <cstdint>
#include <vector>

#include "libprov/text/normalized_text.h"

namespace prov {

struct DiffRun {
  enum class Side : uint8_t { kBoth, kOnlyA, kOnlyB };
  Side side = Side::kBoth;
  // Tokens [begin, begin + count) of b, or of a for kOnlyA.
  uint32_t begin = 0;
  uint32_t count = 0;

  friend bool operator==(const DiffRun&, const DiffRun&) = default;
};

// Time and memory O((|a| + |b|) d) for d differing words; where d passes
// `max_edits`, what is left is given as all of a's, then all of b's words.
std::vector<DiffRun> DiffWords(const NormalizedText& a, const NormalizedText& b,
                               uint32_t max_edits = 4000);

}  // namespace prov

#endif  // LIBPROV_MATCH_WORD_DIFF_H_
