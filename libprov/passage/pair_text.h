// A text of a pair that is compared by itself: words with their places, and
// sentences.

#ifndef LIBPROV_PASSAGE_PAIR_TEXT_H_
#define LIBPROV_PASSAGE_PAIR_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libprov/passage/token_rows.h"
#include "libprov/text/normalized_text.h"

namespace prov {

struct PairText {
  std::vector<TokenMark> words;
  std::vector<TokenSpan> spans;     // Of the words.
  std::vector<uint32_t> sentences;  // First word of each, and words.size().

  size_t sentence_count() const {
    return sentences.empty() ? 0 : sentences.size() - 1;
  }
  // REQUIRES: begin < end <= words.size()
  TokenSpan Span(uint32_t begin, uint32_t end) const {
    return {.begin_byte = spans[begin].begin_byte,
            .end_byte = spans[end - 1].end_byte,
            .begin = spans[begin].begin,
            .end = spans[end - 1].end};
  }
};

// A sentence ends where a full stop, a question or exclamation mark stands
// between two words, but not after a single letter (U.S., J. Doe) or before a
// lower-case one with no space between (example.com); and at an empty line.
// Sentences of fewer than `min_words` are taken together with the next.
PairText MakePairText(std::string_view utf8, uint32_t min_words);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_PAIR_TEXT_H_
