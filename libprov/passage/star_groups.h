// Groups of near-verbatim occurrences around a reference span.

#ifndef LIBPROV_PASSAGE_STAR_GROUPS_H_
#define LIBPROV_PASSAGE_STAR_GROUPS_H_

#include <cstdint>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/passage/chains.h"
#include "libprov/passage/passage.h"

namespace prov {

// In each source document the longest span of a chain becomes a reference, then
// the longest of those that share less than .6 with every reference, and so on,
// up to 64; every chain that covers .6 of a reference gives it an occurrence.
// O(chains * references of the document).
struct StarGroups {
  std::vector<Passage> passages;
  uint64_t passed_over = 0;  // Chains that a document's references lack.
};

absl::StatusOr<StarGroups> GroupChains(const TokenRows& rows,
                                       std::vector<Chain> chains,
                                       unsigned threads);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_STAR_GROUPS_H_
