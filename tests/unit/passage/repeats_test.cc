#include "libprov/passage/repeats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "libprov/passage/first_runs.h"
#include "tests/unit/passage/passage_testing.h"

namespace prov {
namespace {

using Found = std::map<Words, std::set<Position>>;

// Every run that two positions share and that neither side prolongs, with all
// the positions it occurs at.
Found Oracle(const TokenRows& rows, uint32_t min_words) {
  Found found;
  const auto tokens = rows.tokens();
  for (Position a = 0; a < tokens.size(); ++a) {
    const PositionSpan row_a = rows.span(rows.RowOf(a));
    for (Position b = a + 1; b < tokens.size(); ++b) {
      const PositionSpan row_b = rows.span(rows.RowOf(b));
      if (a > row_a.begin && b > row_b.begin &&
          tokens[a - 1] == tokens[b - 1]) {
        continue;
      }
      uint32_t length = 0;
      while (a + length < row_a.end && b + length < row_b.end &&
             tokens[a + length] == tokens[b + length]) {
        ++length;
      }
      if (length < min_words) continue;
      std::set<Position>& begins =
          found[Words(tokens.begin() + a, tokens.begin() + a + length)];
      begins.insert(a);
      begins.insert(b);
    }
  }
  for (auto& [words, begins] :
       found) {  // Places found as part of a longer run.
    for (Position at = 0; at + words.size() <= tokens.size(); ++at) {
      if (at + words.size() <= rows.span(rows.RowOf(at)).end &&
          std::equal(words.begin(), words.end(), tokens.begin() + at)) {
        begins.insert(at);
      }
    }
  }
  return found;
}

Found FindAll(const TokenRows& rows, uint32_t min_words) {
  const auto first = FindFirstRuns(rows, {.min_words = min_words});
  EXPECT_TRUE(first.ok());
  const Repeats repeats = FindRepeats(*first, min_words);
  EXPECT_EQ(repeats.left_out, 0U);
  Found found;
  for (const Repeat& repeat : repeats.repeats) {
    const auto at = rows.tokens().begin() + repeat.begins.front();
    const bool is_new = found
                            .emplace(Words(at, at + repeat.length),
                                     std::set<Position>(repeat.begins.begin(),
                                                        repeat.begins.end()))
                            .second;
    EXPECT_TRUE(is_new) << "a repeat is listed twice";
  }
  return found;
}

TEST(Repeats, AreAllThatPairsOfPositionsHave) {
  size_t repeats = 0;
  for (uint32_t seed = 0; seed < 150; ++seed) {
    const TokenRows rows = RowsOf(RandomDocuments(seed, 7, 1 + seed % 25));
    const uint32_t min_words = 2 + seed % 5;
    const Found expected = Oracle(rows, min_words);
    repeats += expected.size();
    EXPECT_EQ(FindAll(rows, min_words), expected) << "seed " << seed;
  }
  EXPECT_GT(repeats, 1000U);
}

TEST(Repeats, AThirdDocumentWithAPartChangesNothing) {
  Words run(20);
  for (uint32_t i = 0; i < run.size(); ++i) run[i] = 100 + i;
  const Words part(run.begin() + 5, run.begin() + 15);
  const Found found = FindAll(RowsOf({run, part, run}), 8);
  EXPECT_EQ(found.at(run), (std::set<Position>{0, 30}));
  EXPECT_EQ(found.at(part), (std::set<Position>{5, 20, 35}));
}

TEST(Repeats, ThatNestDeeplyAreCutShortAndCounted) {
  const TokenRows rows = RowsOf({Words(20'000, 1)});
  const auto first = FindFirstRuns(rows, {.min_words = 8});
  ASSERT_TRUE(first.ok());
  const Repeats repeats = FindRepeats(*first, 8);
  EXPECT_GT(repeats.left_out, 0U);
  EXPECT_EQ(repeats.repeats.front().length, 19'999U);
  EXPECT_EQ(repeats.repeats.size() + repeats.left_out, 20'000U - 8);
}

}  // namespace
}  // namespace prov
