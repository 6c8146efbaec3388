#include "libprov/match/long_pairs.h"

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr uint64_t kLongBytes = uint64_t{256} << 10;  // Of both records.
// Memory that a byte of either costs: bytes, members, tokens, shingles, maps.
constexpr uint64_t kCost = 20;
constexpr uint64_t kParts = 2;  // Of a budget.

}  // namespace

absl::StatusOr<std::unique_lock<std::mutex>> LongPairs::Enter(
    DocumentId a, DocumentId b) const {
  if (!memory_.limited()) return std::unique_lock<std::mutex>();
  const DocumentTable& documents = corpus_->documents();
  const uint64_t bytes =
      uint64_t{documents[a].place.length} + documents[b].place.length;
  if (bytes <= kLongBytes) return std::unique_lock<std::mutex>();
  PROV_RETURN_IF_ERROR(memory_.CheckFits(
      bytes * kCost, kParts,
      absl::StrFormat("similar records of %d bytes together", bytes)));
  return std::unique_lock(*mutex_);
}

}  // namespace prov
