#include "libprov/corpus/csv_record.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using Strings = std::vector<std::string>;
using absl::StatusCode;

absl::StatusOr<Strings> Fields(std::string_view record, char separator) {
  Strings fields;
  std::string scratch;
  PROV_RETURN_IF_ERROR(ForEachCsvField(
      record, separator, scratch, [&](size_t field, std::string_view value) {
        EXPECT_EQ(field, fields.size());
        fields.emplace_back(value);
      }));
  return fields;
}

// The definition, one byte after the other; nullopt for bad quotes.
std::optional<Strings> Expected(std::string_view record, char separator) {
  Strings fields = {""};
  enum { kStart, kPlain, kQuoted, kClosed } state = kStart;
  for (size_t i = 0; i < record.size(); ++i) {
    const char c = record[i];
    if (state == kQuoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (i + 1 < record.size() && record[i + 1] == '"') {
        fields.back() += record[++i];
      } else {
        state = kClosed;
      }
    } else if (c == separator) {
      fields.emplace_back();
      state = kStart;
    } else if (state == kClosed) {
      return std::nullopt;
    } else if (state == kStart && c == '"') {
      state = kQuoted;
    } else {
      fields.back() += c;
      state = kPlain;
    }
  }
  if (state == kQuoted) return std::nullopt;
  return fields;
}

TEST(CsvRecordTest, SplitsRandomRecordsLikeTheDefinition) {
  constexpr std::string_view kAlphabet = ",,\"\"\"\t\nab";
  size_t refused = 0;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    std::string record;
    for (size_t i = random.Below(12); i > 0; --i) {
      record.push_back(kAlphabet[random.Below(kAlphabet.size())]);
    }
    const char separator = random.OneIn(2) ? ',' : '\t';
    const auto fields = Fields(record, separator);
    const std::optional<Strings> expected = Expected(record, separator);
    ASSERT_EQ(fields.ok(), expected.has_value()) << record;
    if (expected.has_value()) {
      EXPECT_EQ(*fields, *expected) << record;
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 100u);
}

absl::StatusOr<CsvHeader> Header(std::string_view line,
                                 const Strings& maps = {}) {
  FieldMap fields;
  for (const std::string& map : maps) {
    PROV_RETURN_IF_ERROR(fields.Add(map));
  }
  return ParseCsvHeader(line, ',', fields);
}

TEST(CsvRecordTest, HeadersNameTheMembers) {
  const auto header = Header("text,extra,\"id\",published,extra");
  ASSERT_TRUE(IsOk(header.status()));
  EXPECT_EQ(header->num_fields, 5u);
  EXPECT_EQ(header->columns, (std::vector<Member>{kText, kMemberCount, kId,
                                                  kPublished, kMemberCount}));
  EXPECT_EQ(Header("Body,text", {"text=Body"})->columns,
            (std::vector<Member>{kText, kMemberCount}));
  // A column asked for under another name is not its own.
  EXPECT_EQ(Header("title", {"text=title"})->columns,
            (std::vector<Member>{kText}));
  EXPECT_EQ(Header("text", {"title=text", "text=text"}).status().code(),
            StatusCode::kInvalidArgument);
}

TEST(CsvRecordTest, HeadersThatDoNotDoAreRefused) {
  struct Case {
    const char* line;
    Strings maps;
    const char* why;
  };
  const Case cases[] = {
      {"id,body",
       {},
       "there is no column 'text', only 'id', 'body'; name the "
       "one that holds it: --field text=COLUMN"},
      {"id,text",
       {"url=link"},
       "there is no column 'link', only 'id', 'text'; "
       "name the one that holds it: --field url=COLUMN"},
      {"id,text,text", {}, "there are two columns 'text'"},
      {"id,text,id", {}, "there are two columns 'id'"},
      {"text,\"id", {}, "field 2: its quote is never closed"},
      {"text,\"i\"d",
       {},
       "field 2: it goes on behind its closing quote; a quote "
       "within quotes is written twice"},
      {"text,\xE9",
       {},
       "byte 6 of the record is not valid UTF-8; convert the "
       "file, such as with iconv -f WINDOWS-1252 -t UTF-8"},
      {"\xFF\xFEt",
       {},
       "the file is UTF-16; convert it with iconv -f UTF-16 -t "
       "UTF-8"},
      {"body,text",
       {"text=body", "title=body"},
       "column 'body' cannot be both 'title' and 'text'"},
  };
  for (const Case& c : cases) {
    EXPECT_TRUE(Says(Header(c.line, c.maps).status(),
                     StatusCode::kInvalidArgument, c.why))
        << c.line;
  }
}

TEST(CsvRecordTest, RecordsBecomeDocuments) {
  const auto header = Header("id,outlet,published,url,title,text,n");
  ASSERT_TRUE(IsOk(header.status()));
  CsvParser parser({.order = DateOrder::kDayFirst});
  const auto document = parser.Parse(
      *header,
      "w-17,\"Harbor \"\"Wire\"\"\",06/04/2017,u,,\"a \"\"b\"\"\n,c\",x");
  ASSERT_TRUE(IsOk(document.status()));
  EXPECT_EQ(document->id, "w-17");
  EXPECT_EQ(document->outlet, "Harbor \"Wire\"");
  EXPECT_EQ(document->url, "u");
  EXPECT_EQ(document->title, "");
  EXPECT_EQ(document->text, "a \"b\"\n,c");
  EXPECT_EQ(document->published, *ParseDate("2017-04-06"));
  EXPECT_FALSE(document->date_unreadable);
  EXPECT_TRUE(parser.Parse(*header, ",,soon,,,t,")->date_unreadable);
}

TEST(CsvRecordTest, RecordsThatDoNotDoAreRefused) {
  const auto header = Header("id,text");
  ASSERT_TRUE(IsOk(header.status()));
  CsvParser parser({});
  const auto refuses = [&](std::string_view record, const char* why) {
    return Says(parser.Parse(*header, record).status(),
                StatusCode::kInvalidArgument, why);
  };
  EXPECT_TRUE(refuses("a,b,c",
                      "3 fields where the header has 2; is a separator or line "
                      "feed within a field not in quotes?"));
  EXPECT_TRUE(refuses("a",
                      "1 fields where the header has 2; is a separator or line "
                      "feed within a field not in quotes?"));
  EXPECT_TRUE(refuses("a,\"b", "field 2: its quote is never closed"));
  EXPECT_TRUE(refuses("a,b\xC3",
                      "byte 4 of the record is not valid UTF-8; convert the "
                      "file, such as with iconv -f WINDOWS-1252 -t UTF-8"));
}

TEST(CsvRecordTest, InputsBeginWithTheirHeader) {
  struct Case {
    std::string bytes;
    std::string header;
  };
  const Case cases[] = {
      {"", ""},
      {"\n\r\n", ""},
      {"id,text\na,b\n", "id,text\n"},
      {"\xEF\xBB\xBF\r\nid,text\r\na,b\r\n", "\xEF\xBB\xBF\r\nid,text\r\n"},
      {"\"te\nxt\",text", "\"te\nxt\",text"},
      {"text\r", "text\r"},
  };
  for (const Case& c : cases) {
    ScratchFolder folder;
    const auto input = InputBytes::Open(Spill(folder.File("in.csv"), c.bytes));
    const auto header = ReadCsvHeader(*input, Format::kCsv, {});
    ASSERT_TRUE(IsOk(header.status())) << c.bytes;
    EXPECT_EQ(header->bytes, c.header);
    EXPECT_EQ(header->columns.empty(), c.header.empty());
  }
}

TEST(CsvRecordTest, AHeaderIsRefusedWithItsPlace) {
  ScratchFolder folder;
  const std::string path = Spill(folder.File("in.csv"), "\n\nid,body\n");
  const auto input = InputBytes::Open(path);
  EXPECT_TRUE(Says(ReadCsvHeader(*input, Format::kCsv, {}).status(),
                   StatusCode::kDataLoss,
                   path + ":3: there is no column 'text', only 'id', 'body'; "
                          "name the one that holds it: --field text=COLUMN"));
  const std::string open = Spill(folder.File("open.csv"), "id,\"text\na,b\n");
  const auto input2 = InputBytes::Open(open);
  EXPECT_TRUE(Says(ReadCsvHeader(*input2, Format::kCsv, {}).status(),
                   StatusCode::kDataLoss,
                   open + ":1: a quote in the header is never closed"));
}

}  // namespace
}  // namespace prov
