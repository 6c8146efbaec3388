// Where documents print certain words, as pasted from one of them: by tokens,
// so that marks, dashes and case do not matter ("100-percent" is "100
// percent").
//
//   verbatim  all of the words, one after the other, in quote marks or out of
//             them; the span is that of the words
//   variant   a quote of four words or more that is one of the words by
//             variant.h (brackets, ellipses, edits, a fragment) and shares four
//             of them, .6 of the shorter and either .6 of all or eight; the
//             span is that of the quote
//
// Speaker and cited outlet are those of the quote that the words are in; words
// out of marks have only what the text as a whole cites.

#ifndef LIBPROV_CHAIN_FIND_WORDS_H_
#define LIBPROV_CHAIN_FIND_WORDS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/chain/chain.h"
#include "libprov/corpus/corpus.h"
#include "libprov/credit/outlet_book.h"
#include "libprov/quote/quote_words.h"

namespace prov {

struct WordsFound {
  std::vector<ChainNode> places;  // Documents in input order.
  Coverage coverage;              // Of the documents wanted.
  OutletBook book;  // What is known of outlets, and all of the archive.
  // Under the gate of automatic tracing (quote_groups.h), rarity counted in
  // documents: three words or fewer, or such as many documents have.
  bool is_short = false;
};

// Scans the corpus, then reads the documents that `wanted` says yes to once
// more: linear in them.  InvalidArgument if `words` has no word.  Nothing hangs
// on threads.
absl::StatusOr<WordsFound> FindWords(
    Corpus& corpus, const ScanOptions& options, std::string_view words,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted);

// The places of one text: of each, span, exact, variant, is_unmarked, speaker
// and cited are filled in.
std::vector<ChainNode> PlacesIn(std::string_view text, std::string_view outlet,
                                const QuoteWords& words,
                                const OutletBook& book);

// Where all of the words follow each other, in or out of marks; places do not
// overlap.
std::vector<TokenSpan> VerbatimSpans(std::string_view text,
                                     const QuoteWords& words);

// Of a quote, if it is a variant of the words as above; else kNone.
Variant VariantOfWords(const QuoteWords& words, const QuoteWords& quote);

}  // namespace prov

#endif  // LIBPROV_CHAIN_FIND_WORDS_H_
