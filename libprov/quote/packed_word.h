// Short words as numbers, so that tables of them are looked up by one
// comparison.

#ifndef LIBPROV_QUOTE_PACKED_WORD_H_
#define LIBPROV_QUOTE_PACKED_WORD_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace prov {

inline constexpr size_t kPackedBytes = 8;

// The bytes of a word, the first one lowest: words without NUL are equal if
// these are.  REQUIRES: word.size() <= kPackedBytes
inline uint64_t PackedWord(std::string_view word) {
  const size_t size = word.size();
  if (size >= 4) {  // Two loads that overlap.
    uint32_t low = 0;
    uint32_t high = 0;
    std::memcpy(&low, word.data(), 4);
    std::memcpy(&high, word.data() + size - 4, 4);
    return low | uint64_t{high} << (size - 4) * 8;
  }
  uint64_t packed = 0;
  for (size_t i = 0; i < size; ++i) {
    packed |= uint64_t{static_cast<unsigned char>(word[i])} << i * 8;
  }
  return packed;
}

}  // namespace prov

#endif  // LIBPROV_QUOTE_PACKED_WORD_H_
