// One pass over a text that finds its normalised tokens: the definition that
// NormalizedText states, and the slow path of Tokenizer.
//
// Time linear in the text, but for runs of marks out of canonical order, which
// are sorted.

#ifndef LIBPROV_TEXT_TOKEN_SCANNER_H_
#define LIBPROV_TEXT_TOKEN_SCANNER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/text/normalized_text.h"
#include "libprov/text/unicode_tables.h"

namespace prov {

// Reuses its memory from text to text.  One thread at a time.
class TokenScanner {
 public:
  // The token is valid until the sink returns.
  using Sink = absl::FunctionRef<void(std::string_view, const TokenSpan&)>;

  // Gives `sink` the tokens of `utf8` in order.
  // REQUIRES: utf8 is valid UTF-8 and shorter than 4 GiB.
  void Scan(std::string_view utf8, Sink sink);

 private:
  // A code point of the text, before folding.
  struct Place {
    char32_t code_point;
    TokenSpan span;
  };

  void AddWord(const Place& place, const CharProperties& properties, Sink sink);
  void AddFolded(char32_t c, const CharProperties& properties,
                 const Place& place, Sink sink);
  bool Continues(CharClass c) const;
  void AddMark(char32_t c, uint8_t combining_class);
  void Close(Sink sink);

  std::string token_;  // Open if not empty.
  TokenSpan span_;
  CharClass base_ = CharClass::kMark;  // The token's last that is no mark.
  bool pending_apostrophe_ = false;    // Seen after a letter of the token.
  uint8_t last_combining_class_ = 0;
  bool marks_out_of_order_ = false;
};

}  // namespace prov

#endif  // LIBPROV_TEXT_TOKEN_SCANNER_H_
