#include "libprov/base/parallel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace prov {
namespace {

TEST(ParallelForTest, VisitsEveryIndexOnce) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::vector<std::atomic<int>> visits(1000);
    EXPECT_TRUE(
        ParallelFor(visits.size(), threads, [&](size_t index, unsigned worker) {
          EXPECT_LT(worker, threads);
          ++visits[index];
          return absl::OkStatus();
        }).ok());
    for (const auto& count : visits) EXPECT_EQ(count, 1) << threads;
  }
}

TEST(ParallelForTest, ReportsTheLowestFailure) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    const absl::Status status =
        ParallelFor(1000, threads, [](size_t index, unsigned) {
          return index % 100 == 37 ? absl::InternalError(std::to_string(index))
                                   : absl::OkStatus();
        });
    EXPECT_EQ(status.message(), "37") << threads;
  }
}

// Has leave for a few threads, and notes how many were out at once.
class CountedAllowance : public ThreadAllowance {
 public:
  explicit CountedAllowance(unsigned left) : left_(left), all_(left) {
    SetThreadAllowance(this);
  }
  ~CountedAllowance() override {
    SetThreadAllowance(nullptr);
    EXPECT_EQ(left_, all_) << "everything is given back";
  }
  bool TryTake() override {
    const std::lock_guard lock(mutex_);
    if (left_ == 0) return false;
    --left_;
    most_out_ = std::max(most_out_, all_ - left_);
    return true;
  }
  void GiveBack() override { Add(1); }

  void Add(unsigned count) {
    const std::lock_guard lock(mutex_);
    left_ += count;
  }
  void AddForGood(unsigned count) {
    Add(count);
    all_ += count;
  }
  unsigned most_out() const { return most_out_; }

 private:
  std::mutex mutex_;
  unsigned left_;
  unsigned all_;
  unsigned most_out_ = 0;
};

TEST(ParallelForTest, BeginsNoThreadWithoutLeave) {
  for (const unsigned leave : {0U, 1U, 3U, 100U}) {
    CountedAllowance allowance(leave);
    std::vector<std::atomic<int>> visits(500);
    EXPECT_TRUE(ParallelFor(visits.size(), 6, [&](size_t index, unsigned) {
                  ++visits[index];
                  return absl::OkStatus();
                }).ok());
    for (const auto& count : visits) EXPECT_EQ(count, 1) << leave;
    EXPECT_LE(allowance.most_out(), std::min(leave, 5U));
    EXPECT_FALSE(ParallelFor(500, 6, [](size_t, unsigned) {
                   return absl::InternalError("fails");
                 }).ok());
  }
}

TEST(ParallelForTest, ThreadsJoinInAsLeaveComes) {
  CountedAllowance allowance(0);
  std::atomic<bool> two_at_once = false;
  EXPECT_TRUE(ParallelFor(1000, 2, [&](size_t index, unsigned worker) {
                if (index == 10) allowance.AddForGood(1);
                two_at_once = two_at_once || worker == 1;
                // Ends when both have been seen, or by running out of indices.
                if (index > 10 && !two_at_once) {
                  std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
                return absl::OkStatus();
              }).ok());
  EXPECT_TRUE(two_at_once);
}

TEST(ExtraThreadsTest, GivesBackWhatItHas) {
  CountedAllowance allowance(3);
  ExtraThreads some(2);
  EXPECT_EQ(some.count(), 2U);
  const ExtraThreads rest(5);
  EXPECT_EQ(rest.count(), 1U);
  EXPECT_FALSE(some.TryAdd());
  some.Remove();
  EXPECT_TRUE(some.TryAdd());
}

TEST(ExtraThreadsTest, WithoutAnAgreementThereIsLeaveForAll) {
  EXPECT_EQ(ExtraThreads(7).count(), 7U);
}

// The slowest piece holds up the others, but for so many.
TEST(LookaheadTest, NobodyRunsFarAhead) {
  for (const size_t pieces : {size_t{1}, size_t{3}}) {
    Lookahead lookahead(pieces);
    std::mutex mutex;
    std::set<size_t> made;
    size_t next = 0;
    EXPECT_TRUE(ParallelFor(500, 4, [&](size_t index, unsigned) {
                  EXPECT_TRUE(lookahead.Wait(index));
                  if (index % 7 == 0) std::this_thread::yield();
                  const std::lock_guard lock(mutex);
                  made.insert(index);
                  EXPECT_LE(made.size(), pieces);
                  while (made.erase(next) == 1) lookahead.TakenTo(++next);
                  return absl::OkStatus();
                }).ok());
    EXPECT_EQ(next, 500U);
  }
}

TEST(LookaheadTest, AFailureHoldsNobodyUp) {
  Lookahead lookahead(2);
  const absl::Status status =
      ParallelFor(100, 4, [&](size_t index, unsigned) -> absl::Status {
        if (index == 3) {
          lookahead.Stop();
          return absl::InternalError("3");
        }
        if (lookahead.Wait(index) && index < 3) lookahead.TakenTo(index + 1);
        return absl::OkStatus();
      });
  EXPECT_EQ(status.message(), "3");
  EXPECT_FALSE(lookahead.Wait(50));
}

}  // namespace
}  // namespace prov
