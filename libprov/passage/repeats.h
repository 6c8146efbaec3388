// Every maximal repeat of at least w tokens, with all of its occurrences.
//
// A maximal repeat is a sequence of tokens that occurs twice or more and that
// no token before or after prolongs at all of its occurrences.  If two
// documents share a run that cannot be prolonged in both, that run is a maximal
// repeat, and both are among its occurrences, whatever a third document holds;
// so the list is complete for every pair of documents, and within each.  There
// are fewer of them than tokens, while pairs would be quadratic.
//
// Runs of w tokens that always follow each other are joined to a link (a
// maximal path without branches, as in a compacted de Bruijn graph); a maximal
// repeat is a sequence of whole links.  Suffixes of the sequences of links are
// sorted; the intervals of their longest common prefixes are the repeats.
//
// Time O(n + m log^2 m) for n tokens and m links; in news a few in a hundred
// tokens are.  The occurrences of all repeats together can be more than linear
// where repeats nest deeply ("ha ha ha ..."); `max_listed` bounds them.
//
// Sources: N. J. Larsson and K. Sadakane, "Faster suffix sorting", 1999;
// T. Kasai et al., "Linear-time longest-common-prefix computation in suffix
// arrays", 2001.

#ifndef LIBPROV_PASSAGE_REPEATS_H_
#define LIBPROV_PASSAGE_REPEATS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "libprov/passage/first_runs.h"
#include "libprov/passage/token_rows.h"

namespace prov {

struct Repeat {
  uint32_t length = 0;  // In tokens.
  // Where it begins, ascending, two at least; they may overlap each other.
  std::vector<Position> begins;

  friend bool operator==(const Repeat&, const Repeat&) = default;
};

struct Repeats {
  // Longer ones first, then by where they first begin.
  std::vector<Repeat> repeats;
  // How many were left out, the shortest ones, to list no more occurrences
  // than the limit: 64 times the links and 2^20.
  uint64_t left_out = 0;
};

// `runs` is what FindFirstRuns() gave for the same rows and min_words.
Repeats FindRepeats(const FirstRuns& runs, uint32_t min_words);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_REPEATS_H_
