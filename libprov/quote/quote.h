// What leaves this room: what a text puts in quote marks, who says it, and the
// outlet that it was said to or taken from.
//
// A quote is found by its marks alone (extract_quotes.h), in any language.  Who
// says it, and what outlet is cited for it, is read from the words around it by
// rules for English and German; in other languages a quote has neither.

#ifndef LIBPROV_QUOTE_QUOTE_H_
#define LIBPROV_QUOTE_QUOTE_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "libprov/text/normalized_text.h"

namespace prov {

enum class QuoteType : uint8_t {
  kDirect,  // A sentence of its own, or most of one.
  kMixed,   // Some words within another's sentence.
  kScare,   // A word or three at arm's length.
  kTitle,   // The name of a work, a ship, a programme.
};

// What is to be known of how a quote is printed.  Bits.
enum QuoteFlag : uint16_t {
  kQuoteUnclosed = 1 << 0,   // No mark ends it; its paragraph does.
  kQuoteUnopened = 1 << 1,   // No mark begins it; its paragraph does.
  kQuoteContinues = 1 << 2,  // Not closed, as the next paragraph goes on with
                             // a mark.
  kQuoteContinued = 1 << 3,  // That next paragraph.
  kQuoteNested = 1 << 4,     // In another quote.
  kQuoteSingle = 1 << 5,     // In single marks.
  kQuoteDash = 1 << 6,       // Dialogue after a dash.
  kQuoteBracket = 1 << 7,    // Words in [brackets], put in by an editor.
  kQuoteEllipsis = 1 << 8,   // Words left out: ... or …
};

inline constexpr uint32_t kNoQuote = std::numeric_limits<uint32_t>::max();

struct Quote {
  TokenSpan span;   // What is between the marks, without space at its ends.
  TokenSpan outer;  // With the marks that it has.
  QuoteType type = QuoteType::kDirect;
  uint16_t flags = 0;
  uint32_t words = 0;          // Between spaces, with a letter or digit.
  uint32_t paragraph = 0;      // From 0, blank ones not counted.
  uint32_t parent = kNoQuote;  // The quote that this one is nested in.
};

// Who says a quote, as a text says it.
struct SpeakerMention {
  enum class Kind : uint8_t { kName, kNominal, kPronoun };
  Kind kind = Kind::kName;
  TokenSpan span;    // The mention nearest the quote.
  std::string name;  // The fullest form of the name in the text: for a pronoun
                     // that of the person it stands for, empty if nobody fits.
  std::string cue;   // "said"; empty if no word of saying connects the two.
  const char* rule = "";   // Of speaker_rules.h.
  bool inherited = false;  // Of the quote before, which this one goes on with.
};

// The outlet that a quote was given to, or is taken from: never the speaker.
struct CitedOutlet {
  std::string outlet;     // Its name, as the outlet book has it or as printed.
  const char* form = "";  // "told", "interview", "quoted-by", "reported", ...
  TokenSpan span;         // The name, where it stands in the text.
};

}  // namespace prov

#endif  // LIBPROV_QUOTE_QUOTE_H_
