// What chains take from an archive besides places: what was looked at, which
// outlets there are, and what is known of the document of a place.

#ifndef LIBPROV_CHAIN_ARCHIVE_FACTS_H_
#define LIBPROV_CHAIN_ARCHIVE_FACTS_H_

#include <span>
#include <string>

#include "libprov/base/status.h"
#include "libprov/chain/chain.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/document.h"
#include "libprov/corpus/document_table.h"
#include "libprov/credit/outlet_book.h"

namespace prov {

// Finds the documents, and measures nothing of them.
absl::Status ScanDocuments(Corpus& corpus, const ScanOptions& options);

// Linear in the documents.
Coverage CoverageOf(const DocumentTable& documents,
                    std::span<const DocumentId> looked_at);

// What is known of outlets, and all of the archive.
OutletBook BookOf(const DocumentTable& documents);

// Sets id, outlet, url and published.
void SetDocument(const Document& document, std::string key, ChainNode& place);

}  // namespace prov

#endif  // LIBPROV_CHAIN_ARCHIVE_FACTS_H_
