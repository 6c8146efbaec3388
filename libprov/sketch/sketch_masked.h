// Signatures of what is left of documents whose masked spans do not count.

#ifndef LIBPROV_SKETCH_SKETCH_MASKED_H_
#define LIBPROV_SKETCH_SKETCH_MASKED_H_

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/shingle/shingler.h"
#include "libprov/shingle/text_masks.h"
#include "libprov/sketch/one_permutation.h"
#include "libprov/sketch/signature_table.h"

namespace prov {

// Reads the masked documents again and replaces their signatures by those of
// what is left; measures them for masks.MeasuredOf().
absl::Status SketchMasked(const Corpus& corpus, const ShingleParams& shingle,
                          const SketchParams& sketch, unsigned threads,
                          TextMasks& masks, SignatureTable& signatures);

}  // namespace prov

#endif  // LIBPROV_SKETCH_SKETCH_MASKED_H_
