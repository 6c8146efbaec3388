#include "libprov/credit/credit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace prov {
namespace {

// "rule|name|whole" of each credit, after "\n" each but the first.
std::string Shown(const std::string& text, const OutletBook& book) {
  std::string shown;
  for (const Credit& credit : FindCredits(text, book)) {
    if (!shown.empty()) shown += "\n";
    shown += std::string(credit.rule) + "|";
    shown += credit.outlet == kUnknownOutlet ? "?" : book[credit.outlet].name;
    shown += "|" + text.substr(credit.begin, credit.end - credit.begin);
    EXPECT_LE(credit.begin, credit.name_begin);
    EXPECT_LE(credit.name_end, credit.end);
  }
  return shown;
}

TEST(Credits, AreFoundWithTheirSpansAndRules) {
  OutletBook book = OutletBook::BuiltIn();
  book.Add("Coast News Agency");
  const struct {
    const char* text;
    const char* shown;
  } cases[] = {
      {"PORT SELLA (AP) — The gates closed.",
       "dateline-agency|Associated Press|PORT SELLA (AP) —"},
      {"Gates close.\n\nPORT SELLA, N.H., March 2 (CNA) - They closed.",
       "dateline-agency|Coast News Agency|PORT SELLA, N.H., March 2 (CNA) -"},
      {"PORT SELLA (QXA) — The gates closed.",
       "dateline-agency|?|PORT SELLA (QXA) —"},
      {"PORT SELLA, 14. (Havas.) — The gates closed.",
       "dateline-agency|Havas|PORT SELLA, 14. (Havas.) —"},
      {"TARN ( AFP ) .- The gates closed.",
       "dateline-agency|Agence France-Presse|TARN ( AFP ) .-"},
      {"PORT SELLA (AP) — Closed.\n\nTARN (AFP) — Closed, too.",
       "dateline-agency|Associated Press|PORT SELLA (AP) —\n"
       "dateline-piece|Agence France-Presse|TARN (AFP) —"},
      {"The gates of the harbour held. (AP)",
       "last-brackets|Associated Press|(AP)"},
      {"They spoke for the firm (AP)", ""},
      {"Mar 2 (Reuters) - The gates closed.",
       "dateline-agency|Reuters|Mar 2 (Reuters) -"},
      {"Reuters - The gates closed.", "dateline-name|Reuters|Reuters -"},
      {"The firm (Reuters) closed its gates.", ""},
      {"The port (once the largest) - and the mill - closed.", ""},
      {"Reuters-owned offices closed.", ""},
      {"Gates close\nBy Ana Ruiz, Associated Press\nThey closed.",
       "byline|Associated Press|By Ana Ruiz, Associated Press"},
      {"Gates close\nBy Ana Ruiz\nThey closed.", "byline|?|By Ana Ruiz"},
      {"By noon the gates of the harbour had closed.", ""},
      {"Gates close\nAssociated Press\nThey closed.",
       "byline-agency|Associated Press|Associated Press"},
      {"They closed. (Reporting by Ana Ruiz; Editing by Bo Noor)",
       "sign-off|Reuters|(Reporting by Ana Ruiz; Editing by Bo Noor)"},
      {"They closed.\nThe Associated Press contributed to this report.",
       "contributed|Associated Press|The Associated Press contributed to this "
       "report."},
      {"They closed.\n© 2031 AFP", "copyright|Agence France-Presse|© 2031 AFP"},
      {"They closed.\nSource: Xinhua", "source|Xinhua|Source: Xinhua"},
      {"They closed.\nThis story is from the Coast News Agency.",
       "closing-line|Coast News Agency|This story is from the Coast News "
       "Agency."},
      {"They closed.\nThe mayor told Reuters so.", ""},
      {"They closed, said the head of Reuters.", ""},
      {"", ""},
  };
  for (const auto& [text, shown] : cases) {
    EXPECT_EQ(Shown(text, book), shown) << text;
  }
}

TEST(OutletBook, FindsWholeNamesTheLongestFirst) {
  const auto parsed = OutletBook::Parse(
      "# a comment\n"
      "Coast News Agency\tagency\tEurope/Oslo\tCNA|Coast News Agency\n"
      "Coast\toutlet\t\tCoast|The Coast\n");
  ASSERT_TRUE(parsed.ok());
  const std::string text =
      "CNA, CNAX, the Coast and Coast News Agency; The Coast";
  std::string shown;
  for (const OutletMention& mention : parsed->FindMentions(text)) {
    shown += (*parsed)[mention.outlet].name + "=" +
             text.substr(mention.begin, mention.end - mention.begin) + ";";
  }
  EXPECT_EQ(shown,
            "Coast News Agency=CNA;Coast=Coast;Coast News Agency=Coast News "
            "Agency;Coast=The Coast;");
}

TEST(OutletBook, KnowsOutletsOfTheArchiveByTheirInitials) {
  OutletBook book = OutletBook::BuiltIn();
  const auto named = [&book](std::string_view printed) {
    const uint32_t* const outlet = book.FindShort(printed);
    return outlet == nullptr ? "-" : book[*outlet].name;
  };
  EXPECT_EQ(named("UD"), "-");
  book.Add("United Dispatch");
  EXPECT_EQ(named("UD"), "United Dispatch");
  book.Add("Upland Daily");  // Now they are of two.
  EXPECT_EQ(named("UD"), "-");
  book.Add("Upland Delta News Agency");
  book.Add("Uniform Day News Agency");
  EXPECT_EQ(named("UDNA"), "-");
  // An agency before another outlet, and before a name that is not there.
  book.Add("Northern Tide Bulletin");
  book.Add("Northern Telegraph Bureau");
  EXPECT_EQ(named("NTB"), "Northern Telegraph Bureau");
  book.Add("NTB");
  EXPECT_EQ(named("NTB"), "NTB");
}

TEST(OutletBook, SaysWhichLineIsWrong) {
  EXPECT_EQ(OutletBook::Parse("\nCoast\tpaper\t\tCoast\n").status().message(),
            "line 2: not a name, agency or outlet, a zone and aliases");
  EXPECT_FALSE(OutletBook::Parse("Coast\tagency\tEurope/Oslo").ok());
}

TEST(OutletBook, OfTheProjectCanBeRead) {
  const OutletBook book = OutletBook::BuiltIn();
  EXPECT_GT(book.size(), 80U);
  ASSERT_NE(book.Find("ITAR-Tass"), nullptr);
  EXPECT_EQ(book[*book.Find("ITAR-Tass")].name, "TASS");
  EXPECT_EQ(book[*book.Find("AFP")].zone, "Europe/Paris");
}

}  // namespace
}  // namespace prov
