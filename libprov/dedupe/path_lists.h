// Where each document is a file: which of the files are kept, by path.

#ifndef LIBPROV_DEDUPE_PATH_LISTS_H_
#define LIBPROV_DEDUPE_PATH_LISTS_H_

#include <cstddef>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/dedupe/removal.h"
#include "libprov/store/output_file.h"
#include "libprov/store/spill_vector.h"

namespace prov {

// InvalidArgument unless each of the first `num_inputs` inputs is a text file,
// and, where paths end with "\n", none holds one.
absl::Status CheckPathLists(const Corpus& corpus, size_t num_inputs,
                            char terminator);

// Writes the path of each input, as it was given and in the order of inputs, to
// one of the lists, `terminator` behind it: to `dropped` if its document is
// dropped, else to `kept`, those rejected too, which nobody should lose.
// Either may be nullptr.
// REQUIRES: CheckPathLists() has succeeded.
absl::Status WritePathLists(const Corpus& corpus, size_t num_inputs,
                            const SpillVector<Removal>& removals,
                            char terminator, OutputFile* kept,
                            OutputFile* dropped);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_PATH_LISTS_H_
