#include "libprov/quote/variant.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

std::string Name(std::string_view reference, std::string_view other) {
  return NameOf(Relate(WordsOfQuote(reference), WordsOfQuote(other)).variant);
}

TEST(Variant, NamesHowAQuoteDiffers) {
  const char* const whole =
      "We have carried this market for twenty years and we shall not go on";
  const struct {
    const char* other;
    const char* name;
  } cases[] = {
      {"we have carried this market – for twenty years – and we shall not go "
       "on!",
       "folded"},
      {"carried this market for twenty years", "fragment"},
      {"We have carried [the] market for twenty years and we shall not go on",
       "bracket"},
      {"We have carried this market ... and we shall not go on", "ellipsis"},
      {"We have carried this market for thirty years and we shall not go on",
       "meaning-risk"},
      {"We have carried this market for twenty years and we shall go on",
       "meaning-risk"},
      {"We have carried this for twenty years and we shall not go on",
       "omission"},
      {"We have carried this market for twenty years and we will not go on",
       "word-edit"},
      {"twenty years and we shall not go on with any of this here", "overlap"},
      {"The gates of the harbour hold in any storm that comes", "none"},
      {"", "none"},
  };
  for (const auto& [other, name] : cases)
    EXPECT_EQ(Name(whole, other), name) << other;
}

TEST(Variant, SaysWhichWordsAreShared) {
  const auto relation = Relate(WordsOfQuote("the old gates hold firm"),
                               WordsOfQuote("old gates"));
  EXPECT_EQ(relation.variant, Variant::kFragment);
  EXPECT_EQ(relation.shared, (std::vector<uint32_t>{0, 1}));
}

}  // namespace
}  // namespace prov
