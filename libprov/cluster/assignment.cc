#include "libprov/cluster/assignment.h"

#include "libprov/cluster/linkage.h"
#include "libprov/cluster/match_graph.h"

namespace prov {

absl::StatusOr<Assignment> Assign(const DocumentTable& documents,
                                  const SetMatches& matches,
                                  const ClusterParams& params,
                                  const Exemptions& exemptions,
                                  PairVerifier* verifier,
                                  const MemoryBudget& memory) {
  if (matches.similarity == SimilarityMeasure::kContainment &&
      params.linkage == Linkage::kComponents) {
    return absl::InvalidArgumentError(
        "--linkage components does not go with --similarity containment: a "
        "dropped record must lie in the one kept for it; leave out --linkage");
  }
  PROV_ASSIGN_OR_RETURN(MatchGraph graph,
                        MatchGraph::Create(documents, matches, params,
                                           exemptions, verifier, memory));
  PROV_ASSIGN_OR_RETURN(Assignment assignment, params.linkage == Linkage::kStar
                                                   ? AssignByStar(graph)
                                                   : AssignByComponents(graph));
  assignment.measure = matches.similarity;
  PROV_RETURN_IF_ERROR(graph.status());
  return assignment;
}

}  // namespace prov
