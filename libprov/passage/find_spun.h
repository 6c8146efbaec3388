// Passages of the second channel among documents: stretches that one has from
// another in other words (spun.h), of pairs that may have (spun_candidates.h).
//
// What the first channel has already is not told again: of the words that no
// run of both texts covers, 20 on either side at least, two fifths have to be
// in the other, too.

#ifndef LIBPROV_PASSAGE_FIND_SPUN_H_
#define LIBPROV_PASSAGE_FIND_SPUN_H_

#include <span>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/passage/pair_align.h"
#include "libprov/passage/passage_text.h"
#include "libprov/passage/spun_candidates.h"
#include "libprov/passage/token_rows.h"

namespace prov {

// Of exactly two occurrences each, the earlier document's first; by pair, then
// place.  `params.spun_channel` is not looked at.  Nothing hangs on threads.
absl::StatusOr<std::vector<PlacedPassage>> FindSpunPassages(
    const Corpus& corpus, const TokenRows& rows, std::span<const RowPair> pairs,
    PairParams params, unsigned threads);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_FIND_SPUN_H_
