#include "libprov/corpus/format.h"

#include <gtest/gtest.h>

namespace prov {
namespace {

TEST(FormatTest, NamesTellIt) {
  for (const char* name :
       {"a.jsonl", "x/a.ndjson", "a.json", "A.JSONL.GZ", "a.csv.jsonl.zst"}) {
    EXPECT_EQ(FormatNamed(name), Format::kJsonLines) << name;
  }
  EXPECT_EQ(FormatNamed("a.csv"), Format::kCsv);
  EXPECT_EQ(FormatNamed("a.Csv.gz"), Format::kCsv);
  EXPECT_EQ(FormatNamed("a.tsv.zst"), Format::kTsv);
  EXPECT_EQ(FormatNamed("a.txt"), Format::kText);
  for (const char* name :
       {"", "-", "a", "csv", "a.csv.gz.gz", "a.html", "a.csv/", "a.txt.bz2"}) {
    EXPECT_EQ(FormatNamed(name), std::nullopt) << name;
  }
}

TEST(FormatTest, NamesComeBack) {
  for (const Format format :
       {Format::kJsonLines, Format::kCsv, Format::kTsv, Format::kText}) {
    EXPECT_EQ(ParseFormat(ToString(format)), format);
  }
  EXPECT_EQ(ParseFormat("JSONL"), std::nullopt);
  EXPECT_EQ(ParseFormat(""), std::nullopt);
}

}  // namespace
}  // namespace prov
