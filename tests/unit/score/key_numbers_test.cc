#include "libprov/score/key_numbers.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

TEST(KeyNumbersTest, CountsKeysAsTheyCome) {
  KeyNumbers keys;
  EXPECT_EQ(keys.Find("0"), std::nullopt);
  constexpr uint32_t kKeys = 5000;
  // Long and short ones, over several blocks.
  const auto key = [](uint32_t i) {
    return std::to_string(i) + std::string(i % 7 == 0 ? 3000 : i % 5, 'k');
  };
  for (uint32_t i = 0; i < kKeys; ++i) {
    const KeyNumbers::Added added = keys.Add(key(i));
    ASSERT_TRUE(added.is_new);
    ASSERT_EQ(added.number, i);
  }
  const std::string huge(size_t{3} << 20, 'h');
  EXPECT_EQ(keys.Add(huge).number, kKeys);
  EXPECT_EQ(keys.Add("").number, kKeys + 1);
  for (uint32_t i = 0; i < kKeys; ++i) {
    ASSERT_EQ(keys.Find(key(i)), i);
    ASSERT_EQ(keys.key(i), key(i));
    ASSERT_FALSE(keys.Add(key(i)).is_new);
  }
  EXPECT_EQ(keys.key(kKeys), huge);
  EXPECT_EQ(keys.size(), kKeys + 2);
}

}  // namespace
}  // namespace prov
