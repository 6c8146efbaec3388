#include "libprov/corpus/key_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "libprov/corpus/key_index.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

// Keys that share long beginnings, hold zeros, and repeat.
std::vector<std::string> NastyKeys(uint64_t seed) {
  Random random(seed);
  std::vector<std::string> keys;
  for (int i = 0; i < 3000; ++i) {
    std::string key = random.OneIn(4) ? "" : std::string(45, 'u');
    if (random.OneIn(2)) key += std::string(random.Below(70), '\0');
    const size_t letters = random.Below(5);
    for (size_t j = 0; j < letters; ++j) {
      key += static_cast<char>(random.OneIn(5) ? 0 : 200 + random.Below(3));
    }
    if (random.OneIn(3)) key += std::to_string(i);
    keys.push_back(key);
  }
  // Long enough for several arenas.
  for (int i = 0; i < 5; ++i) keys.push_back(std::string(700'000, 'x') + "y");
  return keys;
}

TEST(KeyOrderTest, IsThatOfTheKeysWhereverTheyLie) {
  for (uint64_t seed = 0; seed < 2; ++seed) {
    const std::vector<std::string> keys = NastyKeys(seed);
    for (const bool few : {false, true}) {
      const MemoryBudget memory = few ? MemoryBudget(100'000) : MemoryBudget();
      DocumentTable table(memory);
      for (const std::string& key : keys) table.Append({}, key, "");
      EXPECT_EQ(table.has_resident_keys(), !few);
      const auto order = KeyOrder::Create(table, memory);
      ASSERT_TRUE(order.ok());
      std::vector<DocumentId> expected(keys.size());
      std::iota(expected.begin(), expected.end(), 0);
      std::vector<DocumentId> actual = expected;
      std::ranges::stable_sort(expected, {},
                               [&](DocumentId d) { return keys[d]; });
      std::ranges::sort(actual, [&](DocumentId a, DocumentId b) {
        return order->Less(a, b);
      });
      EXPECT_TRUE(actual == expected);
    }
  }
}

TEST(KeyIndexTest, FindsTheFirstOfEachKey) {
  const std::vector<std::string> keys = NastyKeys(3);
  for (const bool few : {false, true}) {
    DocumentTable table(few ? MemoryBudget(100'000) : MemoryBudget());
    for (const std::string& key : keys) table.Append({}, key, "");
    KeyIndex index = KeyIndex::Of(table);
    for (const std::string& key : keys) {
      const auto first = std::ranges::find(keys, key);
      EXPECT_EQ(index.Find(key), static_cast<DocumentId>(first - keys.begin()));
    }
    EXPECT_EQ(index.Find("none of them"), std::nullopt);
    index.Erase(keys.front());
    EXPECT_EQ(index.Find(keys.front()), std::nullopt);
  }
}

}  // namespace
}  // namespace prov
