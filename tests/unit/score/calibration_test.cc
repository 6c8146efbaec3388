#include "libprov/score/calibration.h"

#include <gtest/gtest.h>

#include <random>

namespace prov {
namespace {

TEST(CalibrationTest, GivesAWorkedExample) {
  Calibration calibration;
  calibration.Add(1, Outcome::kTrue);
  calibration.Add(0.95, Outcome::kFalse);
  calibration.Add(0.2, Outcome::kFalse);
  calibration.Add(0.25, Outcome::kTrue);
  // (0 + .9025 + .04 + .5625) / 4; bins [.9, 1]: |1.95 - 1|, [.2, .3):
  // |.45 - 1|.
  EXPECT_DOUBLE_EQ(calibration.BrierScore(), 0.37625);
  EXPECT_DOUBLE_EQ(calibration.CalibrationError(), 0.375);
  EXPECT_EQ(calibration.bins()[9].came_true, (Proportion{1, 2}));
  EXPECT_DOUBLE_EQ(calibration.bins()[9].mean_probability(), 0.975);
  EXPECT_EQ(calibration.bins()[2].came_true, (Proportion{1, 2}));
  EXPECT_EQ(calibration.claims(), 4u);
}

TEST(CalibrationTest, KnowsTheOnesThatMeanWhatTheySay) {
  std::mt19937 random(1950);
  std::uniform_real_distribution<double> uniform;
  Calibration honest;
  Calibration boastful;
  for (int i = 0; i < 100'000; ++i) {
    const double p = uniform(random);
    const Outcome outcome =
        uniform(random) < p ? Outcome::kTrue : Outcome::kFalse;
    honest.Add(p, outcome);
    boastful.Add(p < 0.5 ? 0 : 1, outcome);
  }
  EXPECT_LT(honest.CalibrationError(), 0.01);
  EXPECT_NEAR(honest.BrierScore(), 1.0 / 6, 0.005);
  EXPECT_NEAR(boastful.CalibrationError(), 0.25, 0.01);
  EXPECT_NEAR(boastful.BrierScore(), 0.25, 0.01);
}

}  // namespace
}  // namespace prov
