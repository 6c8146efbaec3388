#include "libprov/score/cluster_score.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

// Keys of one letter each.
std::string Found(const std::string& keys) {
  std::string line = "{\"schema\":\"prov.cluster/1\",\"keep\":\"" +
                     keys.substr(0, 1) + "\",\"members\":[";
  for (const char key : keys) {
    line += line.ends_with('[') ? "" : ",";
    line += "{\"key\":\"" + std::string(1, key) + "\"}";
  }
  return line + "]}\n";
}

std::string True(const std::string& keys) {
  std::string line = "{\"schema\":\"prov.truth.cluster/1\",\"members\":[";
  for (const char key : keys) {
    line += line.ends_with('[') ? "" : ",";
    line += "\"" + std::string(1, key) + "\"";
  }
  return line + "]}\n";
}

const std::string kRun =
    "{\"schema\":\"prov.run/1\",\"tool\":\"prov-cluster\",\"version\":\"0\","
    "\"parameters\":{\"linkage\":\"star\"},\"inputs\":[]}\n";
const std::string kTruth =
    "{\"schema\":\"prov.truth/1\",\"kind\":\"clusters\",\"documents\":6}\n" +
    True("abc") + True("d") + True("ef");

class ClusterScoreTest : public testing::Test {
 protected:
  absl::StatusOr<PartitionScore> Score(const std::string& found,
                                       const std::string& truth = kTruth) {
    return ScoreClusters(Spill(found_, found), Spill(truth_, truth));
  }

  ScratchFolder folder_;
  std::string found_ = folder_.File("found");
  std::string truth_ = folder_.File("truth");
};

TEST_F(ClusterScoreTest, WhatIsNotNamedIsAlone) {
  const auto score = Score(Found("ba") + Found("ed"));
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->documents, 6u);
  EXPECT_EQ(score->found_clusters, 4u);  // ba, ed, c, f
  EXPECT_EQ(score->true_clusters, 3u);
  EXPECT_EQ(score->pair_precision, (Proportion{1, 2}));
  EXPECT_EQ(score->pair_recall, (Proportion{1, 4}));
  // a and b 1, c 1, d 1/2, e 1/2, f 1; a and b 2/3, c 1/3, d 1, e 1/2, f 1/2.
  EXPECT_DOUBLE_EQ(score->b_cubed_precision, 5.0 / 6);
  EXPECT_DOUBLE_EQ(score->b_cubed_recall, (5.0 / 3 + 2) / 6);
  EXPECT_EQ(EvalLine(*score),
            "{\"schema\":\"prov.eval/1\",\"task\":\"cluster\",\"documents\":6,"
            "\"found_clusters\":4,\"true_clusters\":3,"
            "\"pair_precision\":{\"value\":0.5000,\"low\":0.0945,"
            "\"high\":0.9055,\"hits\":1,\"of\":2},"
            "\"pair_recall\":{\"value\":0.2500,\"low\":0.0455,\"high\":0.6994,"
            "\"hits\":1,\"of\":4},\"pair_f1\":0.3333,\"ari\":0.1891,"
            "\"b_cubed_precision\":0.8333,\"b_cubed_recall\":0.6111,"
            "\"b_cubed_f1\":0.7051}");
}

TEST_F(ClusterScoreTest, NothingFoundIsAllAlone) {
  const auto score = Score(kRun);
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->found_clusters, 6u);
  EXPECT_EQ(score->b_cubed_precision, 1);
  EXPECT_EQ(score->b_cubed_recall, 0.5);
}

TEST_F(ClusterScoreTest, KeysThatDoNotFitSayWhere) {
  EXPECT_TRUE(Says(Score(Found("ab") + Found("cq")).status(),
                   StatusCode::kDataLoss,
                   found_ + ":2: the truth has no document 'q'; name the truth "
                            "of the same documents"));
  EXPECT_TRUE(Says(Score(Found("ab") + Found("cb")).status(),
                   StatusCode::kDataLoss,
                   found_ + ":2: 'b' is in a cluster already"));
  EXPECT_TRUE(Says(Score("").status(), StatusCode::kDataLoss,
                   found_ + ": has no clusters; name what prov-cluster wrote"));
  EXPECT_TRUE(Says(Score(kRun, kTruth + True("a")).status(),
                   StatusCode::kDataLoss,
                   truth_ + ":5: 'a' is in a cluster already"));
}

}  // namespace
}  // namespace prov
