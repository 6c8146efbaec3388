// Held by tests/unit/text/tokenizer_test.cc, which also freezes some values.

#include "libprov/text/token_hash.h"

#include <cstring>
#include <string_view>

#include "libprov/text/tokenizer.h"

namespace prov {
namespace token_hash {

const uint64_t kKeys[3] = {0xff3779b97f4a7c15, 0xd6e8feb86659fd93,
                           0xa0761d6478bd642f};

uint64_t HashBytes(const char* bytes, size_t length, uint64_t bits) {
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

}  // namespace token_hash

uint64_t TokenHash(std::string_view token) {
  return token_hash::HashBytes(token.data(), token.size(), 0);
}

}  // namespace prov
