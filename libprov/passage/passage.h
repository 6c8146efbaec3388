// What leaves this room: text that stands in several places.

#ifndef LIBPROV_PASSAGE_PASSAGE_H_
#define LIBPROV_PASSAGE_PASSAGE_H_

#include <cstdint>
#include <vector>

#include "libprov/passage/token_rows.h"

namespace prov {

// Where and how a passage recurs; the first that holds, in this order.
enum class PassageClass : uint8_t {
  kRepeatedLead,      // In one document, where it begins and again later.
  kInDocumentRepeat,  // In one document.
  kBoilerplate,       // In several of one outlet, always at the same place.
  kQuote,             // Inside quote marks in most places.
  kSyndicated,        // Across outlets, one of which credits an agency.
  kRecycled,          // Any other.
};

struct Occurrence {
  PositionSpan span;
  // Words to change that turn the reference's words into these.
  uint32_t distance = 0;
  // The reference's words that this occurrence corresponds to.
  uint32_t reference_length = 0;

  friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

// The reference is one of the occurrences; each other one is compared with it
// alone, so that no chain of small changes leads from one text to another.
struct Passage {
  PositionSpan reference;
  std::vector<Occurrence> occurrences;  // Ascending, two at least.
};

}  // namespace prov

#endif  // LIBPROV_PASSAGE_PASSAGE_H_
