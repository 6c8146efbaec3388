// Workers append to arenas of their own while the corpus is scanned; where a
// document's tokens went is handed back in input order, and the rows are put
// together in their final order afterwards.  Held by the golden cases of
// prov-passages and, with spilling, by tests/cli/memory_test.py.

#include "libprov/passage/token_rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/documents.h"
#include "libprov/store/spill_vector.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

constexpr uint64_t kSpillParts = 4;
constexpr size_t kBlockTokens = size_t{1} << 20;
constexpr size_t kRowsPerPiece = 256;

// Where a document's tokens stand in the arenas.
struct ArenaPlace {
  uint32_t worker = 0;
  uint32_t block = 0;
  uint64_t begin = 0;
};

// ArenaPlace as the payload of a scan.
using PlaceWords = std::array<uint16_t, sizeof(ArenaPlace) / 2>;

// The tokens that one worker has seen: in blocks that never move or, where
// memory is limited, in TMPDIR but for a share of it.
class Arena {
 public:
  Arena(const MemoryBudget& memory, unsigned workers)
      : limited_(memory.limited()),
        spilled_(memory.Share(kSpillParts * workers)) {}

  ArenaPlace Append(std::span<const uint64_t> hashes, unsigned worker) {
    if (limited_) {
      const ArenaPlace place{.worker = worker, .begin = spilled_.size()};
      for (const uint64_t hash : hashes) spilled_.Append(MarkOf(hash));
      return place;
    }
    if (blocks_.empty() ||
        blocks_.back().capacity() - blocks_.back().size() < hashes.size()) {
      blocks_.emplace_back().reserve(std::max(hashes.size(), kBlockTokens));
    }
    LargeVector<TokenMark>& block = blocks_.back();
    const ArenaPlace place{.worker = worker,
                           .block = static_cast<uint32_t>(blocks_.size() - 1),
                           .begin = block.size()};
    block.resize(place.begin + hashes.size());
    std::ranges::transform(hashes, block.data() + place.begin, MarkOf);
    return place;
  }

  void Read(const ArenaPlace& place, std::span<TokenMark> tokens) const {
    if (limited_) {
      spilled_.Read(place.begin, tokens);
    } else {
      std::copy_n(blocks_[place.block].data() + place.begin, tokens.size(),
                  tokens.data());
    }
  }

  absl::Status status() const { return spilled_.status(); }

 private:
  bool limited_;
  std::vector<LargeVector<TokenMark>> blocks_;
  SpillVector<TokenMark> spilled_;
};

struct Worker {
  Tokenizer tokenizer;
  Arena arena;
};

absl::Status CheckSize(uint64_t tokens, const MemoryBudget& memory) {
  if (tokens >= kNoPosition) {
    return absl::ResourceExhaustedError(absl::StrFormat(
        "the documents have %d words; at most %d can be compared in one run, "
        "split them by date with --since and --until",
        tokens, kNoPosition - 1));
  }
  return memory.CheckFits(tokens * kRowBytesPerToken, 1,
                          absl::StrFormat("%d words", tokens));
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
    Corpus& corpus, const ScanOptions& options,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
  const unsigned threads = std::max(options.threads, 1U);
  std::vector<Worker> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.push_back(
        {.tokenizer = {}, .arena = Arena(options.memory, threads)});
  }
  std::vector<ArenaPlace> places;
  PROV_RETURN_IF_ERROR(corpus.Scan(
      options,
      [&workers](const Document& document, unsigned number,
                 std::vector<uint16_t>& payload) {
        Worker& worker = workers[number];
        const std::span<const uint64_t> hashes =
            worker.tokenizer.Hashes(document.text);
        const auto words =
            std::bit_cast<PlaceWords>(worker.arena.Append(hashes, number));
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
  // Where a run of words came first does not hang on the order of inputs.
  std::vector<DocumentId> order = EarliestFirst(documents);
  std::erase_if(
      order, [&](DocumentId document) { return !wanted(documents, document); });
  std::vector<uint32_t> lengths;
  for (const DocumentId document : order) {
    lengths.push_back(documents[document].token_count);
    tokens += lengths.back();
  }
  PROV_RETURN_IF_ERROR(CheckSize(tokens, options.memory));
  TokenRows rows(std::move(order), lengths);
  const size_t pieces = (rows.row_count() + kRowsPerPiece - 1) / kRowsPerPiece;
  PROV_RETURN_IF_ERROR(
      ParallelFor(pieces, options.threads, [&](size_t piece, unsigned) {
        const size_t last =
            std::min(rows.row_count(), (piece + 1) * kRowsPerPiece);
        for (size_t row = piece * kRowsPerPiece; row < last; ++row) {
          const ArenaPlace& place = places[rows.document(row)];
          workers[place.worker].arena.Read(place, rows.MutableTokens(row));
        }
        return absl::OkStatus();
      }));
  for (const Worker& worker : workers) {
    PROV_RETURN_IF_ERROR(worker.arena.status());
  }
  return rows;
}

}  // namespace prov
