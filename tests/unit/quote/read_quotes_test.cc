#include "libprov/quote/read_quotes.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

std::string Slice(std::string_view text, const TokenSpan& span) {
  return std::string(
      text.substr(span.begin_byte, span.end_byte - span.begin_byte));
}

// "mention=name (cue)" of each quote, joined by "; ".
std::string Speakers(std::string_view text) {
  std::string shown;
  for (const AttributedQuote& read :
       ReadQuotes(text, "", OutletBook::BuiltIn()).quotes) {
    if (!shown.empty()) shown += "; ";
    if (!read.speaker.has_value()) {
      shown += "-";
      continue;
    }
    const std::string mention = Slice(text, read.speaker->span);
    shown += mention;
    if (read.speaker->name != mention) shown += "=" + read.speaker->name;
    shown += " (" + read.speaker->cue + ")";
  }
  return shown;
}

struct Case {
  const char* text;
  const char* speakers;
};

TEST(ReadQuotes, FindsWhoSaysItInEnglish) {
  const Case cases[] = {
      {"\"The gates of the harbour hold,\" said Mayor Ana Ruiz.",
       "Ana Ruiz (said)"},
      {"\"The gates of the harbour hold,\" said Harbour Minister Ana Ruiz.",
       "Ana Ruiz (said)"},
      {"\"The gates of the harbour hold,\" Ana Ruiz told reporters.",
       "Ana Ruiz (told)"},
      {"\"The gates hold,\" Ana Ruiz, the mayor of the town, said on Monday.",
       "Ana Ruiz (said)"},
      {"\"The gates hold,\" said Ana Ruiz, who leads the town.",
       "Ana Ruiz (said)"},
      {"The mayor, Ana Ruiz, said: \"The gates of the harbour hold.\"",
       "Ana Ruiz (said)"},
      {"Ana Ruiz, who is 45, said the gates were \"in a very bad state.\"",
       "Ana Ruiz (said)"},
      {"In a statement on Monday, Ruiz said, \"The gates of the town hold.\"",
       "Ruiz (said)"},
      {"According to Ana Ruiz, \"the gates of the harbour will hold.\"",
       "Ana Ruiz (According to)"},
      {"\"The gates hold,\" according to a spokesman for the harbour board.",
       "a spokesman for the harbour board=spokesman for the harbour board "
       "(according to)"},
      {"Ana Ruiz left the meeting, saying \"the gates will never hold.\"",
       "Ana Ruiz (saying)"},
      {"Ana Ruiz was quoted as saying: \"The gates of the town hold.\"",
       "Ana Ruiz (saying)"},
      {"Ana Ruiz: \"The gates of the harbour hold.\"", "Ana Ruiz (:)"},
      {"The gates were \"in a very bad state\" for years, Ana Ruiz said.",
       "Ana Ruiz (said)"},
      {"Sen. Bo Noor (I-Coast), noting the storm, said: \"The gates hold.\"",
       "Bo Noor (said)"},
      {"It was up to Bo Noor, who said \"the gates of the town hold.\"",
       "who=Bo Noor (said)"},
      {"Ruiz said she believes \"the gates of the town will hold.\"",
       "Ruiz (said)"},
  };
  for (const auto& [text, speakers] : cases) {
    EXPECT_EQ(Speakers(text), speakers) << text;
  }
}

TEST(ReadQuotes, FindsWhoSaysItInGerman) {
  const std::string lead =
      "Der Rat der Stadt und die Bürger sind sich nicht einig über das Tor. ";
  const Case cases[] = {
      {"„Das Tor hält jedem Sturm stand“, sagte die Ministerin.",
       "die Ministerin=Ministerin (sagte)"},
      {"In seinem Bericht resümiert Otto Brand: „Das Tor hält nicht.“",
       "Otto Brand (:)"},
      {"Gegenüber der Presse erklärte sie: „Das Tor der Stadt hält nicht.“",
       "sie= (erklärte)"},
      {"Ein Hauptkommissar nach der Sitzung: „Das Tor hält noch lange.“",
       "Ein Hauptkommissar=Hauptkommissar (:)"},
      {"Nach Meinung des Bürgermeisters sei das Tor „in einem sehr schlechten "
       "Zustand“.",
       "des Bürgermeisters (Meinung)"},
      {"„Das Tor der Stadt hält nicht“, heißt es in einem Schreiben des Rats.",
       "einem Schreiben des Rats (heißt)"},
      {"Otto Brand sagte, es müsse Schluss sein. Es drohe „ein Bruch des "
       "ganzen alten Tors“.",
       "Otto Brand (sagte)"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Speakers(lead + c.text), c.speakers) << c.text;
  }
}

TEST(ReadQuotes, GoesOnFromQuoteToQuote) {
  const Case cases[] = {
      {"\"The gates hold,\" said Ana Ruiz. \"They always did.\"",
       "Ana Ruiz (said); Ana Ruiz (said)"},
      {"Ana Ruiz said the gates were \"very old\" and \"in a bad state.\"",
       "Ana Ruiz (said); Ana Ruiz (said)"},
      {"“The gates hold.\n\n“They always did,” said Ana Ruiz.",
       "Ana Ruiz (said); Ana Ruiz (said)"},
      {"“They hold,” said Ana Ruiz. “They did.\n\n“And they will.”",
       "Ana Ruiz (said); Ana Ruiz (said); Ana Ruiz (said)"},
      {"Ana Ruiz disagreed. She then told the board:\n\n“The gates hold.”",
       "She=Ana Ruiz (told)"},
      {"“The gates of the harbour hold.”\n\n— Ana Ruiz", "Ana Ruiz ()"},
  };
  for (const auto& [text, speakers] : cases) {
    EXPECT_EQ(Speakers(text), speakers) << text;
  }
}

TEST(ReadQuotes, ResolvesNamesAndPronouns) {
  EXPECT_EQ(Speakers("Mayor Ana Ruiz met the harbour master, John Noor.\n\n"
                     "\"The gates hold,\" she said.\n\n"
                     "\"They do not,\" Noor said. \"They are old,\" he added."),
            "she=Ana Ruiz (said); Noor=John Noor (said); he=John Noor (added)");
}

TEST(ReadQuotes, TakesTheOneWhoSaysWhatAnotherSaid) {
  EXPECT_EQ(
      Speakers("“Mayor Ruiz said that the gates of the harbour would hold,” a "
               "town spokesperson was quoted by RT as having said on Monday."),
      "a town spokesperson=town spokesperson (said)");
}

// What news prints besides plain quotes.
TEST(ReadQuotes, ReadsNewsAsItIs) {
  const Case cases[] = {
      // Parts that an editor put in or left out.
      {"\"The gates (and the walls) hold . . . for now,\" said Ana Ruiz.",
       "Ana Ruiz (said)"},
      {"\"[Ruiz] sayed [sic] the gates hold \u2026 for now,\" Bo Noor said.",
       "Bo Noor (said)"},
      // A word broken at the end of a line, a soft hyphen, a space that does
      // not break.
      {"The board of the town met for the first time since the sto-\n"
       "rms of the last year had taken the roof off the old mar-\n"
       "ket, and it was said there that \"the gates of the har-\n"
       "bour will hold for another winter,\" said Ana Ruiz to all\n"
       "who had come that far through the snow of the morning.\n",
       "Ana Ruiz (said)"},
      {"\"The gates of the har\u00ADbour\u00A0hold,\" said Ana\u00A0Ruiz.",
       "Ana\u00A0Ruiz (said)"},
      // Furniture has no speaker.
      {"Follow Ana Ruiz on Twitter @anaruiz and read \"The Gates\" at noon.",
       "-"},
      {"ABSTRACT\n\nThe gates held.\n\nFULL TEXT\n\n\"The gates of the town "
       "hold,\" said Ana Ruiz.",
       "Ana Ruiz (said)"},
      {"The Latest on the gates (all times local):\n\n3:15 p.m.\n\n\"The gates "
       "of the town hold,\" said Ana Ruiz.\n\n2 p.m.\n\nThe gates close.",
       "Ana Ruiz (said)"},
      {"\"The gates of the town hold,\" said Ana Ruiz.\n\nThis story has been "
       "updated to say that \"they\" are closed.",
       "Ana Ruiz (said); -"},
  };
  for (const auto& [text, speakers] : cases) {
    EXPECT_EQ(Speakers(text), speakers) << text;
  }
}

TEST(ReadQuotes, LeavesOtherLanguagesAtTheirQuotes) {
  const TextQuotes read = ReadQuotes(
      "« Les portes du port tiennent », a dit la mairesse dans la "
      "ville pour les siens.",
      "", OutletBook::BuiltIn());
  EXPECT_EQ(read.language, TextLanguage::kDashed);
  ASSERT_EQ(read.quotes.size(), 1U);
  EXPECT_FALSE(read.quotes[0].speaker.has_value());
}

}  // namespace
}  // namespace prov
