#include "libprov/score/partition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

namespace prov {
namespace {

using Labels = std::vector<uint32_t>;

// From the definitions, over all pairs of documents.
PartitionScore ScoreByPairs(const Labels& found, const Labels& truth) {
  const auto n = static_cast<double>(found.size());
  PartitionScore score{
      .documents = found.size(), .b_cubed_precision = 0, .b_cubed_recall = 0};
  uint64_t all = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    double in_found = 0;
    double in_truth = 0;
    double in_both = 0;
    for (size_t j = 0; j < found.size(); ++j) {
      const bool same_found = found[i] == found[j];
      const bool same_true = truth[i] == truth[j];
      in_found += same_found;
      in_truth += same_true;
      in_both += same_found && same_true;
      if (j <= i) continue;
      ++all;
      score.pair_precision.of += same_found;
      score.pair_recall.of += same_true;
      score.pair_precision.hits += same_found && same_true;
      score.pair_recall.hits += same_found && same_true;
    }
    score.b_cubed_precision += in_both / in_found / n;
    score.b_cubed_recall += in_both / in_truth / n;
  }
  const auto index = static_cast<double>(score.pair_recall.hits);
  const auto a = static_cast<double>(score.pair_precision.of);
  const auto b = static_cast<double>(score.pair_recall.of);
  const double expected = all == 0 ? 0 : a * b / static_cast<double>(all);
  const double most = (a + b) / 2;
  score.adjusted_rand_index =
      most == expected ? 1 : (index - expected) / (most - expected);
  for (uint32_t label = 0; label < found.size(); ++label) {
    score.found_clusters += std::ranges::count(found, label) > 0;
    score.true_clusters += std::ranges::count(truth, label) > 0;
  }
  return score;
}

void ExpectSame(const PartitionScore& score, const PartitionScore& naive) {
  EXPECT_EQ(score.documents, naive.documents);
  EXPECT_EQ(score.found_clusters, naive.found_clusters);
  EXPECT_EQ(score.true_clusters, naive.true_clusters);
  EXPECT_EQ(score.pair_precision, naive.pair_precision);
  EXPECT_EQ(score.pair_recall, naive.pair_recall);
  EXPECT_NEAR(score.adjusted_rand_index, naive.adjusted_rand_index, 1e-12);
  EXPECT_NEAR(score.b_cubed_precision, naive.b_cubed_precision, 1e-12);
  EXPECT_NEAR(score.b_cubed_recall, naive.b_cubed_recall, 1e-12);
}

TEST(PartitionTest, AgreesWithAllPairsOfRandomPartitions) {
  std::mt19937 random(1985);
  const auto below = [&random](uint32_t n) {
    return static_cast<uint32_t>(random() % n);
  };
  for (int round = 0; round < 400; ++round) {
    const uint32_t n = 1 + below(60);
    const uint32_t found_labels = 1 + below(n);
    const uint32_t true_labels = 1 + below(n);
    Labels found(n);
    Labels truth(n);
    for (uint32_t i = 0; i < n; ++i) {
      truth[i] = below(true_labels);
      // Between the same and unrelated.
      found[i] = below(8) < static_cast<uint32_t>(round) % 9
                     ? below(found_labels)
                     : truth[i];
    }
    SCOPED_TRACE(round);
    ExpectSame(ScorePartition(found, truth), ScoreByPairs(found, truth));
  }
}

// Six of eight documents are in the right one of two clusters; by hand.
TEST(PartitionTest, GivesAWorkedExample) {
  // n_ij: 3 1 / 1 3.
  const Labels found = {0, 0, 0, 0, 1, 1, 1, 1};
  const Labels truth = {0, 0, 0, 1, 0, 1, 1, 1};
  const PartitionScore score = ScorePartition(found, truth);
  EXPECT_EQ(score.pair_precision, (Proportion{6, 12}));
  EXPECT_EQ(score.pair_recall, (Proportion{6, 12}));
  // Expected 12 * 12 / 28; (6 - 36/7) / (12 - 36/7) = 6/48.
  EXPECT_DOUBLE_EQ(score.adjusted_rand_index, 0.125);
  // (3/4 * 3 + 1/4) * 2 / 8.
  EXPECT_DOUBLE_EQ(score.b_cubed_precision, 0.625);
  EXPECT_DOUBLE_EQ(score.b_cubed_recall, 0.625);
}

TEST(PartitionTest, NamesOfClustersDoNotMatter) {
  const Labels truth = {4, 4, 2, 0, 2, 4};
  const PartitionScore score = ScorePartition(Labels{1, 1, 5, 3, 5, 1}, truth);
  EXPECT_EQ(score.adjusted_rand_index, 1);
  EXPECT_EQ(score.b_cubed_precision, 1);
  EXPECT_EQ(score.b_cubed_recall, 1);
  EXPECT_EQ(score.pair_precision, (Proportion{4, 4}));
  EXPECT_EQ(score.found_clusters, 3u);
}

TEST(PartitionTest, WhereNothingCanBeWrongAllIsRight) {
  EXPECT_EQ(ScorePartition({}, {}).adjusted_rand_index, 1);
  EXPECT_EQ(ScorePartition(Labels{0}, Labels{0}).adjusted_rand_index, 1);
  const Labels apart = {0, 1, 2};
  const Labels together = {0, 0, 0};
  EXPECT_EQ(ScorePartition(apart, apart).adjusted_rand_index, 1);
  EXPECT_EQ(ScorePartition(together, together).adjusted_rand_index, 1);
  EXPECT_EQ(ScorePartition(apart, together).adjusted_rand_index, 0);
  EXPECT_EQ(ScorePartition(apart, apart).pair_precision, (Proportion{0, 0}));
}

// The products of counts of pairs pass 2^64 by far here.
TEST(PartitionTest, TenMillionDocumentsInOneClusterOverflowNothing) {
  constexpr uint32_t kDocuments = 10'000'000;
  Labels truth(kDocuments, 7);
  Labels found(kDocuments, 3);
  found[0] = 0;
  const PartitionScore score = ScorePartition(found, truth);
  EXPECT_EQ(score.pair_recall.of, 49'999'995'000'000u);
  EXPECT_EQ(score.pair_recall.hits, 49'999'985'000'001u);
  EXPECT_EQ(score.pair_precision.hits, score.pair_precision.of);
  EXPECT_NEAR(score.adjusted_rand_index, 0, 1e-9);
  EXPECT_EQ(score.b_cubed_precision, 1);
  EXPECT_NEAR(score.b_cubed_recall, 1 - 2e-7, 1e-9);
  std::iota(truth.begin(), truth.end(), 0);
  EXPECT_EQ(ScorePartition(truth, truth).adjusted_rand_index, 1);
}

}  // namespace
}  // namespace prov
