// Inputs as stretches of lines, each small enough to be held: the unit in which
// they are split.  A rejected line, or bytes between lines, that are longer
// than a stretch, come in parts.

#ifndef LIBPROV_DEDUPE_STRETCHES_H_
#define LIBPROV_DEDUPE_STRETCHES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "libprov/corpus/corpus.h"
#include "libprov/dedupe/removal.h"
#include "libprov/store/spill_vector.h"

namespace prov {

struct Stretch {
  enum class Of : uint8_t {
    kLines,         // Whole lines, and what is between them.
    kReject,        // The first part of one rejected line...
    kRestOfReject,  // ...and one more.
    kGap,           // Bytes that belong to no line.
  };
  Of of = Of::kLines;
  bool ends_line = true;  // Of kReject and kRestOfReject: no part follows.
  size_t input = 0;
  uint64_t begin = 0;
  uint64_t end = 0;
  // Of kLines: what stands in it.
  DocumentId first = 0;
  DocumentId last = 0;
  size_t first_reject = 0;
  size_t last_reject = 0;
  size_t first_removal = 0;
};

// A record or a rejected line, with its ending.
struct LinePlace {
  uint64_t begin = 0;
  uint64_t record_end = 0;
  uint64_t end = 0;
};

LinePlace PlaceOf(const Corpus& corpus, const DocumentRow& row);
LinePlace PlaceOf(const Corpus& corpus, const Rejected& rejected);

// Cuts the first inputs into stretches that cover every byte, in order, of
// about `stretch_bytes`, or of a record that is longer.
std::vector<Stretch> StretchesOf(const Corpus& corpus, size_t num_inputs,
                                 const SpillVector<Removal>& removals,
                                 uint64_t stretch_bytes);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_STRETCHES_H_
