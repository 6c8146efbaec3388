#include "libprov/text/quote_marks.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace prov
