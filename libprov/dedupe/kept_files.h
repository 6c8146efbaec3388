// Which inputs have a kept file, and which can share one.

#ifndef LIBPROV_DEDUPE_KEPT_FILES_H_
#define LIBPROV_DEDUPE_KEPT_FILES_H_

#include <cstddef>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/dedupe/removal.h"
#include "libprov/store/spill_vector.h"

namespace prov {

// Whether the document of each input is kept.
// REQUIRES: meant for the text files among the first `num_inputs` inputs.
std::vector<bool> KeptTexts(const Corpus& corpus, size_t num_inputs,
                            const SpillVector<Removal>& removals);

// The inputs that have a kept file of their own: all but the text files whose
// document is dropped or rejected.
std::vector<size_t> KeptFiles(const Corpus& corpus, size_t num_inputs,
                              const SpillVector<Removal>& removals);

// InvalidArgument, saying what to do, unless the inputs can share one kept
// file: they are of one format, but no text files, and have the same header.
absl::Status CheckOneKeptFile(const Corpus& corpus, size_t num_inputs);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_KEPT_FILES_H_
