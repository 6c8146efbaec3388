// Documents whose signatures agree in all slots of a band: the candidates of
// locality-sensitive hashing, with the recall that band_curve.h promises.
//
// One band at a time: 64-bit keys are made from its slots, partitioned, and
// each partition is grouped in cache.  Time O(bands * documents), 15-25 ns
// each; scratch memory 24 bytes a document and thread, whatever the threshold.
// With a memory budget a band is taken in several passes, each over a range of
// keys, and pairs are sorted in TMPDIR.

#ifndef LIBPROV_CANDIDATE_BAND_JOIN_H_
#define LIBPROV_CANDIDATE_BAND_JOIN_H_

#include <span>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/candidate/band_curve.h"
#include "libprov/candidate/candidate_pair.h"
#include "libprov/sketch/signature_table.h"
#include "libprov/store/sorted_set.h"

namespace prov {

// A bucket with more documents than this is given as a crowd.
inline constexpr size_t kCrowdSize = 64;

struct Candidates {
  SortedSet<CandidatePair> pairs;
  // Any two members of a crowd are candidates too.  Whoever needs only each
  // document's matches among the kept ones need not look at all pairs of a
  // crowd.  Members ascend; no two crowds are equal.
  std::vector<std::vector<DocumentId>> crowds;
};

// Joins the documents given, which ascend.  The result does not depend on
// `resources`.  ResourceExhausted if crowds do not fit into memory.
// REQUIRES: banding.bands * banding.rows <= signatures.num_slots()
absl::StatusOr<Candidates> JoinBands(const SignatureTable& signatures,
                                     std::span<const DocumentId> documents,
                                     const Banding& banding,
                                     const Resources& resources);

// Replaces crowds by all their pairs: quadratic in the size of a crowd.
void ExpandCrowds(Candidates& candidates);

}  // namespace prov

#endif  // LIBPROV_CANDIDATE_BAND_JOIN_H_
