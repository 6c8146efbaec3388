// The quotes of one text with who says each and what outlet is cited for it.

#ifndef LIBPROV_QUOTE_READ_QUOTES_H_
#define LIBPROV_QUOTE_READ_QUOTES_H_

#include <optional>
#include <string_view>
#include <vector>

#include "libprov/credit/outlet_book.h"
#include "libprov/quote/language.h"
#include "libprov/quote/quote.h"

namespace prov {

struct AttributedQuote {
  Quote quote;
  std::optional<SpeakerMention> speaker;
  std::optional<CitedOutlet> cited;
};

struct TextQuotes {
  TextLanguage language = TextLanguage::kOther;
  std::vector<AttributedQuote> quotes;  // As ExtractQuotes() orders them.
};

// `outlet` is the text's own, which its datelines do not cite.  Linear in the
// text, but for the words of a sentence, which are looked at once for each of
// its quotes.  REQUIRES: text is valid UTF-8 and shorter than 4 GiB.
TextQuotes ReadQuotes(std::string_view text, std::string_view outlet,
                      const OutletBook& book);

}  // namespace prov

#endif  // LIBPROV_QUOTE_READ_QUOTES_H_
