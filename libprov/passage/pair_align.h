// What two given texts share: near-verbatim stretches, and on request stretches
// that were taken over in other words (spun.h).
//
// Without the second channel every run of `min_words` words that both texts
// have lies in some stretch, in every pair of places where it stands; stretches
// may overlap.  Of a run that stands in `b` more than 64 times the first 64
// places are compared, and the others are counted.
//
// With it the result is one alignment: verbatim stretches of at least
// `min_code_points`, the longest first, each apart from the others in both
// texts, if one of them holds `verbatim_code_points` without a change; and the
// spun stretches that are apart from these.

#ifndef LIBPROV_PASSAGE_PAIR_ALIGN_H_
#define LIBPROV_PASSAGE_PAIR_ALIGN_H_

#include <cstdint>
#include <vector>

#include "libprov/passage/pair_text.h"
#include "libprov/passage/spun.h"

namespace prov {

enum class SpunChannel : uint8_t { kOff, kOn };

struct PairParams {
  uint32_t min_words = 8;
  SpunChannel spun_channel = SpunChannel::kOff;
  SpunParams spun;
  uint32_t verbatim_code_points = 256;
};

struct SharedStretch {
  WordRange a;
  WordRange b;
  bool is_spun = false;
  // Words to change: by a shortest way in gaps of up to 64 words if verbatim;
  // the words of the longer that the other lacks, wherever they stand, if spun.
  uint32_t distance = 0;

  friend bool operator==(const SharedStretch&, const SharedStretch&) = default;
};

struct Alignment {
  std::vector<SharedStretch> stretches;  // In order of a, then b.
  // Places in b where a run begins that a has too, and that were not compared.
  uint64_t places_left_out = 0;
  uint64_t chains_passed_over = 0;  // Chains::passed_over
};

Alignment AlignPair(const PairText& a, const PairText& b,
                    const PairParams& params);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_PAIR_ALIGN_H_
