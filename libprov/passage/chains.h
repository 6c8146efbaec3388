// Near-verbatim copies: where a document runs along an earlier one, with words
// changed, put in or left out here and there.
//
// Every run of w tokens whose class began in an earlier document (or earlier in
// the same one) is a seed; it is prolonged on its diagonal as far as tokens are
// equal.  Fragments that follow each other in both documents are joined over
// gaps of up to 15 tokens, more for longer chains, unless one document has 8
// tokens or more that the other lacks: a sentence put in is not shared.  A
// chain takes in equal runs of three tokens close to its ends.
//
// A fragment is tried against the 32 chains that were begun last of those it
// could still go on; how many others were passed over is counted.
//
// One seed a token, so time and memory are linear, but a document is compared
// only with those in which its runs came first; that is why passages are not
// made from chains alone (find_passages.h).

#ifndef LIBPROV_PASSAGE_CHAINS_H_
#define LIBPROV_PASSAGE_CHAINS_H_

#include <cstdint>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/passage/first_runs.h"
#include "libprov/passage/token_rows.h"

namespace prov {

// Equal tokens.
struct Fragment {
  Position at = 0;
  Position source = 0;
  uint32_t length = 0;

  friend bool operator==(const Fragment&, const Fragment&) = default;
};

struct Chain {
  PositionSpan span;
  PositionSpan source;              // In an earlier row, or earlier in the row.
  std::vector<Fragment> fragments;  // Ascending and disjoint in both.
};

// The part of a chain whose source lies in `part`; its span is empty if no
// fragment does.
Chain Project(const Chain& chain, const PositionSpan& part);

// Tokens to change that turn the source into the span; exact on gaps of up to
// kMaxDistanceTokens, the longer of the two sides on larger ones.
uint32_t DistanceOf(const TokenRows& rows, const Chain& chain);

struct Chains {
  std::vector<Chain> chains;
  uint64_t passed_over = 0;  // Chains that could still have gone on.
};

// Joins the fragments of one pair of texts to chains.  Fragments may overlap.
Chains JoinFragments(std::vector<Fragment> fragments);

// Takes in equal runs near both ends, as far as the bounds allow.
void ProlongChain(std::span<const TokenMark> tokens, const PositionSpan& bounds,
                  const PositionSpan& source_bounds, Chain& chain);

// The chains of all rows, in order of row.
absl::StatusOr<Chains> FindChains(const TokenRows& rows, const FirstRuns& runs,
                                  unsigned threads);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_CHAINS_H_
