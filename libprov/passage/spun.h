// Text that was taken over in other words: synonyms put in, words shuffled,
// translated there and back, summed up.  A channel of lower confidence: it says
// that two stretches are alike, sentence by sentence, not that words are equal.
//
//   1. seeds      pairs of sentences whose weighted words (tf times the log of
//                 all sentences over those with the word) have a cosine over
//                 `min_cosine`, and whose sets of words a Dice coefficient over
//                 `min_dice`
//   2. extension  seeds are parted where the next is more than `max_gap`
//                 sentences away, on either side by turns; a cluster whose
//                 whole stretches have a cosine under `min_stretch_cosine` is
//                 parted again with smaller gaps, and dropped at none
//   3. overlaps   of two clusters over the same sentences of `a` the more
//   similar
//                 one stays
//   4. summaries  the same with `summary_gap`; where what that finds in b is
//                 three times as long as what it finds in a, it is taken
//
// Source: M. Sanchez-Perez, A. Gelbukh, G. Sidorov, "Adaptive algorithm for
// plagiarism detection: the best-performing approach at PAN 2014 text alignment
// competition", CLEF 2015.

#ifndef LIBPROV_PASSAGE_SPUN_H_
#define LIBPROV_PASSAGE_SPUN_H_

#include <cstdint>
#include <vector>

#include "libprov/passage/pair_text.h"

namespace prov {

struct SpunParams {
  double min_cosine = 0.30;
  double min_dice = 0.33;
  double min_stretch_cosine = 0.34;
  uint32_t max_gap = 4;
  uint32_t summary_gap = 24;
  uint32_t min_code_points = 150;  // Of a stretch, on either side.
};

// Words [begin, end) of either text.
struct WordRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const WordRange&, const WordRange&) = default;
};

struct AlikePair {
  WordRange a;
  WordRange b;

  friend bool operator==(const AlikePair&, const AlikePair&) = default;
};

// In order of a, where they do not overlap.  Time and memory grow with the
// number of pairs of sentences that share a word.
std::vector<AlikePair> FindSpun(const PairText& a, const PairText& b,
                                const SpunParams& params);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_SPUN_H_
