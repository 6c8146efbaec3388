// Every pair of documents that may reach a similarity, with certainty: the
// exact counterpart of band_join.h, for --exact, for measuring recall, and for
// containment, of which signatures say nothing.
//
// If J(x, y) >= t, then in any fixed order of all shingles the first
// |x| - ceil(t |x|) + 1 of x and the first |y| - ceil(t |y|) + 1 of y have one
// in common.  The order is rarest first, so that these prefixes meet seldom.
// If containment(x, y) >= t, x the smaller set, that prefix of x has one in
// common with all of y: then the rest of every set is looked up among the
// prefixes too.
//
// Texts are read twice, for containment three times; memory is 16 bytes for
// each prefix shingle that more than one document holds, which are sorted in
// TMPDIR where a budget says so.
//
// Source: R. Bayardo, Y. Ma, R. Srikant, "Scaling up all pairs similarity
// search", WWW 2007.

#ifndef LIBPROV_CANDIDATE_PREFIX_JOIN_H_
#define LIBPROV_CANDIDATE_PREFIX_JOIN_H_

#include <span>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/candidate/candidate_pair.h"
#include "libprov/corpus/corpus.h"
#include "libprov/shingle/shingle_set.h"
#include "libprov/shingle/shingler.h"
#include "libprov/store/sorted_set.h"

namespace prov {

// Returns all pairs of the documents given, which ascend, that may be similar
// by `criterion`; none that is similar is missing. Which
// others there are may depend on the memory that the search has.
absl::StatusOr<SortedSet<CandidatePair>> JoinPrefixes(
    const Corpus& corpus, std::span<const DocumentId> documents,
    const ShingleParams& shingle, const Criterion& criterion,
    const Resources& resources);

}  // namespace prov

#endif  // LIBPROV_CANDIDATE_PREFIX_JOIN_H_
