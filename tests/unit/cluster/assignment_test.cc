#include "libprov/cluster/assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libprov/candidate/band_join.h"
#include "tests/unit/cluster/assignment_testing.h"
#include "tests/unit/match/match_testing.h"

namespace prov {
namespace {

SetMatches Find(const SketchedCorpus& corpus, Search search, Crowds crowds) {
  auto found =
      FindSetMatches(corpus.corpus(), corpus.signatures(), kTestShingle,
                     {.threshold = kThreshold, .search = search}, crowds, 2);
  EXPECT_TRUE(IsOk(found.status()));
  return *std::move(found);
}

Assignment AssignWith(const SketchedCorpus& corpus, const SetMatches& found,
                      const ClusterParams& params, const Exemptions& exemptions,
                      const Resources& resources = 2) {
  PairVerifier verifier(corpus.corpus(), kTestShingle, kThreshold, resources);
  auto assignment = Assign(corpus.documents(), found, params, exemptions,
                           &verifier, resources.memory);
  EXPECT_TRUE(IsOk(assignment.status()));
  return *std::move(assignment);
}

void ExpectSame(const Assignment& actual, const Assignment& expected) {
  ASSERT_EQ(actual.kept_for.size(), expected.kept_for.size());
  ASSERT_EQ(actual.similarity.size(), expected.similarity.size());
  for (DocumentId d = 0; d < actual.kept_for.size(); ++d) {
    ASSERT_EQ(actual.kept_for[d], expected.kept_for[d]) << "of " << d;
    ASSERT_EQ(actual.similarity[d], expected.similarity[d]) << "of " << d;
    ASSERT_EQ(actual.IsKept(d), expected.IsKept(d));
  }
}

// All that may be asked for, one thing after the other and some together.
std::vector<ClusterParams> AllParams() {
  std::vector<ClusterParams> all;
  for (const Linkage linkage : {Linkage::kStar, Linkage::kComponents}) {
    for (const Scope scope :
         {Scope::kAll, Scope::kAcrossOutlets, Scope::kWithinOutlet}) {
      for (const Revisions revisions :
           {Revisions::kKeep, Revisions::kCollapse}) {
        for (const std::optional<int64_t> window :
             {std::optional<int64_t>(), std::optional<int64_t>(0),
              std::optional<int64_t>(2 * 86400)}) {
          ClusterParams params{.linkage = linkage,
                               .scope = scope,
                               .revisions = revisions,
                               .window_seconds = window};
          params.keep = static_cast<KeepRule>(all.size() % 4);
          params.outlets = {"outlet 1", "outlet 0"};
          all.push_back(params);
        }
      }
    }
  }
  return all;
}

std::vector<Exemptions> AllExemptions(uint64_t seed, size_t documents) {
  Random random(seed);
  std::vector<Exemptions> all(5);
  for (int i = 0; i < 8; ++i) {
    const auto d = static_cast<DocumentId>(random.Below(documents));
    all[1].is_protected.insert(d);
    all[4].is_protected.insert(d);
  }
  all[2].first_archived = static_cast<DocumentId>(documents * 2 / 3);
  all[4].first_archived = static_cast<DocumentId>(documents / 2);
  for (size_t i = 0; i < 20 * documents; ++i) {
    const std::pair pair(static_cast<DocumentId>(random.Below(documents)),
                         static_cast<DocumentId>(random.Below(documents)));
    all[3].refuted.insert(pair);
    all[4].refuted.insert(pair);
  }
  return all;
}

std::vector<Record> SampleRecords(uint64_t seed, size_t count) {
  std::vector<Record> records = FamilyRecords(seed, count);
  records.push_back({"", ""});
  records.push_back({"", ""});
  records.push_back({"empty", "", "outlet 1"});
  Random random(seed);
  for (int i = 0; i < 4; ++i) {
    records.push_back(records[random.Below(records.size())]);
  }
  Shuffle(random, records);
  return records;
}

TEST(AssignmentTest, IsTheDefinition) {
  size_t dropped = 0;
  for (uint64_t seed = 0; seed < 3; ++seed) {
    const std::vector<Record> records = SampleRecords(seed, 70);
    const SketchedCorpus corpus(records);
    const SetMatches found = Find(corpus, Search::kExact, Crowds::kLeave);
    for (const Exemptions& exemptions : AllExemptions(seed, records.size())) {
      for (const ClusterParams& params : AllParams()) {
        const Definition definition(records, corpus.documents(), params,
                                    exemptions);
        const Assignment expected = params.linkage == Linkage::kStar
                                        ? definition.Star()
                                        : definition.Components();
        Params shown;
        AddParams(params, shown);
        SCOPED_TRACE(testing::Message()
                     << seed << ": " << testing::PrintToString(shown));
        ExpectSame(AssignWith(corpus, found, params, exemptions), expected);
        const Resources few(2, MemoryBudget(10'000));
        ExpectSame(AssignWith(corpus, found, params, exemptions, few),
                   expected);
        if (HasFatalFailure()) return;
        for (DocumentId d = 0; d < records.size(); ++d) {
          dropped += expected.IsKept(d) ? 0 : 1;
        }
      }
    }
  }
  EXPECT_GT(dropped, 1000U);
}

TEST(AssignmentTest, UnderContainmentTheSmallerGoesForTheLarger) {
  size_t dropped = 0;
  for (uint64_t seed = 0; seed < 3; ++seed) {
    std::vector<Record> records = SampleRecords(seed, 50);
    Random random(seed);
    for (int i = 0; i < 30; ++i) {  // Texts that hold others.
      Record record = records[random.Below(50)];
      record.id = "holds " + std::to_string(i);
      record.text += " " + records[random.Below(records.size())].text;
      records.push_back(record);
    }
    const SketchedCorpus corpus(records);
    const auto found =
        FindSetMatches(corpus.corpus(), corpus.signatures(), kTestShingle,
                       {.threshold = kThreshold,
                        .similarity = SimilarityMeasure::kContainment},
                       Crowds::kLeave, 2);
    ASSERT_TRUE(IsOk(found.status()));
    for (const Exemptions& exemptions : AllExemptions(seed, records.size())) {
      for (const ClusterParams& params : AllParams()) {
        if (params.linkage == Linkage::kComponents) {
          EXPECT_EQ(
              Assign(corpus.documents(), *found, params, exemptions, nullptr)
                  .status()
                  .code(),
              absl::StatusCode::kInvalidArgument);
          continue;
        }
        const Definition definition(records, corpus.documents(), params,
                                    exemptions,
                                    SimilarityMeasure::kContainment);
        const Assignment expected = definition.Star();
        ExpectSame(AssignWith(corpus, *found, params, exemptions), expected);
        if (HasFatalFailure()) return;
        for (DocumentId d = 0; d < records.size(); ++d) {
          if (expected.IsKept(d)) continue;
          ++dropped;
          EXPECT_GE(
              OverlapOf(RunsOf(records[expected.kept_for[d]].text),
                        RunsOf(records[d].text))
                  .b_in_a(),
              RunsOf(records[d].text).empty() ? TenThousandths{0} : kThreshold);
        }
      }
    }
  }
  EXPECT_GT(dropped, 1000U);
}

// Near-duplicates enough for crowds, with everything that tells members apart.
std::vector<Record> CrowdRecords(uint64_t seed, size_t count) {
  Random random(seed);
  std::vector<Record> records = SampleRecords(seed, 40);
  const std::string text = RandomText(random, 120, 10000);
  for (size_t i = 0; i < count; ++i) {
    Record record = records[random.Below(40)];
    record.id = "crowd " + std::to_string(i);
    record.text = text;
    for (size_t edits = random.Below(12); edits > 0; --edits) {
      record.text.insert(record.text.find(' ', random.Below(400)),
                         " e" + std::to_string(random.Below(30)));
    }
    records.push_back(record);
  }
  Shuffle(random, records);
  return records;
}

TEST(AssignmentTest, CrowdsLeftGiveWhatCrowdsExpandedGive) {
  for (uint64_t seed = 0; seed < 2; ++seed) {
    const std::vector<Record> records = CrowdRecords(seed, 200);
    const SketchedCorpus corpus(records);
    const SetMatches left = Find(corpus, Search::kBands, Crowds::kLeave);
    const SetMatches expanded = Find(corpus, Search::kBands, Crowds::kExpand);
    ASSERT_GE(left.crowds.size(), 3U);
    for (const Exemptions& exemptions : AllExemptions(seed, records.size())) {
      for (const ClusterParams& params : AllParams()) {
        Params shown;
        AddParams(params, shown);
        SCOPED_TRACE(testing::Message()
                     << seed << ": " << testing::PrintToString(shown));
        const Assignment expected =
            AssignWith(corpus, expanded, params, exemptions);
        for (const unsigned threads : {1U, 8U}) {
          ExpectSame(AssignWith(corpus, left, params, exemptions, threads),
                     expected);
        }
        if (HasFatalFailure()) return;
      }
    }
  }
}

// key -> the key kept for it.
std::map<std::string, std::string> ByKey(const std::vector<Record>& records,
                                         const ClusterParams& params,
                                         Search search) {
  const SketchedCorpus corpus(records);
  const Assignment assignment =
      AssignWith(corpus, Find(corpus, search, Crowds::kLeave), params, {});
  const DocumentTable& documents = corpus.documents();
  std::map<std::string, std::string> by_key;
  for (DocumentId d = 0; d < documents.size(); ++d) {
    by_key.emplace(documents.key(d), documents.key(assignment.kept_for[d]));
  }
  EXPECT_EQ(by_key.size(), records.size());
  return by_key;
}

TEST(AssignmentTest, DoesNotDependOnTheOrderOfTheInput) {
  for (const ClusterParams& params : AllParams()) {
    if (params.keep == KeepRule::kFirst) continue;
    for (const Search search : {Search::kExact, Search::kBands}) {
      std::vector<Record> records = CrowdRecords(5, 90);
      const auto expected = ByKey(records, params, search);
      Random random(6);
      for (int i = 0; i < 2; ++i) {
        Shuffle(random, records);
        EXPECT_EQ(ByKey(records, params, search), expected);
      }
    }
  }
}

TEST(AssignmentTest, OfNothingIsNothing) {
  const SketchedCorpus corpus(std::vector<Record>{});
  for (const Linkage linkage : {Linkage::kStar, Linkage::kComponents}) {
    EXPECT_TRUE(AssignWith(corpus, Find(corpus, Search::kBands, Crowds::kLeave),
                           {.linkage = linkage}, {})
                    .kept_for.empty());
  }
}

}  // namespace
}  // namespace prov
