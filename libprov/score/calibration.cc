#include "libprov/score/calibration.h"

#include <algorithm>
#include <cmath>

namespace prov {

void Calibration::Add(double probability, Outcome outcome) {
  const double truth = outcome == Outcome::kTrue ? 1 : 0;
  const auto bin = static_cast<size_t>(probability * kBins);
  CalibrationBin& claims = bins_[std::min(bin, kBins - 1)];
  claims.probability_sum += probability;
  claims.came_true.of += 1;
  claims.came_true.hits += outcome == Outcome::kTrue ? 1 : 0;
  squares_ += (probability - truth) * (probability - truth);
  ++claims_;
}

double Calibration::BrierScore() const {
  return squares_ / static_cast<double>(claims_);
}

double Calibration::CalibrationError() const {
  double error = 0;
  for (const CalibrationBin& bin : bins_) {
    error +=
        std::abs(bin.probability_sum - static_cast<double>(bin.came_true.hits));
  }
  return error / static_cast<double>(claims_);
}

}  // namespace prov
