// Spans of bytes in code points, counted from a place nearby.

#ifndef LIBPROV_QUOTE_SPAN_NEAR_H_
#define LIBPROV_QUOTE_SPAN_NEAR_H_

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "libprov/text/normalized_text.h"

namespace prov {

// The span of bytes [begin, end), counted from `near`, whose code points are
// known.  Linear in the distance.
inline TokenSpan SpanNear(std::string_view text, uint32_t begin, uint32_t end,
                          const TokenSpan& near) {
  TokenSpan span{.begin_byte = begin, .end_byte = end};
  const auto count = [text](uint32_t from, uint32_t to) {
    return static_cast<uint32_t>(
        std::count_if(text.begin() + from, text.begin() + to,
                      [](char c) { return (c & 0xC0) != 0x80; }));
  };
  span.begin = begin < near.begin_byte
                   ? near.begin - count(begin, near.begin_byte)
                   : near.begin + count(near.begin_byte, begin);
  span.end = span.begin + count(begin, end);
  return span;
}

}  // namespace prov

#endif  // LIBPROV_QUOTE_SPAN_NEAR_H_
