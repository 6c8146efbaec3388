// A match: two documents that are verified to be similar, and how.

#ifndef LIBPROV_MATCH_MATCH_H_
#define LIBPROV_MATCH_MATCH_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "libprov/corpus/document_table.h"
#include "libprov/shingle/shingle_set.h"

namespace prov {

// From the strictest to the loosest; a pair has the first kind that fits.
enum class MatchKind : uint8_t {
  kIdenticalRecord,  // The same bytes.
  kIdenticalText,    // The same text, other members differ.
  kIdenticalTokens,  // The same words; typography differs.
  kRevision,         // Other words at the same outlet and url.
  kNear,             // Jaccard similarity at or over the threshold.
  kContained,        // The smaller one lies in the larger.
};
inline constexpr size_t kMatchKinds = 6;

// "identical-record", "identical-text", ...
std::string_view ToString(MatchKind kind);
std::optional<MatchKind> ParseMatchKind(std::string_view name);

// Whether the texts say the same, word for word.
inline bool IsIdentical(MatchKind kind) {
  return kind <= MatchKind::kIdenticalTokens;
}

// What a pair that other evidence calls near is called.
inline MatchKind KindUnder(SimilarityMeasure similarity, MatchKind kind) {
  return similarity == SimilarityMeasure::kContainment &&
                 kind == MatchKind::kNear
             ? MatchKind::kContained
             : kind;
}

struct Match {
  DocumentId a = 0;
  DocumentId b = 0;
  Overlap overlap;
  MatchKind kind = MatchKind::kNear;
};

// The kind of a pair as far as the table tells: from hashes, so a claim of
// identity still has to be proved (comparison.h).
MatchKind KindByHash(const DocumentTable& documents, DocumentId a,
                     DocumentId b);

}  // namespace prov

#endif  // LIBPROV_MATCH_MATCH_H_
