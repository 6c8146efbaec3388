#include "libprov/quote/quote_groups.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace prov {
namespace {

struct Said {
  const char* exact;
  const char* speaker = "";
  int64_t day = 0;  // 0 is not known.
};

// The group of each quote, by number: "0 0 1".
std::string Groups(const std::vector<Said>& said) {
  std::vector<GroupedQuote> quotes;
  for (const Said& one : said) {
    quotes.push_back({.words = WordsOfQuote(one.exact),
                      .exact = one.exact,
                      .speaker = one.speaker,
                      .earliest = one.day * 86400,
                      .latest = one.day * 86400});
  }
  std::vector<std::string> of(said.size());
  const std::vector<QuoteGroup> groups = GroupQuotes(quotes);
  for (size_t i = 0; i < groups.size(); ++i) {
    EXPECT_EQ(groups[i].members.size(), groups[i].variants.size());
    for (const uint32_t member : groups[i].members) {
      EXPECT_EQ(of[member], "") << "in two groups";
      of[member] = std::to_string(i);
    }
  }
  std::string shown;
  for (const std::string& group : of)
    shown += (shown.empty() ? "" : " ") + group;
  return shown;
}

TEST(QuoteGroups, HoldVariantsTogether) {
  EXPECT_EQ(
      Groups({{"We have carried this market for twenty years", "Ana Ruiz"},
              {"carried this market for twenty years", "Ruiz"},
              {"We have carried [the] market for twenty years"},
              {"The gates of the harbour hold in any storm", "Bo Noor"}}),
      "0 0 0 1");
}

TEST(QuoteGroups, KeepMisattributedQuotesOfManyWords) {
  EXPECT_EQ(Groups({{"We have carried this market for twenty years and more",
                     "Ana Ruiz"},
                    {"We have carried this market for twenty years and more",
                     "Jo Lind"}}),
            "0 0");
}

TEST(QuoteGroups, KeepOccasionsApart) {
  // A few words that two people say.
  EXPECT_EQ(Groups({{"We will win this race", "Ana Ruiz"},
                    {"We will win this race", "Jo Lind"},
                    {"We will win this race", "Ana Ruiz"}}),
            "0 1 0");
  // Or one says again, months later.
  EXPECT_EQ(Groups({{"We will win this race", "Ana Ruiz", 1000},
                    {"We will win this race", "Ana Ruiz", 1010},
                    {"We will win this race", "Ana Ruiz", 1400}}),
            "0 0 1");
  EXPECT_EQ(
      Groups({{"red line", "Ana Ruiz"}, {"red line", "Ruiz"}, {"red line"}}),
      "0 0 1");
}

TEST(QuoteGroups, HangNoneTogetherByAChain) {
  // The middle one shares half with either; the ends share nothing.
  EXPECT_EQ(
      Groups({{"one market stall was closed before the autumn storms came"},
              {"before the autumn storms came nobody had raised the gates"},
              {"nobody had raised the gates of the lower town at all"}}),
      "0 1 2");
}

TEST(QuoteGroups, AreTraceableWhereWordsAreManyAndRare) {
  std::vector<GroupedQuote> quotes;
  for (const char* exact :
       {"red line", "no", "carried this market for years"}) {
    quotes.push_back({.words = WordsOfQuote(exact), .exact = exact});
  }
  const std::vector<QuoteGroup> groups = GroupQuotes(quotes);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_FALSE(groups[0].traceable);
  EXPECT_FALSE(groups[1].traceable);
  EXPECT_TRUE(groups[2].traceable);
}

// Every text against every other, as the header defines it for texts that are
// told apart by no speaker and no date.
TEST(QuoteGroups, MissNoVariantThatComparingAllPairsFinds) {
  const std::vector<std::string> words = {
      "gate",  "storm",  "market", "harbour", "council", "roof",
      "fish",  "tower",  "street", "river",   "bridge",  "winter",
      "mayor", "trader", "quay",   "boat"};
  std::vector<std::string> texts;
  uint64_t state = 7;
  const auto next = [&state](uint64_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % below;
  };
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (int k = 0; k < 14; ++k) text += words[next(words.size())] + " ";
    texts.push_back(text);
    const size_t cut = text.find(' ', 20);
    texts.push_back(text.substr(cut + 1));  // A fragment of it.
  }
  std::vector<GroupedQuote> quotes;
  for (const std::string& text : texts) {
    quotes.push_back({.words = WordsOfQuote(text), .exact = text});
  }
  std::vector<size_t> group_of(texts.size());
  const std::vector<QuoteGroup> groups = GroupQuotes(quotes);
  for (size_t i = 0; i < groups.size(); ++i) {
    for (const uint32_t member : groups[i].members) group_of[member] = i;
    for (size_t k = 0; k < groups[i].members.size(); ++k) {
      EXPECT_NE(groups[i].variants[k], Variant::kNone);
    }
  }
  for (size_t i = 0; i < texts.size(); i += 2) {
    EXPECT_EQ(group_of[i], group_of[i + 1]) << texts[i];
  }
}

}  // namespace
}  // namespace prov
