#include "libprov/candidate/band_curve.h"

#include <cmath>

#include "absl/strings/str_format.h"

namespace prov {

double MissProbability(const Banding& banding, double similarity) {
  return std::pow(1 - std::pow(similarity, banding.rows), banding.bands);
}

absl::StatusOr<Banding> ChooseBanding(double threshold, double recall,
                                      uint32_t num_slots) {
  if (!(threshold > 0 && threshold <= 1)) {
    return absl::InvalidArgumentError(
        absl::StrFormat("threshold = %g is outside (0, 1]", threshold));
  }
  if (!(recall > 0 && recall < 1)) {
    return absl::InvalidArgumentError(
        absl::StrFormat("recall = %g is outside (0, 1); for certainty use "
                        "--exact",
                        recall));
  }
  for (uint32_t rows = num_slots; rows >= 1; --rows) {
    const Banding banding{.bands = num_slots / rows, .rows = rows};
    if (MissProbability(banding, threshold) <= 1 - recall) return banding;
  }
  return absl::InvalidArgumentError(absl::StrFormat(
      "%d slots cannot give a recall of %g at threshold %g; use --exact",
      num_slots, recall, threshold));
}

}  // namespace prov
