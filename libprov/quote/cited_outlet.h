// The outlet that a sentence says a quote was given to, or is taken from.
//
//   form            as in
//
//   told            Ana Ruiz told the Coast News Agency; sagte Ruiz dem Boten
//   interview       in an interview with the Post; speaking to the Post
//   on              said on Coast Radio
//   quoted-by       was quoted by the Post as saying; the Post quoted her as
//                   saying
//   reported        the Post reported; according to the Post; wie der Bote
//                   meldete
//   first-reported  as first reported by the Post; the Post first reported
//   hat-tip         h/t the Post, hat tip to the Post
//   dateline, byline, tail
//                   of the text as a whole: credit/credit.h
//
// An outlet is cited only in one of these forms.  CNN's Jim Noor, a CNN
// reporter, (Photo: AFP) and an outlet that itself acts or speaks are not.
// Outlets that the book does not have are known by a word such as newspaper or
// news agency beside their name, or by the last word of it: Times, Post,
// Gazette.

#ifndef LIBPROV_QUOTE_CITED_OUTLET_H_
#define LIBPROV_QUOTE_CITED_OUTLET_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/credit/outlet_book.h"
#include "libprov/quote/noun_phrase.h"
#include "libprov/quote/quote.h"
#include "libprov/quote/sentence_words.h"

namespace prov {

// Words, half-open, and the bytes of the name.
struct OutletCitation {
  size_t begin = 0;
  size_t end = 0;
  uint32_t begin_byte = 0;
  uint32_t end_byte = 0;
  std::string outlet;
  const char* form = "";
};

// All of a paragraph, in order; what stands in quotes is not looked at.
std::vector<OutletCitation> FindCitations(std::string_view text,
                                          std::span<const SentenceWord> words,
                                          const PhraseFinder& phrases,
                                          const OutletBook& book,
                                          bool is_german);

// What the text as a whole is taken from, if not from `outlet`, its own: the
// first of its dateline, byline and tail.  `near` is a place in it.
std::optional<CitedOutlet> TextCitation(std::string_view text,
                                        std::string_view outlet,
                                        const OutletBook& book,
                                        const TokenSpan& near);

}  // namespace prov

#endif  // LIBPROV_QUOTE_CITED_OUTLET_H_
