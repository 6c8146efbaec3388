// The slot comes from the high bits of the re-mixed shingle and the rank from
// the bits below: never from the same ones.  Filling an empty slot hashes every
// shingle with the slot's own multiply-add, several slots to a pass, in vectors
// of whatever width the processor has (Highway); only empty slots pay.
//
// Tested by one_permutation_test.cc: against a scalar oracle on every target,
// frozen values, and the error bound of the header.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libprov/sketch/one_permutation.cc"
#include <hwy/foreach_target.h>
// The includes below must follow, once for each target.
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "libprov/sketch/one_permutation.h"

HWY_BEFORE_NAMESPACE();
namespace prov {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Sets minima[i] = min over j of multipliers[i] * values[j] + offsets[i]
// (mod 2^32) for four slots at once.  values is padded to whole vectors of
// any width with repetitions, which cannot change a minimum.
void FillFour(const uint32_t* HWY_RESTRICT values, size_t padded_count,
              const uint32_t* multipliers, const uint32_t* offsets,
              uint32_t* minima) {
  const hn::ScalableTag<uint32_t> d;
  const auto m0 = hn::Set(d, multipliers[0]);
  const auto m1 = hn::Set(d, multipliers[1]);
  const auto m2 = hn::Set(d, multipliers[2]);
  const auto m3 = hn::Set(d, multipliers[3]);
  const auto o0 = hn::Set(d, offsets[0]);
  const auto o1 = hn::Set(d, offsets[1]);
  const auto o2 = hn::Set(d, offsets[2]);
  const auto o3 = hn::Set(d, offsets[3]);
  auto min0 = hn::Set(d, ~uint32_t{0});
  auto min1 = min0;
  auto min2 = min0;
  auto min3 = min0;
  for (size_t j = 0; j < padded_count; j += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, values + j);
    min0 = hn::Min(min0, hn::Add(hn::Mul(x, m0), o0));
    min1 = hn::Min(min1, hn::Add(hn::Mul(x, m1), o1));
    min2 = hn::Min(min2, hn::Add(hn::Mul(x, m2), o2));
    min3 = hn::Min(min3, hn::Add(hn::Mul(x, m3), o3));
  }
  minima[0] = hn::GetLane(hn::MinOfLanes(d, min0));
  minima[1] = hn::GetLane(hn::MinOfLanes(d, min1));
  minima[2] = hn::GetLane(hn::MinOfLanes(d, min2));
  minima[3] = hn::GetLane(hn::MinOfLanes(d, min3));
}

}  // namespace HWY_NAMESPACE
}  // namespace prov
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include <bit>
#include <cassert>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"

namespace prov {
namespace {

HWY_EXPORT(FillFour);

constexpr uint32_t kMinSlots = 32;
constexpr uint32_t kMaxSlots = 1024;
constexpr uint64_t kEmpty = ~uint64_t{0};
// Vectors hold at most this many 32-bit lanes on any target we build for.
constexpr size_t kMaxLanes = 64;
// Marks a minimum that came from filling, so that it never agrees with one
// that came from the slot's own shingles.
constexpr uint64_t kFilled = uint64_t{1} << 63;

// The 16 bits that are kept of a minimum.  Minima are small numbers, so they
// are spread first.
uint16_t Narrow(uint64_t minimum) {
  return static_cast<uint16_t>((minimum * 0x9e3779b97f4a7c15) >> 48);
}

}  // namespace

absl::StatusOr<Sketcher> Sketcher::Create(const SketchParams& params) {
  if (params.num_slots < kMinSlots || params.num_slots > kMaxSlots ||
      !std::has_single_bit(params.num_slots)) {
    return absl::InvalidArgumentError(
        absl::StrFormat("slots = %d is not a power of two in [%d, %d]",
                        params.num_slots, kMinSlots, kMaxSlots));
  }
  return Sketcher(params);
}

Sketcher::Sketcher(const SketchParams& params)
    : params_(params), minima_(params.num_slots) {
  uint64_t state = params.seed;
  for (uint32_t i = 0; i < params.num_slots; ++i) {
    state += 0x9e3779b97f4a7c15;  // The splitmix64 increment.
    const uint64_t key = Mix64(state);
    fill_multipliers_.push_back(static_cast<uint32_t>(key) | 1);
    fill_offsets_.push_back(static_cast<uint32_t>(key >> 32));
  }
}

void Sketcher::Sketch(std::span<const uint64_t> shingles,
                      std::span<uint16_t> slots) {
  assert(slots.size() == params_.num_slots);
  if (shingles.empty()) {
    std::ranges::fill(slots, uint16_t{0});
    return;
  }
  std::ranges::fill(minima_, kEmpty);
  const int slot_bits = std::countr_zero(params_.num_slots);
  const uint64_t key = Mix64(params_.seed) | 1;
  // Values of one slot share their high bits, so whole words are compared.
  uint64_t* const minima = minima_.data();
  for (const uint64_t shingle : shingles) {
    const uint64_t mixed = shingle * key;
    uint64_t& minimum = minima[mixed >> (64 - slot_bits)];
    minimum = std::min(minimum, mixed);
  }

  // In the last slot the mark of emptiness is a value too.
  const bool last_is_empty =
      minima_.back() == kEmpty &&
      std::ranges::none_of(shingles, [key](uint64_t shingle) {
        return shingle * key == kEmpty;
      });
  empty_.clear();
  for (uint32_t i = 0; i < params_.num_slots; ++i) {
    if (minima[i] == kEmpty && (i + 1 < params_.num_slots || last_is_empty)) {
      empty_.push_back(i);
    } else {
      minima[i] = (minima[i] << slot_bits) >> slot_bits;
    }
  }
  if (!empty_.empty()) FillEmpty(shingles);
  std::ranges::transform(minima_, slots.begin(), Narrow);
}

void Sketcher::FillEmpty(std::span<const uint64_t> shingles) {
  folded_.resize((shingles.size() + kMaxLanes - 1) / kMaxLanes * kMaxLanes);
  const auto padding =
      std::ranges::transform(shingles, folded_.begin(), [](uint64_t shingle) {
        return static_cast<uint32_t>(shingle ^ (shingle >> 32));
      });
  std::fill(padding.out, folded_.end(), folded_[0]);
  while (empty_.size() % 4 != 0) empty_.push_back(empty_.back());
  for (size_t i = 0; i < empty_.size(); i += 4) {
    std::array<uint32_t, 4> multipliers;
    std::array<uint32_t, 4> offsets;
    std::array<uint32_t, 4> filled;
    for (size_t k = 0; k < 4; ++k) {
      multipliers[k] = fill_multipliers_[empty_[i + k]];
      offsets[k] = fill_offsets_[empty_[i + k]];
    }
    HWY_DYNAMIC_DISPATCH(FillFour)
    (folded_.data(), folded_.size(), multipliers.data(), offsets.data(),
     filled.data());
    for (size_t k = 0; k < 4; ++k) {
      minima_[empty_[i + k]] = kFilled | filled[k];
    }
  }
}

double EstimateJaccard(std::span<const uint16_t> a,
                       std::span<const uint16_t> b) {
  assert(a.size() == b.size() && !a.empty());
  size_t agreeing = 0;
  for (size_t i = 0; i < a.size(); ++i) agreeing += (a[i] == b[i]);
  return static_cast<double>(agreeing) / static_cast<double>(a.size());
}

}  // namespace prov

#endif  // HWY_ONCE
