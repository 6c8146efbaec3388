// Which runs of words have the same hash: the first step of first_runs.h.

#ifndef LIBPROV_PASSAGE_LINK_RUNS_H_
#define LIBPROV_PASSAGE_LINK_RUNS_H_

#include <vector>

#include "libprov/base/status.h"
#include "libprov/passage/first_runs.h"
#include "libprov/passage/token_rows.h"

namespace prov {

// A run and the first one of its hash.
struct LinkToFirst {
  Position at = 0;
  Position first = 0;
};
using Links = std::vector<LinkToFirst>;

// The links of all runs that have the hash of an earlier one, in any order, in
// params.threads pieces or one.  ResourceExhausted if what is repeated does not
// fit into params.memory.  Which links there are hangs on neither.
absl::StatusOr<std::vector<Links>> LinkRuns(const TokenRows& rows,
                                            const RunParams& params);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_LINK_RUNS_H_
