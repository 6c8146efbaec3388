#include "libprov/score/wilson.h"

#include <cmath>

namespace prov {
namespace {

constexpr double kZ = 1.959963984540054;  // The .975 quantile of the normal.

}  // namespace

Interval Wilson95(const Proportion& proportion) {
  if (proportion.of == 0) return {};
  const double n = static_cast<double>(proportion.of);
  const double p = proportion.value();
  const double scale = 1 + kZ * kZ / n;
  const double centre = (p + kZ * kZ / (2 * n)) / scale;
  const double half =
      kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n)) / scale;
  // Exact at the ends, where rounding would leave a trace.
  return {.low = proportion.hits == 0 ? 0 : centre - half,
          .high = proportion.hits == proportion.of ? 1 : centre + half};
}

}  // namespace prov
