// Matches -> who is kept, and which record is kept for each that is not.
//
// Star linkage, the default: documents are taken in order of preference
// (keep_order.h).  A document is kept unless it matches one already kept; then
// it is dropped for the most similar of those.  So no dropped record is under
// the threshold to its kept one, no two kept records match, nothing depends on
// input order, and a cluster of m costs O(m).
//
// Under containment the larger shingle set is taken first, whatever else is
// preferred, and a document is dropped only for one that is no smaller: so a
// dropped record lies in its kept one, never the reverse.
//
// Component linkage: whatever is connected by matches is one cluster, of which
// the most preferred document is kept; a dropped record may then resemble its
// kept one as little as a chain allows.

#ifndef LIBPROV_CLUSTER_ASSIGNMENT_H_
#define LIBPROV_CLUSTER_ASSIGNMENT_H_

#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/cluster/cluster_params.h"
#include "libprov/corpus/document_table.h"
#include "libprov/match/find_matches.h"
#include "libprov/match/set_match.h"

namespace prov {

// What must not be dropped, or not for one another, whatever matches.
struct Exemptions {
  absl::flat_hash_set<DocumentId> is_protected;
  // Documents from here on belong to an archive that stays as it is: they are
  // kept, come before all others, and are not matched with each other.
  std::optional<DocumentId> first_archived;
  // Pairs (kept, dropped) that a comparison of the tokens has refuted.
  absl::flat_hash_set<std::pair<DocumentId, DocumentId>> refuted;
};

struct Assignment {
  // For each document the one that is kept for it: itself if it is kept.
  std::vector<DocumentId> kept_for;
  // Of each document with that one; nullopt where component linkage joined two
  // that have not been matched with each other.
  std::vector<std::optional<TenThousandths>> similarity;
  SimilarityMeasure measure =
      SimilarityMeasure::kJaccard;  // Of that similarity.

  bool IsKept(DocumentId document) const {
    return kept_for[document] == document;
  }
};

// InvalidArgument for component linkage under containment: a chain may lead
// from a text through a smaller one to another that has nothing of it.
// `verifier` is asked only for pairs of matches.crowds.  The result does not
// depend on `memory`.
absl::StatusOr<Assignment> Assign(const DocumentTable& documents,
                                  const SetMatches& matches,
                                  const ClusterParams& params,
                                  const Exemptions& exemptions,
                                  PairVerifier* verifier,
                                  const MemoryBudget& memory = {});

}  // namespace prov

#endif  // LIBPROV_CLUSTER_ASSIGNMENT_H_
