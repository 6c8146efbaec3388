// What a passage is, from where it recurs.

#ifndef LIBPROV_PASSAGE_PASSAGE_CLASS_H_
#define LIBPROV_PASSAGE_PASSAGE_CLASS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "libprov/corpus/document.h"
#include "libprov/credit/outlet_book.h"
#include "libprov/passage/passage.h"

namespace prov {

// An occurrence as the classes see it.
struct Setting {
  size_t row = 0;
  uint32_t outlet = 0;  // Equal for equal outlets.
  bool outlet_known = false;
  uint32_t tokens_before = 0;  // In its document.
  uint32_t tokens = 0;
  uint32_t tokens_after = 0;
  bool in_quotes = false;
  bool credited = false;  // The document names an agency as its source.
};

// Whether the same documents, and no others, have other passages too, as the
// versions of one article do.
enum class Company : uint8_t { kAlone, kOneOfSeveral };

//   repeated-lead       one document, the first within its first 40 words
//   in-document-repeat  one document
//   boilerplate         three documents or more for each outlet, nine in ten of
//                       them within 60 words of the same end, less than .8 of
//                       their document and the one thing that these documents
//                       share; or ten and more, whatever else
//   quote               half of the occurrences or more lie in quote marks, at
//                       least .6 of each
//   syndicated          several outlets, and a document credits an agency
//   recycled            any other
PassageClass Classify(std::span<const Setting> settings, Company company);

// What of the texts a class hangs on; the rest of a setting is in the tables.
struct ClassNeeds {
  bool in_quotes = false;
  bool credited = false;
};
ClassNeeds NeedsOf(std::span<const Setting> settings, Company company);

// Whether the document says that it comes from another outlet's desk.
bool CreditsAgency(const Document& document, const OutletBook& book);

// "repeated-lead", …
std::string_view NameOf(PassageClass passage_class);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_PASSAGE_CLASS_H_
