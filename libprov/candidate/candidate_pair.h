// A pair of documents that may be similar: a proposal, to be verified
// (match/).  It may be wrong, and a similar pair may be missing with a
// probability that MissProbability() in band_curve.h gives.

#ifndef LIBPROV_CANDIDATE_CANDIDATE_PAIR_H_
#define LIBPROV_CANDIDATE_CANDIDATE_PAIR_H_

#include <compare>

#include "libprov/corpus/document_table.h"

namespace prov {

struct CandidatePair {
  DocumentId a = 0;
  DocumentId b = 0;  // a < b

  friend auto operator<=>(const CandidatePair&, const CandidatePair&) = default;
};

}  // namespace prov

#endif  // LIBPROV_CANDIDATE_CANDIDATE_PAIR_H_
