// How many bands of how many slots: the S-curve of locality-sensitive hashing.
//
// Two signatures are candidates if all r slots of at least one of b bands
// agree.  Slots agree with probability s, the similarity of the pair, so
//
//   Pr[missed] = (1 - s^r)^b
//
// The user states the least recall wanted at the threshold.  Taken is the
// largest r, hence the fewest false candidates, for which the signature has
// enough bands, and then every band it has: for .99 of 128 slots that is
// 42 x 3 at .5, 32 x 4 at .7, 21 x 6 at .8 and 12 x 10 at .9, which find .996,
// .9998, .998 and .994 just at the threshold (decisions/0002-every-band.md).
//
// Source: P. Indyk, R. Motwani, STOC 1998; A. Rajaraman, J. Ullman, "Mining of
// massive datasets", section 3.4.

#ifndef LIBPROV_CANDIDATE_BAND_CURVE_H_
#define LIBPROV_CANDIDATE_BAND_CURVE_H_

#include <cstdint>

#include "libprov/base/status.h"

namespace prov {

struct Banding {
  uint32_t bands = 0;  // b
  uint32_t rows = 0;   // r, slots in a band.

  friend bool operator==(const Banding&, const Banding&) = default;
};

// The probability that a pair of that similarity shares no band.
double MissProbability(const Banding& banding, double similarity);

// Returns the banding described above, with a recall of at least `recall` at
// `threshold`, or InvalidArgument: a threshold outside (0, 1] or a recall
// outside (0, 1), or, with what to do, if `num_slots` cannot give that recall.
absl::StatusOr<Banding> ChooseBanding(double threshold, double recall,
                                      uint32_t num_slots);

}  // namespace prov

#endif  // LIBPROV_CANDIDATE_BAND_CURVE_H_
