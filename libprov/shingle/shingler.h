// Word w-shingles: the hashed runs of w consecutive tokens of a text.
//
//   shingle[i] = mix( rotl(t[i], 13 (w-1)) ^ ... ^ rotl(t[i+w-2], 13) ^
//   t[i+w-1] )
//
//   mix(x) = y ^ (y >> 32),  y = (x ^ (x >> 32)) * 0xd6e8feb86659fd93
//
// t are the token hashes; the rotation makes the order of tokens count, the
// finaliser keeps a rolling hash's linear structure out of the sketches.  Two
// different runs share a hash with probability 2^-64, so sets of shingles are
// exact for every practical purpose; before a record is dropped its shared
// shingles are compared token by token all the same (match/comparison.h).
//
// A text of fewer than w tokens has one shingle, of all its tokens; a text
// without tokens has none.
//
// Source: A. Broder et al., "Syntactic clustering of the Web", WWW6, 1997.

#ifndef LIBPROV_SHINGLE_SHINGLER_H_
#define LIBPROV_SHINGLE_SHINGLER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "libprov/base/status.h"

namespace prov {

class TextMasks;

struct ShingleParams {
  uint32_t width_tokens = 5;  // w, in [1, 64].
  // What of documents is left out (text_masks.h); must outlive the params.
  const TextMasks* masks = nullptr;

  friend bool operator==(const ShingleParams&, const ShingleParams&) = default;
};

// InvalidArgument, naming the field, if `params` is out of range.
absl::Status Validate(const ShingleParams& params);

// Overwrites `shingles` with one hash for each token position, in text order;
// a run that occurs twice is there twice.  O(tokens * w), several at a time.
void MakeShingles(std::span<const uint64_t> token_hashes,
                  const ShingleParams& params, std::vector<uint64_t>& shingles);

// The number of shingles of a text of that many tokens.
size_t ShingleCount(size_t tokens, const ShingleParams& params);

}  // namespace prov

#endif  // LIBPROV_SHINGLE_SHINGLER_H_
