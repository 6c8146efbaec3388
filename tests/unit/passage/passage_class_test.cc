#include "libprov/passage/passage_class.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "libprov/passage/quoted_stretches.h"

namespace prov {
namespace {

Setting At(size_t row, uint32_t outlet, uint32_t before, uint32_t after) {
  return {.row = row,
          .outlet = outlet,
          .outlet_known = true,
          .tokens_before = before,
          .tokens = 20,
          .tokens_after = after};
}

using Settings = std::vector<Setting>;

TEST(PassageClass, ComesFromWhereAPassageRecurs) {
  EXPECT_EQ(
      Classify(Settings{At(1, 1, 0, 300), At(1, 1, 40, 260)}, Company::kAlone),
      PassageClass::kRepeatedLead);
  EXPECT_EQ(Classify(Settings{At(1, 1, 100, 200), At(1, 1, 200, 100)},
                     Company::kAlone),
            PassageClass::kInDocumentRepeat);
  EXPECT_EQ(
      Classify(Settings{At(1, 1, 300, 0), At(2, 1, 200, 10), At(3, 1, 400, 5)},
               Company::kAlone),
      PassageClass::kBoilerplate);
  EXPECT_EQ(
      Classify(Settings{At(1, 1, 300, 0), At(2, 1, 200, 10), At(3, 1, 400, 5)},
               Company::kOneOfSeveral),
      PassageClass::kRecycled)
      << "versions of one article share more than their end";
  EXPECT_EQ(
      Classify(Settings{At(1, 1, 300, 0), At(2, 1, 200, 10)}, Company::kAlone),
      PassageClass::kRecycled)
      << "two documents make no boilerplate";
  EXPECT_EQ(
      Classify(Settings{At(1, 1, 300, 0), At(2, 2, 200, 10), At(3, 3, 400, 5)},
               Company::kAlone),
      PassageClass::kRecycled)
      << "nor does one of each outlet";
  EXPECT_EQ(
      Classify(Settings{At(1, 1, 300, 200), At(2, 1, 200, 0), At(3, 1, 0, 500)},
               Company::kAlone),
      PassageClass::kRecycled)
      << "nor do different places";
  std::vector<Setting> quoted = {At(1, 1, 300, 0), At(2, 2, 200, 10)};
  quoted[0].in_quotes = true;
  EXPECT_EQ(Classify(quoted, Company::kAlone), PassageClass::kQuote);
  std::vector<Setting> credited = {At(1, 1, 0, 90), At(2, 2, 0, 10)};
  credited[1].credited = true;
  EXPECT_EQ(Classify(credited, Company::kAlone), PassageClass::kSyndicated);
  credited[1].outlet = 1;
  EXPECT_EQ(Classify(credited, Company::kAlone), PassageClass::kRecycled);
}

TEST(PassageClass, HangsOnNothingThatItDoesNotNeed) {
  std::mt19937 random(20310302);
  const auto up_to = [&random](uint32_t most) {
    return static_cast<uint32_t>(random() % (most + 1));
  };
  int without_quotes = 0;
  int without_credits = 0;
  for (int round = 0; round < 4000; ++round) {
    std::vector<Setting> settings;
    const uint32_t rows = 1 + up_to(11);
    const uint32_t outlets = 1 + up_to(2);
    for (uint32_t row = 0; row < rows; ++row) {
      settings.push_back(At(row, up_to(outlets - 1), 30 * up_to(2), 100));
      if (rows == 1) settings.push_back(settings.back());
    }
    const Company company =
        up_to(1) == 0 ? Company::kAlone : Company::kOneOfSeveral;
    const ClassNeeds needs = NeedsOf(settings, company);
    const PassageClass before = Classify(settings, company);
    for (Setting& setting : settings) {
      if (!needs.in_quotes) setting.in_quotes = true;
      if (!needs.credited) setting.credited = true;
    }
    EXPECT_EQ(Classify(settings, company), before);
    without_quotes += !needs.in_quotes;
    without_credits += needs.in_quotes && !needs.credited;
  }
  EXPECT_GT(without_quotes, 100);
  EXPECT_GT(without_credits, 100);
}

TEST(QuotedStretches, PairWithinParagraphs) {
  EXPECT_EQ(FindQuotedStretches("He said \"no way\" twice. ''Yes.''"),
            (std::vector<ByteRange>{{9, 15}, {26, 30}}));
  EXPECT_EQ(FindQuotedStretches("An \"open one\nand \"another\""),
            (std::vector<ByteRange>{{4, 12}, {18, 25}}));
  EXPECT_TRUE(FindQuotedStretches("no marks, don't").empty());
}

TEST(QuotedStretches, OfSomeParagraphsAreThoseOfAllThatReachThere) {
  std::mt19937 random(20310302);
  const auto up_to = [&random](size_t most) { return random() % (most + 1); };
  constexpr const char* kPieces[] = {"\"", "'",  "\u201C", "\u201D", "a",
                                     " ",  "\n", ",",      "don't",  "\u2019"};
  size_t found = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = "a";
    for (size_t left = up_to(60); left > 0; --left) text += kPieces[up_to(9)];
    std::vector<ByteRange> wanted;
    for (size_t at = up_to(20); at < text.size(); at += 1 + up_to(20)) {
      const size_t end = std::min(text.size(), at + 1 + up_to(15));
      if (text[end - 1] == '\n') continue;
      wanted.push_back({.begin = static_cast<uint32_t>(at),
                        .end = static_cast<uint32_t>(end)});
    }
    const auto reached = [&](const ByteRange& stretch) {
      return std::ranges::any_of(wanted, [&](const ByteRange& range) {
        return stretch.begin < range.end && range.begin < stretch.end;
      });
    };
    std::vector<ByteRange> expected = FindQuotedStretches(text);
    std::vector<ByteRange> some = FindQuotedStretches(text, wanted);
    std::erase_if(expected, std::not_fn(reached));
    std::erase_if(some, std::not_fn(reached));
    EXPECT_EQ(some, expected) << text;
    found += expected.size();
  }
  EXPECT_GT(found, 1000U);
}

}  // namespace
}  // namespace prov
