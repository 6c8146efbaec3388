#include "libprov/base/json_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace prov {
namespace {

// A reader, and the padded record it needs.
class Reading {
 public:
  absl::StatusOr<JsonObject> Parse(std::string_view json) {
    record_.assign(json);
    // What follows a record in memory must not matter, so let it be tempting.
    for (size_t i = 0; i < kJsonPadding; ++i) record_.push_back("}e0\""[i % 4]);
    return reader_.Parse(std::string_view(record_).substr(0, json.size()));
  }

 private:
  JsonReader reader_;
  std::string record_;
};

std::string Verdict(std::string_view json) {
  return std::string(Reading().Parse(json).status().message());
}

std::string Repeat(std::string_view text, size_t times) {
  std::string repeated;
  for (size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

TEST(JsonReaderTest, ViewsGiveWhatStands) {
  Reading reading;
  const auto object = reading.Parse(
      R"( {"s":"a\u00e9\u0000b","n":-7,"u":18446744073709551615,"r":0.2900,)"
      R"("d":2.5,"t":true,"z":null,"o":{"k":"v"},"a":[1,"x",[]],"s":"again"} )");
  ASSERT_TRUE(object.ok()) << object.status();
  EXPECT_EQ(*object->String("s"), std::string_view("a\u00e9\0b", 5));
  EXPECT_EQ(*object->Unsigned("u"), UINT64_MAX);
  EXPECT_EQ(object->Ratio("r")->value, 2900u);
  EXPECT_EQ(*object->Object("o")->String("k"), "v");
  const auto array = object->Array("a");
  ASSERT_EQ(array->size(), 3u);
  EXPECT_EQ((*array)[0].integer(), 1);
  EXPECT_EQ((*array)[1].string(), "x");
  EXPECT_TRUE((*array)[2].elements().empty());
  EXPECT_TRUE(object->Has("z"));
  EXPECT_FALSE(object->Has("y"));
  const auto fields = object->Fields();
  ASSERT_EQ(fields.size(), 10u);
  EXPECT_EQ(fields[0].name, "s");
  EXPECT_EQ(fields[1].value.integer(), -7);
  EXPECT_EQ(fields[1].value.unsigned_integer(), std::nullopt);
  EXPECT_EQ(fields[2].value.integer(), std::nullopt);
  EXPECT_EQ(fields[4].value.integer(), std::nullopt);
  EXPECT_EQ(fields[4].value.number(), 2.5);
  EXPECT_EQ(fields[0].value.number(), std::nullopt);
  EXPECT_EQ(fields[5].value.type(), JsonType::kBool);
  EXPECT_EQ(fields[6].value.type(), JsonType::kNull);
  EXPECT_EQ(fields[7].value.object().Fields().size(), 1u);
  EXPECT_EQ(fields[9].value.string(), "again");
}

TEST(JsonReaderTest, GettersNameTheMember) {
  Reading reading;
  const auto object = reading.Parse(R"({"a":"x","n":-1,"r":1.5})");
  ASSERT_TRUE(object.ok());
  EXPECT_EQ(object->String("b").status().message(), "'b' is missing");
  EXPECT_EQ(object->String("n").status().message(), "'n' is not a string");
  EXPECT_EQ(object->Unsigned("n").status().message(),
            "'n' is not a whole number from 0 to 2^64-1");
  EXPECT_EQ(object->Ratio("r").status().message(),
            "'r' is not a number from 0 to 1");
  EXPECT_EQ(object->Object("a").status().message(), "'a' is not an object");
  EXPECT_EQ(object->Array("a").status().message(), "'a' is not an array");
}

TEST(JsonReaderTest, EveryRatioWeWriteIsReadBack) {
  Reading reading;
  for (uint32_t value = 0; value <= 10000; ++value) {
    const auto object = reading.Parse("{\"r\":" + ToString({value}) + "}");
    ASSERT_EQ(object->Ratio("r")->value, value);
  }
}

TEST(JsonReaderTest, RefusalsNameThePlace) {
  struct Case {
    std::string json;
    std::string verdict;
  };
  const Case kCases[] = {
      {"", "column 1: not a JSON object"},
      {"  [1]", "column 3: not a JSON object"},
      {"\xEF\xBB\xBF{}", "column 1: not a JSON object"},
      {"null", "column 1: not a JSON object"},
      {R"({"a":1)", "column 7: the record ends before its object does"},
      {R"({"a":"b)", "column 8: the record ends before its object does"},
      {R"({"a":1}x)",
       "column 8: there is something after the end of the object"},
      {R"({"a":1}{})",
       "column 8: there is something after the end of the object"},
      {R"({a:1})", "column 2: a member's name in double quotes is expected"},
      {R"({"a" 1})", "column 6: ':' is expected after a member's name"},
      {R"({"a":1 "b":2})", "column 8: ',' or '}' is expected"},
      {R"({"a":[1 2]})", "column 9: ',' or ']' is expected"},
      {R"({"a":"\x"})", "column 7: JSON has no such escape after '\\'"},
      {R"({"a":"\u12g4"})", "column 7: \\u needs four hexadecimal digits"},
      {"{\"a\":\"x\ty\"}", "column 8: a control character must be escaped"},
      {"{\"a\":\"x\xFFy\"}", "column 8: the text is not valid UTF-8"},
      {"{\"a\":\"\xED\xA0\x80\"}", "column 7: the text is not valid UTF-8"},
      {"{\"a\":\"\xC0\xAF\"}", "column 7: the text is not valid UTF-8"},
      {"{\"a\":\"\xF4\x90\x80\x80\"}", "column 7: the text is not valid UTF-8"},
      {std::string("{}\0", 3), "column 3: a zero byte stands in the record"},
      {std::string("{\"a\0\":1}", 8),
       "column 4: a zero byte stands in the record"},
      {R"({"a":1.})", "column 8: a digit is expected after the decimal point"},
      {R"({"a":1e})", "column 8: a digit is expected in the exponent"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Verdict(c.json), c.verdict) << c.json;
  // Also in a member nobody asks for, and after much else.
  for (const char* bad : {"tru", "nul", "01", "+1", ".5", "-", "NaN", "1,",
                          "[1,]", "'x'", "0x1", "{\"b\"}", "1 2", "\\u0031"}) {
    const std::string json = R"({"text":"x","extra":)" + std::string(bad) + "}";
    EXPECT_EQ(Verdict(json).find("column "), 0u) << json;
  }
}

TEST(JsonReaderTest, LoneSurrogatesAreRefusedWhereverTheyStand) {
  struct Case {
    std::string json;
    size_t column;  // 0: accepted
  };
  const Case kCases[] = {
      {R"({"a":"\ud83d\ude00"})", 0},
      {R"({"a":"\uD83D\uDE00\uD83D\uDE00"})", 0},
      {R"({"a":"\\ud800"})", 0},
      {R"({"a":"\\\\udc00"})", 0},
      {R"({"a":"\ud7ff\ue000"})", 0},
      {R"({"a":"\\\udc00"})", 9},
      {R"({"a":"\udc00"})", 7},
      {R"({"a":"\uDFFF"})", 7},
      {R"({"a":"\ud800"})", 7},
      {R"({"a":"\ud800x"})", 7},
      {R"({"a":"\ud800\n"})", 7},
      {R"({"a":"\ud800\u0041"})", 7},
      {R"({"a":"\ud800\ud800"})", 7},
      {R"({"a":"\ude00\ud83d"})", 7},
      {R"({"a":"\ud83d\ude00\ude00"})", 19},
      {R"({"\udc00":1})", 3},
      {R"({"text":"x","b":[{"c":"\udead"}]})", 24},
  };
  for (const Case& c : kCases) {
    const std::string expected =
        c.column == 0 ? ""
                      : "column " + std::to_string(c.column) +
                            ": half of a surrogate pair stands alone";
    EXPECT_EQ(Verdict(c.json), expected) << c.json;
  }
  // Wherever it stands in a long record.
  for (size_t before = 0; before < 600; ++before) {
    const std::string long_text(before, 'x');
    for (const size_t after : {size_t{0}, size_t{300}}) {
      EXPECT_NE(Verdict("{\"a\":\"" + long_text + "\\uD800" +
                        std::string(after, 'y') + "\"}"),
                "");
    }
  }
}

TEST(JsonReaderTest, NestingEndsAt1024) {
  for (const std::string_view core : {"", "1", "\"[\"", "1e999"}) {
    const auto nested = [core](size_t levels) {  // the object is one of them
      return "{\"a\":" + Repeat("[", levels - 1) + std::string(core) +
             Repeat("]", levels - 1) + "}";
    };
    EXPECT_EQ(Verdict(nested(1023)), "") << core;
    EXPECT_EQ(Verdict(nested(1024)), "") << core;
    EXPECT_EQ(Verdict(nested(1025)),
              "column 1029: nested deeper than 1,024 levels")
        << core;
    EXPECT_NE(Verdict(nested(100000)), "");
  }
  EXPECT_EQ(Verdict(Repeat("{\"a\":", 1023) + "{}" + Repeat("}", 1023)), "");
  EXPECT_NE(Verdict(Repeat("{\"a\":", 1024) + "{}" + Repeat("}", 1024)), "");
  EXPECT_EQ(Verdict("{\"a\":[" + Repeat("[],", 5000) + "[]]}"), "");
  EXPECT_EQ(Verdict("{\"a\":\"" + Repeat("[{", 5000) + "\"}"), "");
}

TEST(JsonReaderTest, NumbersOfAnySizeAreAccepted) {
  const std::string digits = Repeat("1234567890", 40);
  for (const std::string& number : std::initializer_list<std::string>{
           "1e999", "-1E+999", "1e-999", "0e999", "0.0e99999999999999999999",
           "1e99999999999999999999", "1e-99999999999999999999", digits,
           "-" + digits, digits + ".5", "0." + digits, digits + "e-400",
           digits + "E" + digits, "9223372036854775808", "-9223372036854775809",
           "18446744073709551616", "1e309", "-0"}) {
    SCOPED_TRACE(number);
    Reading reading;
    const auto object = reading.Parse(R"({"a":"1e999 \" 1e999","n":)" + number +
                                      R"(,"m":[1e999],"k":42,"s":"z"})");
    ASSERT_TRUE(object.ok()) << object.status();
    EXPECT_EQ(*object->String("a"), "1e999 \" 1e999");
    EXPECT_EQ(*object->Unsigned("k"), 42u);
    EXPECT_EQ(*object->String("s"), "z");
    EXPECT_EQ(object->Fields()[1].value.type(), JsonType::kNumber);
    EXPECT_EQ(object->Fields()[2].value.elements()[0].number(), 9e99);
    EXPECT_EQ(Verdict(R"({"n":)" + number + "}"), "");
    EXPECT_EQ(Verdict(R"({"n":)" + number + "x}"),
              "column " + std::to_string(6 + number.size()) +
                  ": ',' or '}' is expected");
  }
  for (const char* bad : {"1e999.", "01e999", "1e999e1", "--1e999", "1e9+99"}) {
    EXPECT_NE(Verdict(R"({"n":)" + std::string(bad) + "}"), "") << bad;
  }
}

TEST(JsonReaderTest, ALongRecordAfterAShortOneAndBack) {
  Reading reading;
  for (const size_t size : {10u, 70000u, 10u, 3000000u, 70001u}) {
    const auto object =
        reading.Parse("{\"a\":\"" + std::string(size, 'x') + "\"}");
    ASSERT_TRUE(object.ok());
    EXPECT_EQ(object->String("a")->size(), size);
    EXPECT_FALSE(reading.Parse("{\"a\":" + std::string(size, ' ')).ok());
  }
}

TEST(JsonReaderTest, EveryPrefixIsRefusedWithItsPlace) {
  const std::string json =
      R"({"id":"\ud83d\ude00é","n":[-1.5e3,true,null,{"k":1e999}]})";
  EXPECT_EQ(Verdict(json), "");
  for (size_t size = 0; size < json.size(); ++size) {
    EXPECT_EQ(Verdict(json.substr(0, size)).find("column "), 0u) << size;
  }
}

// JSONTestSuite, as files and as the value of a member: what must be refused
// is, what must be accepted is if it is an object.
TEST(JsonReaderTest, AgreesWithJsonTestSuite) {
  namespace fs = std::filesystem;
  const char* shared = std::getenv("PROV_SHARED_DATA");
  const fs::path archive =
      fs::path(shared != nullptr ? shared : PROV_TEST_DATA) / "robust" /
      "robust_json.tar.zst";
  if (!fs::exists(archive)) GTEST_SKIP() << "SKIPPED: no ../shared/data";
  const fs::path folder = fs::path(testing::TempDir()) /
                          ("prov_json_test_suite." + std::to_string(getpid()));
  fs::create_directories(folder);
  const std::string unpack = "zstd -dcq '" + archive.string() +
                             "' | tar -x -C '" + folder.string() + "'";
  if (std::system(unpack.c_str()) != 0) GTEST_SKIP() << "SKIPPED: no tar, zstd";
  size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".json") continue;
    SCOPED_TRACE(name);
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>(in), {}};
    const std::string inside = "{\"a\":" + json + "}";
    if (name.starts_with("n_")) {
      EXPECT_NE(Verdict(json), "");
      EXPECT_EQ(Verdict(inside).find("column "), 0u);
      ++count;
    } else if (name.starts_with("y_")) {
      const size_t first = json.find_first_not_of(" \t\r\n");
      EXPECT_EQ(Verdict(json).empty(), json[first] == '{');
      EXPECT_EQ(Verdict(inside), "");
      ++count;
    } else if (name.starts_with("i_number") ||
               name == "i_structure_500_nested_arrays.json") {
      EXPECT_EQ(Verdict(inside), "");
    } else if (name.starts_with("i_")) {  // bad UTF-8 and lone surrogates
      EXPECT_NE(Verdict(inside), "");
    }
  }
  EXPECT_GT(count, 250u);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace prov
