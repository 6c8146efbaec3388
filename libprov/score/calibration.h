// Whether stated probabilities mean what they say: of the claims made with
// probability .8, four in five should be right.
//
//   Brier score   mean of (probability - outcome)^2; 0 is best, .25 is what
//                 saying .5 of everything gives
//   calibration error   mean over the claims of |mean probability - share that
//                 came true| of the bin that the claim is in
//
// Sources: G. W. Brier, "Verification of forecasts expressed in terms of
// probability", Monthly Weather Review 78 (1950); M. Naeini, G. Cooper,
// M. Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
// binning", AAAI 2015.

#ifndef LIBPROV_SCORE_CALIBRATION_H_
#define LIBPROV_SCORE_CALIBRATION_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "libprov/score/wilson.h"

namespace prov {

enum class Outcome : uint8_t { kFalse, kTrue };

// Claims of a probability in [i/10, (i+1)/10), 1 in the last.
struct CalibrationBin {
  Proportion came_true;
  double probability_sum = 0;

  // REQUIRES: came_true.of > 0
  double mean_probability() const {
    return probability_sum / static_cast<double>(came_true.of);
  }
};

class Calibration {
 public:
  static constexpr size_t kBins = 10;

  // REQUIRES: probability in [0, 1]
  void Add(double probability, Outcome outcome);

  const std::array<CalibrationBin, kBins>& bins() const { return bins_; }
  uint64_t claims() const { return claims_; }

  // REQUIRES: claims() > 0
  double BrierScore() const;
  double CalibrationError() const;

 private:
  std::array<CalibrationBin, kBins> bins_;
  uint64_t claims_ = 0;
  double squares_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_SCORE_CALIBRATION_H_
