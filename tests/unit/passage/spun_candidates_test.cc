#include "libprov/passage/spun_candidates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using Texts = std::vector<std::vector<TokenMark>>;

TokenRows RowsOf(const Texts& texts) {
  TokenRows rows;
  for (DocumentId i = 0; i < texts.size(); ++i) rows.Append(i, texts[i]);
  return rows;
}

// All pairs that share enough, with their bits, by the definition.
std::map<RowPair, double> Enough(const Texts& texts,
                                 const SpunCandidateParams& params) {
  std::vector<std::set<TokenMark>> words;
  std::map<TokenMark, size_t> with;
  for (const auto& text : texts) {
    words.emplace_back(text.begin(), text.end());
    for (const TokenMark word : words.back()) ++with[word];
  }
  std::map<RowPair, double> enough;
  for (uint32_t a = 0; a < texts.size(); ++a) {
    for (uint32_t b = a + 1; b < texts.size(); ++b) {
      uint32_t shared = 0;
      double bits = 0;
      for (const TokenMark word : words[a]) {
        if (with[word] > 48 || !words[b].contains(word)) continue;
        ++shared;
        bits += std::log2(static_cast<double>(texts.size()) /
                          static_cast<double>(with[word]));
      }
      if (shared >= params.min_words && bits >= params.min_bits) {
        enough[{a, b}] = bits;
      }
    }
  }
  return enough;
}

TEST(SpunCandidatesTest, AreThePairsThatShareEnough) {
  Random random(5);
  Texts texts(400);
  for (auto& text : texts) {
    const auto topic = static_cast<TokenMark>(100 * random.Below(80));
    for (int i = 0; i < 40; ++i) {
      text.push_back(random.OneIn(3)
                         ? topic + static_cast<TokenMark>(random.Below(30))
                         : 100000 + static_cast<TokenMark>(random.Below(60)));
    }
  }
  const SpunCandidateParams params = {.min_words = 3, .min_bits = 14};
  const std::map<RowPair, double> enough = Enough(texts, params);
  const auto found = FindSpunCandidates(RowsOf(texts), params, {3, {}});
  ASSERT_TRUE(IsOk(found.status()));
  std::vector<RowPair> wanted;
  for (const auto& [pair, bits] : enough) wanted.push_back(pair);
  EXPECT_GT(wanted.size(), 100U);
  EXPECT_EQ(found->pairs, wanted);
  EXPECT_EQ(found->left_out, 0U);
}

TEST(SpunCandidatesTest, KeepTheEightThatShareMostWithOneOfThem) {
  // Thirty texts of the same words: all pairs share all, the first rows win.
  Texts texts(30);
  for (auto& text : texts) {
    for (TokenMark word = 0; word < 60; ++word) text.push_back(word);
  }
  texts.resize(300);  // Empty ones, so that the words are rare.
  const auto found = FindSpunCandidates(RowsOf(texts), {}, {2, {}});
  ASSERT_TRUE(IsOk(found.status()));
  std::set<RowPair> wanted;
  for (uint32_t row = 0; row < 30; ++row) {
    for (uint32_t k = 0, other = 0; k < 8; ++other) {
      if (other == row) continue;
      wanted.insert({std::min(row, other), std::max(row, other)});
      ++k;
    }
  }
  EXPECT_EQ(std::set<RowPair>(found->pairs.begin(), found->pairs.end()),
            wanted);
  EXPECT_EQ(found->left_out, 30U * 29 / 2 - wanted.size());
}

TEST(SpunCandidatesTest, SayWhatMemoryTheyNeed) {
  Texts texts(2000);
  for (uint32_t i = 0; i < texts.size(); ++i) {
    for (TokenMark word = 0; word < 900; ++word) {
      texts[i].push_back(word * 7919 + i);
    }
  }
  const auto found = FindSpunCandidates(RowsOf(texts), {},
                                        {1, MemoryBudget(uint64_t{24} << 20)});
  EXPECT_EQ(found.status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace prov
