// Workers take the next index from a shared counter.  Indices rise, and a
// failed index stops only later ones from being begun: every lower index has
// been begun already and is finished, so the lowest failure is found whatever
// the timing.

#include "libprov/base/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace prov {
namespace {

struct Shared {
  std::atomic<size_t> next = 0;
  std::atomic<size_t> first_failed;
  std::mutex mutex;
  absl::Status failure;
};

void Work(Shared& shared, size_t count, unsigned worker,
          absl::FunctionRef<absl::Status(size_t, unsigned)> work) {
  while (true) {
    const size_t index = shared.next.fetch_add(1);
    if (index >= count || index > shared.first_failed) return;
    absl::Status status = work(index, worker);
    if (status.ok()) continue;
    const std::lock_guard lock(shared.mutex);
    if (index < shared.first_failed) {
      shared.first_failed = index;
      shared.failure = std::move(status);
    }
  }
}

}  // namespace

absl::Status ParallelFor(
    size_t count, unsigned threads,
    absl::FunctionRef<absl::Status(size_t index, unsigned worker)> work) {
  Shared shared;
  shared.first_failed = count;
  const auto wanted =
      static_cast<unsigned>(std::min<size_t>(std::max(threads, 1U), count));
  std::vector<std::jthread> others;
  for (unsigned worker = 1; worker < wanted; ++worker) {
    others.emplace_back(
        [&shared, count, worker, work] { Work(shared, count, worker, work); });
  }
  Work(shared, count, 0, work);
  others.clear();  // Joins.
  return shared.failure;
}

unsigned AvailableCores() {
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  return static_cast<unsigned>(std::max(CPU_COUNT(&cores), 1));
}

}  // namespace prov
