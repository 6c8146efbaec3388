#include "libprov/corpus/date_orders.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/corpus/documents.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

Record Of(const std::string& outlet, const std::string& published) {
  return {.id = "x", .text = "y", .outlet = outlet, .published = published};
}

// The dates that a scan of the records leaves, and those that are read again.
std::vector<std::string> DatesOf(const std::vector<Record>& records,
                                 const ReadOptions& options = {}) {
  const ScratchFolder folder;
  const std::string path = folder.File("a.jsonl");
  std::ofstream(path) << ToLines(records);
  absl::StatusOr<Corpus> corpus = Corpus::Open({path}, {}, options);
  EXPECT_TRUE(IsOk(corpus.status()));
  ScanOptions scan;
  scan.threads = 3;
  EXPECT_TRUE(IsOk(ScanDocuments(*corpus, scan)));
  DocumentReader reader(*corpus);
  std::vector<std::string> dates;
  for (DocumentId i = 0; i < records.size(); ++i) {
    const DateInterval date = corpus->documents()[i].published;
    EXPECT_EQ(reader.Read(i)->published, date);
    dates.push_back(date.grade == DateGrade::kAmbiguous
                        ? "either"
                        : ToRfc3339(date.earliest).substr(0, 10));
  }
  return dates;
}

using Dates = std::vector<std::string>;

TEST(DateOrdersTest, AnOutletIsReadAsItsOtherDatesAre) {
  EXPECT_EQ(
      DatesOf(
          {Of("Bay Observer", "06/04/2031"), Of("Tarn Gazette", "06/04/2031"),
           Of("Bay Observer", "25/04/2031"),
           Of("Tarn Gazette", "04/25/2031 08:00"),
           Of("Harbor Wire", "06/04/2031"), Of("Harbor Wire", "2031-04-25")}),
      (Dates{"2031-04-06", "2031-06-04", "2031-04-25",
             "2031-04-24",  // 14 hours ahead of UTC, as far as is known.
             "either", "2031-04-25"}));
}

TEST(DateOrdersTest, NobodysDatesTellNothing) {
  EXPECT_EQ(DatesOf({Of("", "06/04/2031"), Of("", "25/04/2031")}),
            (Dates{"either", "2031-04-25"}));
}

TEST(DateOrdersTest, DatesThatContradictEachOtherTellNothing) {
  std::vector<Record> records = {Of("Bay Observer", "06/04/2031"),
                                 Of("Bay Observer", "04/25/2031")};
  for (int i = 0; i < 19; ++i) {
    records.push_back(
        Of("Bay Observer", absl::StrFormat("%d/04/2031", 13 + i % 10)));
    EXPECT_EQ(DatesOf(records)[0], "either");
  }
  // One in twenty may be a slip.
  records.push_back(Of("Bay Observer", "13/05/2031"));
  EXPECT_EQ(DatesOf(records)[0], "2031-04-06");
}

TEST(DateOrdersTest, TheUserKnowsBetter) {
  ReadOptions options;
  options.dates.order = DateOrder::kMonthFirst;
  EXPECT_EQ(DatesOf({Of("Bay Observer", "06/04/2031"),
                     Of("Bay Observer", "25/04/2031")},
                    options),
            (Dates{"2031-06-04", "2031-04-25"}));
}

}  // namespace
}  // namespace prov
