// Documents that may have text of each other in other words: who rewrites an
// article keeps its names, its numbers and most of its rare words.
//
//   rare      in two documents at least and in 48 at most
//   weight    log2(documents / documents with the word), in bits
//   candidate shares `min_words` rare words, whose weights add up to
//             `min_bits`, and is one of the eight that share most with one of
//             the two
//
// All pairs of a rare word are looked at, so the work is 48 times the rare
// words at most, whatever the number of documents.

#ifndef LIBPROV_PASSAGE_SPUN_CANDIDATES_H_
#define LIBPROV_PASSAGE_SPUN_CANDIDATES_H_

#include <cstdint>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/passage/token_rows.h"

namespace prov {

struct SpunCandidateParams {
  uint32_t min_words = 4;
  double min_bits = 36;
};

// Rows of a TokenRows.
struct RowPair {
  uint32_t a = 0;
  uint32_t b = 0;  // After a.

  friend auto operator<=>(const RowPair&, const RowPair&) = default;
};

struct SpunCandidates {
  std::vector<RowPair> pairs;  // Ascending.
  // Pairs that share enough, but are among the eight of neither.
  uint64_t left_out = 0;
};

// ResourceExhausted, with the size needed, if 16 bytes for each different word
// of each document do not fit into the budget.  Nothing hangs on threads.
absl::StatusOr<SpunCandidates> FindSpunCandidates(
    const TokenRows& rows, const SpunCandidateParams& params,
    const Resources& resources);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_SPUN_CANDIDATES_H_
