#include "libprov/shingle/shingle_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <set>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

std::vector<uint64_t> RandomSet(Random& random, size_t count, size_t range) {
  std::vector<uint64_t> set;
  for (size_t i = 0; i < count; ++i) set.push_back(random.Below(range));
  MakeSet(set);
  return set;
}

TEST(ShingleSetTest, MakeSetSortsAndRemovesRepetitions) {
  Random random(1);
  for (size_t count = 0; count < 100; ++count) {
    std::vector<uint64_t> values;
    for (size_t i = 0; i < count; ++i) values.push_back(random.Below(40));
    const std::set<uint64_t> expected(values.begin(), values.end());
    MakeSet(values);
    EXPECT_EQ(values, std::vector<uint64_t>(expected.begin(), expected.end()));
  }
}

TEST(ShingleSetTest, IntersectIsSetIntersection) {
  constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
  std::vector<std::pair<std::vector<uint64_t>, std::vector<uint64_t>>> cases = {
      {{}, {}},
      {{}, {1}},
      {{0, kMax}, {kMax}},
      {{0}, {0, kMax}},
      {{1, 2, 3}, {4, 5, 6}},
      {{4, 5, 6}, {1, 2, 3}},
      {{1, 3, 5}, {2, 4, 6}},
  };
  Random random(2);
  for (int i = 0; i < 300; ++i) {
    const size_t range = 1 + random.Below(60);
    std::vector<uint64_t> a = RandomSet(random, random.Below(40), range);
    cases.emplace_back(std::move(a),
                       RandomSet(random, random.Below(40), range));
  }
  for (const auto& [a, b] : cases) {
    std::vector<uint64_t> shared;
    std::ranges::set_intersection(a, b, std::back_inserter(shared));
    EXPECT_EQ(Intersect(a, b), (Overlap{shared.size(), a.size(), b.size()}));
    EXPECT_EQ(Intersect(b, a), (Overlap{shared.size(), b.size(), a.size()}));
    const Overlap self = Intersect(a, a);
    EXPECT_TRUE(self.same_set());
    EXPECT_EQ(Intersect(a, b).same_set(), a == b);
  }
}

TEST(OverlapTest, IsTruncatedToTenThousandths) {
  struct OverlapCase {
    Overlap overlap;
    uint32_t jaccard;
    uint32_t a_in_b;
    uint32_t b_in_a;
  };
  const OverlapCase cases[] = {
      {{0, 0, 0}, 10000, 10000, 10000},
      {{0, 0, 3}, 0, 10000, 0},
      {{0, 2, 3}, 0, 0, 0},
      {{3, 3, 3}, 10000, 10000, 10000},
      {{1, 2, 2}, 3333, 5000, 5000},
      {{2, 3, 2}, 6666, 6666, 10000},
      {{9999, 9999, 10000}, 9999, 10000, 9999},
      {{99999, 99999, 100000}, 9999, 10000, 9999},  // Not rounded up to 1.
      {{512, 533, 540}, 9126, 9606, 9481},
      {{4000000000, 4000000000, 4294967295}, 9313, 10000, 9313},
  };
  for (const OverlapCase& c : cases) {
    EXPECT_EQ(c.overlap.jaccard().value, c.jaccard);
    EXPECT_EQ(c.overlap.a_in_b().value, c.a_in_b);
    EXPECT_EQ(c.overlap.b_in_a().value, c.b_in_a);
  }
}

// At the threshold means at it, not a rounding error beside it.
TEST(OverlapTest, ReachesAThresholdExactlyWhereTheFractionDoes) {
  for (uint64_t size = 1; size <= 60; ++size) {
    for (uint64_t shared = 0; shared <= size; ++shared) {
      for (const uint32_t threshold :
           {1U, 5000U, 6667U, 8000U, 9000U, 10000U}) {
        // `shared` of a union of `size`.
        const Overlap overlap{shared, size, shared};
        EXPECT_EQ(overlap.jaccard() >= TenThousandths{threshold},
                  shared * 10000 >= threshold * size);
      }
    }
  }
}

TEST(CanReachTest, RefusesNoPairThatReachesAndEveryOtherSize) {
  for (const uint32_t threshold :
       {1U, 3333U, 5000U, 6667U, 7999U, 8000U, 8001U, 9999U, 10000U}) {
    for (uint64_t a = 1; a <= 40; ++a) {
      for (uint64_t b = 1; b <= 40; ++b) {
        bool reaches = false;
        for (uint64_t shared = 0; shared <= std::min(a, b); ++shared) {
          reaches |=
              Overlap{shared, a, b}.jaccard() >= TenThousandths{threshold};
        }
        EXPECT_EQ(CanReach({threshold}, a, b), reaches)
            << threshold << " " << a << " " << b;
      }
    }
  }
  EXPECT_FALSE(CanReach({1}, 0, 0));
  EXPECT_FALSE(CanReach({1}, 0, 5));
}

}  // namespace
}  // namespace prov
