#include <gtest/gtest.h>

#include <string>

#include "libprov/quote/read_quotes.h"

namespace prov {
namespace {

// "outlet/form@printed" of each quote, joined by "; ".
std::string Cited(std::string_view text, std::string_view outlet = "") {
  OutletBook book = OutletBook::BuiltIn();
  book.Add("Coast News Agency");
  book.Add("Hafenbote");
  std::string shown;
  for (const AttributedQuote& read : ReadQuotes(text, outlet, book).quotes) {
    if (!shown.empty()) shown += "; ";
    if (!read.cited.has_value()) {
      shown += "-";
      continue;
    }
    const TokenSpan& span = read.cited->span;
    shown += read.cited->outlet + "/" + read.cited->form + "@";
    shown += text.substr(span.begin_byte, span.end_byte - span.begin_byte);
  }
  return shown;
}

struct Case {
  const char* text;
  const char* cited;
};

TEST(CitedOutlets, HaveTheirForms) {
  const Case cases[] = {
      {"\"The gates of the town hold,\" Ana Ruiz told the Coast News Agency.",
       "Coast News Agency/told@Coast News Agency"},
      {"\"The gates hold,\" the mayor told the Kestrel news agency on Monday.",
       "Kestrel/told@Kestrel"},
      {"Ana Ruiz told the Millton Post: \"The gates of the town hold.\"",
       "Millton Post/told@Millton Post"},
      {"In an interview with the daily Sella Gazette last week, the mayor said "
       "the gates were \"in a very bad state.\"",
       "Sella Gazette/interview@Sella Gazette"},
      {"\"The gates hold,\" the mayor of the town said on CNN.", "CNN/on@CNN"},
      {"\"The gates of the town hold,\" Ruiz said, the Millton Post reported.",
       "Millton Post/reported@Millton Post"},
      {"The mayor said the gates were \"in a very bad state\" for years, news "
       "agency AFP reported on Thursday.",
       "Agence France-Presse/reported@AFP"},
      {"“The gates of the town would hold,” a town spokesperson was quoted by "
       "RT as having said.",
       "RT/quoted-by@RT"},
      {"AFP quoted the mayor of the town as saying \"the gates hold.\"",
       "Agence France-Presse/quoted-by@AFP"},
      {"\"The gates hold,\" the mayor of the town said, as first reported by "
       "the Millton Post.",
       "Millton Post/first-reported@Millton Post"},
      {"The mayor told the Millton Post about the gates. \"They hold,\" she "
       "said.",
       "Millton Post/told@Millton Post"},
      {"\"The gates of the town hold,\" Ruiz said, state-run ITAR-Tass "
       "reported.",
       "TASS/reported@ITAR-Tass"},
      {"\"The gates of the town hold,\" said Ana Ruiz, hat tip to The Hill.",
       "The Hill/hat-tip@The Hill"},
      {"\"The gates of the town hold,\" said Ana Ruiz (h/t: The Hill).",
       "The Hill/hat-tip@The Hill"},
      {"\"The gates hold,\" she told AFP. \"They always did.\"",
       "Agence France-Presse/told@AFP; Agence France-Presse/told@AFP"},
  };
  for (const auto& [text, cited] : cases) EXPECT_EQ(Cited(text), cited) << text;
}

TEST(CitedOutlets, AreNotThoseMerelyNamed) {
  const char* const texts[] = {
      "\"The gates of the town hold,\" said CNN's Jim Noor on the quay.",
      "\"The gates of the town hold,\" a CNN reporter said to the mayor.",
      "\"The gates hold,\" the mayor said (Photo: AFP) to the people.",
      "\"The gates of the town hold,\" the BBC said in a statement.",
      "The mayor sued CNN and said that \"the gates of the town hold.\"",
      "\"The gates hold,\" the mayor said.\n\nRead the rest of the story at "
      "CNN.",
      "\"The gates hold,\" the mayor said.\n\nFollow CNN on Twitter @cnn.",
  };
  for (const char* const text : texts) EXPECT_EQ(Cited(text), "-") << text;
}

TEST(CitedOutlets, OfAWholeTextAreInItsDateline) {
  const char* const text =
      "PORT SELLA (AP) — The gates held.\n\n\"They always did,\" said Ruiz.";
  EXPECT_EQ(Cited(text), "Associated Press/dateline@AP");
  const char* const quote = "\n\n\"They always did,\" said Ana Ruiz.";
  for (const char* const line :
       {"WASHINGTON (Reuters) - The gates held.",
        "MACAU (Reuters) \u2013 The gates held.",
        "PARIS (Reuters) \u2014 The gates held.",
        "NEW YORK, Nov. 19 (Reuters) -- The gates held."}) {
    EXPECT_EQ(Cited(std::string(line) + quote), "Reuters/dateline@Reuters")
        << line;
  }
  EXPECT_EQ(Cited(text, "Associated Press"), "-");
}

}  // namespace
}  // namespace prov
