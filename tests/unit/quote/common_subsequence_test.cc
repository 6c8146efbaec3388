#include "libprov/quote/common_subsequence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace prov {
namespace {

using Words = std::vector<uint64_t>;

// By the definition.
size_t Oracle(const Words& a, const Words& b) {
  std::vector<size_t> lengths(b.size() + 1);
  for (const uint64_t word : a) {
    size_t diagonal = 0;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t above = lengths[j + 1];
      lengths[j + 1] =
          word == b[j] ? diagonal + 1 : std::max(above, lengths[j]);
      diagonal = above;
    }
  }
  return lengths[b.size()];
}

TEST(CommonSubsequenceTest, AgreesWithTheDefinition) {
  uint64_t state = 3;
  const auto next = [&state](uint64_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % below;
  };
  for (int round = 0; round < 3000; ++round) {
    const uint64_t vocabulary = 1 + next(40);
    Words a(next(round % 10 == 0 ? kMaxSubsequenceWords + 1 : 140));
    Words b(next(140));
    // Words of equal buckets, too.
    for (uint64_t& word : a) word = next(vocabulary) * 512;
    for (uint64_t& word : b) word = next(vocabulary) * 512;
    ASSERT_EQ(CommonSubsequenceLength(a, b), Oracle(a, b)) << round;
  }
}

TEST(CommonSubsequenceTest, CarriesFromLimbToLimb) {
  for (const size_t size : {0U, 1U, 63U, 64U, 65U, 128U, 640U}) {
    Words a;
    for (size_t i = 0; i < size; ++i) a.push_back(i);
    EXPECT_EQ(CommonSubsequenceLength(a, a), size);
    EXPECT_EQ(CommonSubsequenceLength(a, Words(3, 0)),
              std::min<size_t>(size, 1));
    EXPECT_EQ(CommonSubsequenceLength(Words(size, 7), Words(size + 9, 7)),
              size);
    const Words turned(a.rbegin(), a.rend());
    EXPECT_EQ(CommonSubsequenceLength(a, turned), std::min<size_t>(size, 1));
  }
}

}  // namespace
}  // namespace prov
