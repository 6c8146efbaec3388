// Pieces of keys that begin alike are sorted, the bytes that all have in common
// being passed over; groups of equal pieces are ranked by the bytes behind them
// in their turn.
//
// Held by key_order_test.cc: the same order however little memory there is.

#include "libprov/corpus/key_order.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "libprov/store/sorted_set.h"

namespace prov {
namespace {

constexpr uint64_t kParts = 16;
constexpr size_t kPieceBytes = 32;
constexpr size_t kSortedWhole = 256;  // So few keys are compared as they are.

// A piece of a key.  Bytes past its end are zero, and more than it has are
// told from those by `length`.
struct KeyPiece {
  std::array<char, kPieceBytes> bytes{};
  uint32_t length = 0;  // kPieceBytes + 1 where more follows.
  DocumentId document = 0;

  auto Fields() const {
    return std::pair(std::string_view(bytes.data(), bytes.size()), length);
  }
  friend bool operator<(const KeyPiece& a, const KeyPiece& b) {
    return std::pair(a.Fields(), a.document) <
           std::pair(b.Fields(), b.document);
  }
};

class Ranker {
 public:
  Ranker(const DocumentTable& documents, const MemoryBudget& memory,
         std::vector<uint32_t>& ranks)
      : documents_(documents), memory_(memory), ranks_(ranks) {}

  // Ranks documents, which ascend and whose keys share `done` bytes.
  absl::Status Rank(std::span<const DocumentId> documents, size_t done) {
    done = SharedBytes(documents, done);
    SortedSet<KeyPiece> pieces(memory_.Share(kParts));
    {
      DocumentTable::Reader rows(documents_);
      for (const DocumentId document : documents) {
        const std::string_view rest = rows.key(document).substr(done);
        KeyPiece piece{.document = document};
        std::ranges::copy(rest.substr(0, kPieceBytes), piece.bytes.begin());
        piece.length =
            static_cast<uint32_t>(std::min(rest.size(), kPieceBytes + 1));
        pieces.Add(piece);
      }
    }
    std::vector<DocumentId> alike;  // Documents of pieces that are the same.
    KeyPiece last;
    PROV_RETURN_IF_ERROR(
        pieces.ForEach([&](const KeyPiece& piece) -> absl::Status {
          if (!alike.empty() && piece.Fields() != last.Fields()) {
            PROV_RETURN_IF_ERROR(
                RankAlike(std::exchange(alike, {}), last, done));
          }
          last = piece;
          alike.push_back(piece.document);
          return absl::OkStatus();
        }));
    return RankAlike(std::move(alike), last, done);
  }

 private:
  // How many bytes, of which `done` are known, all keys begin with.
  size_t SharedBytes(std::span<const DocumentId> documents, size_t done) const {
    if (documents.empty()) return done;
    DocumentTable::Reader rows(documents_);
    std::string shared(rows.key(documents.front()));
    for (const DocumentId document : documents) {
      const std::string_view key = rows.key(document);
      const auto ends = std::ranges::mismatch(
          std::string_view(shared).substr(done), key.substr(done));
      shared.resize(static_cast<size_t>(ends.in2 - key.begin()));
    }
    return shared.size();
  }

  absl::Status RankAlike(std::vector<DocumentId> alike, const KeyPiece& piece,
                         size_t done) {
    if (alike.size() > kSortedWhole && piece.length > kPieceBytes) {
      return Rank(alike, done + kPieceBytes);
    }
    if (alike.size() > 1 && piece.length > kPieceBytes) {
      std::ranges::stable_sort(alike, [this](DocumentId a, DocumentId b) {
        return documents_.CompareKeys(a, b) < 0;
      });
    }
    for (const DocumentId document : alike) ranks_[document] = next_++;
    return absl::OkStatus();
  }

  const DocumentTable& documents_;
  const MemoryBudget& memory_;
  std::vector<uint32_t>& ranks_;
  uint32_t next_ = 0;
};

}  // namespace

absl::StatusOr<KeyOrder> KeyOrder::Create(const DocumentTable& documents,
                                          const MemoryBudget& memory) {
  KeyOrder order(documents);
  if (documents.has_resident_keys()) return order;
  std::vector<DocumentId> all(documents.size());
  std::iota(all.begin(), all.end(), 0);
  order.ranks_.resize(documents.size());
  PROV_RETURN_IF_ERROR(Ranker(documents, memory, order.ranks_).Rank(all, 0));
  PROV_RETURN_IF_ERROR(documents.status());
  return order;
}

bool KeyOrder::LessByKeys(DocumentId a, DocumentId b) const {
  const int order = documents_->CompareKeys(a, b);
  return order != 0 ? order < 0 : a < b;
}

}  // namespace prov
