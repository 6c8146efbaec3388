#include "libprov/dedupe/layout.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using Source = LayoutRun::Source;

TEST(LayoutTest, RunsComeBackAsTheyWere) {
  const struct {
    LayoutRun run;
    std::string text;
  } kCases[] = {
      {{Source::kKept, 120, ""}, "k120"},
      {{Source::kDropped, 1, ""}, "d1"},
      {{Source::kRejected, 2, ""}, "r2"},
      {{Source::kKeptBytes, 1830, ""}, "K1830"},
      {{Source::kRejectedBytes, 64, ""}, "R64"},
      {{Source::kKept, 0, ""}, "k0"},
      {{Source::kKept, std::numeric_limits<uint64_t>::max(), ""},
       "k18446744073709551615"},
      {{Source::kLiteral, 0, ""}, "l"},
      {{Source::kLiteral, 0, "\r\n \t\n"}, "l\r\n \t\n"},
      {{Source::kLiteral, 0, "\xEF\xBB\xBF"}, "l\xEF\xBB\xBF"},
      {{Source::kLiteral, 0, "k3"}, "lk3"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(ToString(c.run), c.text);
    const auto parsed = ParseLayoutRun(c.text);
    ASSERT_TRUE(IsOk(parsed.status()));
    EXPECT_EQ(*parsed, c.run) << c.text;
  }
}

TEST(LayoutTest, RefusesWhatIsNoRun) {
  for (const std::string text : {"",
                                 "k",
                                 "d",
                                 "r",
                                 "x1",
                                 "1",
                                 "k-1",
                                 "k+1",
                                 "k 1",
                                 " k1",
                                 "k1 ",
                                 "k1k2",
                                 "k1.0",
                                 "k0x1",
                                 "k01",
                                 "Q1",
                                 "K",
                                 "R-1",
                                 "K01",
                                 "k18446744073709551616",
                                 "d99999999999999999999",
                                 "r\xC2\xB2"}) {
    EXPECT_TRUE(Says(ParseLayoutRun(text).status(),
                     absl::StatusCode::kInvalidArgument,
                     "'" + text + "' is no run of a layout"));
  }
}

std::vector<std::string> Texts(const Layout& layout) {
  std::vector<std::string> texts;
  for (const LayoutRun& run : layout.runs()) texts.push_back(ToString(run));
  return texts;
}

TEST(LayoutTest, RunsOfOneSourceAreJoined) {
  using Strings = std::vector<std::string>;
  Layout layout;
  EXPECT_EQ(Texts(layout), Strings());
  layout.AddLiteral("");
  EXPECT_EQ(Texts(layout), Strings());
  layout.AddLiteral("\n");
  layout.AddLiteral("\r\n");
  layout.AddLine(Source::kKept);
  layout.AddLine(Source::kKept);
  layout.AddLiteral("");
  layout.AddLine(Source::kKept);
  layout.AddLine(Source::kDropped);
  EXPECT_EQ(Texts(layout), Strings({"l\n\r\n", "k3", "d1"}));

  Layout next;
  next.AddLine(Source::kDropped);
  next.AddLine(Source::kRejected);
  next.Add({.source = Source::kRejected, .lines = 4});
  layout.Append(next);
  layout.Append(Layout());
  EXPECT_EQ(Texts(layout), Strings({"l\n\r\n", "k3", "d2", "r5"}));
  layout.Add({.source = Source::kRejected, .lines = ~uint64_t{2}});
  EXPECT_EQ(Texts(layout).back(), "r18446744073709551615");
}

}  // namespace
}  // namespace prov
