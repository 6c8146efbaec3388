// Runs independent pieces of work on several threads.  What is computed never
// depends on how many there are: pieces are named by index, and results go
// where the index says.

#ifndef LIBPROV_BASE_PARALLEL_H_
#define LIBPROV_BASE_PARALLEL_H_

#include <cstddef>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"

namespace prov {

// Calls `work(index, worker)` for every index in [0, count), in any order, on
// up to `threads` threads; `worker` in [0, threads) names the calling thread,
// so that it can own scratch space.  Indices are handed out in rising order.
// After a failure no new index is begun; returns the failure of the lowest
// index that failed, so the report does not depend on threads either.
absl::Status ParallelFor(
    size_t count, unsigned threads,
    absl::FunctionRef<absl::Status(size_t index, unsigned worker)> work);

// The number of processors this process may run on, at least 1.
unsigned AvailableCores();

}  // namespace prov

#endif  // LIBPROV_BASE_PARALLEL_H_
