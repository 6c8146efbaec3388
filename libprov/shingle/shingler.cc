// Every shingle is computed from its tokens, several side by side in vectors
// (Highway): cheaper than rolling, which makes each wait for the one before.
//
// Tested by shingler_test.cc against the sum written out in the header, on
// every target.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libprov/shingle/shingler.cc"
#include <hwy/foreach_target.h>
// The includes below must follow, once for each target.
#include <hwy/highway.h>

#include <bit>
#include <cstddef>
#include <cstdint>

#include "libprov/shingle/shingler.h"

HWY_BEFORE_NAMESPACE();
namespace prov {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int kTurn = 13;
constexpr uint64_t kMultiplier = 0xd6e8feb86659fd93;

// One multiplication is enough to spread a word that was random already.
uint64_t Finish(uint64_t turned) {
  turned ^= turned >> 32;
  turned *= kMultiplier;
  return turned ^ (turned >> 32);
}

// Writes shingles[i] = shingle of tokens[i .. i + width), for i < count.
void HashRuns(const uint64_t* HWY_RESTRICT tokens, size_t width, size_t count,
              uint64_t* HWY_RESTRICT shingles) {
  const hn::ScalableTag<uint64_t> d;
  const size_t lanes = hn::Lanes(d);
  const auto multiplier = hn::Set(d, kMultiplier);
  size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    auto turned = hn::LoadU(d, tokens + i);
    for (size_t k = 1; k < width; ++k) {
      turned = hn::Xor(hn::RotateRight<64 - kTurn>(turned),
                       hn::LoadU(d, tokens + i + k));
    }
    turned = hn::Xor(turned, hn::ShiftRight<32>(turned));
    turned = hn::Mul(turned, multiplier);
    hn::StoreU(hn::Xor(turned, hn::ShiftRight<32>(turned)), d, shingles + i);
  }
  for (; i < count; ++i) {
    uint64_t turned = tokens[i];
    for (size_t k = 1; k < width; ++k) {
      turned = std::rotl(turned, kTurn) ^ tokens[i + k];
    }
    shingles[i] = Finish(turned);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace prov
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include <algorithm>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

HWY_EXPORT(HashRuns);

constexpr uint32_t kMaxWidth = 64;

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
  HWY_DYNAMIC_DISPATCH(HashRuns)
  (token_hashes.data(), width, shingles.size(), shingles.data());
}

}  // namespace prov

#endif  // HWY_ONCE
