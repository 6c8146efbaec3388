// prov-eval cluster: what prov-cluster decided, beside the true partition.

#ifndef LIBPROV_SCORE_CLUSTER_SCORE_H_
#define LIBPROV_SCORE_CLUSTER_SCORE_H_

#include <string>

#include "libprov/base/status.h"
#include "libprov/score/partition.h"

namespace prov {

// Documents that `clusters_path` (prov.cluster/1) does not name are singletons.
// DataLoss with the place where a key is in two clusters of a file, or in a
// found cluster but not in the truth; also where the file neither has clusters
// nor is of a run that could have found some.
absl::StatusOr<PartitionScore> ScoreClusters(const std::string& clusters_path,
                                             const std::string& truth_path);

// One prov.eval/1 line, without "\n".
std::string EvalLine(const PartitionScore& score);

// The same for people.
std::string EvalText(const PartitionScore& score);

}  // namespace prov

#endif  // LIBPROV_SCORE_CLUSTER_SCORE_H_
