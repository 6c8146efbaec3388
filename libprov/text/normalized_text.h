// What a text says, whatever its typography: the sequence of its normalised
// tokens, each with the way back to the original bytes.
//
// This is the definition of a token for the whole project.  In order:
//
//   dropped      soft hyphen, zero-width characters, bidi controls, variation
//                selectors (all default-ignorable code points), combining
//                diacritical marks (U+0300..036F), stems of musical notes
//   folded       letters, digits and marks: compatibility decomposition, less
//                what is dropped above, then full case folding, until nothing
//                changes; so e = E = é = e + U+0301, ﬁ = fi, ß = ss, ９ = 9
//                (exceptions in unicode_tables.h)
//   joined       an apostrophe (' ’ ‘ ‛ ʼ ＇ ` ´) between two letters
//                disappears: don't = don’t = dont; the letters may carry marks,
//                and what is dropped does not stand between
//   separates    everything else: spaces of every kind, quotes, dashes and
//                hyphens, punctuation, symbols, controls
//   tokens       maximal runs of letters, digits and marks; in scripts written
//                without spaces (Han, kana, Thai, Lao, Khmer, Myanmar) each
//                letter with its marks is a token of its own; marks that follow
//                no letter or digit begin a token; marks in canonical order
//
// Classes come from generated tables of one Unicode version (unicode_tables.h).
// Normalising a normalised text changes nothing, and canonically equal texts
// (NFC, NFD) have the same tokens.

#ifndef LIBPROV_TEXT_NORMALIZED_TEXT_H_
#define LIBPROV_TEXT_NORMALIZED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prov {

// Where a token stands in the original text: half-open, in UTF-8 bytes and in
// code points; from the first character that contributes to the token to the
// last.  What is dropped at its edges is outside.  A character that folds into
// two tokens (Thai sara am) is in the spans of both.
struct TokenSpan {
  uint32_t begin_byte = 0;
  uint32_t end_byte = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const TokenSpan&, const TokenSpan&) = default;
};

// Immutable; owns its bytes and does not refer to the original.
class NormalizedText {
 public:
  // Time and memory linear in the text; runs of marks are sorted.
  // REQUIRES: utf8 is valid UTF-8 and shorter than 4 GiB.
  explicit NormalizedText(std::string_view utf8);

  size_t size() const { return spans_.size(); }  // In tokens.

  std::string_view token(size_t i) const { return run(i, 1); }

  // Tokens i .. i + count - 1 with one space between neighbours.
  // REQUIRES: count >= 1 and i + count <= size().
  std::string_view run(size_t i, size_t count) const {
    const size_t begin = begins_[i];
    return std::string_view(bytes_).substr(begin,
                                           begins_[i + count] - 1 - begin);
  }

  const TokenSpan& span(size_t i) const { return spans_[i]; }

  // All tokens, one space between neighbours.
  std::string_view str() const;

 private:
  std::string bytes_;             // Each token followed by a space.
  std::vector<size_t> begins_;    // [size() + 1], into bytes_.
  std::vector<TokenSpan> spans_;  // [size()].
};

}  // namespace prov

#endif  // LIBPROV_TEXT_NORMALIZED_TEXT_H_
