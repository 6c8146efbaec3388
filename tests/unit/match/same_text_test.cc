#include "libprov/match/same_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/json_reader.h"
#include "libprov/corpus/record_parser.h"

namespace prov {
namespace {

TEST(SameTextTest, IsProvedOnlyWhereOneOtherStringDiffers) {
  struct Case {
    std::string_view a;
    std::string_view b;
    bool proved;
  };
  const Case cases[] = {
      {R"({"id":"a","text":"t"})", R"({"id":"b","text":"t"})", true},
      {R"({"id": "a1", "text":"t"})", R"({"id": "a", "text":"t"})", true},
      {R"({"text":"t","id":"a"})", R"({"text":"t","id":"bc"})", true},
      {R"({"text":"one"})", R"({"text":"two"})", false},
      {R"({"id":"a","text":"t"})", R"({"id":"b","text":"u"})", false},
      {R"({"n":1,"text":"t"})", R"({"n":2,"text":"t"})", false},
      {R"({"ix":"a","text":"t"})", R"({"iy":"a","text":"t"})", false},
      {R"({"id":"a\n","text":"t"})", R"({"id":"a\t","text":"t"})", false},
      {R"({"te\u0078t":"a","text":"t"})", R"({"te\u0078t":"b","text":"t"})",
       false},
      // The shared tail alone would prove too much: here it is part of a key.
      {R"({"id":"a","text":"t"})", R"({"id":"b","text":"z","f\"text":"t"})",
       false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(DifferOutsideTextOnly(c.a, c.b), c.proved) << c.a << c.b;
    EXPECT_EQ(DifferOutsideTextOnly(c.b, c.a), c.proved) << c.b << c.a;
  }
}

// All pairs of records made of awkward pieces: what is proved is so.
TEST(SameTextTest, NeverProvesTextsThatDiffer) {
  const std::vector<std::string> values = {
      "", "a", "ab", R"(\")", "t", R"(\\)", R"(\"t)", "text", "at", R"(a\n)"};
  std::vector<std::string> records;
  for (const std::string& id : values) {
    for (const std::string& text : values) {
      records.push_back(R"({"id":")" + id + R"(","text":")" + text + "\"}");
      records.push_back(R"({"text":")" + text + R"(","x":")" + id + "\"}");
      records.push_back(R"({"x":{"text":")" + id + R"("},"text":")" + text +
                        "\"}");
    }
  }
  auto text_of = [](std::string record) {
    const size_t size = record.size();
    record.resize(size + kJsonPadding);
    RecordParser parser;
    const auto document =
        parser.Parse(std::string_view(record).substr(0, size));
    EXPECT_TRUE(document.ok());
    return document.ok() ? std::string(document->text) : std::string();
  };
  std::vector<std::string> texts;
  for (const std::string& record : records) texts.push_back(text_of(record));
  size_t proved = 0;
  for (size_t i = 0; i < records.size(); ++i) {
    for (size_t j = 0; j < records.size(); ++j) {
      if (i == j || !DifferOutsideTextOnly(records[i], records[j])) continue;
      ++proved;
      EXPECT_EQ(texts[i], texts[j]) << records[i] << records[j];
    }
  }
  EXPECT_GT(proved, 0U);
}

}  // namespace
}  // namespace prov
