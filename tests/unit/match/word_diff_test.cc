#include "libprov/match/word_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using Side = DiffRun::Side;

// The length of the longest common subsequence, by the textbook.
size_t LcsOracle(const NormalizedText& a, const NormalizedText& b) {
  std::vector<std::vector<size_t>> best(a.size() + 1,
                                        std::vector<size_t>(b.size() + 1));
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      best[i][j] = a.token(i - 1) == b.token(j - 1)
                       ? best[i - 1][j - 1] + 1
                       : std::max(best[i - 1][j], best[i][j - 1]);
    }
  }
  return best[a.size()][b.size()];
}

// Walks through the runs as a reader would, and returns how many words change.
size_t ExpectRunsLeadFromAToB(const NormalizedText& a, const NormalizedText& b,
                              const std::vector<DiffRun>& runs) {
  size_t in_a = 0;
  size_t in_b = 0;
  size_t changed = 0;
  for (const DiffRun& run : runs) {
    EXPECT_GT(run.count, 0U);
    EXPECT_EQ(run.begin, run.side == Side::kOnlyA ? in_a : in_b);
    if (run.side == Side::kBoth) {
      for (uint32_t i = 0; i < run.count; ++i) {
        if (in_a + i >= a.size() || in_b + i >= b.size()) {
          ADD_FAILURE() << "a run reaches beyond a text";
          return 0;
        }
        EXPECT_EQ(a.token(in_a + i), b.token(in_b + i));
      }
    } else {
      changed += run.count;
    }
    if (run.side != Side::kOnlyB) in_a += run.count;
    if (run.side != Side::kOnlyA) in_b += run.count;
  }
  EXPECT_EQ(in_a, a.size());
  EXPECT_EQ(in_b, b.size());
  for (size_t i = 1; i < runs.size(); ++i) {
    EXPECT_NE(runs[i].side, runs[i - 1].side) << "neighbours are joined";
  }
  return changed;
}

TEST(WordDiffTest, ChangesAsFewWordsAsThereMustBe) {
  size_t most = 0;
  for (uint64_t seed = 0; seed < 4000; ++seed) {
    Random random(seed);
    const size_t vocabulary = 1 + random.Below(5);
    const NormalizedText a(RandomText(random, random.Below(14), vocabulary));
    const NormalizedText b(RandomText(random, random.Below(14), vocabulary));
    SCOPED_TRACE(testing::Message()
                 << seed << ": " << a.str() << " -> " << b.str());
    const size_t changed = ExpectRunsLeadFromAToB(a, b, DiffWords(a, b));
    ASSERT_EQ(changed, a.size() + b.size() - 2 * LcsOracle(a, b));
    most = std::max(most, changed);
  }
  EXPECT_GE(most, 15U);
}

TEST(WordDiffTest, LongTextsWithLightEdits) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    const std::string text = RandomText(random, 300, 40);
    std::string edited = text;
    for (size_t i = random.Below(12); i > 0; --i) {
      const size_t at = edited.find(' ', random.Below(edited.size() - 20));
      edited.replace(at, random.Below(9),
                     " " + RandomText(random, 2, 40) + " ");
    }
    const NormalizedText a(text);
    const NormalizedText b(edited);
    SCOPED_TRACE(seed);
    EXPECT_EQ(ExpectRunsLeadFromAToB(a, b, DiffWords(a, b)),
              a.size() + b.size() - 2 * LcsOracle(a, b));
  }
}

TEST(WordDiffTest, Cases) {
  const struct {
    std::string_view a;
    std::string_view b;
    std::vector<DiffRun> runs;
  } kCases[] = {
      {"", "", {}},
      {"a", "", {{Side::kOnlyA, 0, 1}}},
      {"", "a b", {{Side::kOnlyB, 0, 2}}},
      {"a b c", "a b c", {{Side::kBoth, 0, 3}}},
      // Typography does not count.
      {"Don't \xE2\x80\x9Cgo\xE2\x80\x9D", "dont go", {{Side::kBoth, 0, 2}}},
      {"a b c",
       "a X c",
       {{Side::kBoth, 0, 1},
        {Side::kOnlyA, 1, 1},
        {Side::kOnlyB, 1, 1},
        {Side::kBoth, 2, 1}}},
      {"a c",
       "a b c",
       {{Side::kBoth, 0, 1}, {Side::kOnlyB, 1, 1}, {Side::kBoth, 2, 1}}},
      {"a b", "c d", {{Side::kOnlyA, 0, 2}, {Side::kOnlyB, 0, 2}}},
      {"a a a", "a a", {{Side::kBoth, 0, 2}, {Side::kOnlyA, 2, 1}}},
  };
  for (const auto& c : kCases) {
    const NormalizedText a(c.a);
    const NormalizedText b(c.b);
    EXPECT_EQ(DiffWords(a, b), c.runs) << c.a << " -> " << c.b;
  }
}

TEST(WordDiffTest, PastTheLimitTheMiddleIsReplacedWhole) {
  const NormalizedText a("s a1 x a2 e");
  const NormalizedText b("s b1 x b2 b3 e");
  const std::vector<DiffRun> whole = {{Side::kBoth, 0, 1},
                                      {Side::kOnlyA, 1, 3},
                                      {Side::kOnlyB, 1, 4},
                                      {Side::kBoth, 5, 1}};
  // Five words change: one more than four, and no more than five.
  for (uint32_t limit = 0; limit < 8; ++limit) {
    const std::vector<DiffRun> runs = DiffWords(a, b, limit);
    ExpectRunsLeadFromAToB(a, b, runs);
    EXPECT_EQ(runs == whole, limit < 5) << limit;
  }
  EXPECT_EQ(DiffWords(a, a, 0), std::vector<DiffRun>({{Side::kBoth, 0, 5}}));
}

}  // namespace
}  // namespace prov
