#include "libprov/quote/shared_runs.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace prov {
namespace {

using Words = std::vector<uint64_t>;

// The runs of each text, by counting.
std::vector<std::set<Words>> RunsOf(const std::vector<Words>& texts,
                                    size_t words) {
  std::vector<std::set<Words>> runs;
  for (const Words& text : texts) {
    std::set<Words>& own = runs.emplace_back();
    for (size_t i = 0; i + words <= text.size(); ++i) {
      const auto begin = text.begin() + static_cast<ptrdiff_t>(i);
      own.insert(Words(begin, begin + static_cast<ptrdiff_t>(words)));
    }
  }
  return runs;
}

TEST(SharedRunsTest, AgreesWithCounting) {
  uint64_t state = 11;
  std::vector<Words> texts(3000);  // Several batches.
  for (Words& text : texts) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    for (uint64_t i = 0; i < (state >> 60); ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      text.push_back((state >> 40) % 12);
    }
  }
  const std::vector<std::set<Words>> runs = RunsOf(texts, 3);
  std::map<Words, uint32_t> with;
  for (const std::set<Words>& own : runs) {
    for (const Words& run : own) ++with[run];
  }
  for (const unsigned threads : {1U, 4U}) {
    const SharedRuns shared(
        texts.size(), 3, [&texts](size_t i) { return std::span(texts[i]); },
        threads);
    size_t alone = 0;
    size_t several = 0;
    for (const auto& [run, count] : with) ++(count > 1 ? several : alone);
    EXPECT_GT(alone, 0U);
    EXPECT_EQ(shared.size(), several);
    for (size_t i = 0; i < texts.size(); ++i) {
      std::multiset<uint32_t> wanted;
      for (const Words& run : runs[i]) {
        if (with[run] > 1) wanted.insert(with[run]);
      }
      std::multiset<uint32_t> got;
      for (const uint32_t run : shared.Of(i))
        got.insert(shared.texts_with(run));
      EXPECT_EQ(got, wanted) << i;
    }
  }
}

TEST(SharedRunsTest, EqualRunsHaveOneNumber) {
  const std::vector<Words> texts = {
      {1, 2, 3, 4}, {9, 2, 3, 4}, {}, {2, 3, 4, 5}};
  const SharedRuns shared(
      texts.size(), 3, [&texts](size_t i) { return std::span(texts[i]); }, 1);
  ASSERT_EQ(shared.size(), 1U);
  EXPECT_EQ(shared.texts_with(0), 3U);
  for (const size_t i : {0U, 1U, 3U}) {
    EXPECT_EQ(std::vector(shared.Of(i).begin(), shared.Of(i).end()),
              std::vector<uint32_t>{0});
  }
  EXPECT_TRUE(shared.Of(2).empty());
}

}  // namespace
}  // namespace prov
