// The tokens of all documents of a run as one row of numbers, so that a place
// in any text is one 32-bit position.
//
// Documents stand in the order that the output keeps: by date (the earliest it
// can be, undated last), then key, so that nothing hangs on input order and
// the earlier of two positions is in the document that may have been first.

#ifndef LIBPROV_PASSAGE_TOKEN_ROWS_H_
#define LIBPROV_PASSAGE_TOKEN_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/large_vector.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"

namespace prov {

// A token of the row of all documents.
using Position = uint32_t;
inline constexpr Position kNoPosition = std::numeric_limits<Position>::max();

// Half of TokenHash().  Two different words share one with probability 2^-32,
// so a run of eight is as good as compared, and what is written out is compared
// by whole hashes once more (passage_text.h).
using TokenMark = uint32_t;
inline TokenMark MarkOf(uint64_t token_hash) {
  return static_cast<TokenMark>(token_hash >> 32);
}

// Half-open.
struct PositionSpan {
  Position begin = 0;
  Position end = 0;

  Position size() const { return end - begin; }
  bool Contains(const PositionSpan& other) const {
    return begin <= other.begin && other.end <= end;
  }
  friend auto operator<=>(const PositionSpan&, const PositionSpan&) = default;
};

// What comparing takes for each token where little is repeated: the token, a
// place in a bit map, and something for hashes.
inline constexpr uint64_t kRowBytesPerToken = 6;

class TokenRows {
 public:
  TokenRows() = default;

  // Adds the next document in order.
  // REQUIRES: fewer than kNoPosition tokens in all.
  void Append(DocumentId document, std::span<const TokenMark> tokens);

  std::span<const TokenMark> tokens() const { return tokens_; }
  size_t row_count() const { return documents_.size(); }

  DocumentId document(size_t row) const { return documents_[row]; }
  PositionSpan span(size_t row) const {
    return {.begin = begins_[row], .end = begins_[row + 1]};
  }

  // Rows of these lengths, whose tokens are to be filled in.
  TokenRows(std::vector<DocumentId> documents,
            std::span<const uint32_t> lengths);
  std::span<TokenMark> MutableTokens(size_t row) {
    return std::span(tokens_).subspan(begins_[row],
                                      begins_[row + 1] - begins_[row]);
  }

  // O(1) where documents have some length.
  // REQUIRES: position < tokens().size()
  size_t RowOf(Position position) const;

 private:
  static constexpr uint32_t kRowStride = 256;

  // Enters a row, the next one, into row_at_.
  void IndexRow(size_t row);

  LargeVector<TokenMark> tokens_;
  std::vector<Position> begins_ = {0};
  // The row of each kRowStride-th token, and the last row.
  std::vector<uint32_t> row_at_ = {0};
  std::vector<DocumentId> documents_;
};

// Scans the corpus and keeps the tokens of the documents that `wanted` says yes
// to, on options.threads threads.  4 bytes a token stay; twice that is needed
// for a moment, or room in TMPDIR if options.memory has a limit.
// ResourceExhausted if there are 2^32 tokens or more or, with the size needed,
// if comparing them would take more than that limit.
absl::StatusOr<TokenRows> ReadTokenRows(
    Corpus& corpus, const ScanOptions& options,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted);

}  // namespace prov

#endif  // LIBPROV_PASSAGE_TOKEN_ROWS_H_
