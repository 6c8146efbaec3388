#include "libprov/base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
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

}  // namespace
}  // namespace prov
