#include "libprov/dedupe/removal_guard.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "libprov/corpus/documents.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using Counts = std::vector<std::pair<std::string, std::pair<int, int>>>;

// Names, and (dropped, records), of the outlets over the guard.
Counts Over(const Corpus& corpus, const std::vector<Removal>& removals,
            const GuardParams& params) {
  Counts counts;
  for (const GuardedOutlet& outlet :
       OverGuard(corpus, corpus.num_own_inputs(),
                 SpillVector<Removal>(removals), params)) {
    counts.push_back(
        {outlet.outlet,
         {static_cast<int>(outlet.dropped), static_cast<int>(outlet.records)}});
  }
  return counts;
}

// `count` records of each outlet, one outlet after the other.
Corpus MakeCorpus(const ScratchFolder& folder,
                  const std::vector<std::pair<std::string, size_t>>& outlets,
                  const std::vector<Record>& archive = {}) {
  std::vector<Record> records;
  for (const auto& [outlet, count] : outlets) {
    for (size_t i = 0; i < count; ++i) {
      records.push_back({.id = "", .text = "x", .outlet = outlet});
    }
  }
  auto corpus = Corpus::Open({Spill(folder.File("in"), ToLines(records))},
                             {Spill(folder.File("archive"), ToLines(archive))});
  EXPECT_TRUE(IsOk(corpus.status()));
  EXPECT_TRUE(IsOk(ScanDocuments(*corpus, {})));
  return *std::move(corpus);
}

std::vector<Removal> DropRange(DocumentId begin, DocumentId end,
                               MatchKind kind = MatchKind::kNear) {
  std::vector<Removal> removals;
  for (DocumentId id = begin; id < end; ++id) {
    removals.push_back({.dropped = id, .kept = 0, .kind = kind});
  }
  return removals;
}

TEST(RemovalGuardTest, TheBoundaryPasses) {
  ScratchFolder folder;
  const Corpus corpus = MakeCorpus(folder, {{"A", 40}, {"B", 3}});
  const struct {
    DocumentId dropped;  // Of the 40 of A.
    GuardParams params;
    bool over;
  } kCases[] = {
      {20, {}, false},
      {21, {}, true},
      {20, {.max_removal = {4999}}, true},
      {20, {.max_removal = {5001}}, false},
      {1, {.max_removal = {250}}, false},
      {1, {.max_removal = {249}}, true},
      {1, {.max_removal = {0}}, true},
      {0, {.max_removal = {0}}, false},
      {40, {.max_removal = {10000}}, false},
      {40, {.max_removal = {9999}}, true},
      {40, {.min_records = 40}, true},
      {40, {.min_records = 41}, false},
      {40, {.min_records = 0}, true},
  };
  for (const auto& c : kCases) {
    Counts expected;
    if (c.over) expected = {{"A", {static_cast<int>(c.dropped), 40}}};
    EXPECT_EQ(Over(corpus, DropRange(0, c.dropped), c.params), expected)
        << c.dropped << " " << c.params.max_removal.value << " "
        << c.params.min_records;
  }
}

TEST(RemovalGuardTest, TheWorstComesFirst) {
  ScratchFolder folder;
  const Corpus corpus =
      MakeCorpus(folder, {{"C", 20}, {"A", 30}, {"D", 20}, {"B", 10}});
  std::vector<Removal> removals = DropRange(0, 12);  // C 12 / 20
  for (const Removal& r : DropRange(20, 38)) removals.push_back(r);  // A 18/30
  for (const Removal& r : DropRange(50, 70)) removals.push_back(r);  // D 20/20
  for (const Removal& r : DropRange(70, 80)) removals.push_back(r);  // B 10/10
  EXPECT_EQ(Over(corpus, removals, {}),
            Counts({{"D", {20, 20}}, {"A", {18, 30}}, {"C", {12, 20}}}));
}

TEST(RemovalGuardTest, CopiesOfTheSameUrlAreNoLoss) {
  ScratchFolder folder;
  std::vector<Record> records;
  for (const char* url : {"u1", "u1", "u2", "", ""}) {
    records.push_back({.id = "", .text = "x", .outlet = "A", .url = url});
  }
  for (const char* id : {"i1", "i1", "i2"}) {
    records.push_back({.id = id, .text = "x", .outlet = "A"});
  }
  auto corpus = Corpus::Open({Spill(folder.File("in"), ToLines(records))});
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {})));
  const GuardParams params{.max_removal = {0}, .min_records = 1};
  const struct {
    DocumentId kept;
    DocumentId dropped;
    MatchKind kind;
    bool counts;
  } kCases[] = {
      {0, 1, MatchKind::kIdenticalRecord, false},
      {0, 2, MatchKind::kIdenticalRecord, true},
      {0, 3, MatchKind::kIdenticalRecord, true},
      {3, 4, MatchKind::kIdenticalRecord, true},  // Nobody says what they are.
      {5, 6, MatchKind::kIdenticalRecord, false},
      {5, 7, MatchKind::kIdenticalRecord, true},
      {5, 6, MatchKind::kIdenticalText, true},
      {0, 1, MatchKind::kIdenticalText, false},
      {0, 1, MatchKind::kIdenticalTokens, true},
      {0, 1, MatchKind::kRevision, true},
      {0, 1, MatchKind::kNear, true},
      {0, 2, MatchKind::kIdenticalText, true},
      {0, 3, MatchKind::kIdenticalText, true},
      {3, 4, MatchKind::kIdenticalText, true},  // No url is not the same url.
  };
  for (const auto& c : kCases) {
    const std::vector<Removal> removals = {
        {.dropped = c.dropped, .kept = c.kept, .kind = c.kind}};
    EXPECT_EQ(Over(*corpus, removals, params).size(), c.counts ? 1U : 0U)
        << c.kept << " " << c.dropped << " " << ToString(c.kind);
  }
}

// Records of the archive are not the run's to remove, so they do not count.
TEST(RemovalGuardTest, TheArchiveDoesNotDilute) {
  ScratchFolder folder;
  std::vector<Record> archive(100, {.id = "", .text = "x", .outlet = "A"});
  const Corpus corpus = MakeCorpus(folder, {{"A", 20}}, archive);
  EXPECT_EQ(Over(corpus, DropRange(0, 11), {}), Counts({{"A", {11, 20}}}));
}

}  // namespace
}  // namespace prov
