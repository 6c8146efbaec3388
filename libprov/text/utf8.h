// UTF-8 to code points and back, for text that is known to be valid.

#ifndef LIBPROV_TEXT_UTF8_H_
#define LIBPROV_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace prov {

// Returns the code point that begins at utf8[*i] and moves *i past it.  On
// invalid UTF-8 the result is some code point, but no byte outside is read.
// REQUIRES: *i < utf8.size().
inline char32_t NextCodePoint(std::string_view utf8, size_t* i) {
  const auto lead = static_cast<unsigned char>(utf8[(*i)++]);
  if (lead < 0x80) return lead;
  int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t c = lead & (0x3Fu >> more);
  for (; more > 0 && *i < utf8.size(); --more) {
    c = c << 6 | (static_cast<unsigned char>(utf8[(*i)++]) & 0x3F);
  }
  return c <= 0x10FFFF ? c : U'\uFFFD';
}

// The number of code points of valid UTF-8: of bytes that are no continuation,
// told eight at a time.
inline uint32_t CountCodePoints(std::string_view utf8) {
  constexpr uint64_t kLowBits = 0x0101010101010101;
  size_t continuations = 0;
  size_t i = 0;
  for (; i + 8 <= utf8.size(); i += 8) {
    uint64_t word = 0;
    std::memcpy(&word, utf8.data() + i, 8);
    // The multiplication adds up the bytes.
    continuations += ((word >> 7 & ~(word >> 6) & kLowBits) * kLowBits) >> 56;
  }
  for (; i < utf8.size(); ++i) continuations += (utf8[i] & 0xC0) == 0x80;
  return static_cast<uint32_t>(utf8.size() - continuations);
}

inline void AppendUtf8(char32_t c, std::string* out) {
  const auto append = [out](char32_t byte) {
    out->push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (c < 0x80) {
    append(c);
    return;
  }
  if (c < 0x800) {
    append(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      append(0xE0 | c >> 12);
    } else {
      append(0xF0 | c >> 18);
      append(0x80 | (c >> 12 & 0x3F));
    }
    append(0x80 | (c >> 6 & 0x3F));
  }
  append(0x80 | (c & 0x3F));
}

}  // namespace prov

#endif  // LIBPROV_TEXT_UTF8_H_
