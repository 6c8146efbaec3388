// prov-eval chains: what prov-trace says of who was first and who took words
// from whom, beside what is true.
//
// A true chain is compared with the found one that shares most of its documents
// with it (shared over either, each chain once).
//
//   committed   of the decidable true chains, those for which a document is
//               named earliest in the archive; one that was not found is not
//   right       of those, the ones where it is the document that came out first
//   Brier score, calibration error    of the probability of the document named
//               first, whatever the verdict, over the decidable chains that
//               have one, and over all
//   direction   of the links between documents that claim an order (by time or
//               citation), those that the truth does not reverse; links between
//               documents whose order it does not know are not judged
//   cautious    of the chains whose true first is not in the archive, those
//               that make no document the source of another that it is not

#ifndef LIBPROV_SCORE_CHAIN_SCORE_H_
#define LIBPROV_SCORE_CHAIN_SCORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/score/calibration.h"
#include "libprov/score/wilson.h"

namespace prov {

struct RelationCount {
  std::string truth;
  std::string found;
  uint64_t links = 0;
};

struct ChainScore {
  uint64_t true_chains = 0;
  uint64_t found_chains = 0;
  uint64_t compared = 0;  // True chains that a found one goes with.
  Proportion committed;
  Proportion right;
  Proportion right_of_all;  // Committed chains, decidable or not.
  Calibration calibration;  // Of decidable chains.
  Calibration calibration_of_all;
  Proportion direction;
  uint64_t not_judged = 0;
  Proportion cautious;
  // Of documents that both give a source, by true, then found relation.
  std::vector<RelationCount> relations;
};

// DataLoss with the place of a line that is malformed; also where the found
// file neither has chains nor is of a run that could have found some.
absl::StatusOr<ChainScore> ScoreChains(const std::string& chains_path,
                                       const std::string& truth_path);

// One prov.eval/1 line, without "\n".
std::string EvalLine(const ChainScore& score);

// The same for people.
std::string EvalText(const ChainScore& score);

}  // namespace prov

#endif  // LIBPROV_SCORE_CHAIN_SCORE_H_
