// Which runs of w tokens are repeated, at every position of every document.
//
// Two positions belong to one class if the w tokens from there on are equal and
// lie inside one document each.  A class is named by its first position.  No
// run is left out, however often it occurs: this is what the guarantee of
// find_passages.h rests on.
//
// Every position's run is hashed, the hashes are partitioned so that a part
// fits in cache, and within a part each run is linked to the last one before it
// with the same hash.  One pass over the row then compares what is linked token
// by token and names the classes.  Time O(n); memory 4 n bytes for the result
// and 8 n for the hashes, or a part of that in several rounds.

#ifndef LIBPROV_PASSAGE_FIRST_RUNS_H_
#define LIBPROV_PASSAGE_FIRST_RUNS_H_

#include <cstdint>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/passage/token_rows.h"

namespace prov {

struct RunParams {
  uint32_t min_words = 8;  // w
  unsigned threads = 1;
  // For all; what kRowBytesPerToken leaves is for hashes.  Changes no result.
  uint64_t memory_bytes = uint64_t{4} << 30;
  unsigned hash_bits = 64;  // Fewer make hashes collide; for tests.
};

// InvalidArgument if min_words is not in [5, 64]; FindFirstRuns() itself takes
// any from 2.
absl::Status Validate(const RunParams& params);

// For each position the first one of its class; kNoPosition where fewer than
// min_words tokens of the document are left.
absl::StatusOr<std::vector<Position>> FindFirstRuns(const TokenRows& rows,
                                                    const RunParams& params);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_FIRST_RUNS_H_
