// Inputs + plan -> kept, dropped, rejects: the conservation law.
//
// Every byte of an input goes to exactly one place: kept lines as they are,
// dropped records as deltas, rejected lines as they are, and what is between
// lines into the layout.  The header of a CSV input goes there too, and to the
// beginning of its kept file, which stays CSV.  restore.h is the inverse.

#ifndef LIBPROV_DEDUPE_SPLIT_H_
#define LIBPROV_DEDUPE_SPLIT_H_

#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/findings.h"
#include "libprov/dedupe/removal.h"
#include "libprov/store/output_file.h"
#include "libprov/store/spill_vector.h"

namespace prov {

struct SplitOutputs {
  // One for each input, or one for all of them.  For a text file there may be
  // none (nullptr): it is not kept, or it stays where it is.
  std::vector<OutputFile*> kept;
  OutputFile* dropped = nullptr;
  OutputFile* rejects = nullptr;  // nullptr if there can be none.
};

// Writes and finishes the outputs; committing them is left to the caller.
// `removals` are in the order of their documents; `run.inputs` describes every
// input.  The first `num_inputs` inputs are split; others (an archive) are
// only read where a kept record stands in them.  What is written does not
// depend on `resources`.
absl::Status Split(const Corpus& corpus, size_t num_inputs,
                   const SpillVector<Removal>& removals, const RunFacts& run,
                   const SplitOutputs& outputs, const Resources& resources);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_SPLIT_H_
