// Where some of a text's tokens stand, in bytes and in code points: the fast
// tokenizer tells the bytes, and code points are counted from one token that is
// wanted to the next.

#ifndef LIBPROV_TEXT_TOKEN_FINDER_H_
#define LIBPROV_TEXT_TOKEN_FINDER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libprov/text/normalized_text.h"
#include "libprov/text/tokenizer.h"

namespace prov {

// Reuses its memory from text to text.  One thread at a time.
class TokenFinder {
 public:
  // Returns NormalizedText(utf8).span(i) for each wanted i that the text has,
  // valid until the next call.
  // REQUIRES: utf8 is valid UTF-8 and shorter than 4 GiB; wanted ascends.
  std::span<const TokenSpan> Find(std::string_view utf8,
                                  std::span<const size_t> wanted);

  // Of all tokens of the last text, as Tokenizer gives them; valid until the
  // next call.
  std::span<const uint64_t> hashes() const { return hashes_; }

 private:
  Tokenizer tokenizer_;
  std::span<const uint64_t> hashes_;
  std::vector<TokenSpan> spans_;
};

}  // namespace prov

#endif  // LIBPROV_TEXT_TOKEN_FINDER_H_
