// The two ways from matches to who is kept (assignment.h).

#ifndef LIBPROV_CLUSTER_LINKAGE_H_
#define LIBPROV_CLUSTER_LINKAGE_H_

#include "libprov/base/status.h"
#include "libprov/cluster/assignment.h"
#include "libprov/cluster/match_graph.h"

namespace prov {

absl::StatusOr<Assignment> AssignByStar(MatchGraph& graph);
absl::StatusOr<Assignment> AssignByComponents(MatchGraph& graph);

}  // namespace prov

#endif  // LIBPROV_CLUSTER_LINKAGE_H_
