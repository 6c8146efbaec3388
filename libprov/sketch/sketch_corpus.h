// Documents -> signatures: the one pass over the texts that every later step
// lives on.

#ifndef LIBPROV_SKETCH_SKETCH_CORPUS_H_
#define LIBPROV_SKETCH_SKETCH_CORPUS_H_

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/shingle/shingler.h"
#include "libprov/sketch/one_permutation.h"
#include "libprov/sketch/signature_table.h"

namespace prov {

// Scans `corpus` and returns the signature of each of its documents, in their
// order.  Errors are those of Corpus::Scan and of the params.
absl::StatusOr<SignatureTable> SketchCorpus(Corpus& corpus,
                                            const ScanOptions& scan,
                                            const ShingleParams& shingle,
                                            const SketchParams& sketch);

}  // namespace prov

#endif  // LIBPROV_SKETCH_SKETCH_CORPUS_H_
