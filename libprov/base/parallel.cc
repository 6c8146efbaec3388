// Workers take the next index from a shared counter.  Indices rise, and a
// failed index stops only later ones from being begun: every lower index has
// been begun already and is finished, so the lowest failure is found whatever
// the timing.  The calling thread is worker 0; between its indices it looks
// whether there is leave for more workers.
//
// Held by parallel_test.cc.

#include "libprov/base/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace prov {
namespace {

using WorkFunction = absl::FunctionRef<absl::Status(size_t, unsigned)>;

std::atomic<ThreadAllowance*> process_allowance = nullptr;

// The indices of one ParallelFor().
class Indices {
 public:
  Indices(size_t count, WorkFunction work)
      : count_(count), work_(work), first_failed_(count) {}

  bool any_left() const { return next_ < count_ && next_ < first_failed_; }

  // Works on the next index; false if none is left to begin.
  bool WorkOnNext(unsigned worker) {
    const size_t index = next_.fetch_add(1);
    if (index >= count_ || index > first_failed_) return false;
    absl::Status status = work_(index, worker);
    if (status.ok()) return true;
    const std::lock_guard lock(mutex_);
    if (index < first_failed_) {
      first_failed_ = index;
      failure_ = std::move(status);
    }
    return true;
  }

  // REQUIRES: nobody works any more.
  absl::Status TakeFailure() { return std::move(failure_); }

 private:
  const size_t count_;
  WorkFunction work_;
  std::atomic<size_t> next_ = 0;
  std::atomic<size_t> first_failed_;
  std::mutex mutex_;
  absl::Status failure_;
};

// The workers besides the calling thread.
class Crew {
 public:
  Crew(Indices& indices, size_t most) : indices_(indices), most_(most) {}

  // Adds workers while they are wanted and there is leave for them.
  void Grow() {
    while (others_.size() < most_ && indices_.any_left() && leave_.TryAdd()) {
      const auto worker = static_cast<unsigned>(others_.size() + 1);
      try {
        others_.emplace_back([this, worker] {
          while (indices_.WorkOnNext(worker)) {
          }
        });
      } catch (const std::system_error&) {  // No more threads to be had.
        leave_.Remove();
        most_ = others_.size();
      }
    }
  }

 private:
  Indices& indices_;
  size_t most_;
  ExtraThreads leave_;  // Given back after the threads have been joined.
  std::vector<std::jthread> others_;
};

}  // namespace

absl::Status ParallelFor(
    size_t count, unsigned threads,
    absl::FunctionRef<absl::Status(size_t index, unsigned worker)> work) {
  if (count == 0) return absl::OkStatus();
  Indices indices(count, work);
  {
    Crew crew(indices, std::min<size_t>(std::max(threads, 1U), count) - 1);
    do {
      crew.Grow();
    } while (indices.WorkOnNext(0));
  }
  return indices.TakeFailure();
}

void ParallelForEach(size_t count, size_t batch, unsigned threads,
                     absl::FunctionRef<void(size_t index)> work) {
  ParallelFor((count + batch - 1) / batch, threads,
              [&](size_t number, unsigned) {
                const size_t end = std::min(count, (number + 1) * batch);
                for (size_t i = number * batch; i < end; ++i) work(i);
                return absl::OkStatus();
              })
      .IgnoreError();
}

bool Lookahead::Wait(size_t piece) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopped_ || piece < next_ + pieces_; });
  // What was let in before the failure is wanted: it may fail earlier.
  return piece < next_ + pieces_;
}

void Lookahead::TakenTo(size_t next) {
  {
    const std::lock_guard lock(mutex_);
    next_ = next;
  }
  changed_.notify_all();
}

void Lookahead::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

unsigned AvailableCores() {
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  return static_cast<unsigned>(std::max(CPU_COUNT(&cores), 1));
}

void SetThreadAllowance(ThreadAllowance* allowance) {
  process_allowance = allowance;
}

ExtraThreads::ExtraThreads(unsigned wanted) {
  while (count_ < wanted && TryAdd()) {
  }
}

ExtraThreads::~ExtraThreads() {
  while (count_ > 0) Remove();
}

bool ExtraThreads::TryAdd() {
  ThreadAllowance* const allowance = process_allowance;
  if (allowance != nullptr && !allowance->TryTake()) return false;
  ++count_;
  return true;
}

void ExtraThreads::Remove() {
  --count_;
  ThreadAllowance* const allowance = process_allowance;
  if (allowance != nullptr) allowance->GiveBack();
}

}  // namespace prov
