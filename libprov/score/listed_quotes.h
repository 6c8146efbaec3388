// Quotes as files of findings and of truth list them.

#ifndef LIBPROV_SCORE_LISTED_QUOTES_H_
#define LIBPROV_SCORE_LISTED_QUOTES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/status.h"
#include "libprov/score/key_numbers.h"
#include "libprov/score/passage_set.h"

namespace prov {

// A speaker or an outlet, and where a text names it.
struct NamedPlace {
  std::string name;
  TextRange span;
};

struct ListedQuote {
  uint32_t document = 0;
  TextRange span;      // Of the words, without the outer marks.
  uint32_t group = 0;  // Quotes of one group are the same words, once said.
  std::vector<NamedPlace>
      speakers;                   // Any of them is right; found: one or none.
  std::vector<NamedPlace> cited;  // The same.
};

struct FoundQuote : ListedQuote {
  bool is_nested = false;
  bool is_credit = false;  // `cited` is the text's dateline, byline or credit.
};

struct TrueQuote : ListedQuote {
  std::optional<uint64_t> words;
  std::optional<uint32_t> variant;  // Into QuoteNames::variants.
  bool knows_group = false;
  bool knows_cited = false;  // Says what outlet is cited, or that none is.
  std::vector<NamedPlace> credited;  // By the text as a whole; no span.
  bool knows_credited = false;
};

// The numbers by which two lists name the same documents.
struct QuoteNames {
  KeyNumbers documents;
  KeyNumbers variants;
};

// Quotes by document, in the order of their spans.
template <typename Quote>
using QuotesByDocument = absl::flat_hash_map<uint32_t, std::vector<Quote>>;

// The occurrences in prov.quote/1 lines, those without marks left out: what a
// text prints as a quote is what people mark.  DataLoss if there is no such
// line, and no run that could have found quotes.
absl::StatusOr<QuotesByDocument<FoundQuote>> ReadFoundQuotes(
    const std::string& path, QuoteNames& names);

struct TrueQuotes {
  QuotesByDocument<TrueQuote> quotes;
  // Where the truth knows what is a quote and what is none, by document;
  // nullopt where it knows that of everything.
  std::optional<absl::flat_hash_map<uint32_t, std::vector<TextRange>>> judged;

  // Whether a quote there is for the truth to judge.
  bool Judges(uint32_t document, const TextRange& span) const;
};

absl::StatusOr<TrueQuotes> ReadTrueQuotes(const std::string& path,
                                          QuoteNames& names);

}  // namespace prov

#endif  // LIBPROV_SCORE_LISTED_QUOTES_H_
