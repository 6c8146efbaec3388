// Places that findings of other rooms name: a passage in a text, or a text as a
// whole.  Neither has a speaker; what it cites is what its text as a whole
// does.

#ifndef LIBPROV_CHAIN_FOUND_PLACES_H_
#define LIBPROV_CHAIN_FOUND_PLACES_H_

#include <optional>
#include <string>
#include <string_view>

#include "libprov/chain/chain.h"
#include "libprov/corpus/document.h"
#include "libprov/credit/outlet_book.h"
#include "libprov/quote/quote_words.h"
#include "libprov/quote/variant.h"
#include "libprov/text/normalized_text.h"

namespace prov {

// Of a printing, if it is one of the words, or they are one of it.
Variant VariantOf(const QuoteWords& words, const QuoteWords& own);

// The span of the text, if the passage with these words is there: its words are
// a variant of them (quote/variant.h), or five in a row are in both.  The code
// points of the span are counted, not believed.
std::optional<ChainNode> PassagePlace(const Document& document,
                                      const TokenSpan& span,
                                      std::string_view words,
                                      const OutletBook& book);

// All of the text; `exact` is its beginning.
ChainNode WholePlace(const Document& document, const OutletBook& book);

// What copies are called by: the title, else the first words of the text.
std::string HeadlineOf(const Document& document);

}  // namespace prov

#endif  // LIBPROV_CHAIN_FOUND_PLACES_H_
