// The quotes of all documents of a run, grouped.
//
// Documents are taken in the order of the output: by date (the earliest it can
// be, undated last), then key; quotes by place.  Nothing depends on threads or
// on the order of inputs.

#ifndef LIBPROV_QUOTE_FIND_QUOTES_H_
#define LIBPROV_QUOTE_FIND_QUOTES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/quote/quote_groups.h"
#include "libprov/quote/read_quotes.h"

namespace prov {

struct QuoteOccurrence {
  DocumentId document = 0;
  AttributedQuote read;
  std::string exact;  // The bytes of the span.
  TextLanguage language = TextLanguage::kOther;
  bool unmarked = false;  // Printed without quote marks.
};

// Who says a group's words, by most of its occurrences.
struct Consensus {
  std::string name;  // Empty if none has a speaker.
  uint32_t count = 0;
  // All others, by count, then name.
  std::vector<std::pair<std::string, uint32_t>> conflicts;
};

struct FoundGroup {
  QuoteType type = QuoteType::kDirect;
  bool traceable = false;
  std::string text;  // Of the reference.
  Consensus speaker;
  std::vector<QuoteOccurrence> occurrences;
  std::vector<Variant> variants;  // Of each occurrence.
};

struct QuoteFindings {
  std::vector<FoundGroup> groups;  // By first occurrence.
  uint64_t quotes = 0;             // In marks.
  uint64_t unmarked = 0;
  uint64_t other_languages = 0;  // Documents with quotes whose speakers no rule
                                 // can tell.
};

// Scans the corpus, then reads the documents that `wanted` says yes to once
// more.  ResourceExhausted, with the size needed, if their quotes take more
// than `memory_bytes`.
absl::StatusOr<QuoteFindings> FindQuotes(
    Corpus& corpus, const ScanOptions& options, uint64_t memory_bytes,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted);

// Names of one last word count as one, under the form most often used.
Consensus ConsensusOf(const std::vector<QuoteOccurrence>& occurrences);

}  // namespace prov

#endif  // LIBPROV_QUOTE_FIND_QUOTES_H_
