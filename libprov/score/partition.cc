// Documents are brought into the order of their true clusters by counting; a
// true cluster's intersections are then counted in one array, which the
// cluster's own documents clear again.
//
// Tested by partition_test.cc against all pairs of random partitions.

#include "libprov/score/partition.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace prov {
namespace {

uint64_t Pairs(uint64_t n) { return n < 2 ? 0 : n * (n - 1) / 2; }

std::vector<uint32_t> SizesOf(std::span<const uint32_t> clusters) {
  std::vector<uint32_t> sizes(clusters.size());
  for (const uint32_t cluster : clusters) ++sizes[cluster];
  return sizes;
}

// The documents of cluster 0, then those of cluster 1, ...
std::vector<uint32_t> ByCluster(std::span<const uint32_t> clusters,
                                const std::vector<uint32_t>& sizes) {
  std::vector<uint32_t> next(sizes.size());
  std::exclusive_scan(sizes.begin(), sizes.end(), next.begin(), 0u);
  std::vector<uint32_t> documents(clusters.size());
  for (uint32_t document = 0; document < clusters.size(); ++document) {
    documents[next[clusters[document]]++] = document;
  }
  return documents;
}

double AdjustedRandIndex(uint64_t both, uint64_t found, uint64_t truth,
                         uint64_t all) {
  // The same pairs, or none that could differ.
  if (both == found && both == truth) return 1;
  const double expected = static_cast<double>(found) *
                          static_cast<double>(truth) / static_cast<double>(all);
  const double most =
      (static_cast<double>(found) + static_cast<double>(truth)) / 2;
  return (static_cast<double>(both) - expected) / (most - expected);
}

}  // namespace

PartitionScore ScorePartition(std::span<const uint32_t> found,
                              std::span<const uint32_t> truth) {
  PartitionScore score;
  score.documents = found.size();
  if (found.empty()) return score;
  const std::vector<uint32_t> found_sizes = SizesOf(found);
  const std::vector<uint32_t> true_sizes = SizesOf(truth);
  const std::vector<uint32_t> documents = ByCluster(truth, true_sizes);
  std::vector<uint32_t> shared(found.size());  // n_ij of the true cluster.
  uint64_t both = 0;
  double precision = 0;
  double recall = 0;
  auto begin = documents.begin();
  for (const uint32_t size : true_sizes) {
    const std::span<const uint32_t> members(begin, size);
    begin += size;
    for (const uint32_t document : members) ++shared[found[document]];
    double squares = 0;
    for (const uint32_t document : members) {
      uint32_t& n = shared[found[document]];
      both += Pairs(n);
      const double square = static_cast<double>(n) * n;
      precision += square / found_sizes[found[document]];
      squares += square;
      n = 0;  // Counted.
    }
    if (size > 0) recall += squares / size;
  }
  uint64_t in_found = 0;
  uint64_t in_truth = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    in_found += Pairs(found_sizes[i]);
    in_truth += Pairs(true_sizes[i]);
    score.found_clusters += found_sizes[i] > 0 ? 1 : 0;
    score.true_clusters += true_sizes[i] > 0 ? 1 : 0;
  }
  score.pair_precision = {.hits = both, .of = in_found};
  score.pair_recall = {.hits = both, .of = in_truth};
  score.adjusted_rand_index =
      AdjustedRandIndex(both, in_found, in_truth, Pairs(found.size()));
  score.b_cubed_precision = precision / static_cast<double>(found.size());
  score.b_cubed_recall = recall / static_cast<double>(found.size());
  return score;
}

}  // namespace prov
