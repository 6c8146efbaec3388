#include "libprov/quote/extract_quotes.h"

#include <gtest/gtest.h>

#include <string>

#include "libprov/quote/paragraphs.h"

namespace prov {
namespace {

// The quotes of a text, each with the letters of its flags, joined by " | ".
// u unclosed, o unopened, > continues, < continued, n nested, s single, d dash,
// b bracket, e ellipsis.
std::string Shown(std::string_view text) {
  std::string shown;
  for (const Quote& quote : ExtractQuotes(text)) {
    if (!shown.empty()) shown += " | ";
    for (int bit = 0; bit < 9; ++bit) {
      if ((quote.flags >> bit & 1) != 0) shown += "uo><nsdbe"[bit];
    }
    if (quote.flags != 0) shown += ':';
    shown += text.substr(quote.span.begin_byte,
                         quote.span.end_byte - quote.span.begin_byte);
  }
  return shown;
}

struct Case {
  const char* text;
  const char* shown;
};

TEST(ExtractQuotes, ReadsEveryEncoding) {
  const Case cases[] = {
      {"\"The gates hold,\" she said.", "The gates hold,"},
      {"“The gates hold,” she said.", "The gates hold,"},
      {"„Die Tore halten“, sagte sie.", "Die Tore halten"},
      {"„Die Tore halten”, sagte sie.", "Die Tore halten"},
      {"»Die Tore halten«, sagte sie.", "Die Tore halten"},
      {"« Les portes tiennent », dit-elle.", "Les portes tiennent"},
      {"«\u00A0Les portes tiennent\u00A0»", "Les portes tiennent"},
      {"''The gates hold,'' she said.", "The gates hold,"},
      {"``The gates hold,'' she said.", "The gates hold,"},
      {"``The gates hold,\" she said.", "The gates hold,"},
      {"‘‘The gates hold,’’ she said.", "The gates hold,"},
      {"”Portarna håller”, sade hon.", "Portarna håller"},
      {"„The gates hold\" she said.", "The gates hold"},
      {"The head: 'Gates hold firm' it read.", "s:Gates hold firm"},
      {"「門は持つ」と", "門は持つ"},
      {"She said \" the gates hold \" twice.", "the gates hold"},
      {"She said,\"The gates hold.\"Then she left.", "The gates hold."},
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(Shown(text), shown) << text;
}

TEST(ExtractQuotes, NestsAndFlagsWhatIsOdd) {
  const Case cases[] = {
      {"“He said ‘never’ twice,” she said.",
       "He said ‘never’ twice, | ns:never"},
      {"\"He said 'never' twice,\" she said.",
       "He said 'never' twice, | ns:never"},
      {"“A “small” leak,” she said.", "A “small” leak, | n:small"},
      {"\"A \"small\" leak,\" she said.", "A \"small\" leak, | n:small"},
      {"“The gates hold, she said.", "u:The gates hold, she said."},
      {"The gates hold,” she said.", "o:The gates hold,"},
      {"“It holds, she said. “It does,” he said.",
       "u:It holds, she said. | It does,"},
      {"“One.\n\n“Two.\n\n“Three,” she said.", ">:One. | ><:Two. | <:Three,"},
      {"“One.\n\nTwo “three” four.", "u:One. | three"},
      {"“[The gates] hold … for now,” she said.",
       "be:[The gates] hold … for now,"},
      {"\"\" “” \" \"", ""},
      {"\"", ""},
      {"", ""},
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(Shown(text), shown) << text;
}

TEST(ExtractQuotes, LeavesOutWhatIsNoQuote) {
  const char* const texts[] = {
      "The voters' choice and the mayors' plan.",
      "In the '90s and the '80s it was 'em or us.",
      "She is 5'10\" tall and the pipe is 12\" wide.",
      "Ana \"Nana\" Ruiz left, and so did Bo ''Bear'' Noor.",
      "Rock 'n' roll isn't what it was, l'eau n'est pas.",
      "— The gates hold, she said.",  // English prints no dialogue so.
  };
  for (const char* const text : texts) EXPECT_EQ(Shown(text), "") << text;
  EXPECT_EQ(Shown("\"She is 5'10\" tall,\" he said."), "She is 5'10\" tall,");
}

TEST(ExtractQuotes, TakesDialogueAfterADashWhereItIsTheHabit) {
  EXPECT_EQ(Shown("La mairesse est venue dans le port avec les siens.\n"
                  "— Les portes tiennent — dit-elle."),
            "d:Les portes tiennent");
}

TEST(ExtractQuotes, TellsTypesApart) {
  const struct {
    const char* text;
    QuoteType type;
  } cases[] = {
      {"“The gates hold,” she said.", QuoteType::kDirect},
      {"She said: “The gates hold in any storm”.", QuoteType::kDirect},
      {"She said “no.”", QuoteType::kScare},
      {"She replied, “No.”", QuoteType::kDirect},
      {"The so-called “miracle gate” broke.", QuoteType::kScare},
      {"It was “a very bad night” for all.", QuoteType::kMixed},
      {"They watched “Ships of the Coast” again.", QuoteType::kTitle},
      {"The film “Breakwater” is out.", QuoteType::kTitle},
  };
  for (const auto& [text, type] : cases) {
    const std::vector<Quote> quotes = ExtractQuotes(text);
    ASSERT_EQ(quotes.size(), 1U) << text;
    EXPECT_EQ(quotes[0].type, type) << text;
  }
}

TEST(ExtractQuotes, CountsBytesAndCodePoints) {
  const auto quotes = ExtractQuotes("é „ja, é ja“.");
  ASSERT_EQ(quotes.size(), 1U);
  EXPECT_EQ(quotes[0].span, (TokenSpan{6, 15, 3, 11}));
  EXPECT_EQ(quotes[0].outer, (TokenSpan{3, 18, 2, 12}));
  EXPECT_EQ(quotes[0].words, 3U);
}

TEST(Paragraphs, AreLinesUnlessTheTextIsWrapped) {
  EXPECT_EQ(FindParagraphs("one\ntwo\n\n three \n").size(), 3U);
  const std::string wrapped =
      "The board of the harbour met on Monday and said that the\n"
      "gates would be raised before the storms of the autumn come\n"
      "and that nobody would have to leave the lower town, it\n"
      "added in a note.\n"
      "    The mayor of the town, who had asked for that for years\n"
      "and more, was glad, and said so to all who would hear her\n"
      "on the quay.\n";
  EXPECT_EQ(FindParagraphs(wrapped).size(), 2U);
  EXPECT_TRUE(FindParagraphs(" \n\t\n").empty());
}

}  // namespace
}  // namespace prov
