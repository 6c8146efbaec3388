// Makes a text that is a given similarity away from another, by the edits that
// news desks make: words changed, cut, added, a tail cut off, a paragraph put
// in front, or nothing but the typography.

#ifndef BENCH_WORD_EDITS_H_
#define BENCH_WORD_EDITS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "random.h"

namespace prov_bench {

enum class Edit {
  kSubstitute,  // Words replaced by words of other texts.
  kDelete,      // Words left out.
  kInsert,      // Words of other texts put in.
  kMixed,       // The three above in turn.
  kTruncate,    // The tail cut off.
  kPrepend,     // A paragraph of other texts put in front.
  kTypography,  // Quotes, dashes, case, no-break spaces: similarity stays 1.
};

std::string_view Name(Edit edit);

// A run of non-space bytes and the white space before it.
struct Word {
  std::string_view space;
  std::string_view letters;
};

std::vector<Word> SplitWords(std::string_view text);

// Returns `source` after as many edits as leave the Jaccard similarity of the
// sets of 5-word runs at `target` or just above it, but at least one edit.
// Words here are what white space separates, so the similarity under the real
// normaliser is near the target, not on it: the oracle says what it is.
//
// REQUIRES: `donor` has at least as many words as `source`, which has 1 or
// more.  kTypography ignores `target` and `donor`.
std::string Derive(std::string_view source, Edit edit, double target,
                   std::span<const Word> donor, Random& random);

}  // namespace prov_bench

#endif  // BENCH_WORD_EDITS_H_
