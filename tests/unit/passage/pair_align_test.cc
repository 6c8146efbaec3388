#include "libprov/passage/pair_align.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "libprov/text/normalized_text.h"
#include "tests/unit/passage/passage_testing.h"

namespace prov {
namespace {

PairText TextOf(const Words& words) {
  PairText text;
  for (const TokenMark word : words) {
    const auto at = static_cast<uint32_t>(text.words.size());
    text.words.push_back(word);
    text.spans.push_back({10 * at, 10 * at + 9, 10 * at, 10 * at + 9});
  }
  if (!words.empty()) {
    text.sentences = {0, static_cast<uint32_t>(words.size())};
  }
  return text;
}

TEST(PairText, HasTheTokensOfNormalizedText) {
  const std::string text =
      "“Don’t,” said J. Doe of the U.S. team.  It rained!Then it did not. "
      "example.com is down? ﬁne\n\nNew paragraph 100-percent";
  const NormalizedText normalized(text);
  const PairText pair = MakePairText(text, 1);
  ASSERT_EQ(pair.words.size(), normalized.size());
  for (size_t i = 0; i < normalized.size(); ++i) {
    EXPECT_EQ(pair.spans[i], normalized.span(i));
  }
  std::vector<std::string> starts;
  for (size_t i = 0; i < pair.sentence_count(); ++i) {
    starts.emplace_back(normalized.token(pair.sentences[i]));
  }
  EXPECT_EQ(starts, (std::vector<std::string>{"dont", "it", "then", "example",
                                              "fine", "new"}));
  EXPECT_EQ(MakePairText("One. Two three four. Five.", 3).sentences,
            (std::vector<uint32_t>{0, 4, 5}));
  EXPECT_EQ(MakePairText("", 3).sentence_count(), 0U);
}

// Every run of min_words that both texts have at some places lies in a stretch.
TEST(AlignPair, MissesNoRunThatBothHave) {
  size_t runs = 0;
  for (uint32_t seed = 0; seed < 150; ++seed) {
    const auto documents = RandomDocuments(seed, 8, 30);
    const PairText a = TextOf(documents[6]);
    const PairText b = TextOf(documents[7]);
    const auto stretches = AlignPair(a, b, {.min_words = 5}).stretches;
    for (uint32_t i = 0; i + 5 <= a.words.size(); ++i) {
      for (uint32_t j = 0; j + 5 <= b.words.size(); ++j) {
        if (!std::equal(a.words.begin() + i, a.words.begin() + i + 5,
                        b.words.begin() + j)) {
          continue;
        }
        ++runs;
        EXPECT_TRUE(std::ranges::any_of(stretches,
                                        [i, j](const SharedStretch& stretch) {
                                          return stretch.a.begin <= i &&
                                                 i + 5 <= stretch.a.end &&
                                                 stretch.b.begin <= j &&
                                                 j + 5 <= stretch.b.end;
                                        }))
            << "seed " << seed << ": " << i << ", " << j;
      }
    }
  }
  EXPECT_GT(runs, 100U);
}

Words Counting(uint32_t from, uint32_t count) {
  Words words(count);
  for (uint32_t i = 0; i < count; ++i) words[i] = from + i;
  return words;
}

TEST(AlignPair, FindsMatchesAtBothEnds) {
  const Words shared = Counting(1, 20);
  Words front = shared;
  Words back = Counting(500, 15);
  const Words rest = Counting(700, 15);
  front.insert(front.end(), rest.begin(), rest.end());
  back.insert(back.end(), shared.begin(), shared.end());
  const auto found = AlignPair(TextOf(front), TextOf(back), {}).stretches;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].a, (WordRange{0, 20}));
  EXPECT_EQ(found[0].b, (WordRange{15, 35}));
  EXPECT_EQ(AlignPair(TextOf(shared), TextOf(shared), {}).stretches.size(), 1U);
  EXPECT_TRUE(AlignPair(TextOf({}), TextOf(shared), {}).stretches.empty());
  EXPECT_TRUE(
      AlignPair(TextOf({}), TextOf({}), {.spun_channel = SpunChannel::kOn})
          .stretches.empty());
}

TEST(AlignPair, CountsThePlacesThatItLeavesOut) {
  const Words run = Counting(0, 8);
  Words often;
  for (uint32_t i = 0; i < 70; ++i) {
    often.insert(often.end(), run.begin(), run.end());
    often.push_back(1000 + i);
  }
  const Alignment once = AlignPair(TextOf(run), TextOf(often), {});
  EXPECT_EQ(once.stretches.size(), 64U);
  EXPECT_EQ(once.places_left_out, 6U);
  // What a has more often is compared in all places.
  const Alignment other = AlignPair(TextOf(often), TextOf(run), {});
  EXPECT_EQ(other.stretches.size(), 70U);
  EXPECT_EQ(other.places_left_out, 0U);
}

// Twelve sentences of ten words, each with three words of its own taken over
// from the other text's sentence, shuffled; and sentences that share nothing.
TEST(FindSpun, FindsShuffledSentences) {
  PairText a, b;
  const auto add = [](PairText& text, const Words& words) {
    if (!text.sentences.empty()) text.sentences.pop_back();
    text.sentences.push_back(static_cast<uint32_t>(text.words.size()));
    for (const TokenMark word : words) {
      const auto at = static_cast<uint32_t>(text.words.size());
      text.words.push_back(word);
      text.spans.push_back({7 * at, 7 * at + 6, 7 * at, 7 * at + 6});
    }
    text.sentences.push_back(static_cast<uint32_t>(text.words.size()));
  };
  for (uint32_t i = 0; i < 10; ++i) add(a, Counting(10'000 + 100 * i, 10));
  for (uint32_t i = 0; i < 6; ++i) {
    Words words = Counting(100 * i, 10);
    add(b, words);
    std::ranges::reverse(words);
    words[3] = 50'000 + i;
    words[8] = 60'000 + i;
    add(a, words);
  }
  for (uint32_t i = 0; i < 10; ++i) add(b, Counting(30'000 + 100 * i, 10));
  EXPECT_EQ(FindSpun(a, b, {}),
            (std::vector<AlikePair>{{.a = {100, 160}, .b = {0, 60}}}));
  EXPECT_TRUE(FindSpun(b, TextOf({}), {}).empty());
}

}  // namespace
}  // namespace prov
