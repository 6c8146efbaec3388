// Signatures and documents -> every pair of documents whose shingle sets are
// similar: twins, candidates, verification.

#ifndef LIBPROV_MATCH_FIND_MATCHES_H_
#define LIBPROV_MATCH_FIND_MATCHES_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/match/match.h"
#include "libprov/match/set_match.h"
#include "libprov/match/twins.h"
#include "libprov/shingle/shingle_set.h"
#include "libprov/shingle/shingler.h"
#include "libprov/sketch/signature_table.h"
#include "libprov/store/container.h"
#include "libprov/store/sorted_set.h"
#include "libprov/store/spill_vector.h"

namespace prov {

enum class Search : uint8_t {
  kBands,  // Fast; finds a similar pair with probability `recall` or more.
  kExact,  // Finds every similar pair.
};

struct MatchParams {
  TenThousandths threshold{8000};  // In (0, 10000].
  double recall = 0.99;            // At the threshold, in (0, 1).
  Search search = Search::kBands;
  SimilarityMeasure similarity = SimilarityMeasure::kJaccard;

  Criterion criterion() const { return {threshold, similarity}; }
  // Signatures say nothing of containment.
  bool is_exact() const {
    return search == Search::kExact ||
           similarity == SimilarityMeasure::kContainment;
  }
};

// Adds what the parameters of a run say of matching: threshold, recall, search,
// and `similarity` if it is containment.
void AddParams(const MatchParams& match, Params& params);
absl::StatusOr<MatchParams> MatchParamsFrom(const Params& params);

// The similar pairs of leaders (see twins.h), which stand for all documents.
struct SetMatches {
  Twins twins;
  SpillVector<SetMatch> matches;  // Of leaders, in order of (a, b).
  // Sets of leaders any two of which are candidates, but have not been
  // verified: so large that not all pairs may be wanted.
  std::vector<std::vector<DocumentId>> crowds;
  SimilarityMeasure similarity =
      SimilarityMeasure::kJaccard;  // By which they match.
};

// What to do with crowds: leave them to the caller, or verify all their pairs,
// which is quadratic in their size.
enum class Crowds : uint8_t { kLeave, kExpand };

// What verified matches take of a budget.
inline constexpr uint64_t kMatchParts = 32;

// Does not depend on `resources`.
absl::StatusOr<SetMatches> FindSetMatches(const Corpus& corpus,
                                          const SignatureTable& signatures,
                                          const ShingleParams& shingle,
                                          const MatchParams& match,
                                          Crowds crowds,
                                          const Resources& resources);

// Spells set matches out for documents: documents of equal shingle sets form a
// class, and the result has each member's match to the class's first key and
// all pairs between first keys.  Every match is compared token by token.  In
// the order of the keys (a, b), key(a) < key(b).
// Calls `visit` with each match.
// REQUIRES: found.crowds is empty (Crowds::kExpand).
absl::Status ForEachMatch(const Corpus& corpus, const SetMatches& found,
                          const ShingleParams& shingle,
                          const Criterion& criterion,
                          const Resources& resources,
                          absl::FunctionRef<absl::Status(const Match&)> visit);

// The same as a list.
absl::StatusOr<std::vector<Match>> ListMatches(const Corpus& corpus,
                                               const SetMatches& found,
                                               const ShingleParams& shingle,
                                               const Criterion& criterion,
                                               const Resources& resources);

}  // namespace prov

#endif  // LIBPROV_MATCH_FIND_MATCHES_H_
