#include "libprov/dedupe/plan.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "libprov/sketch/sketch_corpus.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

constexpr std::string_view kText =
    "one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty";

Record With(const char* id, std::string_view text) {
  return {.id = id, .text = std::string(text)};
}

// A corpus with its signatures.
struct Sketched {
  ScratchFolder folder;
  Corpus corpus;
  SignatureTable signatures{0};
};

std::unique_ptr<Sketched> Sketch(const std::vector<Record>& records) {
  auto sketched = std::make_unique<Sketched>();
  sketched->corpus =
      Corpus::Open({Spill(sketched->folder.File("in"), ToLines(records))})
          .value();
  auto signatures = SketchCorpus(sketched->corpus, {}, {}, {});
  EXPECT_TRUE(IsOk(signatures.status()));
  sketched->signatures = *std::move(signatures);
  return sketched;
}

// The keys (kept, dropped) of a plan.
std::vector<std::string> Drops(const Corpus& corpus, const Plan& plan) {
  std::vector<std::string> drops;
  for (const Removal& removal : plan.removals) {
    EXPECT_EQ(plan.assignment.kept_for[removal.dropped], removal.kept);
    drops.push_back(std::string(corpus.documents().key(removal.kept)) + " < " +
                    std::string(corpus.documents().key(removal.dropped)));
  }
  return drops;
}

TEST(PlanTest, EveryRemovalIsCompared) {
  const std::string text(kText);
  const auto sketched = Sketch({
      With("a", text),
      With("b", text + " 21"),
      {.id = "a2", .text = text},
      With("c",
           "One, two three four five six seven eight nine ten eleven "
           "twelve thirteen fourteen fifteen sixteen seventeen eighteen "
           "nineteen twenty!"),
      With("d", "nothing of the kind stands here at all, not a word of it"),
  });
  for (const unsigned threads : {1U, 8U}) {
    const auto plan =
        MakePlan(sketched->corpus, sketched->signatures,
                 {.cluster = {.keep = KeepRule::kFirst}}, {}, threads);
    ASSERT_TRUE(IsOk(plan.status()));
    EXPECT_EQ(Drops(sketched->corpus, *plan),
              std::vector<std::string>({"a < b", "a < a2", "a < c"}));
    const Removal& near = plan->removals[0];
    EXPECT_EQ(near.kind, MatchKind::kNear);
    EXPECT_EQ(near.similarity, (TenThousandths{9411}));  // 16 of 17.
    EXPECT_TRUE(near.numbers_differ);
    EXPECT_FALSE(near.negations_differ);
    EXPECT_EQ(near.words_lost, 1U);
    EXPECT_EQ(plan->removals[1].kind, MatchKind::kIdenticalText);
    EXPECT_EQ(plan->removals[1].similarity, (TenThousandths{10000}));
    EXPECT_EQ(plan->removals[2].kind, MatchKind::kIdenticalTokens);
  }
}

TEST(PlanTest, ARefutedPairIsDecidedAnew) {
  // A forger whose texts all have one hash of tokens: twins, say the hashes.
  ScratchFolder folder;
  const std::string text(kText);
  const std::vector<Record> records = {
      With("a", "first of all something else entirely is said in this text"),
      With("b", text), With("c", text),
      With("d", "and a third text that has nothing to do with the others")};
  auto corpus =
      Corpus::Open({Spill(folder.File("in"), ToLines(records))}).value();
  SignatureTable signatures(SketchParams{}.num_slots);
  uint16_t next = 0;
  ASSERT_TRUE(IsOk(corpus.Scan(
      {},
      [&next](const Document&, unsigned, std::vector<uint16_t>& payload) {
        for (uint32_t i = 0; i < SketchParams{}.num_slots; ++i) {
          payload.push_back(next++);
        }
        return Measured{.token_count = 20, .tokens_hash = 7};
      },
      [&signatures](size_t, std::vector<uint16_t> payload) {
        signatures.Append(payload);
      })));
  const auto plan = MakePlan(corpus, signatures,
                             {.cluster = {.keep = KeepRule::kFirst}}, {}, 2);
  ASSERT_TRUE(IsOk(plan.status()));
  // Only what the tokens bear out is dropped.
  EXPECT_EQ(Drops(corpus, *plan), std::vector<std::string>({"b < c"}));
  EXPECT_EQ(plan->removals[0].kind, MatchKind::kIdenticalText);
}

class ClusterPlanTest : public ::testing::Test {
 protected:
  ClusterPlanTest() {
    const std::string text(kText);
    sketched_ = Sketch({With("a", text), With("b", text + " end"),
                        With("c", text + " end of it all is here now then"),
                        With("d", text), With("e", "other words"),
                        With("r", "twice"), With("r", "twice")});
  }

  absl::StatusOr<Plan> FromClusters(const std::vector<ClusterLine>& clusters,
                                    const PlanParams& params = {},
                                    unsigned threads = 1) {
    return PlanFromClusters(sketched_->corpus, {.clusters = clusters}, params,
                            threads);
  }

  std::unique_ptr<Sketched> sketched_;
};

TEST_F(ClusterPlanTest, IsObeyed) {
  const std::vector<ClusterLine> clusters = {
      {.keep = "d", .dropped = {"b", "a"}, .place = "f:2"},
      {.keep = "r#2", .dropped = {"r#1"}, .place = "f:3"},
      {.keep = "e", .dropped = {}, .place = "f:4"}};
  for (const unsigned threads : {1U, 8U}) {
    const auto plan = FromClusters(clusters, {}, threads);
    ASSERT_TRUE(IsOk(plan.status()));
    EXPECT_EQ(Drops(sketched_->corpus, *plan),
              std::vector<std::string>({"d < a", "d < b", "r#2 < r#1"}));
    EXPECT_EQ(plan->removals[0].kind, MatchKind::kIdenticalText);
    EXPECT_EQ(plan->removals[1].kind, MatchKind::kNear);
    EXPECT_EQ(plan->removals[2].kind, MatchKind::kIdenticalRecord);
    EXPECT_EQ(plan->assignment.similarity[1], plan->removals[1].similarity);
    EXPECT_TRUE(plan->assignment.IsKept(2));
  }
  EXPECT_TRUE(FromClusters({})->removals.empty());
}

TEST_F(ClusterPlanTest, WhatCannotBeObeyedIsLocated) {
  const struct {
    std::vector<ClusterLine> clusters;
    std::string_view text;
  } kCases[] = {
      {{{.keep = "x", .dropped = {"a"}, .place = "f:2"}},
       "f:2: 'x' is no document of the inputs"},
      {{{.keep = "a", .dropped = {"d", "x"}, .place = "f:3"}},
       "f:3: 'x' is no document of the inputs"},
      {{{.keep = "a", .dropped = {"r"}, .place = "f:3"}},
       "f:3: 'r' is no document of the inputs"},
      {{{.keep = "a", .dropped = {"d"}, .place = "f:2"},
        {.keep = "b", .dropped = {"d"}, .place = "f:3"}},
       "f:3: 'd' is dropped by two clusters"},
      {{{.keep = "a", .dropped = {"d", "d"}, .place = "f:2"}},
       "f:2: 'd' is dropped by two clusters"},
      {{{.keep = "a", .dropped = {"d"}, .place = "f:2"},
        {.keep = "b", .dropped = {"a"}, .place = "f:3"}},
       "f:2: 'a' is kept here and dropped by another cluster"},
      {{{.keep = "b", .dropped = {"a"}, .place = "f:2"},
        {.keep = "a", .dropped = {"d"}, .place = "f:3"}},
       "f:3: 'a' is kept here and dropped by another cluster"},
      {{{.keep = "a", .dropped = {"b"}, .place = "f:2"},
        {.keep = "b", .dropped = {"a"}, .place = "f:3"}},
       "f:2: 'a' is kept here and dropped by another cluster"},
      {{{.keep = "a", .dropped = {"d"}, .place = "f:2"},
        {.keep = "b", .dropped = {"e"}, .place = "f:9"}},
       "f:9: 'e' resembles 'b' only 0.0000, under the threshold of 0.8000; "
       "take it out of the cluster"},
  };
  for (const auto& c : kCases) {
    EXPECT_TRUE(Says(FromClusters(c.clusters).status(),
                     StatusCode::kFailedPrecondition, c.text));
  }
}

TEST_F(ClusterPlanTest, TheThresholdIsExact) {
  // 16 shingles of 17, and 16 of 24.
  const auto with = [](uint32_t threshold, Linkage linkage) {
    return PlanParams{.match = {.threshold = {threshold}},
                      .cluster = {.linkage = linkage}};
  };
  const std::vector<ClusterLine> near = {
      {.keep = "a", .dropped = {"b"}, .place = "f:2"}};
  const std::vector<ClusterLine> far = {
      {.keep = "a", .dropped = {"c"}, .place = "f:2"}};
  EXPECT_TRUE(IsOk(FromClusters(near, with(9411, Linkage::kStar)).status()));
  EXPECT_TRUE(Says(FromClusters(near, with(9412, Linkage::kStar)).status(),
                   StatusCode::kFailedPrecondition, "'b' resembles 'a' only"));
  EXPECT_FALSE(FromClusters(far, with(8000, Linkage::kStar)).ok());
  // Components may chain.
  const auto chained = FromClusters(far, with(8000, Linkage::kComponents));
  ASSERT_TRUE(IsOk(chained.status()));
  EXPECT_LT(chained->removals[0].similarity, (TenThousandths{8000}));
}

}  // namespace
}  // namespace prov
