// What the parameters of a run, in signature files and in prov.run/1, say of
// tokens, shingles and signatures.

#ifndef LIBPROV_SKETCH_SIGNATURE_PARAMS_H_
#define LIBPROV_SKETCH_SIGNATURE_PARAMS_H_

#include "libprov/base/status.h"
#include "libprov/shingle/shingler.h"
#include "libprov/sketch/one_permutation.h"
#include "libprov/store/container.h"

namespace prov {

// Adds what the parameters of a run say.
void AddParams(const ShingleParams& shingle, const SketchParams& sketch,
               Params& params);

// The inverse.  InvalidArgument naming a parameter that is missing or wrong.
absl::StatusOr<ShingleParams> ShingleParamsFrom(const Params& params);
absl::StatusOr<SketchParams> SketchParamsFrom(const Params& params);

}  // namespace prov

#endif  // LIBPROV_SKETCH_SIGNATURE_PARAMS_H_
