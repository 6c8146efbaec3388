#include "libprov/text/normalized_text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/unit/text/nasty_text.h"

namespace prov {
namespace {

struct Case {
  const char* text;
  const char* tokens;  // One space between neighbours.
};

void ExpectTokens(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(NormalizedText(c.text).str(), c.tokens) << c.text;
  }
}

TEST(NormalizedTextTest, WordsAreRunsOfLettersAndDigits) {
  ExpectTokens({
      {"", ""},
      {" ", ""},
      {"...!? \u2014 \u201c\u201d", ""},
      {"a", "a"},
      {"The quick  brown\tfox\r\n", "the quick brown fox"},
      {"B2B in 2031, G7", "b2b in 2031 g7"},
      {"3.14 10,000 50%", "3 14 10 000 50"},
      {"a_b", "a b"},
      {"user@example.org", "user example org"},
      {"\u0416\u0443\u0440\u043d\u0430\u043b",
       "\u0436\u0443\u0440\u043d\u0430\u043b"},
  });
}

TEST(NormalizedTextTest, QuotesDashesAndSpacesOfEveryKindSeparate) {
  for (const char* mark : {"\"",
                           "\u201c",
                           "\u201d",
                           "\u201e",
                           "\u201f",
                           "\u00ab",
                           "\u00bb",
                           "\u2039",
                           "\u203a",
                           "\u201a",
                           "''",
                           "``",
                           "\u2018\u2018",
                           "\u2019\u2019",
                           "\u300c",
                           "\u300d",
                           "\uff02",
                           "-",
                           "--",
                           "\u2010",
                           "\u2011",
                           "\u2012",
                           "\u2013",
                           "\u2014",
                           "\u2015",
                           "\u2212",
                           "\ufe58",
                           "\uff0d",
                           "\u00a0",
                           "\u2002",
                           "\u2009",
                           "\u200a",
                           "\u202f",
                           "\u205f",
                           "\u3000",
                           "\u2028",
                           "\u0085",
                           "\u2026",
                           "\u00b7",
                           "\u30fb",
                           "/",
                           "\u2044",
                           "&",
                           "+",
                           "<",
                           "\u20ac",
                           "\u00a9",
                           "\U0001f600",
                           "\x7f",
                           "\x01"}) {
    EXPECT_EQ(NormalizedText(std::string("one") + mark + "two").str(),
              "one two")
        << mark;
  }
  EXPECT_EQ(NormalizedText(std::string_view("one\0two", 7)).str(), "one two");
}

TEST(NormalizedTextTest, InvisibleCharactersAreDropped) {
  for (const char* mark :
       {"\u00ad", "\u200b", "\u200c", "\u200d",     "\u200e",     "\u200f",
        "\u202a", "\u202e", "\u2060", "\u2066",     "\u2069",     "\u061c",
        "\ufeff", "\ufe00", "\ufe0f", "\U000e0100", "\U000e0041", "\u0300",
        "\u0301", "\u034f", "\u036f", "\u115f",     "\u3164"}) {
    EXPECT_EQ(NormalizedText(std::string("on") + mark + "e").str(), "one")
        << mark;
    EXPECT_EQ(NormalizedText(mark).size(), 0U) << mark;
  }
}

TEST(NormalizedTextTest, ApostrophesBetweenLettersJoin) {
  for (const char* mark : {"'", "\u2019", "\u2018", "\u201b", "\u02bc",
                           "\uff07", "`", "\u00b4", "\u1fef", "\u1ffd"}) {
    const std::string m = mark;
    EXPECT_EQ(NormalizedText("don" + m + "t").str(), "dont") << mark;
    EXPECT_EQ(NormalizedText("rock" + m + "n" + m + "roll").str(), "rocknroll");
    EXPECT_EQ(NormalizedText("\u00e9" + m + "\u0416").str(), "e\u0436");
    EXPECT_EQ(NormalizedText(m + "tis the players" + m).str(),
              "tis the players");
    EXPECT_EQ(NormalizedText("1990" + m + "s").str(), "1990 s");
    EXPECT_EQ(NormalizedText("o" + m + "9").str(), "o 9");
    EXPECT_EQ(NormalizedText("don" + m + m + "t").str(), "don t");
    EXPECT_EQ(NormalizedText("don" + m + " t").str(), "don t");
  }
  ExpectTokens({
      {"don\u200b'\u00adt", "dont"},  // Through what is dropped.
      {"don'\u200b't", "don t"},
      {"e'\u0301a", "ea"},                            // U+0301 is dropped.
      {"\u0915\u093c'\u0915", "\u0915\u093c\u0915"},  // A letter's own mark.
      {"\u0915'\u093c", "\u0915 \u093c"},
      {"1\u093c'a", "1\u093c a"},
      {"\u6f22'\u5b57", "\u6f22 \u5b57"},
      {"a'\u6f22'b", "a \u6f22 b"},
      {"\u0e01'a", "\u0e01 a"},
  });
}

TEST(NormalizedTextTest, Folds) {
  ExpectTokens({
      {"CAF\u00c9 caf\u00e9 cafe\u0301", "cafe cafe cafe"},
      {"Stra\u00dfe STRASSE STRA\u1e9eE", "strasse strasse strasse"},
      {"\ufb01nal o\ufb03ce", "final office"},
      {"\uff28\uff25\uff2c\uff2c\uff2f\uff11\uff19", "hello19"},
      {"\u0130stanbul", "istanbul"},
      {"\u039f\u0394\u039f\u03a3 \u03bf\u03b4\u03cc\u03c2",
       "\u03bf\u03b4\u03bf\u03c3 \u03bf\u03b4\u03bf\u03c3"},
      {"\u1fb3 \u03b1\u0345", "\u03b1 \u03b1"},
      {"\u0149 \u02bcn", "n n"},
      {"\u2163 \u216b", "iv xii"},
      {"\u212bngstr\u00f6m \u212a", "angstrom k"},
      {"\U0001d400\U0001d7d9", "a1"},
      {"m\u00b2 CO\u2082 \u2460", "m2 co2 1"},
      {"1\u00bd \u2488", "1"},
      {"N\u00ba 1\u00aa", "no 1a"},
      {"\u0133 \u01c4 \u0132", "ij dz ij"},
      {"\u00e6 \u00f8 \u0142 \u0111", "\u00e6 \u00f8 \u0142 \u0111"},
      {"\ufdfa", "\ufdfa"},  // Its decomposition holds spaces.
      {"\u13a0\uab70", "\u13a0\u13a0"},
  });
}

TEST(NormalizedTextTest, ScriptsWithoutSpacesGiveATokenPerLetter) {
  ExpectTokens({
      {"\u6f22\u5b57", "\u6f22 \u5b57"},
      {"in \u4e2d\u56fd2020\u5e74x", "in \u4e2d \u56fd 2020 \u5e74 x"},
      {"\u304b\u3099\u304c \uff76\uff9e\u30ac",
       "\u304b\u3099 \u304b\u3099 \u30ab\u3099 \u30ab\u3099"},
      {"\u30b3\u30fc\u30d2\u30fc", "\u30b3 \u30fc \u30d2 \u30fc"},
      {"\u0e44\u0e17\u0e22\u0e48", "\u0e44 \u0e17 \u0e22\u0e48"},
      {"\u0e01\u0e33\u0e02", "\u0e01\u0e4d \u0e32 \u0e02"},  // Sara am.
      {"\u0e01\u0e4d\u0e32\u0e02", "\u0e01\u0e4d \u0e32 \u0e02"},
      {"\u1780\u17d2\u1798", "\u1780\u17d2 \u1798"},
      {"\u1019\u103c\u1014\u103a", "\u1019\u103c \u1014\u103a"},
      {"\u0ea5\u0eb2\u0ea7", "\u0ea5 \u0eb2 \u0ea7"},
      {"\u3281 \u309f", "\u4e8c \u3088 \u308a"},
      {"\uf900", "\u8c48"},
  });
}

TEST(NormalizedTextTest, MarksStayWithTheirLetters) {
  ExpectTokens({
      {"\ud55c\uad6d", "\u1112\u1161\u11ab\u1100\u116e\u11a8"},
      {"\u1112\u1161\u11ab\u1100\u116e\u11a8",
       "\u1112\u1161\u11ab\u1100\u116e\u11a8"},
      {"\uac00\ud7a3", "\u1100\u1161\u1112\u1175\u11c2"},
      {"\ufb2c \u05e9\u05c1\u05bc \u05e9\u05bc\u05c1",
       "\u05e9\u05bc\u05c1 \u05e9\u05bc\u05c1 \u05e9\u05bc\u05c1"},
      {"\u0628\u0651\u064e \u0628\u064e\u0651",
       "\u0628\u064e\u0651 \u0628\u064e\u0651"},
      {"\ufefb", "\u0644\u0627"},
      {"\u0939\u093f\u0928\u094d\u0926\u0940",
       "\u0939\u093f\u0928\u094d\u0926\u0940"},
      {"\u0958", "\u0915\u093c"},
      {" \u093fa", "\u093fa"},             // A mark may begin a token,
      {" \u0e48\u0e01", "\u0e48 \u0e01"},  // but no letter without spaces.
      {"1\ufe0f\u20e3", "1\u20e3"},
  });
}

TEST(NormalizedTextTest, SymbolsAndEmojiSayNothing) {
  ExpectTokens({
      {"\U0001f468\u200d\U0001f469\u200d\U0001f467 ok\U0001f44d\U0001f3fd",
       "ok"},
      {"\u2764\ufe0f", ""},
      {"\U0001f1fa\U0001f1f8", ""},
      {"\U0001d15e \U0001d157\U0001d165", ""},
      {"\u2122\u00ae", ""},
  });
}

TEST(NormalizedTextTest, LongTokensAreWhole) {
  for (const size_t length : {15u, 16u, 17u, 63u, 64u, 65u, 5000u}) {
    const std::string word(length, 'X');
    const NormalizedText text("a " + word + " b");
    ASSERT_EQ(text.size(), 3U);
    EXPECT_EQ(text.token(1), std::string(length, 'x'));
  }
}

TEST(NormalizedTextTest, RunsSpanTokens) {
  const NormalizedText text("One, two \u2014 three");
  EXPECT_EQ(text.run(0, 1), "one");
  EXPECT_EQ(text.run(1, 2), "two three");
  EXPECT_EQ(text.run(0, 3), text.str());
}

// Spans in bytes, then in code points.
TEST(NormalizedTextTest, SpansPointIntoTheOriginal) {
  struct SpanCase {
    const char* text;
    std::vector<TokenSpan> spans;
  };
  const std::vector<SpanCase> cases = {
      {" ab, c", {{1, 3, 1, 3}, {5, 6, 5, 6}}},
      {"\u201cdon\u2019t\u201d", {{3, 10, 1, 6}}},
      {"players' x", {{0, 7, 0, 7}, {9, 10, 9, 10}}},
      // Dropped characters: inside, at the edges.
      {"\u00adca\u00adt\u00ad", {{2, 7, 1, 5}}},
      {"cafe\u0301 x", {{0, 4, 0, 4}, {7, 8, 6, 7}}},
      {"\u00c9t\u00e9", {{0, 5, 0, 3}}},
      {"\U0001f600a\U0001d400", {{4, 9, 1, 3}}},
      {"\u6f22\u5b57", {{0, 3, 0, 1}, {3, 6, 1, 2}}},
      {"\ud55c\uad6d", {{0, 6, 0, 2}}},
      // Sara am is in the span of both tokens it folds into.
      {"\u0e01\u0e33", {{0, 6, 0, 2}, {3, 6, 1, 2}}},
  };
  for (const SpanCase& c : cases) {
    const NormalizedText text(c.text);
    ASSERT_EQ(text.size(), c.spans.size()) << c.text;
    for (size_t i = 0; i < text.size(); ++i) {
      const TokenSpan& span = text.span(i);
      EXPECT_EQ(span, c.spans[i])
          << c.text << ": token " << i << " at bytes " << span.begin_byte
          << ".." << span.end_byte << ", code points " << span.begin << ".."
          << span.end;
    }
  }
}

size_t CodePoints(std::string_view utf8) {
  size_t count = 0;
  for (const char c : utf8) count += (c & 0xC0) != 0x80;
  return count;
}

TEST(NormalizedTextTest, RandomTexts) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 20000; ++round) {
    const Alphabet& alphabet =
        NastyAlphabets()[static_cast<size_t>(round) % NastyAlphabets().size()];
    const std::string original = NastyText(alphabet, random() % 60, &random);
    const NormalizedText text(original);
    // Normalising twice changes nothing.
    const NormalizedText again(text.str());
    ASSERT_EQ(again.str(), text.str()) << original;
    ASSERT_EQ(again.size(), text.size()) << original;
    for (size_t i = 0; i < text.size(); ++i) {
      const TokenSpan& span = text.span(i);
      // Bytes and code points agree, and spans advance.
      ASSERT_LT(span.begin_byte, span.end_byte) << original;
      ASSERT_LE(span.end_byte, original.size());
      const std::string_view view = original;
      ASSERT_EQ(CodePoints(view.substr(0, span.begin_byte)), span.begin);
      ASSERT_EQ(CodePoints(view.substr(0, span.end_byte)), span.end);
      if (i > 0) {
        ASSERT_LE(text.span(i - 1).begin, span.begin);
        ASSERT_LE(text.span(i - 1).end, span.end);
      }
      // A word's span alone gives the word.
      const NormalizedText alone(
          view.substr(span.begin_byte, span.end_byte - span.begin_byte));
      if (i == 0 || text.span(i - 1).end <= span.begin) {
        ASSERT_GE(alone.size(), 1U);
        ASSERT_EQ(alone.token(0), text.token(i)) << original;
      }
    }
  }
}

}  // namespace
}  // namespace prov
