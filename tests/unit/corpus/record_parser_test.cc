#include "libprov/corpus/record_parser.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

class RecordParserTest : public testing::Test {
 protected:
  absl::StatusOr<Document> Parse(std::string_view record) {
    record_.assign(record);
    record_.append(kJsonPadding, ' ');
    return parser_.Parse(std::string_view(record_).substr(0, record.size()));
  }
  std::string Verdict(std::string_view record) {
    return std::string(Parse(record).status().message());
  }

  RecordParser parser_;
  std::string record_;
};

TEST_F(RecordParserTest, ReadsItsMembersAndLeavesOthersAlone) {
  const auto document = Parse(
      R"({"extra":{"text":1},"id":"w-17","outlet":"Harbor Wire","url":"u",)"
      R"("published":"2031-03-02T08:00:00Z","title":"T\n","text":"a\u0000é",)"
      R"("extra":2,"lang":"en"})");
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->id, "w-17");
  EXPECT_EQ(document->outlet, "Harbor Wire");
  EXPECT_EQ(document->url, "u");
  EXPECT_EQ(document->title, "T\n");
  EXPECT_EQ(document->text, std::string_view("a\0é", 4));
  EXPECT_EQ(document->published,
            (DateInterval{1930204800, 1930204800, DateGrade::kInstant}));
  EXPECT_FALSE(document->date_unreadable);
}

TEST_F(RecordParserTest, MissingAndNullMembersAreEmpty) {
  for (const char* record :
       {R"({"text":""})",
        R"({"text":"","id":null,"outlet":null,"url":null,"title":null,)"
        R"("published":null})"}) {
    const auto document = Parse(record);
    ASSERT_TRUE(document.ok()) << document.status();
    EXPECT_EQ(document->id, "");
    EXPECT_EQ(document->outlet, "");
    EXPECT_EQ(document->url, "");
    EXPECT_EQ(document->title, "");
    EXPECT_EQ(document->text, "");
    EXPECT_EQ(document->published, DateInterval{});
    EXPECT_FALSE(document->date_unreadable);
  }
}

TEST_F(RecordParserTest, AnIdMayBeAWholeNumber) {
  EXPECT_EQ(Parse(R"({"text":"","id":-12})")->id, "-12");
  EXPECT_EQ(Parse(R"({"text":"","id":18446744073709551615})")->id,
            "18446744073709551615");
  for (const char* id : {"1.5", "1e3", "18446744073709551616"}) {
    EXPECT_EQ(Verdict(R"({"text":"","id":)" + std::string(id) + "}"),
              "'id' is neither a string nor a whole number of 64 bits");
  }
}

TEST_F(RecordParserTest, RefusalsNameTheMember) {
  struct Case {
    const char* record;
    const char* verdict;
  };
  constexpr Case kCases[] = {
      {R"({})", "'text' is missing"},
      {R"({"Text":"x"})", "'text' is missing"},
      {R"({"text":null})", "'text' is not a string"},
      {R"({"text":["x"]})", "'text' is not a string"},
      {R"({"text":"x","id":true})", "'id' is not a string"},
      {R"({"text":"x","outlet":1})", "'outlet' is not a string"},
      {R"({"text":"x","url":{}})", "'url' is not a string"},
      {R"({"text":"x","title":[]})", "'title' is not a string"},
      {R"({"text":"x","id":"1","text":"x"})", "'text' is given twice"},
      {R"({"text":"x","t\u0065xt":"x"})", "'text' is given twice"},
      {R"({"text":"x","lang":1,"lang":1})", "'lang' is given twice"},
      {R"({"text":"x","id":null,"id":null})", "'id' is given twice"},
      {R"({"text":"x","a":"\udc00"})",
       "column 18: half of a surrogate pair stands alone"},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(Verdict(c.record), c.verdict) << c.record;
  }
  for (const char* name : {"id", "outlet", "published", "updated", "crawled",
                           "url", "title", "text", "lang"}) {
    const std::string member = '"' + std::string(name) + R"(":"2031")";
    EXPECT_EQ(Verdict(R"({"text":"",)" + member + ',' + member + '}'),
              "'" + std::string(name) + "' is given twice");
  }
}

TEST_F(RecordParserTest, PublishedTakesManyForms) {
  constexpr int64_t kT = 1930204800;  // 2031-03-02T08:00:00Z
  constexpr int64_t kMidnight = kT - 8 * 3600;
  struct Case {
    std::string json;
    DateInterval date;
  };
  const Case kCases[] = {
      {"1930204800", {kT, kT, DateGrade::kInstant}},
      {"1930204800.75", {kT, kT, DateGrade::kInstant}},
      {"1.9302048e9", {kT, kT, DateGrade::kInstant}},
      {"-0.5", {-1, -1, DateGrade::kInstant}},
      {"0", {0, 0, DateGrade::kInstant}},
      {"\"1930204800\"", {kT, kT, DateGrade::kInstant}},
      {"20310302", {kMidnight, kMidnight + 86400, DateGrade::kDay}},
      {R"({"earliest":"2031-03-02T08:00:00Z","latest":1930204801})",
       {kT, kT + 1, DateGrade::kPeriod}},
      {R"({"earliest":"2031-03-02","latest":"2031-03-02"})",
       {kMidnight, kMidnight + 86400, DateGrade::kPeriod}},
      {R"({"earliest":1930204800,"latest":1930204800,"grade":"A"})",
       {kT, kT, DateGrade::kInstant}},
  };
  for (const Case& c : kCases) {
    const auto document = Parse(R"({"text":"","published":)" + c.json + "}");
    ASSERT_TRUE(document.ok()) << document.status();
    EXPECT_FALSE(document->date_unreadable) << c.json;
    EXPECT_EQ(document->published, c.date) << c.json;
  }
}

TEST_F(RecordParserTest, UpdatedIsReadLikePublished) {
  const auto document = Parse(
      R"({"text":"","published":"2031-03-02","updated":"2031-03-02T08:00:00Z"})");
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->updated,
            (DateInterval{1930204800, 1930204800, DateGrade::kInstant}));
  for (const char* none : {R"({"text":""})", R"({"text":"","updated":null})",
                           R"({"text":"","updated":"soon"})"}) {
    const auto unknown = Parse(none);
    ASSERT_TRUE(unknown.ok()) << unknown.status();
    EXPECT_EQ(unknown->updated, DateInterval{});
    EXPECT_FALSE(unknown->date_unreadable);
  }
}

TEST_F(RecordParserTest, AnUnreadableDateIsNoError) {
  for (const std::string json :
       {"\"yesterday\"", "\"\"", "true", "[]", "[2031]", "{}", "1e999",
        "99999999999999999999999", "1930204800000",
        R"({"earliest":"2031-03-02"})", R"({"latest":"2031-03-02"})",
        R"({"earliest":"2031-03-02","latest":"soon"})",
        R"({"earliest":{"earliest":1,"latest":2},"latest":3})",
        R"({"earliest":2000000000,"latest":1930204800})"}) {
    const auto document = Parse(R"({"text":"","published":)" + json + "}");
    ASSERT_TRUE(document.ok()) << document.status();
    EXPECT_TRUE(document->date_unreadable) << json;
    EXPECT_EQ(document->published, DateInterval{}) << json;
  }
}

TEST_F(RecordParserTest, ARefusedRecordLeavesNoTrace) {
  EXPECT_FALSE(Parse(R"({"text":"x","id":"a","published":"2031"})"
                     "x")
                   .ok());
  const auto document = Parse(R"({"text":"y"})");
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->id, "");
  EXPECT_EQ(document->published, DateInterval{});
}

// A parser with members mapped.
absl::StatusOr<Document> ParseMapped(const std::vector<const char*>& maps,
                                     std::string_view record,
                                     RecordParser& parser,
                                     std::string& padded) {
  FieldMap fields;
  for (const char* map : maps) PROV_RETURN_IF_ERROR(fields.Add(map));
  parser = RecordParser(fields, {});
  padded.assign(record);
  padded.append(kJsonPadding, ' ');
  return parser.Parse(std::string_view(padded).substr(0, record.size()));
}

TEST(MappedRecordTest, MembersStandWhereTheyAreSaidToBe) {
  RecordParser parser;
  std::string padded;
  const auto document = ParseMapped(
      {"text=/a~1b/m~0n/1", "id=/meta/id", "outlet=site", "url=/none/u"},
      R"({"text":7,"id":[],"outlet":1,"site":"S","title":"T","url":"own",)"
      R"("meta":{"id":12},"a/b":{"m~n":["x","y"]},"site2":"S"})",
      parser, padded);
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->text, "y");
  EXPECT_EQ(document->id, "12");
  EXPECT_EQ(document->outlet, "S");
  EXPECT_EQ(document->title, "T");
  EXPECT_EQ(document->url, "");
}

TEST(MappedRecordTest, ParagraphsAreJoined) {
  RecordParser parser;
  std::string padded;
  const auto text = [&](std::string_view body) {
    const auto document = ParseMapped(
        {"text=/b"}, "{\"b\":" + std::string(body) + "}", parser, padded);
    return document.ok() ? std::string(document->text)
                         : std::string(document.status().message());
  };
  EXPECT_EQ(text(R"(["one","","two\n"])"), "one\n\n\n\ntwo\n");
  EXPECT_EQ(text(R"(["one"])"), "one");
  EXPECT_EQ(text("[]"), "");
  EXPECT_EQ(text(R"("one")"), "one");
  EXPECT_EQ(text(R"(["one",null])"),
            "'text' is an array of other things than strings");
  EXPECT_EQ(text("{}"), "'text' is not a string");
}

TEST(MappedRecordTest, RefusalsNameTheMember) {
  RecordParser parser;
  std::string padded;
  const auto verdict = [&](const std::vector<const char*>& maps,
                           std::string_view record) {
    return std::string(
        ParseMapped(maps, record, parser, padded).status().message());
  };
  EXPECT_EQ(verdict({"text=/a/b"}, R"({"text":"x","a":{"c":1}})"),
            "'text' is missing: there is no /a/b");
  EXPECT_EQ(verdict({"text=/a/0"}, R"({"a":[]})"),
            "'text' is missing: there is no /a/0");
  EXPECT_EQ(verdict({"text=/a/00"}, R"({"a":["x"]})"),
            "'text' is missing: there is no /a/00");
  EXPECT_EQ(verdict({"text=/a/b"}, R"({"a":{"b":"x","b":"y"}})"),
            "'text' is given twice");
  EXPECT_EQ(verdict({"text=/a/b"}, R"({"a":{"b":"x"},"a":{"b":"y"}})"),
            "'text' is given twice");
  EXPECT_EQ(verdict({"title=/t"}, R"({"text":"x","t":[]})"),
            "'title' is not a string");
  // What is mapped elsewhere may stand twice under its own name.
  EXPECT_EQ(verdict({"text=/a"}, R"({"text":"x","text":"y","a":"z"})"), "");
}

}  // namespace
}  // namespace prov
