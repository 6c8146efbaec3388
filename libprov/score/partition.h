// How well one partition of documents agrees with another, by the three
// measures of the field:
//
//   pairs     precision and recall of "these two are in one cluster"
//   ARI       agreement of pairs, corrected for chance: 1 is the same
//             partition, 0 is what shuffled labels give.  1 also where there is
//             nothing to get wrong: both all singletons, or both one cluster.
//   B-cubed   precision and recall seen from each document, averaged: what of
//             its found cluster belongs there, what of its true one was found
//
// All from the sizes n_ij of the intersections, in O(documents) time and 20
// bytes a document; counts of pairs are exact up to 2^32 documents.
//
// Sources: L. Hubert, P. Arabie, "Comparing partitions", J. of Classification 2
// (1985); A. Bagga, B. Baldwin, "Algorithms for scoring coreference chains",
// LREC workshop (1998).

#ifndef LIBPROV_SCORE_PARTITION_H_
#define LIBPROV_SCORE_PARTITION_H_

#include <cstdint>
#include <span>

#include "libprov/score/wilson.h"

namespace prov {

struct PartitionScore {
  uint64_t documents = 0;
  uint64_t found_clusters = 0;  // Singletons included.
  uint64_t true_clusters = 0;
  Proportion pair_precision;
  Proportion pair_recall;
  double adjusted_rand_index = 1;
  double b_cubed_precision = 1;
  double b_cubed_recall = 1;
};

// found[i] and truth[i] are the clusters of document i; any numbers below the
// number of documents.
// REQUIRES: found.size() == truth.size() < 2^32
PartitionScore ScorePartition(std::span<const uint32_t> found,
                              std::span<const uint32_t> truth);

}  // namespace prov

#endif  // LIBPROV_SCORE_PARTITION_H_
