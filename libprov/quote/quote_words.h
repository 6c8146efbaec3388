// A quote as its variants are compared: its words, whatever the typography, and
// where an editor put words in or left words out.

#ifndef LIBPROV_QUOTE_QUOTE_WORDS_H_
#define LIBPROV_QUOTE_QUOTE_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace prov {

struct QuoteWords {
  std::vector<uint64_t> hashes;  // TokenHash() of each word.
  std::vector<uint8_t> kinds;    // WordKind bits of each.
  std::vector<uint32_t> gaps;    // Words before which an ellipsis stands.

  size_t size() const { return hashes.size(); }
};

enum WordKind : uint8_t {
  kInBracket = 1,  // [so]
  kNumberWord = 2,
  kNegation = 4,  // not, never, no, don't, nicht, kein
};

// Linear in the text.  REQUIRES: valid UTF-8.
QuoteWords WordsOfQuote(std::string_view exact);

}  // namespace prov

#endif  // LIBPROV_QUOTE_QUOTE_WORDS_H_
