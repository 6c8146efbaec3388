#include "libprov/score/figures.h"

#include <gtest/gtest.h>

#include "libprov/score/text_table.h"

namespace prov {
namespace {

TEST(FiguresTest, AreNeverRoundedToFlatter) {
  EXPECT_EQ(RoundedDown(1), "1.0000");
  EXPECT_EQ(RoundedDown(0.99999), "0.9999");
  EXPECT_EQ(RoundedDown(0.29), "0.2900");  // 2899.99... as a double.
  EXPECT_EQ(RoundedDown(0), "0.0000");
  EXPECT_EQ(RoundedDown(-0.03411), "-0.0342");
  EXPECT_EQ(RoundedDown(-1e-12), "0.0000");
  EXPECT_EQ(RoundedUp(0.12341), "0.1235");
  EXPECT_EQ(RoundedUp(0.1234), "0.1234");
  EXPECT_EQ(RoundedUp(1), "1.0000");
}

TEST(FiguresTest, F1IsTheHarmonicMean) {
  EXPECT_DOUBLE_EQ(*F1({1, 2}, {1, 1}), 2.0 / 3);
  EXPECT_EQ(*F1({0, 2}, {0, 1}), 0);
  EXPECT_EQ(F1({0, 0}, {0, 1}), std::nullopt);
  EXPECT_EQ(F1({1, 1}, {0, 0}), std::nullopt);
}

TEST(FiguresTest, ProportionsSayHowSureTheyAre) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject();
  WriteProportion(json, "p", {81, 263});
  WriteProportion(json, "none", {0, 0});
  WriteScore(json, "f", std::nullopt);
  json.EndObject();
  EXPECT_EQ(line,
            "{\"p\":{\"value\":0.3079,\"low\":0.2552,\"high\":0.3663,"
            "\"hits\":81,\"of\":263},"
            "\"none\":{\"value\":null,\"low\":null,\"high\":null,\"hits\":0,"
            "\"of\":0},\"f\":null}");
  EXPECT_EQ(ScoreText(Proportion{0, 0}), "-");
  EXPECT_EQ(IntervalText({81, 263}), "0.2552 to 0.3663");
}

TEST(TextTableTest, AlignsColumns) {
  EXPECT_EQ(TextTable({{"", "found"}, {"all", "7", "x"}, {"none"}}),
            "      found\n"
            "all       7  x\n"
            "none\n");
  EXPECT_EQ(TextTable({}), "");
}

}  // namespace
}  // namespace prov
