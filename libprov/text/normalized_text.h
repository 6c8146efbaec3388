// What a text says, whatever its typography: the sequence of its normalised
// tokens, each with the way back to the original bytes.
//
// This is the definition of a token for the whole project.  In order:
//
//   dropped      soft hyphen, zero-width characters, bidi controls, variation
//                selectors, combining diacritical marks (U+0300..036F)
//   folded       letters and digits: full case folding, then compatibility
//                decomposition, then what is dropped above, until nothing
//                changes; so e = E = é = e + U+0301, ﬁ = fi, ß = ss, ９ = 9
//   joined       an apostrophe (' ’ ‘ ‛ ʼ ＇ ` ´) between two letters
//                disappears: don't = don’t = dont
//   separates    everything else: spaces of every kind, quotes, dashes and
//                hyphens, punctuation, symbols, controls
//   tokens       maximal runs of letters, digits and their marks; in scripts
//                written without spaces (Han, kana, Thai, Lao, Khmer, Myanmar)
//                each letter with its marks is a token of its own
//
// Classes come from generated tables of one Unicode version (unicode_tables.h).
// Normalising a normalised text changes nothing.

#ifndef LIBPROV_TEXT_NORMALIZED_TEXT_H_
#define LIBPROV_TEXT_NORMALIZED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prov {

// Where a token stands in the original text: half-open, in UTF-8 bytes and in
// code points.
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
  // Time and memory linear in the text.
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
