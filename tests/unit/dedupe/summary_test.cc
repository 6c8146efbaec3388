#include "libprov/dedupe/summary.h"

#include <gtest/gtest.h>

#include <string>

#include "libprov/corpus/documents.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

TEST(SummaryTest, CountsTheInputsAndNotTheArchive) {
  ScratchFolder folder;
  const std::string a = ToJson({.id = "a", .text = "x", .outlet = "B"});
  const std::string b = ToJson(
      {.id = "a", .text = "y", .outlet = "A", .url = "", .published = "soon"});
  const std::string c = ToJson({.id = "c", .text = "z", .outlet = "A"});
  const std::string input = a + "\r\n{\n\n" + b + "\n" + c;
  const std::string archive =
      "{\n[]\n" + ToJson({.id = "o", .text = "x", .outlet = "C"}) + "\n";
  auto corpus = Corpus::Open({Spill(folder.File("in"), input)},
                             {Spill(folder.File("old"), archive)});
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {.collect_rejects = true})));
  const std::vector<Removal> removals = {
      {.dropped = 0, .kept = 3, .kind = MatchKind::kIdenticalText},
      {.dropped = 2, .kept = 1, .kind = MatchKind::kNear}};
  const Summary summary = Summarize(*corpus, 1, SpillVector<Removal>(removals));
  EXPECT_EQ(summary.records, 4U);
  EXPECT_EQ(summary.kept, 1U);
  EXPECT_EQ(summary.dropped, 2U);
  EXPECT_EQ(summary.dropped_by_kind,
            (std::array<uint64_t, kMatchKinds>{0, 1, 0, 0, 1}));
  EXPECT_EQ(summary.rejected, 1U);
  EXPECT_EQ(summary.unreadable_dates, 1U);
  EXPECT_EQ(summary.repeated_ids, 1U);
  EXPECT_EQ(summary.bytes_in, input.size());
  // With their endings, of which the last line has none.
  EXPECT_EQ(summary.bytes_removed, a.size() + 2 + c.size());
  ASSERT_EQ(summary.outlets.size(), 2U);
  EXPECT_EQ(summary.outlets[0].outlet, "A");
  EXPECT_EQ(summary.outlets[0].records, 2U);
  EXPECT_EQ(summary.outlets[0].dropped, 1U);
  EXPECT_EQ(summary.outlets[1].outlet, "B");
  EXPECT_EQ(summary.outlets[1].dropped, 1U);
}

Summary Sample() {
  Summary summary{.records = 1'234'567,
                  .kept = 1'233'000,
                  .dropped = 1'500,
                  .dropped_by_kind = {1'000, 0, 0, 0, 500},
                  .rejected = 67,
                  .unreadable_dates = 2,
                  .repeated_ids = 3,
                  .bytes_in = 4'000'000,
                  .bytes_removed = 1'000'000,
                  .bytes_dropped_file = 200'000};
  summary.outlets = {{"A", 999, 0},
                     {"B", 1'000, 700},
                     {"C\x1B[31m\x7F\n\xC2\x9B", 50, 20},
                     {"", 7, 780}};
  return summary;
}

TEST(SummaryTest, TheTableReads) {
  EXPECT_EQ(SummaryTable(Sample(), 10),
            "  records in                1,234,567\n"
            "  kept                      1,233,000\n"
            "  dropped                       1,500\n"
            "    identical-record            1,000\n"
            "    near                          500\n"
            "  rejected                         67\n"
            "  bytes saved                800.0 kB of 4000.0 kB (20.0 %)\n"
            "  outlet                               records   dropped\n"
            "  (none)                                     7       780\n"
            "  B                                      1,000       700\n"
            "  C\\x1b[31m\\x7f\\x0a\\u009b                   50        20\n");
}

TEST(SummaryTest, TheTableIsShort) {
  const std::string table = SummaryTable(Sample(), 1);
  EXPECT_NE(table.find("  (none) "), std::string::npos);
  EXPECT_EQ(table.find("  B "), std::string::npos);
  EXPECT_TRUE(table.ends_with("  and 2 outlets more; --summary FILE has all\n"))
      << table;
  EXPECT_EQ(SummaryTable({}, 5),
            "  records in                        0\n"
            "  kept                              0\n"
            "  dropped                           0\n"
            "  rejected                          0\n"
            "  bytes saved                  0.0 kB of 0.0 kB (0.0 %)\n");
}

TEST(SummaryTest, LettersBeyondAsciiStayAsTheyAre) {
  Summary summary;
  summary.outlets = {{"El Pa\xC3\xADs \xC2\xA0\xE2\x80\x9C", 2, 1}};
  EXPECT_NE(SummaryTable(summary, 1).find(summary.outlets[0].outlet),
            std::string::npos);
}

TEST(SummaryTest, TheLineIsFrozen) {
  Summary summary = Sample();
  summary.outlets.resize(2);
  const std::string begin =
      "{\"schema\":\"prov.summary/1\",\"records\":1234567,\"kept\":1233000,"
      "\"dropped\":1500,\"dropped_by_kind\":{\"identical-record\":1000,"
      "\"identical-text\":0,\"identical-tokens\":0,\"revision\":0,\"near\":500,"
      "\"contained\":0}"
      ",\"rejected\":67,\"unreadable_dates\":2,\"repeated_ids\":3,"
      "\"bytes_in\":4000000,\"bytes_removed\":1000000";
  const std::string end =
      ",\"outlets\":[{\"outlet\":\"A\",\"records\":999,\"dropped\":0},"
      "{\"outlet\":\"B\",\"records\":1000,\"dropped\":700}]}";
  EXPECT_EQ(
      SummaryLine(summary),
      begin + ",\"bytes_dropped_file\":200000,\"bytes_saved\":800000" + end);
  summary.bytes_dropped_file = 1'000'300;
  EXPECT_EQ(summary.bytes_saved(), -300);
  summary.bytes_dropped_file.reset();
  EXPECT_EQ(SummaryLine(summary), begin + end);
}

}  // namespace
}  // namespace prov
