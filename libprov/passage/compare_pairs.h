// Compares given pairs of plain text files.

#ifndef LIBPROV_PASSAGE_COMPARE_PAIRS_H_
#define LIBPROV_PASSAGE_COMPARE_PAIRS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/findings.h"
#include "libprov/passage/pair_align.h"
#include "libprov/passage/passage_text.h"

namespace prov {

struct PathPair {
  std::string a;
  std::string b;
};

// Two paths a line, a tab between them.  InvalidArgument "path:line: why".
absl::StatusOr<std::vector<PathPair>> ReadPathPairs(const std::string& path);

// The different files of the pairs as findings name them, in order of path.
absl::StatusOr<std::vector<InputFacts>> DigestPairs(
    const std::vector<PathPair>& pairs, unsigned threads);

// A text with its words.
struct ComparedText {
  std::string bytes;
  PairText words;
};

// REQUIRES: valid UTF-8, shorter than 4 GiB.
ComparedText MakeComparedText(std::string bytes);

// A stretch as a passage of two occurrences, `a` the reference; documents and
// class are for the caller to fill in.
PlacedPassage PlaceStretch(const ComparedText& a, const ComparedText& b,
                           const SharedStretch& stretch, Edits edits);

struct PairFindings {
  std::string lines;
  uint64_t left_out = 0;  // By limits, as prov.limit/1 lines say.
};

// For each pair the prov.passage/1 lines, each ended by "\n", of what its texts
// share: two occurrences, of a and of b, whose ids are the paths.  DataLoss
// "path: offset N: not valid UTF-8".
absl::StatusOr<std::vector<PairFindings>> ComparePairs(
    const std::vector<PathPair>& pairs, const PairParams& params, Edits edits,
    unsigned threads);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_COMPARE_PAIRS_H_
