// A paragraph as the rules for speakers see it: words with their classes, marks
// of punctuation, and each outermost quote as one word.

#ifndef LIBPROV_QUOTE_SENTENCE_WORDS_H_
#define LIBPROV_QUOTE_SENTENCE_WORDS_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libprov/quote/paragraphs.h"
#include "libprov/quote/quote.h"
#include "libprov/quote/word_classes.h"

namespace prov {

struct SentenceWord {
  enum class Kind : uint8_t {
    kWord,
    kNumber,
    kQuote,
    kComma,
    kStop,  // . ! ? at the end of a sentence
    kColon,
    kSemicolon,
    kDash,
    kOpen,  // Brackets.
    kClose,
    kOther,
  };
  Kind kind = Kind::kOther;
  bool capital = false;  // Begins with a capital letter.
  bool joined = false;   // No space before it.
  uint32_t begin = 0;    // Bytes.
  uint32_t end = 0;
  uint32_t classes = 0;  // WordClass bits.
  uint32_t quote = kNoQuote;
};

// In order.  What stands in outermost quotes is their one word; abbreviations
// keep their full stops (Sen., U.S., J.), and 's is a word of its own.
// `quotes` are those of the whole text.
std::vector<SentenceWord> SentenceWords(std::string_view text,
                                        const Paragraph& paragraph,
                                        std::span<const Quote> quotes,
                                        uint32_t first_quote,
                                        const WordClasses& classes);

}  // namespace prov

#endif  // LIBPROV_QUOTE_SENTENCE_WORDS_H_
