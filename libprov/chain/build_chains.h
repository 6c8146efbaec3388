// Chains from the places where certain words stand, by the rules of chain.h.

#ifndef LIBPROV_CHAIN_BUILD_CHAINS_H_
#define LIBPROV_CHAIN_BUILD_CHAINS_H_

#include <string_view>
#include <vector>

#include "libprov/chain/chain.h"
#include "libprov/chain/source_names.h"

namespace prov {

// `places` hold no virtual nodes; of several with one id the best stands for
// the document: one with a cited outlet, then one in marks, then the one
// closest to `text`, then the first.
//
// Words under eight that documents give to speakers of different names were
// said more than once: each name is a chain of its own, and places without a
// name are in the largest.  Chains by their number of documents, most first.
//
// `names` knows all outlets of `places` (OutletBook::Add).  Of documents with
// words from no other, the 64 that may be earliest are held to be possible
// firsts.  O(n log n) but for those, and comparisons of texts.
std::vector<Chain> BuildChains(std::string_view text,
                               std::vector<ChainNode> places,
                               const SourceNames& names);

}  // namespace prov

#endif  // LIBPROV_CHAIN_BUILD_CHAINS_H_
