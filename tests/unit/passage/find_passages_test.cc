#include "libprov/passage/find_passages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/unit/passage/passage_testing.h"

namespace prov {
namespace {

Passages Find(const TokenRows& rows, uint32_t min_words, unsigned threads = 1) {
  const auto found =
      FindPassages(rows, {.min_words = min_words, .threads = threads});
  EXPECT_TRUE(found.ok());
  return found.ok() ? *found : Passages();
}

bool SomePassageHas(const Passages& passages, const PositionSpan& a,
                    const PositionSpan& b) {
  return std::ranges::any_of(passages.passages, [&](const Passage& passage) {
    for (const Occurrence& at : passage.occurrences) {
      if (!at.span.Contains(a)) continue;
      for (const Occurrence& other : passage.occurrences) {
        if (other.span != at.span && other.span.Contains(b)) return true;
      }
    }
    return false;
  });
}

// Whether the run at `at` overlaps another place of it in its own row.
bool OverlapsItself(const TokenRows& rows, Position at, uint32_t length) {
  const PositionSpan row = rows.span(rows.RowOf(at));
  for (Position other = row.begin; other + length <= row.end; ++other) {
    const uint32_t apart = std::max(at, other) - std::min(at, other);
    if (apart > 0 && apart < length &&
        std::equal(rows.tokens().begin() + at,
                   rows.tokens().begin() + at + length,
                   rows.tokens().begin() + other)) {
      return true;
    }
  }
  return false;
}

// Calls `visit(a, b, length)` for the longest common run at each pair of
// places.
template <typename Visit>
void ForEachMaximalRun(const TokenRows& rows, uint32_t min_words, Visit visit) {
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
      if (length >= min_words) visit(a, b, length);
    }
  }
}

TEST(FindPassages, MissesNoCommonRunOfAnyPair) {
  size_t runs = 0;
  for (uint32_t seed = 0; seed < 200; ++seed) {
    const TokenRows rows = RowsOf(RandomDocuments(seed, 8, 3 + seed % 40));
    const uint32_t min_words = 3 + seed % 6;
    const Passages passages = Find(rows, min_words);
    ForEachMaximalRun(
        rows, min_words, [&](Position a, Position b, uint32_t length) {
          if (rows.RowOf(a) == rows.RowOf(b) &&
              (a + length > b || OverlapsItself(rows, a, length) ||
               OverlapsItself(rows, b, length))) {
            return;
          }
          ++runs;
          EXPECT_TRUE(
              SomePassageHas(passages, {a, a + length}, {b, b + length}))
              << "seed " << seed << ": " << a << ", " << b << ", " << length;
        });
  }
  EXPECT_GT(runs, 5000U);
}

TEST(FindPassages, HaveOccurrencesThatAreWhatTheySay) {
  for (uint32_t seed = 0; seed < 100; ++seed) {
    const TokenRows rows = RowsOf(RandomDocuments(seed, 8, 3 + seed % 40));
    for (const Passage& passage : Find(rows, 4).passages) {
      ASSERT_GE(passage.occurrences.size(), 2U);
      bool has_reference = false;
      for (const Occurrence& occurrence : passage.occurrences) {
        const PositionSpan& span = occurrence.span;
        ASSERT_LT(span.begin, span.end);
        ASSERT_TRUE(rows.span(rows.RowOf(span.begin)).Contains(span));
        has_reference |= span == passage.reference;
        const auto tokens = rows.tokens();
        if (occurrence.distance == 0 &&
            occurrence.reference_length == passage.reference.size()) {
          EXPECT_TRUE(std::equal(tokens.begin() + span.begin,
                                 tokens.begin() + span.end,
                                 tokens.begin() + passage.reference.begin));
        }
      }
      EXPECT_TRUE(has_reference);
    }
  }
}

TEST(FindPassages, HangNotOnThreads) {
  const TokenRows rows = RowsOf(RandomDocuments(5, 300, 200));
  const Passages one = Find(rows, 5, 1);
  const Passages eight = Find(rows, 5, 8);
  ASSERT_EQ(one.passages.size(), eight.passages.size());
  for (size_t i = 0; i < one.passages.size(); ++i) {
    EXPECT_EQ(one.passages[i].occurrences, eight.passages[i].occurrences);
  }
}

Words Counting(uint32_t from, uint32_t count) {
  Words words(count);
  for (uint32_t i = 0; i < count; ++i) words[i] = from + i;
  return words;
}

TEST(FindPassages, JoinRunsAcrossEdits) {
  const Words original = Counting(100, 60);
  Words edited = original;
  edited[20] = 1;
  edited.erase(edited.begin() + 35);
  edited.insert(edited.begin() + 45, {2, 3});
  const Passages found = Find(RowsOf({original, edited}), 8);
  ASSERT_EQ(found.passages.size(), 1U);
  const auto& occurrences = found.passages[0].occurrences;
  ASSERT_EQ(occurrences.size(), 2U);
  EXPECT_EQ(occurrences[0].span, (PositionSpan{0, 60}));
  EXPECT_EQ(occurrences[1].span, (PositionSpan{60, 121}));
  EXPECT_EQ(occurrences[1].distance, 4U);
}

TEST(FindPassages, IdenticalTextsAreOnePassage) {
  const Words text = Counting(1, 30);
  const Passages found = Find(RowsOf({text, text, text}), 8);
  ASSERT_EQ(found.passages.size(), 1U);
  EXPECT_EQ(found.passages[0].occurrences.size(), 3U);
  EXPECT_EQ(found.passages[0].reference, (PositionSpan{0, 30}));
}

TEST(FindPassages, ALeadThreeTimesInOneTextIsOnePassage) {
  const Words lead = Counting(1, 12);
  Words text;
  for (uint32_t i = 0; i < 3; ++i) {
    text.insert(text.end(), lead.begin(), lead.end());
    const Words between = Counting(1000 * (i + 1), 20);
    text.insert(text.end(), between.begin(), between.end());
  }
  const Passages found = Find(RowsOf({text}), 8);
  ASSERT_EQ(found.passages.size(), 1U);
  EXPECT_EQ(found.passages[0].occurrences.size(), 3U);
}

TEST(FindPassages, ALeadTwiceInARowIsFoundThoughTheNextWordIsItsFirst) {
  Words text = Counting(1, 12);
  const Words lead = text;
  text.insert(text.end(), lead.begin(), lead.end());
  text.insert(text.end(), {1, 500, 501});
  const Passages found = Find(RowsOf({text}), 8);
  ASSERT_EQ(found.passages.size(), 1U);
  EXPECT_EQ(found.passages[0].occurrences[0].span, (PositionSpan{0, 12}));
  EXPECT_EQ(found.passages[0].occurrences[1].span, (PositionSpan{12, 24}));
}

TEST(FindPassages, AStretchThatRunsAlongItselfIsOnePassage) {
  const Passages found = Find(RowsOf({Words(1000, 7)}), 8);
  ASSERT_EQ(found.passages.size(), 1U);
  EXPECT_EQ(found.passages[0].occurrences[0].span, (PositionSpan{0, 500}));
  EXPECT_EQ(found.passages[0].occurrences[1].span, (PositionSpan{500, 1000}));
}

TEST(FindPassages, AMillionIdenticalTextsAreOnePassage) {
  const std::vector<Words> documents(1'000'000, Counting(1, 9));
  const Passages found = Find(RowsOf(documents), 8);
  ASSERT_EQ(found.passages.size(), 1U);
  EXPECT_EQ(found.passages[0].occurrences.size(), 1'000'000U);
}

TEST(FindPassages, OfNothingAreNone) {
  EXPECT_TRUE(Find(TokenRows(), 8).passages.empty());
  EXPECT_TRUE(Find(RowsOf({{}, {1}, {}}), 8).passages.empty());
}

}  // namespace
}  // namespace prov
