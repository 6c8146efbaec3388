// How many bytes two texts share at their beginnings and at their ends, eight
// at a time.

#ifndef LIBPROV_BASE_SHARED_ENDS_H_
#define LIBPROV_BASE_SHARED_ENDS_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace prov {

namespace internal {

inline uint64_t LoadWord(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  if constexpr (std::endian::native == std::endian::big) {
    word = __builtin_bswap64(word);
  }
  return word;
}

}  // namespace internal

inline size_t SharedHead(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  size_t shared = 0;
  for (; shared + 8 <= most; shared += 8) {
    const uint64_t different = internal::LoadWord(a.data() + shared) ^
                               internal::LoadWord(b.data() + shared);
    if (different != 0) {
      return shared + static_cast<size_t>(std::countr_zero(different)) / 8;
    }
  }
  while (shared < most && a[shared] == b[shared]) ++shared;
  return shared;
}

inline size_t SharedTail(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  const char* end_a = a.data() + a.size();
  const char* end_b = b.data() + b.size();
  size_t shared = 0;
  for (; shared + 8 <= most; shared += 8) {
    const uint64_t different = internal::LoadWord(end_a - shared - 8) ^
                               internal::LoadWord(end_b - shared - 8);
    if (different != 0) {
      return shared + static_cast<size_t>(std::countl_zero(different)) / 8;
    }
  }
  while (shared < most && end_a[-1 - static_cast<ptrdiff_t>(shared)] ==
                              end_b[-1 - static_cast<ptrdiff_t>(shared)]) {
    ++shared;
  }
  return shared;
}

}  // namespace prov

#endif  // LIBPROV_BASE_SHARED_ENDS_H_
