// Runs independent pieces of work on several threads.  What is computed never
// depends on how many there are: pieces are named by index, and results go
// where the index says.

#ifndef LIBPROV_BASE_PARALLEL_H_
#define LIBPROV_BASE_PARALLEL_H_

#include <condition_variable>
#include <cstddef>
#include <mutex>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"

namespace prov {

// Calls `work(index, worker)` for every index in [0, count), in any order, on
// up to `threads` threads; `worker` in [0, threads) names the calling thread,
// so that it can own scratch space.  Indices are handed out in rising order.
// After a failure no new index is begun; returns the failure of the lowest
// index that failed, so the report does not depend on threads either.
//
// There are fewer threads where leave for them is short (see ExtraThreads) or
// the system has no more; they join in as leave comes, until the work ends.
absl::Status ParallelFor(
    size_t count, unsigned threads,
    absl::FunctionRef<absl::Status(size_t index, unsigned worker)> work);

// The same for work that cannot fail; a thread takes `batch` > 0 indices at a
// time.
void ParallelForEach(size_t count, size_t batch, unsigned threads,
                     absl::FunctionRef<void(size_t index)> work);

// Keeps threads that make pieces out of order, for one place that takes them
// in order, from running ahead of a slow one: so that few pieces wait.
class Lookahead {
 public:
  // At most `pieces` > 0 are made and not yet taken.
  explicit Lookahead(size_t pieces) : pieces_(pieces) {}

  // Waits until the piece may be made.  False if it is behind a failure: it is
  // not wanted then.
  // REQUIRES: pieces are begun in rising order.
  bool Wait(size_t piece);
  // Pieces before `next` have been taken.
  void TakenTo(size_t next);
  // Something has failed: nobody waits any more.
  void Stop();

 private:
  size_t pieces_;
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t next_ = 0;
  bool stopped_ = false;
};

// The number of processors this process may run on, at least 1.
unsigned AvailableCores();

// Leave to run threads besides the first one, where processes share the
// processors by agreement, as under the jobserver of Make.
class ThreadAllowance {
 public:
  virtual ~ThreadAllowance() = default;

  // Takes leave for one more thread, if there is any now; never waits.
  virtual bool TryTake() = 0;
  // Gives one back.  REQUIRES: as many calls of TryTake() returned true.
  virtual void GiveBack() = 0;
};

// From now on this process asks `allowance` before it begins a thread; nullptr,
// as at the start, stands for leave without end.  A process has one such
// agreement, so this is not handed down through every call.  Not while other
// threads run; `allowance` must outlive its use.
void SetThreadAllowance(ThreadAllowance* allowance);

// Leave for threads besides the calling one, given back at the end.
class ExtraThreads {
 public:
  ExtraThreads() = default;
  // Takes leave for up to `wanted` threads.
  explicit ExtraThreads(unsigned wanted);
  ExtraThreads(const ExtraThreads&) = delete;
  ExtraThreads& operator=(const ExtraThreads&) = delete;
  ~ExtraThreads();

  // Takes leave for one more, if there is any now.
  bool TryAdd();
  // Gives leave for one back early.  REQUIRES: count() > 0
  void Remove();

  unsigned count() const { return count_; }

 private:
  unsigned count_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_BASE_PARALLEL_H_
