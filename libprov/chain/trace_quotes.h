// A chain for each quote of an archive that several documents print, or that
// one has from elsewhere: the quotes as room quote groups them, each group by
// the rules of chain.h.
//
// Only groups that are traceable (quote_groups.h): up to three words never are,
// nor are more if they are common.

#ifndef LIBPROV_CHAIN_TRACE_QUOTES_H_
#define LIBPROV_CHAIN_TRACE_QUOTES_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/chain/chain.h"
#include "libprov/corpus/corpus.h"

namespace prov {

// Scans the corpus, then reads the documents that `wanted` says yes to twice
// more, and once more for each chain they are in.  Chains are in the order of
// their groups.  ResourceExhausted as FindQuotes().  Nothing hangs on threads.
absl::StatusOr<TracedChains> TraceQuotes(
    Corpus& corpus, const ScanOptions& options, uint64_t memory_bytes,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted);

}  // namespace prov

#endif  // LIBPROV_CHAIN_TRACE_QUOTES_H_
