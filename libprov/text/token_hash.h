// The formula of TokenHash(), inline for the loops of tokenizer.cc.
//
//   state = 0
//   for each 16 bytes, the last padded with zeros, as two 64-bit words a, b:
//     state = mum(a ^ kLane0, b ^ kLane1 ^ state)
//   hash = mum(state ^ length, kFinal)
//
// where mum(x, y) is the xor of both halves of the 128-bit product.  kLane0 and
// kLane1 hold bytes that UTF-8 never has, so no token makes a factor 0.
//
// Source: Wang Yi, "wyhash" (the multiply-and-xor step), 2019.

#ifndef LIBPROV_TEXT_TOKEN_HASH_H_
#define LIBPROV_TEXT_TOKEN_HASH_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace prov::token_hash {

static_assert(std::endian::native == std::endian::little);

__extension__ typedef unsigned __int128 Product;

inline constexpr uint64_t kLane0 = 0xff3779b97f4a7c15;
inline constexpr uint64_t kLane1 = 0xd6e8feb86659fd93;
inline constexpr uint64_t kFinal = 0xa0761d6478bd642f;

inline uint64_t Mum(uint64_t x, uint64_t y) {
  const Product product = static_cast<Product>(x) * y;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline uint64_t Absorb(uint64_t state, uint64_t a, uint64_t b) {
  return Mum(a ^ kLane0, b ^ kLane1 ^ state);
}

inline uint64_t Finish(uint64_t state, size_t length) {
  return Mum(state ^ length, kFinal);
}

// The hash of `length` bytes at `bytes`, each or-ed with the bytes of `bits`
// (bits that turn A-Z into a-z and leave a-z and 0-9 as they are, or 0).
inline uint64_t HashBytes(const char* bytes, size_t length, uint64_t bits) {
  uint64_t lanes[2];
  uint64_t state = 0;
  size_t left = length;
  for (; left > 16; left -= 16, bytes += 16) {
    std::memcpy(lanes, bytes, 16);
    state = Absorb(state, lanes[0] | bits, lanes[1] | bits);
  }
  lanes[0] = lanes[1] = 0;
  uint64_t fold[2] = {0, 0};
  std::memcpy(lanes, bytes, left);
  std::memcpy(fold, &bits, left < 8 ? left : 8);
  std::memcpy(fold + 1, &bits, left < 8 ? 0 : left - 8);
  return Finish(Absorb(state, lanes[0] | fold[0], lanes[1] | fold[1]), length);
}

// The same, out of line.
uint64_t HashLong(const char* bytes, size_t length, uint64_t bits);

}  // namespace prov::token_hash

#endif  // LIBPROV_TEXT_TOKEN_HASH_H_
