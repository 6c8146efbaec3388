// The same words in several places: quotes grouped around one reference each.
//
// Candidates share some of their rarest runs of four words (up to six of them,
// and of each up to 48 texts); the eight that share most are verified against
// the reference (variant.h), so there are never all pairs: the work is linear
// in the number of quotes.  A variant must share words whose rarity adds up to
// kMinRarity bits,
//
//   rarity(w) = log2((N + 1000) / (n + 1)),   N quotes, n of them with the word
//
// so that "the next president of the United States" links nothing.  References
// are the longest texts, the earliest of those as long; every other text joins
// the reference it shares most with, by itself: no chain of resemblance leads
// from one text to another.
//
// Words said on another occasion stay apart: quotes under eight words that are
// given to different speakers, and fragments and overlaps of that length
// printed more than sixty days apart.  Up to three words are only grouped where
// the words and the speaker are the same.

#ifndef LIBPROV_QUOTE_QUOTE_GROUPS_H_
#define LIBPROV_QUOTE_QUOTE_GROUPS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libprov/quote/quote_words.h"
#include "libprov/quote/variant.h"

namespace prov {

inline constexpr double kMinRarity = 30;  // Bits.

// A quote as grouping sees it.
struct GroupedQuote {
  QuoteWords words;
  std::string_view exact;
  std::string_view speaker;  // Resolved name; empty if not known.
  int64_t earliest = 0;      // Seconds; both 0 if there is no date.
  int64_t latest = 0;
};

struct QuoteGroup {
  uint32_t reference = 0;
  bool traceable = false;  // Long and rare enough to be traced by itself.
  std::vector<uint32_t> members;  // Ascending; the reference is one of them.
  std::vector<Variant> variants;  // Of each member.
};

// Groups by their first member.  The result hangs on the order of `quotes`
// alone.
std::vector<QuoteGroup> GroupQuotes(std::span<const GroupedQuote> quotes,
                                    unsigned threads = 1);

// Whether two names may be of one speaker: the last word is the same, or one of
// them is not known.
bool MayBeSame(std::string_view a, std::string_view b);

}  // namespace prov

#endif  // LIBPROV_QUOTE_QUOTE_GROUPS_H_
