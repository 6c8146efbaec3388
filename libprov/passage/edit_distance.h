// The number of tokens to put in, take out or replace that turns one short run
// into another, 64 cells of the matrix at a time.
//
// Source: G. Myers, "A fast bit-vector algorithm for approximate string
// matching based on dynamic programming", 1999, in the form of H. Hyyrö, 2003.

#ifndef LIBPROV_PASSAGE_EDIT_DISTANCE_H_
#define LIBPROV_PASSAGE_EDIT_DISTANCE_H_

#include <cstdint>
#include <span>

#include "libprov/passage/token_rows.h"

namespace prov {

inline constexpr size_t kMaxDistanceTokens = 64;

// O(|a| |b|) at worst for finding equal tokens, O(|b|) for the rest.
// REQUIRES: a.size() <= kMaxDistanceTokens
uint32_t EditDistance(std::span<const TokenMark> a,
                      std::span<const TokenMark> b);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_EDIT_DISTANCE_H_
