// Recycled passages: near-verbatim where possible, complete in any case.
//
// The guarantee.  If two documents share a run of at least `min_words` tokens,
// or one document has it twice, one place after the other, then
// some passage has two occurrences of which one contains the run in the one
// place and the other contains it in the other; whatever quotes, dashes,
// spaces, case, apostrophes stand around its words, and whatever any third
// document holds.  The only exception is counted in Passages::left_out.
//
//   1. chains     near-verbatim copies from where a run came first (chains.h)
//   2. stars      chains of one source document are grouped around a reference
//                 span in it: those that cover at least .6 of it.  No chain is
//                 in a group because of another member
//   3. the rest   every maximal repeat (repeats.h) whose occurrences are not
//   all
//                 in one passage already, each in an occurrence of its own, is
//                 a passage as it is
//
// A stretch of one document that runs along itself ("ha ha ha ha": by more than
// half of a run) is listed once, as its two longest parts that do not overlap;
// runs inside it are not told apart.  Nothing depends on
// threads, memory or the order of inputs.

#ifndef LIBPROV_PASSAGE_FIND_PASSAGES_H_
#define LIBPROV_PASSAGE_FIND_PASSAGES_H_

#include <vector>

#include "libprov/base/status.h"
#include "libprov/passage/first_runs.h"
#include "libprov/passage/passage.h"

namespace prov {

struct Passages {
  std::vector<Passage> passages;  // By reference, then by number of places.
  uint64_t left_out = 0;          // Repeats::left_out
  // Near-verbatim copies that may be in pieces, as limits kept chains from
  // being tried: Chains::passed_over and StarGroups::passed_over.  The
  // guarantee does not hang on them.
  uint64_t chains_passed_over = 0;
};

absl::StatusOr<Passages> FindPassages(const TokenRows& rows,
                                      const RunParams& params);

// The same, where the runs are known already.
absl::StatusOr<Passages> FindPassages(const TokenRows& rows,
                                      const FirstRuns& runs,
                                      const RunParams& params);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_FIND_PASSAGES_H_
