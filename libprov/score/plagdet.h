// How well found passages cover the true ones: the measures of the PAN text
// alignment tasks.
//
// A passage pair is a span of one document and the span of another that it was
// taken from.  Of the true pairs S and the found pairs R, all of characters:
//
//   recall       mean over s in S of |s n (all r that touch s)| / |s|
//   precision    mean over r in R of |r n (all s that touch r)| / |r|
//   granularity  mean over the detected s of how many r touch it; 1 is best
//   plagdet      F1(precision, recall) / log2(1 + granularity)
//
// r touches s if they overlap in both documents; |s| counts both spans.  These
// are the macro-averaged forms.  The true pairs of two documents and the found
// ones of the same two are compared in O(true * found).
//
// Source: M. Potthast, B. Stein, A. Barrón-Cedeño, P. Rosso, "An evaluation
// framework for plagiarism detection", COLING 2010.

#ifndef LIBPROV_SCORE_PLAGDET_H_
#define LIBPROV_SCORE_PLAGDET_H_

#include <cstdint>
#include <span>

namespace prov {

// [begin, end) of a document, in whatever unit the caller counts.
struct TextRange {
  uint64_t begin = 0;
  uint64_t end = 0;  // >= begin
};

struct PassagePair {
  TextRange taken;   // In the document that took it.
  TextRange source;  // In the one it was taken from.
};

struct PlagdetScore {
  uint64_t true_pairs = 0;
  uint64_t found_pairs = 0;
  double precision = 0;    // 0 if nothing was found.
  double recall = 0;       // 0 if there is nothing to find.
  double granularity = 1;  // 1 if nothing was detected.
  double plagdet = 0;
};

// Sums over pairs of documents.
class Plagdet {
 public:
  // Everything true and everything found between one document and another.
  void Add(std::span<const PassagePair> truth,
           std::span<const PassagePair> found);

  PlagdetScore Score() const;

 private:
  uint64_t true_pairs_ = 0;
  uint64_t found_pairs_ = 0;
  uint64_t detected_ = 0;    // True pairs touched by any found one.
  uint64_t detections_ = 0;  // Found pairs that touch them, with repetition.
  double recall_sum_ = 0;
  double precision_sum_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_SCORE_PLAGDET_H_
