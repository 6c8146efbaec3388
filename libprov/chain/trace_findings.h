// A chain for each passage that prov-passages found in several documents, or
// for each cluster of copies that prov-cluster found.
//
// What an outlet prints at the same place of its pages (class boilerplate) and
// what one document repeats has no first publisher, and no chain; nor has what
// was taken over in other words (channel spun), which nobody prints alike.

#ifndef LIBPROV_CHAIN_TRACE_FINDINGS_H_
#define LIBPROV_CHAIN_TRACE_FINDINGS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/chain/chain.h"
#include "libprov/corpus/corpus.h"

namespace prov {

// Scans the corpus, then reads the documents that `wanted` says yes to once for
// each chain they are in.  Chains are in the order of the file.  `subject` is
// kPassage or kDocument.
//
// DataLoss with the place of a line that is malformed, names a document that is
// not there, or a passage where the document has no such words; and if the file
// has no findings of that kind and is of no tool that could have made some.
// Nothing hangs on threads.
absl::StatusOr<TracedChains> TraceFindings(
    Corpus& corpus, const ScanOptions& options, const std::string& path,
    Subject subject,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted);

}  // namespace prov

#endif  // LIBPROV_CHAIN_TRACE_FINDINGS_H_
