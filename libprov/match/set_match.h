// Candidates -> pairs whose shingle sets are similar: recomputed from the exact
// sets, so nothing here is an estimate.
//
// The price is reading and tokenising both texts again.  Pairs are verified in
// the order of their first document, and each thread keeps the sets it made
// lately, within a bound.

#ifndef LIBPROV_MATCH_SET_MATCH_H_
#define LIBPROV_MATCH_SET_MATCH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/resources.h"
#include "libprov/base/scratch_map.h"
#include "libprov/base/status.h"
#include "libprov/candidate/candidate_pair.h"
#include "libprov/corpus/corpus.h"
#include "libprov/match/long_pairs.h"
#include "libprov/shingle/shingle_set.h"
#include "libprov/shingle/shingler.h"
#include "libprov/text/tokenizer.h"

namespace prov {

// Two documents and how much their shingle sets share.
struct SetMatch {
  DocumentId a = 0;
  DocumentId b = 0;  // a < b
  uint32_t shared = 0;
  uint32_t size_a = 0;
  uint32_t size_b = 0;

  Overlap overlap() const { return {shared, size_a, size_b}; }
};

// Measures pairs.  One thread at a time.
class SetMatcher {
 public:
  // Keeps sets of at most about `max_bytes`.
  SetMatcher(const Corpus& corpus, const ShingleParams& shingle,
             uint64_t max_bytes)
      : reader_(corpus), shingle_(shingle), max_lately_bytes_(max_bytes) {}

  absl::StatusOr<SetMatch> Measure(const CandidatePair& pair);

 private:
  using Set = std::vector<uint64_t>;  // Each shingle once, in text order.

  absl::StatusOr<std::shared_ptr<const Set>> SetOf(DocumentId document);

  DocumentReader reader_;
  Tokenizer tokenizer_;
  ShingleParams shingle_;
  absl::flat_hash_map<DocumentId, std::shared_ptr<const Set>> lately_;
  uint64_t max_lately_bytes_;
  uint64_t lately_bytes_ = 0;
  std::vector<uint64_t> shingles_;  // Scratch.
  std::string stripped_;            // Scratch.
  ScratchMap<bool> seen_;           // Scratch.
  ScratchMap<bool> in_a_;           // The set of document in_a_of_.
  std::optional<DocumentId> in_a_of_;
};

// Verifies many pairs on several threads.
class PairVerifier {
 public:
  PairVerifier(const Corpus& corpus, const ShingleParams& shingle,
               const Criterion& criterion, const Resources& resources);

  // Returns the candidates that are similar, in the order given.  Does not
  // depend on the number of threads.
  absl::StatusOr<std::vector<SetMatch>> Verify(
      std::span<const CandidatePair> candidates);

 private:
  absl::StatusOr<SetMatch> Measure(const CandidatePair& pair, unsigned worker);

  const Corpus* corpus_;
  ShingleParams shingle_;
  Criterion criterion_;
  unsigned threads_;
  LongPairs long_pairs_;
  std::vector<SetMatcher> matchers_;  // One a thread.
};

}  // namespace prov

#endif  // LIBPROV_MATCH_SET_MATCH_H_
