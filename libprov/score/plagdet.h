// How well found passages cover the true ones: the measures of the PAN text
// alignment tasks.
//
// Of the true passages S and the found ones R:
//
//   recall       mean over s in S of |s n (all r that touch s)| / |s|
//   precision    mean over r in R of |r n (all s that touch r)| / |r|
//   granularity  mean over the detected s of how many r touch it; 1 is best
//   plagdet      F1(precision, recall) / log2(1 + granularity)
//
// PAN's passages are pairs: a span of one document and the span of another
// that it was taken from; r touches s if they overlap in both documents, and
// |s| counts both spans.  passage_cover.h says the same of any number of
// places.  These are the macro-averaged forms.
//
// Source: M. Potthast, B. Stein, A. Barrón-Cedeño, P. Rosso, "An evaluation
// framework for plagiarism detection", COLING 2010.

#ifndef LIBPROV_SCORE_PLAGDET_H_
#define LIBPROV_SCORE_PLAGDET_H_

#include <cstdint>

#include "libprov/score/passage_cover.h"
#include "libprov/score/wilson.h"

namespace prov {

struct PlagdetScore {
  uint64_t true_passages = 0;
  uint64_t found_passages = 0;
  double precision = 0;    // 0 if nothing was found.
  double recall = 0;       // 0 if there is nothing to find.
  double granularity = 1;  // 1 if nothing was detected.
  double plagdet = 0;
  // The same with each character, not each passage, counting once for each
  // passage it is of: long passages count for more.
  Proportion precision_characters;
  Proportion recall_characters;
};

// Sums over passages.
class Plagdet {
 public:
  // A true passage and what found ones cover of it.
  void AddTrue(const PassageCover& cover);
  // A found passage and what true ones cover of it.
  void AddFound(const PassageCover& cover);

  PlagdetScore Score() const;

 private:
  PlagdetScore sums_;
  uint64_t detected_ = 0;    // True passages touched by any found one.
  uint64_t detections_ = 0;  // Found ones that touch them, with repetition.
};

}  // namespace prov

#endif  // LIBPROV_SCORE_PLAGDET_H_
