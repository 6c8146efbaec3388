// From positions back to the texts: spans, words, classes.

#ifndef LIBPROV_PASSAGE_PASSAGE_TEXT_H_
#define LIBPROV_PASSAGE_PASSAGE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libprov/base/json_writer.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/match/word_diff.h"
#include "libprov/passage/passage.h"
#include "libprov/passage/passage_class.h"
#include "libprov/text/normalized_text.h"

namespace prov {

// A difference from the reference.  Spans of both texts, the reference's first;
// an empty one where words are only put in, or only left out, stands where they
// would.
struct Edit {
  TokenSpan reference;
  TokenSpan span;

  friend bool operator==(const Edit&, const Edit&) = default;
};

struct PlacedOccurrence {
  DocumentId document = 0;
  TokenSpan span;             // In the document's text.
  TenThousandths identity;    // 1 less the share of words that differ.
  TenThousandths coverage;    // Its share of the document's words.
  TenThousandths of_passage;  // The share of the passage that it has.
  std::vector<Edit> edits;    // Empty unless they were asked for.
};

struct PlacedPassage {
  PassageClass passage_class = PassageClass::kRecycled;
  bool is_spun = false;  // Alike, but in other words.
  uint32_t tokens = 0;   // Of the reference.
  size_t reference = 0;  // Index of the occurrence that is the reference.
  std::string text;      // The reference as it is printed.
  std::vector<PlacedOccurrence> occurrences;
};

enum class Edits : uint8_t { kNo, kYes };

// Reads every document that has an occurrence once more.  Runs that are said to
// be equal are compared by whole token hashes: a word that only shares a mark
// with the reference's (see TokenMark) lowers the identity.
absl::StatusOr<std::vector<PlacedPassage>> PlacePassages(
    const Corpus& corpus, const TokenRows& rows,
    std::span<const Passage> passages, std::span<const Company> companies,
    Edits edits, unsigned threads);

// For each passage whether others have the same documents.
std::vector<Company> CompaniesOf(const TokenRows& rows,
                                 std::span<const Passage> passages);

// How many of the passages, from the first on and one at least, can be placed
// within the budget.
size_t CountThatFit(std::span<const Passage> passages, Edits edits,
                    const MemoryBudget& memory);

// The edits that lead from one text to another, words compared as tokens.
std::vector<Edit> EditsBetween(std::string_view reference,
                               const TokenSpan& reference_span,
                               std::string_view text, const TokenSpan& span);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_PASSAGE_TEXT_H_
