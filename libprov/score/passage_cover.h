// How much of each passage others cover.
//
// A passage r touches a passage s if two places of r overlap two of s: that
// they meet in one document alone says nothing of where its text recurs.  What
// s is covered by is the union, place by place, of all that touch it.
//
// O(p log p + sum over places of the other set's places in that document).

#ifndef LIBPROV_SCORE_PASSAGE_COVER_H_
#define LIBPROV_SCORE_PASSAGE_COVER_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "libprov/score/passage_set.h"

namespace prov {

struct PassageCover {
  uint64_t covered = 0;
  uint64_t length = 0;    // Of all places; >= covered.
  uint64_t touching = 0;  // Passages that touch it.
  // The one of those that agrees with it most, |r n s| / |r u s|; of several,
  // the first.
  std::optional<uint32_t> likest;
  bool is_whole = false;  // One of those has every place inside its own.
};

// One for each of `passages`.
std::vector<PassageCover> CoverBy(const PassageSet& others,
                                  const PassageSet& passages);

}  // namespace prov

#endif  // LIBPROV_SCORE_PASSAGE_COVER_H_
