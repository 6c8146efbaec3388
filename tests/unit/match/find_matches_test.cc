#include "libprov/match/find_matches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "libprov/candidate/band_join.h"
#include "tests/unit/match/match_testing.h"

namespace prov {
namespace {

using Listed = std::tuple<std::string, std::string, uint64_t, uint64_t,
                          uint64_t, MatchKind>;

SetMatches Find(const SketchedCorpus& corpus, const MatchParams& params,
                Crowds crowds = Crowds::kExpand, unsigned threads = 2) {
  auto found = FindSetMatches(corpus.corpus(), corpus.signatures(),
                              kTestShingle, params, crowds, threads);
  EXPECT_TRUE(IsOk(found.status()));
  return *std::move(found);
}

std::vector<Listed> List(const SketchedCorpus& corpus, const SetMatches& found,
                         TenThousandths threshold, const Resources& resources) {
  const auto matches =
      ListMatches(corpus.corpus(), found, kTestShingle, threshold, resources);
  EXPECT_TRUE(IsOk(matches.status()));
  std::vector<Listed> listed;
  for (const Match& match : *matches) {
    listed.emplace_back(corpus.documents().key(match.a),
                        corpus.documents().key(match.b), match.overlap.shared,
                        match.overlap.size_a, match.overlap.size_b, match.kind);
  }
  return listed;
}

// The definition in find_matches.h, over all pairs of all documents.
std::vector<Listed> Expected(const std::vector<Record>& records,
                             const SketchedCorpus& corpus,
                             TenThousandths threshold) {
  const DocumentTable& documents = corpus.documents();
  std::vector<std::set<std::string>> sets;
  std::map<std::string, DocumentId> by_key;
  for (DocumentId d = 0; d < records.size(); ++d) {
    sets.push_back(RunsOf(records[d].text));
    by_key[std::string(documents.key(d))] = d;
  }
  // A text without words is like nothing but its own record.
  auto same_class = [&](DocumentId a, DocumentId b) {
    return sets[a].empty() ? ToJson(records[a]) == ToJson(records[b])
                           : sets[a] == sets[b];
  };
  auto is_first = [&](DocumentId d) {
    return std::ranges::none_of(by_key, [&](const auto& entry) {
      return entry.first < documents.key(d) && same_class(entry.second, d);
    });
  };
  std::vector<Listed> listed;
  for (const auto& [key_a, a] : by_key) {
    for (const auto& [key_b, b] : by_key) {
      if (key_a >= key_b || !is_first(a)) continue;
      const Overlap overlap = OverlapOf(sets[a], sets[b]);
      const bool wanted = same_class(a, b) ||
                          (is_first(b) && !sets[a].empty() &&
                           !sets[b].empty() && overlap.jaccard() >= threshold);
      if (wanted) {
        listed.emplace_back(key_a, key_b, overlap.shared, overlap.size_a,
                            overlap.size_b, KindByHash(documents, a, b));
      }
    }
  }
  return listed;
}

TEST(ListMatchesTest, IsTheDefinition) {
  for (uint64_t seed = 0; seed < 6; ++seed) {
    std::vector<Record> records = FamilyRecords(seed, 90);
    Random random(seed);
    // Records without words, repeated records, and ids out of order.
    records.push_back({"", ""});
    records.push_back({"", ""});
    records.push_back({"none", "--"});
    records.push_back({"Ten", "one one one one one"});
    records.push_back({"ten", "one one one"});
    for (int i = 0; i < 5; ++i) {
      records.push_back(records[random.Below(records.size())]);
    }
    Shuffle(random, records);
    const SketchedCorpus corpus(records);
    for (const uint32_t threshold : {5000U, 8000U, 10000U}) {
      const SetMatches found =
          Find(corpus, {.threshold = {threshold}, .search = Search::kExact});
      EXPECT_TRUE(found.crowds.empty());
      const std::vector<Listed> expected =
          Expected(records, corpus, {threshold});
      const MemoryBudget few(100'000);
      for (const Resources& resources :
           {Resources(1), Resources(2), Resources(8), Resources(2, few)}) {
        EXPECT_TRUE(List(corpus, found, {threshold}, resources) == expected)
            << seed << " at " << threshold;
      }
      EXPECT_GT(expected.size(), 20U);
    }
  }
}

TEST(FindSetMatchesTest, BandsFindWhatExactFindsWithTheRecallAsked) {
  size_t exact_count = 0;
  size_t found_count = 0;
  for (uint64_t seed = 100; seed < 110; ++seed) {
    const SketchedCorpus corpus(FamilyRecords(seed, 200));
    auto pairs_of = [&](const SetMatches& matches) {
      std::set<std::pair<DocumentId, DocumentId>> pairs;
      for (const SetMatch& match : matches.matches) {
        EXPECT_LT(match.a, match.b);
        EXPECT_GE(match.overlap().jaccard(), TenThousandths{7000});
        pairs.emplace(match.a, match.b);
      }
      EXPECT_EQ(pairs.size(), matches.matches.size());
      return pairs;
    };
    const auto exact =
        pairs_of(Find(corpus, {.threshold = {7000}, .search = Search::kExact}));
    const auto bands =
        pairs_of(Find(corpus, {.threshold = {7000}, .recall = .95}));
    EXPECT_TRUE(std::ranges::includes(exact, bands));
    exact_count += exact.size();
    found_count += bands.size();
  }
  EXPECT_GT(exact_count, 500U);
  // Pairs over the threshold are found more often than those at it.
  EXPECT_GE(found_count * 100, exact_count * 95);
}

std::vector<Record> CrowdRecords(size_t count) {
  Random random(1);
  const std::string text = RandomText(random, 200, 10000);
  std::vector<Record> records;
  for (size_t i = 0; i < count; ++i) {
    records.push_back(
        {std::to_string(i), text + " number" + std::to_string(i)});
  }
  return records;
}

TEST(FindSetMatchesTest, LeavesOrExpandsCrowds) {
  const SketchedCorpus corpus(CrowdRecords(kCrowdSize + 36));
  for (const unsigned threads : {1U, 8U}) {
    const SetMatches left = Find(corpus, {}, Crowds::kLeave, threads);
    EXPECT_FALSE(left.crowds.empty());
    const SetMatches expanded = Find(corpus, {}, Crowds::kExpand, threads);
    EXPECT_TRUE(expanded.crowds.empty());
    EXPECT_EQ(expanded.matches.size(), 100U * 99 / 2);
  }
}

TEST(FindSetMatchesTest, RefusesWhatTheSignatureCannotGive) {
  const SketchedCorpus corpus(CrowdRecords(3));
  for (const MatchParams& params :
       {MatchParams{.threshold = {100}, .recall = .999999},
        MatchParams{.threshold = {0}}, MatchParams{.recall = 1}}) {
    EXPECT_TRUE(absl::IsInvalidArgument(
        FindSetMatches(corpus.corpus(), corpus.signatures(), kTestShingle,
                       params, Crowds::kLeave, 1)
            .status()));
  }
}

TEST(MatchParamsTest, ComeBackAsTheyWere) {
  for (const MatchParams& params :
       {MatchParams{}, MatchParams{.threshold = {1}, .recall = .5},
        MatchParams{.threshold = {10000}, .recall = .999999},
        MatchParams{.threshold = {7001}, .recall = .99999999},
        MatchParams{.threshold = {3333}, .search = Search::kExact}}) {
    Params written;
    AddParams(params, written);
    const auto read = MatchParamsFrom(written);
    ASSERT_TRUE(IsOk(read.status()));
    EXPECT_EQ(read->threshold, params.threshold);
    EXPECT_EQ(read->recall, params.recall);
    EXPECT_EQ(read->search, params.search);
  }
  for (uint32_t threshold = 1; threshold <= 10000; ++threshold) {
    Params written;
    AddParams({.threshold = {threshold}}, written);
    ASSERT_EQ(MatchParamsFrom(written)->threshold.value, threshold);
  }
}

TEST(MatchParamsTest, RefuseWhatIsNone) {
  const Params cases[] = {{{"threshold", "high"}}, {{"threshold", ""}},
                          {{"threshold", "0.8x"}}, {{"threshold", "-1"}},
                          {{"threshold", "nan"}},  {{"threshold", "1e9"}},
                          {{"recall", "all"}},     {{"search", "slow"}}};
  for (const Params& params : cases) {
    EXPECT_TRUE(Says(MatchParamsFrom(params).status(),
                     absl::StatusCode::kInvalidArgument,
                     "parameter '" + params.begin()->first + "'"))
        << params.begin()->second;
  }
}

}  // namespace
}  // namespace prov
