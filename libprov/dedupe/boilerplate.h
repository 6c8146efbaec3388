// Which parts of documents are boilerplate: what an outlet prints under or over
// many of its texts, such as a footer or a subscription line.
//
// They are the passages of that class (passage/passage_class.h): every run of
// eight words that recurs is in a passage, and so is every place of it.  It
// takes two more readings of all texts.

#ifndef LIBPROV_DEDUPE_BOILERPLATE_H_
#define LIBPROV_DEDUPE_BOILERPLATE_H_

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/shingle/shingler.h"
#include "libprov/shingle/text_masks.h"
#include "libprov/sketch/one_permutation.h"
#include "libprov/sketch/signature_table.h"
#include "libprov/store/container.h"

namespace prov {

// Does not depend on `resources`, nor on the order of inputs.
// ResourceExhausted, with the size needed, if the words of all documents do not
// fit into memory: 12 bytes each.
// REQUIRES: the corpus has been scanned.
absl::StatusOr<TextMasks> FindBoilerplate(const Corpus& corpus,
                                          const Resources& resources);

// The same; and signatures are then those of what is left of the texts.
absl::StatusOr<TextMasks> StripBoilerplate(const Corpus& corpus,
                                           const ShingleParams& shingle,
                                           const SketchParams& sketch,
                                           const Resources& resources,
                                           SignatureTable& signatures);

// Adds what the parameters of a run say of it.
void AddStripParams(Params& params);
// Whether they say it.
bool HasStripParams(const Params& params);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_BOILERPLATE_H_
