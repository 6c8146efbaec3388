// What stands in quote marks, by a state machine over the marks of each
// paragraph.
//
//   A mark that can only open opens, one that can only close closes what is
//   open; one that can do either ("a"b", " a ") closes if something of its kind
//   is open and opens if not.  Marks of one family belong together first: “
//   with ”, „ with “ or ”, « with » in either order, " with ", '' and `` with
//   ''; where that leaves nothing any mark closes any.
//
//   A second opening mark before the first is closed begins a nested quote if
//   two closing marks follow before any other that opens; else the first one is
//   given up as unclosed, and ends there.  What is open where the paragraph
//   ends was closed by its end: it continues if the next paragraph begins with
//   a mark that opens, else it is unclosed.  A closing mark with nothing open
//   ends a quote that its paragraph began, where nothing else in it is quoted.
//
//   Single marks nest in double ones, or stand alone: only in pairs within a
//   paragraph.  Apostrophes ('90s, 'em, the voters' choice), inches and feet,
//   and nicknames between names (Ana "Nana" Ruiz) are no quotes.
//
//   In languages that print dialogue so, a paragraph that begins with a dash is
//   a quote up to the next dash between spaces.
//
// Nothing fails: whatever a text holds, every quote is within its paragraph,
// and of two quotes either one contains the other or they do not touch.

#ifndef LIBPROV_QUOTE_EXTRACT_QUOTES_H_
#define LIBPROV_QUOTE_EXTRACT_QUOTES_H_

#include <string_view>
#include <vector>

#include "libprov/quote/paragraphs.h"
#include "libprov/quote/quote.h"

namespace prov {

// By where they begin, outer before inner.  Linear in the text, but for quotes
// nested more than eight deep, which are not told apart.
// REQUIRES: text is valid UTF-8 and shorter than 4 GiB; paragraphs are its own.
std::vector<Quote> ExtractQuotes(std::string_view text,
                                 const std::vector<Paragraph>& paragraphs);

// The same with paragraphs as FindParagraphs() has them.
std::vector<Quote> ExtractQuotes(std::string_view text);

}  // namespace prov

#endif  // LIBPROV_QUOTE_EXTRACT_QUOTES_H_
