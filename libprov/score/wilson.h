// A share that was counted, and how far the true share may lie from it.
//
//   (p + z^2/2n  +-  z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n),  z = 1.95996
//
// Unlike p +- z sqrt(p(1-p)/n) it stays inside [0, 1] and says something where
// p is 0 or 1, which is where good tools are.
//
// Source: E. B. Wilson, "Probable inference, the law of succession, and
// statistical inference", JASA 22 (1927).

#ifndef LIBPROV_SCORE_WILSON_H_
#define LIBPROV_SCORE_WILSON_H_

#include <cstdint>

namespace prov {

// hits of `of`; nothing is known where `of` is 0.  hits <= of.
struct Proportion {
  uint64_t hits = 0;
  uint64_t of = 0;

  // REQUIRES: of > 0
  double value() const {
    return static_cast<double>(hits) / static_cast<double>(of);
  }

  friend bool operator==(const Proportion&, const Proportion&) = default;
};

struct Interval {
  double low = 0;
  double high = 1;
};

// The 95 % score interval; [0, 1] if of == 0.
Interval Wilson95(const Proportion& proportion);

}  // namespace prov

#endif  // LIBPROV_SCORE_WILSON_H_
