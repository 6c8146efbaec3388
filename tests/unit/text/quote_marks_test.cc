#include "libprov/text/quote_marks.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <random>
#include <string>
#include <vector>

#include "libprov/text/utf8.h"

namespace prov {
namespace {

// "<" for a mark that opens, ">" for one that closes, "?" for either; single
// marks as "(", ")", "~"; the rest of the text as it is.
std::string Shown(std::string_view text) {
  std::string shown;
  size_t done = 0;
  for (const QuoteMark& mark : FindQuoteMarks(text)) {
    shown += text.substr(done, mark.span.begin_byte - done);
    const bool is_double = mark.level == QuoteMark::Level::kDouble;
    shown += (is_double ? "<>?" : "()~")[static_cast<int>(mark.side)];
    done = mark.span.end_byte;
  }
  return shown.append(text.substr(done));
}

TEST(QuoteMarks, HaveTheSideThatTheirPlaceSays) {
  const struct {
    const char* text;
    const char* shown;
  } cases[] = {
      {"\"No,\" she said.", "<No,> she said."},
      {"“No,” she said.", "<No,> she said."},
      {"„Nein“, sagte sie.", "<Nein>, sagte sie."},
      {"»Nein«, sagte sie.", "<Nein>, sagte sie."},
      {"« Non », dit-elle.", "< Non >, dit-elle."},
      {"”Nej”, sa hon.", "<Nej>, sa hon."},
      {"''No,'' she said.", "<No,> she said."},
      {"``No,'' she said.", "<No,> she said."},
      {"‘‘No,’’ she said.", "<No,> she said."},
      {"「はい」と", "<はい>と"},
      {"‘No,’ she said.", "(No,) she said."},
      {"'No,' she said.", "(No,) she said."},
      {"\"He said 'no' twice.\"", "<He said (no) twice.>"},
      {"(\"No\")", "(<No>)"},
      {"\"", "?"},
      {"", ""},
      {"He is 6'2\" tall", "He is 6'2> tall"},
      {"don't, the mayor's, l’eau", "don't, the mayor's, l’eau"},
      {"é\"ü", "é?ü"},
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(Shown(text), shown);
}

TEST(QuoteMarks, CountCodePointsAndBytes) {
  const auto marks = FindQuoteMarks("é „ja“ ''so''");
  ASSERT_EQ(marks.size(), 4U);
  EXPECT_EQ(marks[0].span, (TokenSpan{3, 6, 2, 3}));
  EXPECT_EQ(marks[1].span, (TokenSpan{8, 11, 5, 6}));
  EXPECT_EQ(marks[2].span, (TokenSpan{12, 14, 7, 9}));
  EXPECT_EQ(marks[3].span, (TokenSpan{16, 18, 11, 13}));
}

// Bytes that begin marks at every offset of a block, for every instruction set,
// in texts that end anywhere.
TEST(QuoteMarks, AreFoundWhereverTheyStand) {
  const std::vector<std::string> pieces = {
      "word ", "\"",     "\u201c",     "\u00e9", "\u300c", "''",
      "don't", "\u2026", "\U0001f600", "`",      " ",      "\uff02"};
  std::mt19937 random(5);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    for (size_t n = random() % 2000; n > 0; --n) {
      text += pieces[random() % pieces.size()];
    }
    const std::vector<QuoteMark> expected = FindQuoteMarks(text);
    for (int64_t left = hwy::SupportedTargets(); left != 0; left &= left - 1) {
      hwy::SetSupportedTargetsForTest(left & -left);
      hwy::GetChosenTarget().Update(hwy::SupportedTargets());
      EXPECT_EQ(FindQuoteMarks(text), expected)
          << hwy::TargetName(left & -left);
      hwy::SetSupportedTargetsForTest(0);
      hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
    uint32_t last = 0;
    for (const QuoteMark& mark : expected) {
      // What stands before it, counted one by one.
      uint32_t code_points = 0;
      for (size_t i = 0; i < mark.span.begin_byte;) {
        NextCodePoint(text, &i);
        ++code_points;
      }
      ASSERT_EQ(mark.span.begin, code_points);
      // Between two marks no double one is passed over.
      const std::string between =
          text.substr(last, mark.span.begin_byte - last);
      EXPECT_EQ(between.find('"'), std::string::npos);
      EXPECT_EQ(between.find("\u300c"), std::string::npos);
      last = mark.span.end_byte;
    }
  }
}

}  // namespace
}  // namespace prov
