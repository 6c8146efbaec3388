#include "libprov/base/resources.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

constexpr uint64_t kMegabyte = uint64_t{1} << 20;

TEST(MemoryBudgetTest, NoLimitIsNone) {
  const MemoryBudget none;
  EXPECT_FALSE(none.limited());
  EXPECT_EQ(none.Share(1000), MemoryBudget::kUnlimited);
  EXPECT_TRUE(none.CheckFits(uint64_t{1} << 60, 1000, "things").ok());
  EXPECT_EQ(none.ThreadsThatFit(64), 64U);
}

TEST(MemoryBudgetTest, SharesAreOfWhatIsLeft) {
  const MemoryBudget budget(64 * kMegabyte);
  EXPECT_TRUE(budget.limited());
  EXPECT_EQ(budget.Share(1), 64 * kMegabyte - MemoryBudget::kFixedBytes);
  EXPECT_EQ(budget.Share(4), budget.Share(1) / 4);
  EXPECT_GT(MemoryBudget(1000).Share(1), 0U);  // For tests.
  EXPECT_LT(MemoryBudget(1000).Share(1), 1000U);
  EXPECT_EQ(budget.ThreadsThatFit(1), 1U);
  EXPECT_EQ(budget.ThreadsThatFit(64), 4U);
  EXPECT_EQ(MemoryBudget(1000).ThreadsThatFit(8), 1U);
}

TEST(MemoryBudgetTest, WhatIsTakenIsNoShare) {
  const MemoryBudget budget(64 * kMegabyte);
  const MemoryBudget rest = budget.Without(30 * kMegabyte).Without(kMegabyte);
  EXPECT_EQ(rest.bytes(), budget.bytes());
  EXPECT_EQ(rest.Share(1), budget.Share(1) - 31 * kMegabyte);
  EXPECT_GT(budget.Without(1000 * kMegabyte).Share(1), 0U) << "some is left";
  EXPECT_FALSE(MemoryBudget().Without(1000 * kMegabyte).limited());
  // 20 for the program, 31 that are taken, 20 for these.
  EXPECT_EQ(rest.CheckFits(20 * kMegabyte, 1, "12 things").message(),
            "12 things do not fit into 64 MB of memory; run again with "
            "--memory 71M or more");
}

// Whoever follows the advice is not advised again.
TEST(MemoryBudgetTest, WhatIsAskedForIsEnough) {
  for (const uint64_t parts : {1U, 3U, 16U}) {
    for (const uint64_t bytes : {30 * kMegabyte, 100 * kMegabyte + 1}) {
      const MemoryBudget small(64 * kMegabyte);
      const absl::Status status = small.CheckFits(bytes, parts, "12 things");
      if (bytes <= small.Share(parts)) {
        EXPECT_TRUE(status.ok());
        continue;
      }
      EXPECT_TRUE(absl::IsResourceExhausted(status));
      const std::string message(status.message());
      EXPECT_EQ(message.find("12 things do not fit into 64 MB of memory"), 0U);
      const size_t at = message.find("--memory ");
      ASSERT_NE(at, std::string::npos);
      const uint64_t asked = std::stoull(message.substr(at + 9));
      EXPECT_TRUE(
          MemoryBudget(asked * kMegabyte).CheckFits(bytes, parts, "").ok());
      EXPECT_FALSE(MemoryBudget((asked - 1) * kMegabyte)
                       .CheckFits(bytes, parts, "")
                       .ok());
    }
  }
}

}  // namespace
}  // namespace prov
