// The quote marks of a text, in every encoding that news uses, each with its
// place and the side it can stand on.
//
//   kDouble   " “ ” „ ‟ « » ＂ 〝 〞 「 」 『 』 '' `` ‘‘ ’’ ‚‚
//   kSingle   ' ‘ ’ ‚ ‛ ‹ › ` ´ ＇
//
// The side is that of the mark where it has one („ opens), else what its
// neighbours say: a mark before a word and after a space opens, one after a
// word or punctuation and before a space closes; between two words or two
// spaces it can be either.  Marks whose habits differ between languages (”
// opens in Swedish, “ closes in German, » opens in Danish) are judged by their
// neighbours too, and by their usual side where those do not tell.
//
// An apostrophe inside a word is no mark, and neither are the signs of minutes,
// inches and feet after a digit (6'2").  Which marks belong together is not
// decided here.

#ifndef LIBPROV_TEXT_QUOTE_MARKS_H_
#define LIBPROV_TEXT_QUOTE_MARKS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "libprov/text/normalized_text.h"

namespace prov {

struct QuoteMark {
  enum class Level : uint8_t { kDouble, kSingle };
  enum class Side : uint8_t { kOpen, kClose, kEither };
  TokenSpan span;
  Level level = Level::kDouble;
  Side side = Side::kEither;

  friend bool operator==(const QuoteMark&, const QuoteMark&) = default;
};

// In order of place.  Linear time.  REQUIRES: utf8 is valid UTF-8 and shorter
// than 4 GiB.
std::vector<QuoteMark> FindQuoteMarks(std::string_view utf8);

}  // namespace prov

#endif  // LIBPROV_TEXT_QUOTE_MARKS_H_
