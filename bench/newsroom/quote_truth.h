// Who said what in which document, in whose words, and who had it first.

#ifndef BENCH_NEWSROOM_QUOTE_TRUTH_H_
#define BENCH_NEWSROOM_QUOTE_TRUTH_H_

#include <string>

#include "edition_truth.h"

namespace prov_bench {

struct QuoteTruth {
  std::string quotes;    // Lines of quotes.jsonl.
  std::string passages;  // Of passages.jsonl: quotes that several documents
                         // print without one having copied the other's text.
  std::string chains;    // Of chains.jsonl.
};

// A chain is decidable if its true first is in the archive, and either the
// interval that its date leaves does not touch another's (revisions of the same
// article aside), or what each other document cites leads to it.
QuoteTruth TruthOfQuotes(const PrintedEdition& edition, uint64_t number,
                         const Newsroom& newsroom);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_QUOTE_TRUTH_H_
