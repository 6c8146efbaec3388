#include "libprov/store/spill_vector.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>
#include <vector>

namespace prov {
namespace {

struct Value {
  uint64_t a = 0;
  uint32_t b = 0;
  friend bool operator==(const Value&, const Value&) = default;
};

// The same as a vector, wherever its values lie.
TEST(SpillVectorTest, IsAVector) {
  for (const uint64_t max_bytes : {uint64_t{0}, uint64_t{1} << 19, SIZE_MAX}) {
    std::mt19937_64 random(1);
    SpillVector<Value> values(max_bytes);
    EXPECT_TRUE(values.empty());
    std::vector<Value> expected;
    for (uint32_t i = 0; i < 100'000; ++i) {
      expected.push_back({random(), i});
      values.Append(expected.back());
    }
    EXPECT_EQ(values.spilled_bytes() > 0, max_bytes != SIZE_MAX);
    for (int i = 0; i < 1000; ++i) {
      const size_t at = random() % expected.size();
      expected[at].a = random();
      values.Set(at, expected[at]);
    }
    const SpillVector<Value> moved = std::move(values);
    ASSERT_EQ(moved.size(), expected.size());
    size_t next = 0;
    for (const Value& value : moved) ASSERT_EQ(value, expected[next++]);
    EXPECT_EQ(next, expected.size());
    SpillVector<Value>::Reader reader(moved);
    for (int i = 0; i < 1000; ++i) {
      const size_t at = random() % expected.size();
      ASSERT_EQ(moved[at], expected[at]);
      ASSERT_EQ(reader[at], expected[at]);
      std::vector<Value> part(
          std::min<size_t>(random() % 40'000, expected.size() - at));
      moved.Read(at, part);
      ASSERT_TRUE(std::equal(part.begin(), part.end(),
                             expected.begin() + static_cast<ptrdiff_t>(at)));
    }
    EXPECT_TRUE(moved.status().ok());
  }
}

}  // namespace
}  // namespace prov
