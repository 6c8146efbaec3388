// prov-eval quotes|speakers|cited: what prov-quotes found, beside the truth.
//
//   quotes    a found quote is right if it begins and ends where a true one
//             does.  Nested ones that are not true are not judged, as few
//             marked corpora have them; nor, where the truth says what
//             stretches it speaks of (prov.truth.judged/1), what touches none
//             of them.
//   groups    of the quotes found right, whether those said once are together:
//             pairs, as of any partition
//   speakers  of a true quote whose speaker is known, the one given to the
//             found quote that touches it (one that begins where it does, else
//             the first that has a speaker).  Right if the mention touches a
//             true one, or the names end in the same word.  Recall is over all
//             such true quotes, found or not.
//   cited     the same of the outlet cited, where the truth says which one or
//             that none is: right if the mention touches the true one, or the
//             names are the same.  An outlet given where none is cited is
//             wrong.
//
// O(quotes log quotes), all in memory.

#ifndef LIBPROV_SCORE_QUOTE_SCORE_H_
#define LIBPROV_SCORE_QUOTE_SCORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/score/wilson.h"

namespace prov {

// Quotes with fewer words are often scare quotes and titles, that nobody said.
inline constexpr uint64_t kSpokenWords = 5;

struct VariantRecall {
  std::string variant;
  Proportion found;
};

struct QuoteScore {
  Proportion precision;
  Proportion recall;
  std::vector<VariantRecall> variants;  // By name.
  Proportion group_precision;           // Of pairs.
  Proportion group_recall;
};

// Precision is over the names given, recall over those there are.
struct NameScore {
  Proportion precision;
  Proportion recall;
};

struct SpeakerScore {
  NameScore all;
  NameScore
      spoken;  // Quotes of kSpokenWords or more; all, if none are counted.
};

struct CitedScore {
  NameScore quotes;
  NameScore texts;
};

// DataLoss with the place of a line that is malformed; also where the found
// file neither has quotes nor is of a run that could have found some.
absl::StatusOr<QuoteScore> ScoreQuotes(const std::string& quotes_path,
                                       const std::string& truth_path);
absl::StatusOr<SpeakerScore> ScoreSpeakers(const std::string& quotes_path,
                                           const std::string& truth_path);
absl::StatusOr<CitedScore> ScoreCited(const std::string& quotes_path,
                                      const std::string& truth_path);

// One prov.eval/1 line each, without "\n".
std::string EvalLine(const QuoteScore& score);
std::string EvalLine(const SpeakerScore& score);
std::string EvalLine(const CitedScore& score);

// The same for people.
std::string EvalText(const QuoteScore& score);
std::string EvalText(const SpeakerScore& score);
std::string EvalText(const CitedScore& score);

}  // namespace prov

#endif  // LIBPROV_SCORE_QUOTE_SCORE_H_
