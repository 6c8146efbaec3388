// The fast way to the same tokens as NormalizedText, when only their hashes
// are wanted: over 1 GB/s a core on English news (bench/text_bench.cc).
//
// 64-byte blocks are classed into bit masks, token boundaries are read off the
// masks, and a token is folded and hashed in registers from one 16-byte masked
// load.  The E2 80 xx punctuation of news and NBSP are cleared in the masks;
// tokens with an apostrophe or any other non-ASCII byte take a scalar path.
// Every instruction set gives identical hashes.

#ifndef LIBPROV_TEXT_TOKENIZER_H_
#define LIBPROV_TEXT_TOKENIZER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "libprov/text/hash_buffer.h"
#include "libprov/text/token_scanner.h"

namespace prov {

// The hash of a normalised token (as NormalizedText::token() gives it).
// Frozen: signatures on disk depend on it.
uint64_t TokenHash(std::string_view token);

// Half-open.
struct TokenPlace {
  uint32_t begin_byte = 0;
  uint32_t end_byte = 0;
};

// Reuses its memory from text to text.  One thread at a time.
class Tokenizer {
 public:
  // Returns TokenHash(NormalizedText(utf8).token(i)) for every i, valid until
  // the next call.  Reads no byte outside `utf8`.
  // REQUIRES: utf8 is valid UTF-8 and shorter than 4 GiB.
  std::span<const uint64_t> Hashes(std::string_view utf8);

  // The same, and place() tells then where each token stands.
  std::span<const uint64_t> HashesAndPlaces(std::string_view utf8);

  // The bytes of NormalizedText(utf8).span(i), for the text that
  // HashesAndPlaces() was given last.  REQUIRES: the text has that token.
  TokenPlace place(size_t i) const {
    const uint64_t word = places_.hashes()[i];
    return {.begin_byte = static_cast<uint32_t>(word),
            .end_byte = static_cast<uint32_t>(word >> 32)};
  }

 private:
  HashBuffer hashes_;
  HashBuffer places_;  // Begin in the low half of a word, end in the high.
  TokenScanner scanner_;
};

}  // namespace prov

#endif  // LIBPROV_TEXT_TOKENIZER_H_
