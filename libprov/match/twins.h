// Documents that say the same, token for token: by far the most common kind of
// copy, and the one that needs no sketch.  Of each such group only the first,
// its leader, goes through the similarity join.
//
// Equal hashes of token sequences are evidence, not proof: Comparer
// (comparison.h) looks at the tokens before anything is dropped.

#ifndef LIBPROV_MATCH_TWINS_H_
#define LIBPROV_MATCH_TWINS_H_

#include <vector>

#include "libprov/base/resources.h"
#include "libprov/corpus/document_table.h"
#include "libprov/shingle/text_masks.h"

namespace prov {

struct Twins {
  // The leader of each document: itself, or the lowest document with the same
  // tokens.  Documents without tokens are twins only if their records are the
  // same: no words, no evidence.
  std::vector<DocumentId> leader_of;

  // The leaders that have tokens, ascending.
  std::vector<DocumentId> leaders;
};

// O(n).  With a memory budget the documents are gone through several times,
// each time for some of the hashes; the result is the same.
// `masks`: what does not count of documents, if anything.
Twins FindTwins(const DocumentTable& documents, const MemoryBudget& memory = {},
                const TextMasks* masks = nullptr);

}  // namespace prov

#endif  // LIBPROV_MATCH_TWINS_H_
