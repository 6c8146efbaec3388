// Documents -> what is to be dropped, each with a proof.
//
// However a plan comes about, from the documents alone or from a cluster file
// that a person has edited, every removal in it has been compared with its
// kept record byte by byte and token by token.

#ifndef LIBPROV_DEDUPE_PLAN_H_
#define LIBPROV_DEDUPE_PLAN_H_

#include <string>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/cluster/assignment.h"
#include "libprov/cluster/cluster_file.h"
#include "libprov/cluster/cluster_params.h"
#include "libprov/corpus/corpus.h"
#include "libprov/dedupe/removal.h"
#include "libprov/match/find_matches.h"
#include "libprov/shingle/shingler.h"
#include "libprov/sketch/signature_table.h"
#include "libprov/store/spill_vector.h"

namespace prov {

struct PlanParams {
  ShingleParams shingle;
  MatchParams match;
  ClusterParams cluster;
};

struct Plan {
  Assignment assignment;
  SpillVector<Removal> removals;  // In the order of `dropped`.
};

// Decides from the documents.  If a comparison of tokens refutes what hashes
// said of a pair, the pair is exempted and everything decided again.
absl::StatusOr<Plan> MakePlan(const Corpus& corpus,
                              const SignatureTable& signatures,
                              const PlanParams& params, Exemptions exemptions,
                              const Resources& resources);

// What the parameters of a run say of its plan.
absl::StatusOr<PlanParams> PlanParamsFrom(const Params& params);

// FailedPrecondition if `clusters`, read from `path`, is no plan, is one of
// other inputs, or was made of texts that were read or stripped otherwise than
// `params` say.
absl::Status CheckIsPlanOf(const ClusterFile& clusters, const std::string& path,
                           const std::vector<InputFacts>& inputs,
                           const Params& params);

// Obeys `clusters`.  FailedPrecondition, with the place of the line, if a key
// is of no document, is dropped twice or both kept and dropped, or if a member
// is under the threshold to its kept record (component linkage apart).
absl::StatusOr<Plan> PlanFromClusters(const Corpus& corpus,
                                      const ClusterFile& clusters,
                                      const PlanParams& params,
                                      const Resources& resources);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_PLAN_H_
