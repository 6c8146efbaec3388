// Where documents print certain words, looked up among the quotes that
// prov-quotes found in them; the documents are not read.
//
// A line counts if one of its printings has all of the words one after the
// other; its other printings are places if they have them, too, or are a
// variant of them (find_words.h).  What quotes do not say is not known: urls,
// texts, what was updated, words that are printed without marks other than
// those of traceable quotes, and how many documents there are.

#ifndef LIBPROV_CHAIN_FIND_IN_QUOTES_H_
#define LIBPROV_CHAIN_FIND_IN_QUOTES_H_

#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/chain/find_words.h"
#include "libprov/chain/quote_index.h"
#include "libprov/corpus/findings.h"

namespace prov {

struct QuotesFound {
  WordsFound words;  // Its coverage is that of the places.
  // Of the run that found the quotes: the documents they are of.
  RunFacts run;
};

// The index is that of the quotes file.  InvalidArgument if `words` has no
// word; DataLoss "path: ..." where a line of the quotes is malformed.
absl::StatusOr<QuotesFound> FindInQuotes(
    const InputBytes& quotes, const QuoteIndex& index, std::string_view words,
    absl::FunctionRef<bool(const DateInterval&)> wanted);

}  // namespace prov

#endif  // LIBPROV_CHAIN_FIND_IN_QUOTES_H_
