#include "libprov/chain/find_words.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

// "exact|variant|speaker|cited", a line for each place; - if unmarked.
std::string Places(const char* words, const char* text) {
  std::string found;
  for (const ChainNode& place :
       PlacesIn(text, "Mill Valley Post", WordsOfQuote(words),
                OutletBook::BuiltIn())) {
    const TokenSpan& span = place.span;
    EXPECT_EQ(place.exact,
              std::string(text).substr(span.begin_byte,
                                       span.end_byte - span.begin_byte));
    found += place.exact + "|" + NameOf(place.variant);
    found += "|" + (place.speaker ? place.speaker->name : std::string());
    found += "|" + (place.cited ? place.cited->outlet : std::string());
    found += place.is_unmarked ? "|-\n" : "\n";
  }
  return found;
}

TEST(PlacesIn, Cases) {
  struct Case {
    const char* words;
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      // Typography does not matter, and the span is that of the words.
      {"a 100 percent success",
       "Ana Ruiz called it “a 100-percent success, and cheap”.",
       "a 100-percent success|identical|Ana Ruiz|\n"},
      {"\"A 100-percent success\"",
       "Ana Ruiz told AFP it was \"a 100 percent success\".",
       "a 100 percent success|identical|Ana Ruiz|Agence France-Presse\n"},
      {"success", "It was a success. A \"success\"?",
       "success|identical|||-\nsuccess|identical||\n"},
      // Without marks: what the text as a whole cites.
      {"the gates will never close again",
       "PORT SELLA (AFP) - Ruiz said the gates will never close again.",
       "the gates will never close again|identical||Agence France-Presse|-\n"},
      // Variants of quotes.
      {"the gates of this town will never close again",
       "\"The gates [of the port] will never close again,\" said Ana Ruiz.",
       "The gates [of the port] will never close again,|bracket|Ana Ruiz|\n"},
      {"the gates of this town will never close again",
       "\"will never close again,\" said Ana Ruiz.", ""},
      {"the gates of this town will never close again",
       "\"this town will never close again,\" said Ana Ruiz.",
       "this town will never close again,|fragment|Ana Ruiz|\n"},
      {"never close again", "\"We never close,\" said Ana Ruiz.", ""},
      {"the gates will never close", "The gates will close.", ""},
      // Twice.
      {"too late", "\"Too late,\" said Ana Ruiz. It was too late.",
       "Too late|identical|Ana Ruiz|\ntoo late|identical|||-\n"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(Places(one.words, one.text), one.want) << one.text;
  }
}

}  // namespace
}  // namespace prov
