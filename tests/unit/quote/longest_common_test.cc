#include "libprov/quote/longest_common.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace prov {
namespace {

using Words = std::vector<uint64_t>;

// By the definitions.
LongestCommon Oracle(const Words& a, const Words& b) {
  std::vector<size_t> lengths(b.size() + 1);
  std::vector<size_t> runs(b.size() + 1);
  LongestCommon longest;
  for (const uint64_t word : a) {
    size_t diagonal = 0;
    size_t run_before = 0;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t above = lengths[j + 1];
      lengths[j + 1] =
          word == b[j] ? diagonal + 1 : std::max(above, lengths[j]);
      diagonal = above;
      const size_t run_above = runs[j + 1];
      runs[j + 1] = word == b[j] ? run_before + 1 : 0;
      run_before = run_above;
      longest.run = std::max(longest.run, runs[j + 1]);
    }
  }
  longest.subsequence = lengths[b.size()];
  return longest;
}

TEST(LongestCommonTest, AgreesWithTheDefinitions) {
  uint64_t state = 3;
  const auto next = [&state](uint64_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % below;
  };
  for (int round = 0; round < 3000; ++round) {
    const uint64_t vocabulary = 1 + next(40);
    Words a(next(round % 10 == 0 ? kMaxCommonWords + 1 : 140));
    Words b(next(140));
    // Words of equal buckets, too.
    for (uint64_t& word : a) word = next(vocabulary) * 512;
    for (uint64_t& word : b) word = next(vocabulary) * 512;
    const LongestCommon wanted = Oracle(a, b);
    const LongestCommon got = LongestCommonOf(a, b);
    ASSERT_EQ(got.subsequence, wanted.subsequence) << round;
    ASSERT_EQ(got.run, wanted.run) << round;
  }
}

TEST(LongestCommonTest, CarriesFromLimbToLimb) {
  for (const size_t size : {0U, 1U, 63U, 64U, 65U, 128U, 640U}) {
    Words a;
    for (size_t i = 0; i < size; ++i) a.push_back(i);
    EXPECT_EQ(LongestCommonOf(a, a).subsequence, size);
    EXPECT_EQ(LongestCommonOf(a, a).run, size);
    EXPECT_EQ(LongestCommonOf(a, Words(3, 0)).subsequence,
              std::min<size_t>(size, 1));
    EXPECT_EQ(LongestCommonOf(Words(size, 7), Words(size + 9, 7)).run, size);
    const Words turned(a.rbegin(), a.rend());
    EXPECT_EQ(LongestCommonOf(a, turned).subsequence,
              std::min<size_t>(size, 1));
  }
}

}  // namespace
}  // namespace prov
