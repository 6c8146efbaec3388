#include "libprov/base/json_writer.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "absl/strings/str_format.h"

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

// A string as JSON has it, byte by byte.
std::string Escaped(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    const size_t short_form = std::string_view("\"\\\n\r\t").find(c);
    if (short_form != std::string_view::npos) {
      json += {'\\', "\"\\nrt"[short_form]};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += absl::StrFormat("\\u%04x", static_cast<unsigned char>(c));
    } else {
      json += c;
    }
  }
  return json + '"';
}

TEST(JsonWriterTest, EscapesWhatMustBeAndNothingElse) {
  std::mt19937 random(20310302);
  for (int round = 0; round < 20000; ++round) {
    std::string text(random() % 40, ' ');
    for (char& c : text) {
      const bool any = random() % 8 == 0;
      c = static_cast<char>(any ? random() % 256 : 'a' + random() % 26);
    }
    std::string json;
    AppendJsonString(json, text);
    EXPECT_EQ(json, Escaped(text));
  }
}

TEST(RatioTest, IsTruncatedNeverRounded) {
  EXPECT_EQ(ToString(Ratio(79999, 100000)), "0.7999");
  EXPECT_EQ(ToString(Ratio(2, 3)), "0.6666");
  EXPECT_EQ(ToString(Ratio(5, 5)), "1.0000");
  EXPECT_EQ(ToString(Ratio(0, 5)), "0.0000");
  EXPECT_EQ(ToString(Ratio(7, 10000)), "0.0007");
  EXPECT_EQ(ToString(TenThousandths{4294967295}), "429496.7295");
}

}  // namespace
}  // namespace prov
