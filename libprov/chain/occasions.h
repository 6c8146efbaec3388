// Which places of certain words are of one occasion: what was said once is one
// chain.

#ifndef LIBPROV_CHAIN_OCCASIONS_H_
#define LIBPROV_CHAIN_OCCASIONS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/chain/chain.h"

namespace prov {

// As many words are not said twice by chance.
inline constexpr size_t kOneOccasionWords = 8;

// One place for each document, as build_chains.h has it, by date, then key; of
// fewer words than that a group for each speaker, the largest first.  Never
// empty.
std::vector<std::vector<ChainNode>> Occasions(std::string_view text,
                                              std::vector<ChainNode> places);

// The last word of a name that is one; empty for "a spokesman" and nobody.
std::string SpeakerKey(const ChainNode& node);

}  // namespace prov

#endif  // LIBPROV_CHAIN_OCCASIONS_H_
