// What is asked of all documents of a corpus.

#ifndef LIBPROV_CORPUS_DOCUMENTS_H_
#define LIBPROV_CORPUS_DOCUMENTS_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/document_table.h"
#include "libprov/credit/outlet_book.h"

namespace prov {

// Finds the documents, and measures nothing of them.
absl::Status ScanDocuments(Corpus& corpus, const ScanOptions& options);

// Those that `wanted` says yes to, by id.
std::vector<DocumentId> WantedOf(
    const DocumentTable& documents,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted);

// All of them by the earliest they can be published, undated ones last; then
// by key, then id.
std::vector<DocumentId> EarliestFirst(const DocumentTable& documents);

// What is known of outlets, and all of the archive.
OutletBook BookOf(const DocumentTable& documents);

}  // namespace prov

#endif  // LIBPROV_CORPUS_DOCUMENTS_H_
