// What chains take from an archive besides places: what was looked at, and what
// is known of the document of a place.

#ifndef LIBPROV_CHAIN_ARCHIVE_FACTS_H_
#define LIBPROV_CHAIN_ARCHIVE_FACTS_H_

#include <span>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/chain/chain.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/document.h"
#include "libprov/corpus/document_table.h"
#include "libprov/credit/outlet_book.h"
#include "libprov/text/tokenizer.h"

namespace prov {

// Linear in the documents.
Coverage CoverageOf(const DocumentTable& documents,
                    std::span<const DocumentId> looked_at);

// Fills in what chains need of the documents of places.  One thread at a time.
class DocumentFacts {
 public:
  // `book` must outlive this.
  explicit DocumentFacts(const OutletBook& book) : book_(book) {}

  // Sets id, outlet, url, dates and own initials; and the outlet that initials
  // in the document's dateline name, where no other is cited.
  void Fill(const Document& document, std::string key, ChainNode& place) const;

  // Sets the shingles of the text.
  void FillText(const Document& document, ChainNode& place);

 private:
  const OutletBook& book_;
  Tokenizer tokenizer_;
};

// Texts are compared in chains of up to so many documents.
inline constexpr size_t kMaxCompared = 4096;

}  // namespace prov

#endif  // LIBPROV_CHAIN_ARCHIVE_FACTS_H_
