// Which parts of a text stand in double quote marks: enough to say whether a
// passage is a quote.  Marks are paired within a paragraph; one that is left
// open reaches to the end of its paragraph.

#ifndef LIBPROV_PASSAGE_QUOTED_STRETCHES_H_
#define LIBPROV_PASSAGE_QUOTED_STRETCHES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace prov {

// Bytes between the marks, ascending.
struct ByteRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

std::vector<ByteRange> FindQuotedStretches(std::string_view utf8);

// Those in the paragraphs that `wanted` reaches into.
// REQUIRES: `wanted` ascends by its begins, and lies in the text.
std::vector<ByteRange> FindQuotedStretches(std::string_view utf8,
                                           std::span<const ByteRange> wanted);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_QUOTED_STRETCHES_H_
