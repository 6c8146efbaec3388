// prov-eval passages: the passages that prov-passages found, beside the true
// ones, by the measures of plagdet.h.
//
// Where the truth says which pairs of documents were compared, what was found
// between any others is not judged, and what is found between two of them
// counts for the class of their pair.  Else what is found anywhere is judged,
// and counts for the class it was found to be.
//
// O(places of both files), as long as few overlap each other; all in memory.

#ifndef LIBPROV_SCORE_PASSAGE_SCORE_H_
#define LIBPROV_SCORE_PASSAGE_SCORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/score/plagdet.h"

namespace prov {

struct PassageClassScore {
  std::string name;
  PlagdetScore score;
};

// True passages by their length.
struct RunLengthBand {
  uint64_t from_words = 0;
  std::optional<uint64_t> to_words;  // The last that belongs to it.
  Proportion whole;       // Passages that one found passage has all places of.
  Proportion characters;  // Covered, of those of all places.
};

struct ClassCount {
  std::string truth;
  std::string found;
  uint64_t passages = 0;
};

struct PassageScore {
  PlagdetScore all;
  std::vector<PassageClassScore> classes;  // By name.
  std::vector<RunLengthBand>
      run_lengths;  // Empty if the truth counts no words.
  // Of the true passages that were found at all, those whose likest found one
  // is of the same class; not taken where classes are of pairs of documents.
  Proportion class_accuracy;
  std::vector<ClassCount> class_counts;  // Of those, by names.
  uint64_t not_judged = 0;
};

// DataLoss with the place of a line that is malformed; also where the found
// file neither has passages nor is of a run that could have found some.
absl::StatusOr<PassageScore> ScorePassages(const std::string& passages_path,
                                           const std::string& truth_path);

// One prov.eval/1 line, without "\n".
std::string EvalLine(const PassageScore& score);

// The same for people.
std::string EvalText(const PassageScore& score);

}  // namespace prov

#endif  // LIBPROV_SCORE_PASSAGE_SCORE_H_
