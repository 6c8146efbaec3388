// Clusters as findings: one prov.cluster/1 line for each kept record that
// others are dropped for, in the order of its key.  The file is a plan: a
// person may review it, delete members or lines, or name another `keep`, and
// give it to prov-dedupe --clusters.

#ifndef LIBPROV_CLUSTER_CLUSTER_FILE_H_
#define LIBPROV_CLUSTER_CLUSTER_FILE_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/cluster/assignment.h"
#include "libprov/cluster/cluster_params.h"
#include "libprov/corpus/document_table.h"
#include "libprov/corpus/findings.h"

namespace prov {

// Calls `write` with each line, "\n" included.  Members stand in the order of
// preference, the kept one first.
absl::Status WriteClusters(
    const DocumentTable& documents, const Assignment& assignment,
    const ClusterParams& params, const MemoryBudget& memory,
    absl::FunctionRef<absl::Status(std::string_view line)> write);

// A cluster as a file has it.
struct ClusterLine {
  std::string keep;
  std::vector<std::string> dropped;  // The other members' keys.
  std::string place;                 // "path:line", for messages.
};

struct ClusterFile {
  RunFacts run;
  std::vector<ClusterLine> clusters;
};

absl::StatusOr<ClusterFile> ReadClusters(const std::string& path);

}  // namespace prov

#endif  // LIBPROV_CLUSTER_CLUSTER_FILE_H_
