// Which runs of w tokens are repeated, and where they came first.
//
// Two positions belong to one class if the w tokens from there on are equal and
// lie inside one document each.  Every class of two positions or more is given,
// with all of them, however many they are: this is what the guarantee of
// find_passages.h rests on.  In news a tenth or a fifth of all positions are in
// one.
//
// Every position's run is hashed, the hashes are partitioned so that a part
// fits in cache, those that occur once in their part are dropped by a bit map,
// and the rest are linked to the first one with the same hash.  One pass over
// the row then compares what is linked token by token and names the classes.
// Time O(n); memory 8 n bytes for the hashes, or a part of that in several
// rounds, and 16 for each run that is repeated.

#ifndef LIBPROV_PASSAGE_FIRST_RUNS_H_
#define LIBPROV_PASSAGE_FIRST_RUNS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/passage/token_rows.h"

namespace prov {

struct RunParams {
  uint32_t min_words = 8;  // w
  unsigned threads = 1;
  MemoryBudget memory;      // Of the whole run.  Changes no result.
  unsigned hash_bits = 64;  // Fewer make hashes collide; for tests.
};

struct FirstRuns {
  std::vector<Position> at;  // Where repeated runs begin, ascending.
  std::vector<uint32_t>
      first;  // Of each the first of its class: index in `at`.

  size_t size() const { return at.size(); }

  // The index of the first one at or after a position.
  size_t From(Position position) const {
    return static_cast<size_t>(std::ranges::lower_bound(at, position) -
                               at.begin());
  }

  friend bool operator==(const FirstRuns&, const FirstRuns&) = default;
};

// InvalidArgument if min_words is not in [5, 64]; FindFirstRuns() itself takes
// any from 2.
absl::Status Validate(const RunParams& params);

// ResourceExhausted, with the size needed, if that is over params.memory.
absl::StatusOr<FirstRuns> FindFirstRuns(const TokenRows& rows,
                                        const RunParams& params);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_FIRST_RUNS_H_
