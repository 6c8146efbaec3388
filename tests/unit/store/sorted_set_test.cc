#include "libprov/store/sorted_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <utility>
#include <vector>

namespace prov {
namespace {

struct ByRemainder {
  uint64_t divisor = 1;
  bool operator()(uint64_t a, uint64_t b) const {
    return std::pair(a % divisor, a) < std::pair(b % divisor, b);
  }
};

// std::set, with any memory: from a few values and many passes of merging on.
TEST(SortedSetTest, IsASet) {
  for (const uint64_t max_bytes :
       {uint64_t{1}, uint64_t{100}, uint64_t{4096}, uint64_t{1} << 20,
        SortedSet<uint64_t>::kUnlimited}) {
    for (const size_t count :
         {size_t{0}, size_t{1}, size_t{5}, size_t{1000}, size_t{30'000}}) {
      for (const uint64_t range : {uint64_t{3}, uint64_t{1} << 40}) {
        std::mt19937_64 random(count + range);
        const ByRemainder less{.divisor = 10};
        std::set<uint64_t, ByRemainder> expected(less);
        SortedSet<uint64_t, ByRemainder> set(max_bytes, less);
        SortedSet<uint64_t, ByRemainder> other(max_bytes / 2, less);
        for (size_t i = 0; i < count; ++i) {
          const uint64_t value = random() % range;
          expected.insert(value);
          (random() % 3 == 0 ? other : set).Add(value);
        }
        set.Absorb(std::move(other));
        for (int time = 0; time < 2; ++time) {
          const auto values = set.Values();
          ASSERT_TRUE(values.ok());
          ASSERT_TRUE(std::ranges::equal(*values, expected))
              << max_bytes << " " << count << " " << range;
        }
        if (range > 3 && count > 1000 && max_bytes <= 4096) {
          EXPECT_TRUE(set.has_spilled());
        }
        if (max_bytes == SortedSet<uint64_t>::kUnlimited) {
          EXPECT_FALSE(set.has_spilled());
        }
      }
    }
  }
}

TEST(SortedSetTest, StopsWhereItsVisitorFails) {
  for (const uint64_t max_bytes : {uint64_t{100}, SIZE_MAX}) {
    SortedSet<uint32_t> set(max_bytes);
    for (uint32_t i = 0; i < 1000; ++i) set.Add(i * 7 % 1000);
    uint32_t seen = 0;
    EXPECT_TRUE(absl::IsAborted(set.ForEach([&seen](uint32_t value) {
      EXPECT_EQ(value, seen);
      return ++seen == 500 ? absl::AbortedError("") : absl::OkStatus();
    })));
    EXPECT_EQ(seen, 500U);
  }
}

}  // namespace
}  // namespace prov
