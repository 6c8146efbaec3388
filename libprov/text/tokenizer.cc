#include "libprov/text/tokenizer.h"

#include "libprov/text/token_hash.h"

namespace prov {

uint64_t TokenHash(std::string_view token) {
  return token_hash::HashBytes(token.data(), token.size(), 0);
}

std::span<const uint64_t> Tokenizer::Hashes(std::string_view utf8) {
  if (capacity_ < utf8.size()) {
    capacity_ = utf8.size();
    hashes_ = std::make_unique_for_overwrite<uint64_t[]>(capacity_);
  }
  size_t size = 0;
  scanner_.Scan(utf8, [&](std::string_view token, const TokenSpan&) {
    hashes_[size++] = TokenHash(token);
  });
  return {hashes_.get(), size};
}

}  // namespace prov
