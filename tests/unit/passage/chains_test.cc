#include "libprov/passage/chains.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/passage/passage_testing.h"

namespace prov {
namespace {

TEST(Chains, AreColinearFragmentsOfEqualTokensInTheirRows) {
  size_t chains = 0;
  for (uint32_t seed = 0; seed < 60; ++seed) {
    const TokenRows rows = RowsOf(RandomDocuments(seed, 10, 10 + seed));
    const auto runs = FindFirstRuns(rows, {.min_words = 4});
    ASSERT_TRUE(runs.ok());
    const auto one = FindChains(rows, *runs, 1);
    const auto three = FindChains(rows, *runs, 3);
    ASSERT_TRUE(one.ok() && three.ok());
    ASSERT_EQ(one->chains.size(), three->chains.size());
    for (size_t i = 0; i < one->chains.size(); ++i) {
      const Chain& chain = one->chains[i];
      EXPECT_EQ(chain.fragments, three->chains[i].fragments);
      const size_t row = rows.RowOf(chain.span.begin);
      const size_t source_row = rows.RowOf(chain.source.begin);
      EXPECT_TRUE(rows.span(row).Contains(chain.span));
      EXPECT_TRUE(rows.span(source_row).Contains(chain.source));
      EXPECT_LE(source_row, row);
      Position at = chain.span.begin;
      Position source = chain.source.begin;
      for (const Fragment& fragment : chain.fragments) {
        EXPECT_GE(fragment.at, at);
        EXPECT_GE(fragment.source, source);
        at = fragment.at + fragment.length;
        source = fragment.source + fragment.length;
        for (uint32_t k = 0; k < fragment.length; ++k) {
          EXPECT_EQ(rows.tokens()[fragment.at + k],
                    rows.tokens()[fragment.source + k]);
        }
      }
      EXPECT_EQ(at, chain.span.end);
      EXPECT_EQ(source, chain.source.end);
      ++chains;
    }
  }
  EXPECT_GT(chains, 100U);
}

TEST(Chains, BridgeAWordThatWasChanged) {
  Words original(40);
  for (uint32_t i = 0; i < original.size(); ++i) original[i] = 100 + i;
  Words copy = original;
  copy[20] = 7;
  const TokenRows rows = RowsOf({original, copy});
  const auto runs = FindFirstRuns(rows, {.min_words = 8});
  ASSERT_TRUE(runs.ok());
  const auto found = FindChains(rows, *runs, 1);
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->chains.size(), 1U);
  EXPECT_EQ(found->chains[0].span, (PositionSpan{40, 80}));
  EXPECT_EQ(found->chains[0].source, (PositionSpan{0, 40}));
  EXPECT_EQ(DistanceOf(rows, found->chains[0]), 1U);
  EXPECT_EQ(found->passed_over, 0U);
}

TEST(Chains, EndWhereASentenceWasPutIn) {
  Words original(40);
  for (uint32_t i = 0; i < original.size(); ++i) original[i] = 100 + i;
  for (const bool long_enough : {false, true}) {
    Words copy = original;
    copy.insert(copy.begin() + 20, long_enough ? 8 : 7, 7U);
    for (const TokenRows& rows :
         {RowsOf({original, copy}), RowsOf({copy, original})}) {
      const auto runs = FindFirstRuns(rows, {.min_words = 8});
      ASSERT_TRUE(runs.ok());
      const auto found = FindChains(rows, *runs, 1);
      ASSERT_TRUE(found.ok());
      EXPECT_EQ(found->chains.size(), long_enough ? 2U : 1U);
    }
  }
}

// One run, put in forty places that are all close enough to go on.
TEST(Chains, SayHowManyWerePassedOver) {
  std::vector<Fragment> fragments;
  for (uint32_t i = 0; i < 40; ++i) {
    fragments.push_back({.at = 100, .source = 10'000 + 1'000 * i, .length = 8});
  }
  EXPECT_EQ(JoinFragments(fragments).passed_over, 7U);
  for (uint32_t i = 0; i < 40; ++i) fragments[i].at = 100 + 50 * i;
  EXPECT_EQ(JoinFragments(fragments).passed_over, 0U);
}

}  // namespace
}  // namespace prov
