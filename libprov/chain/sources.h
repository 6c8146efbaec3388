// Whom each document of a chain has the words from, as far as evidence other
// than clocks tells.
//
//   citation  it cites an outlet (quote/cited_outlet.h), or its dateline,
//             byline or credit names one: a document of that outlet that need
//             not be later, else any; if there is none, the outlet itself, as a
//             virtual node
//   url       the same outlet and url, and it was updated or published later
//   text      most of its text, or of the other's, is in a document of an
//             agency or a press service that need not be later and has all of
//             the words that it has
//
// The first that leads to a document counts.  Citations that lead in a circle
// prove nothing and are dropped.  That two papers print the same text says
// nothing of who had it from whom, so it makes neither the source of the other.

#ifndef LIBPROV_CHAIN_SOURCES_H_
#define LIBPROV_CHAIN_SOURCES_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libprov/chain/chain.h"
#include "libprov/chain/clocks.h"
#include "libprov/chain/source_names.h"
#include "libprov/shingle/shingle_set.h"

namespace prov {

inline constexpr uint32_t kNoNode = std::numeric_limits<uint32_t>::max();

struct DocumentSource {
  uint32_t document = kNoNode;
  Evidence::Kind how = Evidence::Kind::kCitation;
  uint32_t outside = kNoNode;  // The virtual node that it cites.
};

struct ChainSources {
  std::vector<std::string> outlets;     // Of each document, as the book has it.
  std::vector<DocumentSource> sources;  // Of each document.
  bool has_circles = false;
};

// `nodes` are documents; virtual nodes are added behind them, by name.  Outlets
// cited are replaced by their names in the book, and forgotten where they are
// the document's own.  `clocks` has one for each document.
// O(n) comparisons of texts.
ChainSources FindSources(std::vector<ChainNode>& nodes,
                         std::span<const ClockReading> clocks,
                         const SourceNames& names);

// Whether so much of one text is in the other that one was made from the other,
// or both from a third: a quarter of the smaller one, and forty shingles.
bool IsAlike(const Overlap& overlap);

}  // namespace prov

#endif  // LIBPROV_CHAIN_SOURCES_H_
