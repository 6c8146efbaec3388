// Passages as findings: prov.passage/1, and prov.limit/1 for what a limit left
// out.

#ifndef LIBPROV_PASSAGE_PASSAGE_FILE_H_
#define LIBPROV_PASSAGE_PASSAGE_FILE_H_

#include <span>
#include <string>
#include <string_view>

#include "libprov/corpus/document_table.h"
#include "libprov/passage/first_runs.h"
#include "libprov/passage/pair_align.h"
#include "libprov/passage/passage_text.h"
#include "libprov/store/container.h"
#include "libprov/store/output_file.h"

namespace prov {

// The line, without "\n".  The name of a passage is "p" and 16 hex digits of
// SHA-256 over the keys and spans of its occurrences.
std::string PassageLine(const DocumentTable& documents,
                        const PlacedPassage& passage, Edits edits);

// Writes the lines of all passages in order, on up to `threads` threads.
absl::Status WritePassages(const DocumentTable& documents,
                           std::span<const PlacedPassage> passages, Edits edits,
                           unsigned threads, OutputFile& out);

// One line for two plain text files, whose paths are the ids; there is nothing
// to know of outlets and dates.
std::string PairLine(std::string_view path_a, std::string_view path_b,
                     const PlacedPassage& passage, Edits edits);

// What a limit left out, of the run or of a pair of texts:
//   {"schema":"prov.limit/1","what":"repeats","left_out":12}
//   {"schema":"prov.limit/1","what":"places","left_out":3,"a":"x","b":"y"}
//   repeats  maximal repeats inside longer ones, not listed
//   chains   chains of small changes not tried: a copy may be in pieces
//   places   places of a run in b, beyond 64, not compared
//   spun-pairs  pairs of documents that may share text in other words, but
//            share more with eight others each: not compared for it
std::string LimitLine(std::string_view what, uint64_t left_out);
std::string PairLimitLine(std::string_view path_a, std::string_view path_b,
                          std::string_view what, uint64_t left_out);

// What the parameters of a run say of passages.
void AddParams(const RunParams& run, Params& params);
void AddParams(const PairParams& pair, Params& params);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_PASSAGE_FILE_H_
