#include "libprov/base/json_writer.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

TEST(JsonWriterTest, WritesMembersInTheOrderGiven) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject().Member("b", "x\"\\\n\x01é").Member("a", 7);
  json.Member("flag", true).Member("none", nullptr);
  json.Member("ratio", TenThousandths{9123});
  json.Key("list").BeginArray().Value(1).Value(2).EndArray();
  json.Key("in").BeginObject().EndObject().EndObject();
  EXPECT_EQ(line, R"({"b":"x\"\\\n\u0001é","a":7,"flag":true,"none":null,)"
                  R"("ratio":0.9123,"list":[1,2],"in":{}})");
}

TEST(RatioTest, IsTruncatedNeverRounded) {
  EXPECT_EQ(ToString(Ratio(79999, 100000)), "0.7999");
  EXPECT_EQ(ToString(Ratio(2, 3)), "0.6666");
  EXPECT_EQ(ToString(Ratio(5, 5)), "1.0000");
  EXPECT_EQ(ToString(Ratio(0, 5)), "0.0000");
}

}  // namespace
}  // namespace prov
