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

namespace prov::token_hash {

static_assert(std::endian::native == std::endian::little);

__extension__ typedef unsigned __int128 Product;

// kLane0, kLane1, kFinal.  In memory on purpose: there they are operands of the
// instructions that need them, while a known value is loaded again each time.
extern const uint64_t kKeys[3];

inline uint64_t Mum(uint64_t x, uint64_t y) {
  const Product product = static_cast<Product>(x) * y;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline uint64_t Absorb(uint64_t state, uint64_t a, uint64_t b) {
  return Mum(a ^ kKeys[0], b ^ kKeys[1] ^ state);
}

inline uint64_t Finish(uint64_t state, size_t length) {
  return Mum(state ^ length, kKeys[2]);
}

// The hash of `length` bytes at `bytes`, each or-ed with the bytes of `bits`
// (bits that turn A-Z into a-z and leave a-z and 0-9 as they are, or 0).
uint64_t HashBytes(const char* bytes, size_t length, uint64_t bits);

}  // namespace prov::token_hash

#endif  // LIBPROV_TEXT_TOKEN_HASH_H_
