#include "libprov/candidate/prefix_join.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "libprov/corpus/documents.h"
#include "libprov/shingle/shingle_set.h"
#include "libprov/text/tokenizer.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

constexpr ShingleParams kShingle{.width_tokens = 2};

// Documents of all degrees of similarity: each is new or an edited copy.
std::vector<Record> RandomRecords(uint64_t seed, size_t count,
                                  std::string_view boilerplate) {
  Random random(seed);
  std::vector<Record> records;
  for (size_t i = 0; i < count; ++i) {
    std::string text = RandomText(random, random.Below(40), 200);
    if (i > 0 && !random.OneIn(4)) {
      text = records[random.Below(i)].text;
      for (size_t edits = random.Below(8); edits > 0 && !text.empty();
           --edits) {
        const size_t word = text.find('w', random.Below(text.size()));
        if (word == std::string::npos) continue;
        text.replace(word, 1, random.OneIn(3) ? "w7 w" : "w1");
      }
    } else {
      text += boilerplate;
    }
    records.push_back({std::to_string(i), text});
  }
  return records;
}

std::vector<std::vector<uint64_t>> SetsOf(const std::vector<Record>& records) {
  std::vector<std::vector<uint64_t>> sets;
  Tokenizer tokenizer;
  for (const Record& record : records) {
    MakeShingles(tokenizer.Hashes(record.text), kShingle, sets.emplace_back());
    MakeSet(sets.back());
  }
  return sets;
}

absl::StatusOr<std::vector<CandidatePair>> Join(
    const Corpus& corpus, const std::vector<DocumentId>& documents,
    const Criterion& criterion, const Resources& resources) {
  auto pairs = JoinPrefixes(corpus, documents, kShingle, criterion, resources);
  if (!pairs.ok()) return pairs.status();
  return pairs->Values();
}

// Those of the pairs that reach the threshold.
std::vector<CandidatePair> Similar(
    const std::vector<std::vector<uint64_t>>& sets,
    const std::vector<CandidatePair>& pairs, const Criterion& criterion) {
  std::vector<CandidatePair> similar;
  for (const CandidatePair& pair : pairs) {
    if (criterion.Holds(Intersect(sets[pair.a], sets[pair.b]))) {
      similar.push_back(pair);
    }
  }
  return similar;
}

void ExpectNoneMissing(
    const std::vector<Record>& records,
    const std::vector<DocumentId>& documents,
    SimilarityMeasure measure = SimilarityMeasure::kJaccard) {
  ScratchFolder folder;
  auto corpus = Corpus::Open({Spill(folder.File("f"), ToLines(records))});
  ASSERT_TRUE(IsOk(corpus.status()));
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {})));
  const std::vector<std::vector<uint64_t>> sets = SetsOf(records);
  for (const uint32_t threshold : {5000U, 7000U, 8000U, 9000U, 10000U}) {
    const Criterion criterion({threshold}, measure);
    const auto pairs = Join(*corpus, documents, criterion, 1);
    ASSERT_TRUE(IsOk(pairs.status()));
    for (const unsigned threads : {2U, 8U}) {
      const auto same = Join(*corpus, documents, criterion, threads);
      ASSERT_TRUE(IsOk(same.status()));
      EXPECT_EQ(*same, *pairs);
      const Resources few(threads, MemoryBudget(1 << 20));
      const auto other = Join(*corpus, documents, criterion, few);
      ASSERT_TRUE(IsOk(other.status()));
      EXPECT_EQ(Similar(sets, *other, criterion),
                Similar(sets, *pairs, criterion));
    }
    EXPECT_TRUE(std::ranges::is_sorted(*pairs));
    const std::set<CandidatePair> found(pairs->begin(), pairs->end());
    EXPECT_EQ(found.size(), pairs->size());
    for (size_t i = 0; i < documents.size(); ++i) {
      for (size_t j = i + 1; j < documents.size(); ++j) {
        const DocumentId a = documents[i];
        const DocumentId b = documents[j];
        if (sets[a].empty() || sets[b].empty()) {
          EXPECT_FALSE(found.contains({a, b}));
        } else if (criterion.Holds(Intersect(sets[a], sets[b]))) {
          EXPECT_TRUE(found.contains({a, b})) << a << " " << b;
        }
      }
    }
    for (const CandidatePair& pair : found) {
      EXPECT_TRUE(std::ranges::binary_search(documents, pair.a));
      EXPECT_TRUE(std::ranges::binary_search(documents, pair.b));
      if (measure == SimilarityMeasure::kContainment) continue;
      EXPECT_TRUE(
          CanReach({threshold}, sets[pair.a].size(), sets[pair.b].size()));
    }
  }
}

std::vector<DocumentId> AllOf(const std::vector<Record>& records) {
  std::vector<DocumentId> documents(records.size());
  std::iota(documents.begin(), documents.end(), 0);
  return documents;
}

TEST(PrefixJoinTest, MissesNoSimilarPair) {
  for (uint64_t seed = 0; seed < 12; ++seed) {
    SCOPED_TRACE(seed);
    const std::vector<Record> records = RandomRecords(seed, 150, "");
    ExpectNoneMissing(records, AllOf(records));
  }
}

TEST(PrefixJoinTest, MissesNoSimilarPairAmongBoilerplate) {
  Random random(99);
  const std::string footer = " " + RandomText(random, 30, 1000);
  for (uint64_t seed = 20; seed < 25; ++seed) {
    SCOPED_TRACE(seed);
    const std::vector<Record> records = RandomRecords(seed, 150, footer);
    ExpectNoneMissing(records, AllOf(records));
  }
}

TEST(PrefixJoinTest, MissesNoTextInALargerOne) {
  Random random(7);
  const std::string footer = " " + RandomText(random, 30, 1000);
  for (uint64_t seed = 40; seed < 48; ++seed) {
    SCOPED_TRACE(seed);
    std::vector<Record> records =
        RandomRecords(seed, 120, seed % 2 == 0 ? "" : footer);
    // Texts that hold others, at any place.
    for (int i = 0; i < 40; ++i) {
      const size_t held = random.Below(records.size());
      records.push_back({"h" + std::to_string(i),
                         RandomText(random, random.Below(200), 200) + " " +
                             records[held].text + " " +
                             RandomText(random, random.Below(200), 200)});
    }
    ExpectNoneMissing(records, AllOf(records), SimilarityMeasure::kContainment);
  }
}

TEST(PrefixJoinTest, LooksAtTheDocumentsGivenOnly) {
  const std::vector<Record> records = RandomRecords(31, 200, " w1 w2 w3");
  Random random(31);
  std::vector<DocumentId> documents = AllOf(records);
  std::erase_if(documents, [&](DocumentId) { return random.OneIn(2); });
  ExpectNoneMissing(records, documents);
  ExpectNoneMissing(records, {});
  ExpectNoneMissing(records, {5});
}

TEST(PrefixJoinTest, ProposesFewPairsThatAreNotSimilar) {
  // Unrelated texts under one footer: their rare shingles never meet.
  Random random(5);
  const std::string footer = " " + RandomText(random, 20, 1000);
  std::vector<Record> records;
  for (int i = 0; i < 200; ++i) {
    records.push_back(
        {std::to_string(i), RandomText(random, 60, 1000000) + footer});
  }
  ScratchFolder folder;
  auto corpus = Corpus::Open({Spill(folder.File("f"), ToLines(records))});
  ASSERT_TRUE(IsOk(corpus.status()));
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {})));
  const auto pairs = Join(*corpus, AllOf(records), TenThousandths{8000}, 2);
  ASSERT_TRUE(IsOk(pairs.status()));
  EXPECT_LT(pairs->size(), 10U);
}

TEST(PrefixJoinTest, ReportsAFileThatChanged) {
  const std::vector<Record> records = RandomRecords(1, 10, "");
  ScratchFolder folder;
  const std::string path = Spill(folder.File("f"), ToLines(records));
  auto corpus = Corpus::Open({path});
  ASSERT_TRUE(IsOk(corpus.status()));
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {})));
  std::filesystem::resize_file(path, 10);
  EXPECT_TRUE(absl::IsDataLoss(
      JoinPrefixes(*corpus, AllOf(records), kShingle, TenThousandths{8000}, 2)
          .status()));
}

}  // namespace
}  // namespace prov
