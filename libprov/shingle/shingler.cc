// A rolling hash: the oldest token leaves by an exclusive or, the rest turns
// by 13 bits, the newest token enters.  Tested by shingler_test.cc against the
// formula written out in the header.

#include "libprov/shingle/shingler.h"

#include <algorithm>
#include <bit>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr int kTurn = 13;
constexpr uint32_t kMaxWidth = 64;

// One multiplication is enough to spread a word that was random already.
uint64_t Finish(uint64_t rolling) {
  rolling ^= rolling >> 32;
  rolling *= 0xd6e8feb86659fd93;
  return rolling ^ (rolling >> 32);
}

}  // namespace

absl::Status Validate(const ShingleParams& params) {
  if (params.width_tokens >= 1 && params.width_tokens <= kMaxWidth) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrFormat(
      "shingle width = %d is outside [1, %d]", params.width_tokens, kMaxWidth));
}

size_t ShingleCount(size_t tokens, const ShingleParams& params) {
  if (tokens == 0) return 0;
  return tokens < params.width_tokens ? 1 : tokens - params.width_tokens + 1;
}

void MakeShingles(std::span<const uint64_t> token_hashes,
                  const ShingleParams& params,
                  std::vector<uint64_t>& shingles) {
  const size_t width =
      std::min<size_t>(params.width_tokens, token_hashes.size());
  shingles.resize(ShingleCount(token_hashes.size(), params));
  if (shingles.empty()) return;
  uint64_t rolling = 0;
  for (size_t i = 0; i + 1 < width; ++i) {
    rolling = std::rotl(rolling, kTurn) ^ token_hashes[i];
  }
  const int leave = static_cast<int>(kTurn * (width - 1) % 64);
  const uint64_t* oldest = token_hashes.data();
  const uint64_t* newest = oldest + width - 1;
  for (uint64_t& shingle : shingles) {
    rolling = std::rotl(rolling, kTurn) ^ *newest++;
    shingle = Finish(rolling);
    rolling ^= std::rotl(*oldest++, leave);
  }
}

}  // namespace prov
