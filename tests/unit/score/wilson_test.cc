#include "libprov/score/wilson.h"

#include <gtest/gtest.h>

namespace prov {
namespace {

// R. Newcombe, "Two-sided confidence intervals for the single proportion",
// Statistics in Medicine 17 (1998), table I, method 3.
TEST(WilsonTest, GivesThePublishedIntervals) {
  const struct {
    Proportion proportion;
    double low, high;
  } kCases[] = {
      {{81, 263}, 0.2553, 0.3662},
      {{15, 148}, 0.0624, 0.1605},
      {{0, 20}, 0.0000, 0.1611},
      {{1, 29}, 0.0061, 0.1718},
  };
  for (const auto& c : kCases) {
    const Interval interval = Wilson95(c.proportion);
    EXPECT_NEAR(interval.low, c.low, 0.00005) << c.proportion.hits;
    EXPECT_NEAR(interval.high, c.high, 0.00005) << c.proportion.hits;
  }
}

TEST(WilsonTest, IsExactAtTheEndsAndMirrorsItself) {
  for (const uint64_t n : {1u, 7u, 1000u, 4'000'000'000u}) {
    EXPECT_EQ(Wilson95({0, n}).low, 0);
    EXPECT_EQ(Wilson95({n, n}).high, 1);
    EXPECT_LT(Wilson95({n, n}).low, 1);
    EXPECT_NEAR(Wilson95({0, n}).high, 1 - Wilson95({n, n}).low, 1e-12);
  }
  EXPECT_EQ(Wilson95({0, 0}).low, 0);
  EXPECT_EQ(Wilson95({0, 0}).high, 1);
}

}  // namespace
}  // namespace prov
