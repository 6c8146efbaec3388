// Where the paragraphs of a text begin and end.
//
// A line is a paragraph, but where a text is wrapped (all lines short, most of
// them cut off in a sentence, as wires were sent): there a paragraph ends with
// a blank line, or before a line that is indented.

#ifndef LIBPROV_QUOTE_PARAGRAPHS_H_
#define LIBPROV_QUOTE_PARAGRAPHS_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace prov {

// Bytes, without white space at either end; never empty.
struct Paragraph {
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

// In order.  Linear time.  REQUIRES: text is shorter than 4 GiB.
std::vector<Paragraph> FindParagraphs(std::string_view text);

}  // namespace prov

#endif  // LIBPROV_QUOTE_PARAGRAPHS_H_
