#include "libprov/cluster/assignment.h"

#include "libprov/cluster/linkage.h"
#include "libprov/cluster/match_graph.h"

namespace prov {

absl::StatusOr<Assignment> Assign(const DocumentTable& documents,
                                  const SetMatches& matches,
                                  const ClusterParams& params,
                                  const Exemptions& exemptions,
                                  PairVerifier* verifier) {
  MatchGraph graph(documents, matches, params, exemptions, verifier);
  return params.linkage == Linkage::kStar ? AssignByStar(graph)
                                          : AssignByComponents(graph);
}

}  // namespace prov
