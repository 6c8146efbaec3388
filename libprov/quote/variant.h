// How one printing of a quote differs from another.
//
// Words are aligned by a longest common subsequence; words in brackets need no
// partner.  Of the shorter quote s and the longer one t:
//
//   identical     the same bytes
//   folded        the same words: other marks, dashes, case
//   fragment      all words of s follow each other in t
//   bracket       so do they but for words in brackets of either
//   ellipsis      so do the pieces between ellipses of either
//   meaning-risk  else, if a negation or a number is only in one of them
//   omission      all words of s are in t, in order; what t has more has no
//   mark word-edit     up to a quarter of the words of s have no partner,
//   inside overlap       the end of one is the beginning of the other none less
//   than .6 of s is in t, and no ten words in a row

#ifndef LIBPROV_QUOTE_VARIANT_H_
#define LIBPROV_QUOTE_VARIANT_H_

#include <cstdint>
#include <vector>

#include "libprov/quote/quote_words.h"

namespace prov {

enum class Variant : uint8_t {
  kIdentical,
  kFolded,
  kFragment,
  kBracket,
  kEllipsis,
  kMeaningRisk,
  kOmission,
  kWordEdit,
  kOverlap,
  kNone,
};

const char* NameOf(Variant variant);

struct VariantRelation {
  Variant variant = Variant::kNone;  // Never kIdentical: bytes are not seen.
  // Words of `other` that have partners; if it is a variant.
  std::vector<uint32_t> shared;
};

// O(|reference| |other|), or, past 600 words, only of runs that neither
// brackets nor ellipses break.
VariantRelation Relate(const QuoteWords& reference, const QuoteWords& other);

}  // namespace prov

#endif  // LIBPROV_QUOTE_VARIANT_H_
