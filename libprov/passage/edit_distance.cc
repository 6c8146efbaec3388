// A column of the matrix is kept as the differences of neighbouring cells: the
// bits of `plus` and `minus` say where the next cell is one more or one less.
// Held by edit_distance_test.cc against the textbook's matrix.

#include "libprov/passage/edit_distance.h"

namespace prov {

uint32_t EditDistance(std::span<const TokenMark> a,
                      std::span<const TokenMark> b) {
  if (a.empty()) return static_cast<uint32_t>(b.size());
  const uint64_t last = uint64_t{1} << (a.size() - 1);
  uint64_t plus = ~uint64_t{0};
  uint64_t minus = 0;
  auto distance = static_cast<uint32_t>(a.size());
  for (const TokenMark token : b) {
    uint64_t equal = 0;
    for (size_t i = 0; i < a.size(); ++i) {
      equal |= uint64_t{a[i] == token} << i;
    }
    const uint64_t vertical = equal | minus;
    const uint64_t horizontal = (((equal & plus) + plus) ^ plus) | equal;
    uint64_t row_plus = minus | ~(horizontal | plus);
    uint64_t row_minus = plus & horizontal;
    if ((row_plus & last) != 0) ++distance;
    if ((row_minus & last) != 0) --distance;
    row_plus = row_plus << 1 | 1;
    row_minus <<= 1;
    plus = row_minus | ~(vertical | row_plus);
    minus = row_plus & vertical;
  }
  return distance;
}

}  // namespace prov
