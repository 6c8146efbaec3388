#include "libprov/text/token_finder.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace prov {
namespace {

// Words, typography and everything that a cut could harm, at random.
std::string RandomText(std::mt19937& random, size_t pieces) {
  static const std::vector<std::string> kPieces = {"word",
                                                   "Don\u2019t",
                                                   " ",
                                                   " ",
                                                   "\n",
                                                   "\u00a0",
                                                   "\u200b",
                                                   "e\u0301",
                                                   "\u0301",
                                                   "'",
                                                   "\u4e2d\u6587",
                                                   "-",
                                                   "100",
                                                   "\u00ad",
                                                   "\U0001F600",
                                                   "\ufb01ne",
                                                   "\u0e44\u0e17\u0e22",
                                                   "a",
                                                   " \u0300b",
                                                   "''"};
  std::string text;
  for (size_t i = 0; i < pieces; ++i)
    text += kPieces[random() % kPieces.size()];
  return text;
}

TEST(TokenFinder, GivesTheSpansOfNormalizedText) {
  std::mt19937 random(11);
  TokenFinder finder;
  Tokenizer tokenizer;
  for (int round = 0; round < 300; ++round) {
    const std::string text = RandomText(random, random() % 2000);
    const NormalizedText normalized(text);
    std::vector<size_t> wanted;
    for (size_t i = 0; i < normalized.size() + 3; ++i) {
      if (random() % (1 + static_cast<size_t>(round) % 40) == 0) {
        wanted.push_back(i);
      }
    }
    const auto spans = finder.Find(text, wanted);
    size_t found = 0;
    for (const size_t i : wanted) {
      if (i >= normalized.size()) break;
      ASSERT_LT(found, spans.size());
      ASSERT_EQ(spans[found++], normalized.span(i)) << i;
    }
    EXPECT_EQ(found, spans.size());
    const auto hashes = tokenizer.Hashes(text);
    ASSERT_TRUE(std::equal(hashes.begin(), hashes.end(),
                           finder.hashes().begin(), finder.hashes().end()));
  }
}

}  // namespace
}  // namespace prov
