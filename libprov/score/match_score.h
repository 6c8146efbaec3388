// prov-eval match: the pairs prov-match found, beside the true ones.
//
// At a threshold t, over pairs of documents:
//
//   precision = |found n true| / |found|,  recall = |found n true| / |true|
//
// where both sets hold the pairs whose similarity, as the one file or the other
// states it, is at least t.  Pairs of bands count by the similarity the set
// they are of states: for precision the found, for recall the true one.
//
// O(lines of both files) time and memory.

#ifndef LIBPROV_SCORE_MATCH_SCORE_H_
#define LIBPROV_SCORE_MATCH_SCORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libprov/base/json_writer.h"
#include "libprov/base/status.h"
#include "libprov/score/wilson.h"

namespace prov {

struct MatchScoreParams {
  // Pairs under it do not count; without it that of the found file's run.
  std::optional<TenThousandths> threshold;
  size_t examples = 5;  // Of each kind of error, at most.
};

// Similarities from `from` up to, not including, `to`; from == to == 1.0000
// holds the pairs of equal texts.
struct SimilarityBand {
  TenThousandths from;
  TenThousandths to;
  Proportion precision;
  Proportion recall;
};

// A pair and its similarity by either file; nullopt where that lacks the pair.
struct PairExample {
  std::string a;
  std::string b;
  std::optional<TenThousandths> found;
  std::optional<TenThousandths> truth;
};

struct MatchScore {
  TenThousandths threshold;
  Proportion precision;  // of == 0 where the truth is not closed.
  Proportion recall;
  std::vector<SimilarityBand> bands;  // Ascending, each up to the next tenth.
  // Pairs in both files, at any threshold, whose similarities are not the same
  // to the fourth decimal.
  uint64_t differing = 0;
  TenThousandths largest_difference;
  std::vector<PairExample> not_true;   // The first found that are not true.
  std::vector<PairExample> not_found;  // The first true that are not found.
  std::vector<PairExample> differ;
};

// FailedPrecondition if no threshold is known, or if the truth does not reach
// down to it.  DataLoss with the place of a line that cannot be true beside
// others: a pair listed twice, a match of texts that contradicts another.
absl::StatusOr<MatchScore> ScoreMatches(const std::string& matches_path,
                                        const std::string& truth_path,
                                        const MatchScoreParams& params);

// One prov.eval/1 line, without "\n".
std::string EvalLine(const MatchScore& score);

// The same for people.
std::string EvalText(const MatchScore& score);

}  // namespace prov

#endif  // LIBPROV_SCORE_MATCH_SCORE_H_
