#include "libprov/sketch/one_permutation.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using Shingles = std::vector<uint64_t>;
using Signature = std::vector<uint16_t>;

Sketcher MakeSketcher(const SketchParams& params = {}) {
  auto sketcher = Sketcher::Create(params);
  EXPECT_TRUE(IsOk(sketcher.status()));
  return *std::move(sketcher);
}

Signature SignatureOf(const Shingles& shingles, Sketcher& sketcher) {
  Signature slots(sketcher.params().num_slots, 7);  // To be overwritten.
  sketcher.Sketch(shingles, slots);
  return slots;
}

Signature SignatureOf(const Shingles& shingles,
                      const SketchParams& params = {}) {
  Sketcher sketcher = MakeSketcher(params);
  return SignatureOf(shingles, sketcher);
}

Shingles RandomShingles(uint64_t seed, size_t count) {
  Random random(seed);
  Shingles shingles;
  for (size_t i = 0; i < count; ++i) shingles.push_back(random.Next());
  return shingles;
}

// The definition, slot by slot, in plain integers.
Signature Expected(const Shingles& shingles, const SketchParams& params) {
  const auto bits = static_cast<unsigned>(std::countr_zero(params.num_slots));
  Signature signature;
  for (uint32_t slot = 0; slot < params.num_slots; ++slot) {
    if (shingles.empty()) {
      signature.push_back(0);
      continue;
    }
    bool is_empty = true;
    uint64_t least = std::numeric_limits<uint64_t>::max();
    for (const uint64_t shingle : shingles) {
      const uint64_t mixed = shingle * (Mix64(params.seed) | 1);
      if (mixed >> (64 - bits) != slot) continue;
      is_empty = false;
      least = std::min(least, mixed & (~uint64_t{0} >> bits));
    }
    if (is_empty) {
      const uint64_t key = Mix64(params.seed + (slot + 1) * 0x9e3779b97f4a7c15);
      uint32_t filled = std::numeric_limits<uint32_t>::max();
      for (const uint64_t shingle : shingles) {
        const auto folded = static_cast<uint32_t>(shingle ^ (shingle >> 32));
        filled = std::min(filled, folded * (static_cast<uint32_t>(key) | 1) +
                                      static_cast<uint32_t>(key >> 32));
      }
      least = (uint64_t{1} << 63) | filled;
    }
    signature.push_back(
        static_cast<uint16_t>(least * 0x9e3779b97f4a7c15 >> 48));
  }
  return signature;
}

// While it lives, Highway believes that the processor has this target alone.
class OnlyTarget {
 public:
  explicit OnlyTarget(int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(target);
  }
  ~OnlyTarget() {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
  }
  OnlyTarget(const OnlyTarget&) = delete;
  OnlyTarget& operator=(const OnlyTarget&) = delete;
};

TEST(SketcherTest, EveryTargetGivesTheSignatureOfTheDefinition) {
  std::vector<Shingles> cases;
  for (const size_t count :
       {0U, 1U, 2U, 3U, 15U, 16U, 17U, 63U, 64U, 65U, 90U, 128U, 400U, 3000U}) {
    cases.push_back(RandomShingles(count + 1, count));
  }
  cases.push_back({0});
  cases.push_back({~uint64_t{0}});
  cases.push_back({0, 1, 2, ~uint64_t{0}, uint64_t{1} << 32});
  int64_t targets = hwy::SupportedTargets();
  size_t tried = 0;
  for (; targets != 0; targets &= targets - 1, ++tried) {
    const int64_t target = targets & -targets;
    const OnlyTarget only(target);
    for (const SketchParams& params :
         {SketchParams{}, SketchParams{.num_slots = 32, .seed = 9},
          SketchParams{.num_slots = 1024, .seed = 0}}) {
      for (const Shingles& shingles : cases) {
        EXPECT_EQ(SignatureOf(shingles, params), Expected(shingles, params))
            << shingles.size() << " shingles, " << params.num_slots
            << " slots, " << hwy::TargetName(target);
      }
    }
  }
  EXPECT_GE(tried, 1U);
  RecordProperty("targets", static_cast<int>(tried));
}

// Frozen: signature files on disk depend on these values.
TEST(SketcherTest, IsFrozen) {
  const Signature small = SignatureOf({1, 2, 3});
  EXPECT_EQ(Signature(small.begin(), small.begin() + 4),
            (Signature{57018, 4612, 9644, 17521}));
  const Signature large =
      SignatureOf(RandomShingles(1, 1000), {.num_slots = 256, .seed = 42});
  EXPECT_EQ(Signature(large.begin(), large.begin() + 4),
            (Signature{53764, 59095, 7807, 65345}));
  EXPECT_EQ(Hash64({reinterpret_cast<const char*>(large.data()), 512}),
            12782666716213372557U);
}

TEST(SketcherTest, OrderAndRepetitionDoNotMatter) {
  Sketcher sketcher = MakeSketcher();
  for (const size_t count : {1U, 5U, 60U, 500U}) {
    Random random(count);
    Shingles shingles = RandomShingles(count, count);
    const Signature expected = SignatureOf(shingles, sketcher);
    for (int i = 0; i < 5; ++i) {
      shingles.push_back(shingles[random.Below(shingles.size())]);
      Shuffle(random, shingles);
      EXPECT_EQ(SignatureOf(shingles, sketcher), expected);
    }
  }
}

TEST(SketcherTest, NothingIsLeftOfTheDocumentBefore) {
  Sketcher sketcher = MakeSketcher();
  for (const size_t count : {1000U, 3U, 0U, 70U, 1U, 0U, 2000U, 5U}) {
    const Shingles shingles = RandomShingles(count, count);
    EXPECT_EQ(SignatureOf(shingles, sketcher), SignatureOf(shingles));
  }
}

TEST(SketcherTest, SeedsGiveUnrelatedSignatures) {
  const Shingles shingles = RandomShingles(5, 300);
  const Signature one = SignatureOf(shingles, {.seed = 1});
  for (const uint64_t seed : {0U, 2U, 3U, 1000U}) {
    EXPECT_LT(EstimateJaccard(one, SignatureOf(shingles, {.seed = seed})), .05);
  }
}

TEST(SketcherTest, RefusesParamsOutOfRange) {
  for (const uint32_t slots : {0U, 1U, 16U, 33U, 127U, 1000U, 2048U, ~0U}) {
    EXPECT_TRUE(Says(Sketcher::Create({.num_slots = slots}).status(),
                     absl::StatusCode::kInvalidArgument, "slots = "))
        << slots;
  }
}

TEST(EstimateJaccardTest, IsTheShareOfEqualSlots) {
  EXPECT_EQ(EstimateJaccard(Signature{1, 2, 3, 4}, Signature{1, 2, 3, 4}), 1);
  EXPECT_EQ(EstimateJaccard(Signature{1, 2, 3, 4}, Signature{1, 0, 3, 5}), .5);
  EXPECT_EQ(EstimateJaccard(Signature{1}, Signature{2}), 0);
}

// The error of the estimate over many pairs of sets: as small as the header
// promises, and the same on either side.
TEST(EstimateJaccardTest, ErrorIsWithinItsBound) {
  constexpr int kPairs = 2000;
  constexpr double kSlots = 128;
  for (const size_t size : {20U, 60U, 300U, 2000U}) {
    for (const double wanted : {.3, .5, .8, .9}) {
      const auto shared =
          static_cast<size_t>(std::lround(wanted * static_cast<double>(size)));
      const double jaccard =
          static_cast<double>(shared) / static_cast<double>(size);
      double sum = 0;
      double squares = 0;
      for (int pair = 0; pair < kPairs; ++pair) {
        Sketcher sketcher =
            MakeSketcher({.seed = 1 + static_cast<unsigned>(pair) % 5});
        const Shingles all = RandomShingles(
            size * 1000003 + shared * 10007 + static_cast<size_t>(pair), size);
        // The shared ones, then those of a alone, then those of b alone.
        const size_t only_a = (size - shared) / 2;
        const Shingles a(all.begin(),
                         all.begin() + static_cast<ptrdiff_t>(shared + only_a));
        Shingles b(all.begin(), all.begin() + static_cast<ptrdiff_t>(shared));
        b.insert(b.end(), all.begin() + static_cast<ptrdiff_t>(shared + only_a),
                 all.end());
        const double error = EstimateJaccard(SignatureOf(a, sketcher),
                                             SignatureOf(b, sketcher)) -
                             jaccard;
        sum += error;
        squares += error * error;
      }
      const double theory = std::sqrt(jaccard * (1 - jaccard) / kSlots);
      const double rmse = std::sqrt(squares / kPairs);
      SCOPED_TRACE(testing::Message()
                   << "union " << size << ", J " << jaccard << ": RMSE "
                   << rmse / theory << " of theory, bias " << sum / kPairs);
      // The RMSE of 2,000 pairs is itself within 5 % of its mean (3 sigma).
      EXPECT_LT(rmse, (size < 300 ? 1.05 : 1) * theory);
      EXPECT_LT(rmse, 0.044 * 1.05);
      // 4 sigma of a mean, and the chance agreement of 16 bits.
      EXPECT_LT(std::abs(sum / kPairs),
                4 * theory / std::sqrt(kPairs) + 1.0 / 65536);
    }
  }
}

}  // namespace
}  // namespace prov
