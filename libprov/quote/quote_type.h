// What kind of quote it is, by its words and those beside it.

#ifndef LIBPROV_QUOTE_QUOTE_TYPE_H_
#define LIBPROV_QUOTE_QUOTE_TYPE_H_

#include <string_view>

#include "libprov/quote/quote.h"

namespace prov {

// Fills in words, type and the flags of brackets and ellipses from the spans.
//
//   title   two or more words, all capitalised but little ones; or any after
//           a word such as film, song, titled
//   scare   up to three words
//   direct  begins with a capital after a comma, a colon or a full stop, or
//           where its paragraph begins; or has seven words and more and a mark
//           of a sentence at its end
//   mixed   all others
void Describe(std::string_view text, Quote& quote);

// Ana "Nana" Ruiz: up to two capitalised words between capitalised words, with
// nothing but a space on either side.
bool IsNickname(std::string_view text, const Quote& quote);

}  // namespace prov

#endif  // LIBPROV_QUOTE_QUOTE_TYPE_H_
