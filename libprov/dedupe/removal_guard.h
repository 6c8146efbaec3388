// Stops a run that would take away most of what an outlet has: the sign of a
// template, a paywall notice or a cookie banner taken for the article.

#ifndef LIBPROV_DEDUPE_REMOVAL_GUARD_H_
#define LIBPROV_DEDUPE_REMOVAL_GUARD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libprov/base/json_writer.h"
#include "libprov/corpus/corpus.h"
#include "libprov/dedupe/removal.h"
#include "libprov/store/spill_vector.h"

namespace prov {

struct GuardParams {
  TenThousandths max_removal{5000};  // Of an outlet's records.
  uint64_t min_records = 20;         // Smaller outlets are not judged.
};

struct GuardedOutlet {
  std::string outlet;
  uint64_t records = 0;
  uint64_t dropped = 0;  // Without those that were there twice.
};

// The outlets of which more than params.max_removal would be dropped, the
// worst first.  What was there twice does not count, for nothing of the outlet
// is lost with it: the same text at the same url or, where neither has one, the
// same record under the same id.
std::vector<GuardedOutlet> OverGuard(const Corpus& corpus, size_t num_inputs,
                                     const SpillVector<Removal>& removals,
                                     const GuardParams& params);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_REMOVAL_GUARD_H_
