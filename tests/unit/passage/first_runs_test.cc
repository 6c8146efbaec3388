#include "libprov/passage/first_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/passage/passage_testing.h"

namespace prov {
namespace {

// For each position the first one of its class; kNoPosition where that is none
// that repeats.
std::vector<Position> ByPosition(const FirstRuns& runs, size_t positions) {
  std::vector<Position> first(positions, kNoPosition);
  for (size_t i = 0; i < runs.size(); ++i) {
    first[runs.at[i]] = runs.at[runs.first[i]];
  }
  return first;
}

// By comparing every position with all before it.
std::vector<Position> Oracle(const TokenRows& rows, uint32_t width) {
  std::vector<Position> first(rows.tokens().size(), kNoPosition);
  const auto fits = [&](Position at) {
    return at + width <= rows.span(rows.RowOf(at)).end;
  };
  for (Position at = 0; at < first.size(); ++at) {
    if (!fits(at)) continue;
    for (Position other = 0; other < at; ++other) {
      if (fits(other) && std::equal(rows.tokens().begin() + at,
                                    rows.tokens().begin() + at + width,
                                    rows.tokens().begin() + other)) {
        first[at] = first[other] = other;
        break;
      }
    }
  }
  return first;
}

TEST(FirstRuns, AreWhatComparingAllPositionsGives) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    const TokenRows rows = RowsOf(RandomDocuments(seed, 12, 2 + seed % 30));
    for (const uint32_t width : {2U, 3U, 5U, 8U}) {
      RunParams params{.min_words = width};
      const auto found = FindFirstRuns(rows, params);
      ASSERT_TRUE(found.ok());
      EXPECT_EQ(ByPosition(*found, rows.tokens().size()), Oracle(rows, width))
          << "seed " << seed;
    }
  }
}

TEST(FirstRuns, HangNeitherOnCollisionsNorOnThreadsNorOnRounds) {
  for (uint32_t seed = 0; seed < 40; ++seed) {
    const TokenRows rows = RowsOf(RandomDocuments(seed, 40, 4 + seed));
    const auto expected = FindFirstRuns(rows, {.min_words = 3});
    ASSERT_TRUE(expected.ok());
    for (const unsigned bits : {1U, 3U, 8U, 40U}) {
      for (const unsigned threads : {1U, 3U, 8U}) {
        const auto found =
            FindFirstRuns(rows, {.min_words = 3,
                                 .threads = threads,
                                 .memory = MemoryBudget(64 << 20),
                                 .hash_bits = bits});
        ASSERT_TRUE(found.ok());
        EXPECT_EQ(*found, *expected) << bits << " bits, " << threads;
      }
    }
  }
}

TEST(FirstRuns, OfManyPartsAndRounds) {
  // 200,000 tokens make several parts; each document is there twice.
  std::vector<Words> documents;
  for (uint32_t i = 0; i < 1000; ++i) {
    Words words(100);
    for (uint32_t k = 0; k < words.size(); ++k) words[k] = i * 1000 + k;
    documents.push_back(words);
  }
  const std::vector<Words> once = documents;
  documents.insert(documents.end(), once.begin(), once.end());
  const TokenRows rows = RowsOf(documents);
  // What 20 MB leave for hashes is less than half of them.
  for (const MemoryBudget memory : {MemoryBudget(), MemoryBudget(25 << 20)}) {
    const auto found =
        FindFirstRuns(rows, {.min_words = 8, .threads = 2, .memory = memory});
    ASSERT_TRUE(found.ok());
    const auto first = ByPosition(*found, rows.tokens().size());
    for (Position at = 0; at < first.size(); ++at) {
      const Position expected =
          at % 100 > 92 ? kNoPosition : at % Position{100'000};
      ASSERT_EQ(first[at], expected) << at;
    }
  }
}

TEST(FirstRuns, ThatDoNotFitSayWhatWould) {
  const TokenRows rows = RowsOf({Words(200'000, 7)});
  const auto found =
      FindFirstRuns(rows, {.memory = MemoryBudget(uint64_t{25} << 20)});
  EXPECT_EQ(found.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(std::string(found.status().message()).find("--memory") !=
              std::string::npos)
      << found.status();
}

TEST(FirstRuns, OfNothingAreNone) {
  const auto found = FindFirstRuns(TokenRows(), {});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->size(), 0U);
  EXPECT_FALSE(FindFirstRuns(TokenRows(), {.min_words = 1}).ok());
}

}  // namespace
}  // namespace prov
