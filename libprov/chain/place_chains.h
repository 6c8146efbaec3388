// Chains of many words whose places are known: each document is read for each
// of its places, and what chains need of it is filled in.

#ifndef LIBPROV_CHAIN_PLACE_CHAINS_H_
#define LIBPROV_CHAIN_PLACE_CHAINS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/chain/chain.h"
#include "libprov/corpus/corpus.h"
#include "libprov/credit/outlet_book.h"

namespace prov {

struct PlacedWords {
  std::string text;  // If empty, the headline of the first document.
  std::vector<DocumentId> documents;  // One for each place.
};

// The place of words `number` in the document that is theirs at `at`.
using PlaceReader = absl::FunctionRef<absl::StatusOr<ChainNode>(
    size_t number, size_t at, const Document& document)>;

// The chains of each, in order.  `book` knows all outlets of the corpus.
// `place_of` is called on several threads, on which nothing else hangs.  Texts
// are compared where the places are in kMaxCompared documents or fewer.
absl::StatusOr<std::vector<std::vector<Chain>>> ChainsOfPlaces(
    const Corpus& corpus, const std::vector<PlacedWords>& all,
    const OutletBook& book, unsigned threads, PlaceReader place_of);

}  // namespace prov

#endif  // LIBPROV_CHAIN_PLACE_CHAINS_H_
