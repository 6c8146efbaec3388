// Where texts print a quote's words without quote marks.

#ifndef LIBPROV_QUOTE_UNMARKED_QUOTES_H_
#define LIBPROV_QUOTE_UNMARKED_QUOTES_H_

#include <span>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/quote/find_quotes.h"

namespace prov {

struct UnmarkedQuote {
  QuoteOccurrence occurrence;
  Variant variant = Variant::kFolded;
};

// Of each group.
using UnmarkedQuotes = std::vector<std::vector<UnmarkedQuote>>;

// Finds every place where all words of a traceable group's reference, six at
// least, follow each other outside quotes.  Each reference is indexed by one
// run of its words, the documents are scanned once: linear.  `order`: the
// documents looked at, as they are to be put out.
absl::StatusOr<UnmarkedQuotes> FindUnmarked(
    const Corpus& corpus, const std::vector<DocumentId>& order,
    std::span<const GroupedQuote> quotes, std::span<const QuoteGroup> groups,
    std::span<const QuoteOccurrence> occurrences, unsigned threads);

}  // namespace prov

#endif  // LIBPROV_QUOTE_UNMARKED_QUOTES_H_
