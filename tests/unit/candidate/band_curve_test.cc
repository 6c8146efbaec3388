#include "libprov/candidate/band_curve.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

// (1 - s^r)^b by multiplication.
double Missed(const Banding& banding, double similarity) {
  double band = 1;
  for (uint32_t i = 0; i < banding.rows; ++i) band *= similarity;
  double missed = 1;
  for (uint32_t i = 0; i < banding.bands; ++i) missed *= 1 - band;
  return missed;
}

TEST(BandCurveTest, MissProbabilityIsTheFormula) {
  for (const Banding& banding :
       {Banding{1, 1}, Banding{35, 3}, Banding{17, 4}, Banding{11, 10}}) {
    for (int percent = 0; percent <= 100; ++percent) {
      const double similarity = percent / 100.0;
      EXPECT_NEAR(MissProbability(banding, similarity),
                  Missed(banding, similarity), 1e-12);
    }
    EXPECT_EQ(MissProbability(banding, 0), 1);
    EXPECT_EQ(MissProbability(banding, 1), 0);
  }
}

// And the recall of a common banding that would not do.
TEST(BandCurveTest, ChoosesTheBandingsOfTheHeader) {
  struct ChoiceCase {
    double threshold;
    Banding banding;
  };
  const ChoiceCase cases[] = {
      {.5, {42, 3}}, {.7, {32, 4}}, {.8, {21, 6}}, {.9, {12, 10}}};
  for (const ChoiceCase& c : cases) {
    const auto banding = ChooseBanding(c.threshold, .99, 128);
    ASSERT_TRUE(IsOk(banding.status()));
    EXPECT_EQ(*banding, c.banding) << c.threshold;
  }
  EXPECT_NEAR(MissProbability({16, 8}, .8), 1 - .947, .001);
}

TEST(BandCurveTest, ChoosesTheMostRowsThatGiveTheRecall) {
  for (const uint32_t slots : {32U, 64U, 128U, 1024U}) {
    for (const double threshold : {.1, .3, .5, .75, .8, .95, .9999, 1.0}) {
      for (const double recall : {.1, .5, .9, .99, .999, .999999}) {
        Banding expected;  // The most rows; all the bands there is room for.
        for (uint32_t rows = 1; rows <= slots; ++rows) {
          const Banding banding{slots / rows, rows};
          if (Missed(banding, threshold) <= 1 - recall) expected = banding;
        }
        const auto banding = ChooseBanding(threshold, recall, slots);
        if (expected.bands == 0) {
          EXPECT_TRUE(Says(banding.status(), absl::StatusCode::kInvalidArgument,
                           "use --exact"));
          continue;
        }
        ASSERT_TRUE(IsOk(banding.status()));
        EXPECT_EQ(*banding, expected)
            << slots << " " << threshold << " " << recall;
      }
    }
  }
}

TEST(BandCurveTest, RefusesArgumentsOutOfRange) {
  for (const double threshold : {0.0, -1.0, 1.5, std::nan("")}) {
    EXPECT_TRUE(Says(ChooseBanding(threshold, .9, 128).status(),
                     absl::StatusCode::kInvalidArgument, "threshold = "));
  }
  for (const double recall : {0.0, 1.0, -1.0, 2.0, std::nan("")}) {
    EXPECT_TRUE(Says(ChooseBanding(.8, recall, 128).status(),
                     absl::StatusCode::kInvalidArgument, "recall = "));
  }
}

}  // namespace
}  // namespace prov
