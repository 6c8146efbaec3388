// Workers append to arenas of their own while the corpus is scanned; where a
// document's tokens went is handed back in input order, and the rows are put
// together in their final order afterwards.  Held by token_rows_test.cc.

#include "libprov/passage/token_rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

// Where a document's tokens stand in the arenas.
struct ArenaPlace {
  uint32_t worker = 0;
  uint32_t block = 0;
  uint64_t begin = 0;
};

// ArenaPlace as the payload of a scan.
using PlaceWords = std::array<uint16_t, sizeof(ArenaPlace) / 2>;

constexpr size_t kBlockTokens = size_t{1} << 20;
constexpr size_t kRowsPerPiece = 256;

struct Worker {
  Tokenizer tokenizer;
  std::vector<LargeVector<TokenMark>> blocks;  // Never grown, so never moved.

  // The block that has room for so many tokens.
  LargeVector<TokenMark>& BlockFor(size_t tokens) {
    if (blocks.empty() ||
        blocks.back().capacity() - blocks.back().size() < tokens) {
      blocks.emplace_back().reserve(std::max(tokens, kBlockTokens));
    }
    return blocks.back();
  }
};

// The order of the rows: total, as keys are unique among own inputs.
std::vector<DocumentId> RowOrder(const DocumentTable& documents) {
  std::vector<DocumentId> order(documents.size());
  std::iota(order.begin(), order.end(), DocumentId{0});
  std::ranges::sort(order, [&documents](DocumentId a, DocumentId b) {
    const DateInterval& date_a = documents[a].published;
    const DateInterval& date_b = documents[b].published;
    const bool undated_a = date_a.grade == DateGrade::kNone;
    const bool undated_b = date_b.grade == DateGrade::kNone;
    if (undated_a != undated_b) return undated_b;
    if (date_a.earliest != date_b.earliest) {
      return date_a.earliest < date_b.earliest;
    }
    const int keys = documents.CompareKeys(a, b);
    return keys != 0 ? keys < 0 : a < b;
  });
  return order;
}

absl::Status CheckSize(uint64_t tokens, uint64_t memory_bytes) {
  if (tokens >= kNoPosition) {
    return absl::ResourceExhaustedError(absl::StrFormat(
        "the documents have %d words; at most %d can be compared in one run, "
        "split them by date with --since and --until",
        tokens, kNoPosition - 1));
  }
  const uint64_t needed = tokens * kRowBytesPerToken;
  if (needed <= memory_bytes) return absl::OkStatus();
  return absl::ResourceExhaustedError(absl::StrFormat(
      "--memory is too small: comparing %d words takes at least %dM", tokens,
      (needed >> 20) + 1));
}

}  // namespace

void TokenRows::Append(DocumentId document, std::span<const TokenMark> tokens) {
  tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
  begins_.push_back(static_cast<Position>(tokens_.size()));
  documents_.push_back(document);
  IndexRow(documents_.size() - 1);
}

void TokenRows::IndexRow(size_t row) {
  row_at_.pop_back();
  while (row_at_.size() * kRowStride < begins_[row + 1]) {
    row_at_.push_back(static_cast<uint32_t>(row));
  }
  row_at_.push_back(static_cast<uint32_t>(row));
}

size_t TokenRows::RowOf(Position position) const {
  const Position* const begins = begins_.data();
  const size_t stride = position / kRowStride;
  const Position* const after = std::upper_bound(
      begins + row_at_[stride], begins + row_at_[stride + 1] + 1, position);
  return static_cast<size_t>(after - begins) - 1;
}

TokenRows::TokenRows(std::vector<DocumentId> documents,
                     std::span<const uint32_t> lengths)
    : documents_(std::move(documents)) {
  begins_.reserve(lengths.size() + 1);
  for (const uint32_t length : lengths) {
    begins_.push_back(begins_.back() + length);
  }
  tokens_.resize(begins_.back());
  for (size_t row = 0; row < lengths.size(); ++row) IndexRow(row);
}

absl::StatusOr<TokenRows> ReadTokenRows(
    Corpus& corpus, const ScanOptions& options, uint64_t memory_bytes,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
  std::vector<Worker> workers(std::max(options.threads, 1U));
  std::vector<ArenaPlace> places;
  PROV_RETURN_IF_ERROR(corpus.Scan(
      options,
      [&workers](const Document& document, unsigned number,
                 std::vector<uint16_t>& payload) {
        Worker& worker = workers[number];
        const std::span<const uint64_t> hashes =
            worker.tokenizer.Hashes(document.text);
        LargeVector<TokenMark>& block = worker.BlockFor(hashes.size());
        const ArenaPlace place{
            .worker = number,
            .block = static_cast<uint32_t>(worker.blocks.size() - 1),
            .begin = block.size()};
        block.resize(place.begin + hashes.size());
        std::ranges::transform(hashes, block.data() + place.begin, MarkOf);
        const auto words = std::bit_cast<PlaceWords>(place);
        payload.insert(payload.end(), words.begin(), words.end());
        return Measured{.token_count = static_cast<uint32_t>(hashes.size())};
      },
      [&places](size_t documents, std::vector<uint16_t> payload) {
        for (size_t i = 0; i < documents; ++i) {
          PlaceWords words;
          std::copy_n(
              payload.begin() + static_cast<ptrdiff_t>(i * words.size()),
              words.size(), words.begin());
          places.push_back(std::bit_cast<ArenaPlace>(words));
        }
      }));
  const DocumentTable& documents = corpus.documents();
  uint64_t tokens = 0;
  std::vector<DocumentId> order = RowOrder(documents);
  std::erase_if(
      order, [&](DocumentId document) { return !wanted(documents, document); });
  std::vector<uint32_t> lengths;
  for (const DocumentId document : order) {
    lengths.push_back(documents[document].token_count);
    tokens += lengths.back();
  }
  PROV_RETURN_IF_ERROR(CheckSize(tokens, memory_bytes));
  TokenRows rows(std::move(order), lengths);
  const size_t pieces = (rows.row_count() + kRowsPerPiece - 1) / kRowsPerPiece;
  PROV_RETURN_IF_ERROR(
      ParallelFor(pieces, options.threads, [&](size_t piece, unsigned) {
        const size_t last =
            std::min(rows.row_count(), (piece + 1) * kRowsPerPiece);
        for (size_t row = piece * kRowsPerPiece; row < last; ++row) {
          const ArenaPlace& place = places[rows.document(row)];
          std::copy_n(
              workers[place.worker].blocks[place.block].data() + place.begin,
              lengths[row], rows.MutableTokens(row).data());
        }
        return absl::OkStatus();
      }));
  return rows;
}

}  // namespace prov
