#include "libprov/match/match.h"

#include <array>
#include <cstddef>

namespace prov {
namespace {

constexpr auto kNames = std::to_array<std::string_view>(
    {"identical-record", "identical-text", "identical-tokens", "revision",
     "near", "contained"});
static_assert(kNames.size() == kMatchKinds);

}  // namespace

std::string_view ToString(MatchKind kind) {
  return kNames[static_cast<size_t>(kind)];
}

std::optional<MatchKind> ParseMatchKind(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<MatchKind>(i);
  }
  return std::nullopt;
}

MatchKind KindByHash(const DocumentTable& documents, DocumentId a,
                     DocumentId b) {
  const DocumentRow& x = documents[a];
  const DocumentRow& y = documents[b];
  if (x.record_hash == y.record_hash && x.place.length == y.place.length) {
    return MatchKind::kIdenticalRecord;
  }
  if (x.text_hash == y.text_hash) return MatchKind::kIdenticalText;
  if (x.tokens_hash == y.tokens_hash) return MatchKind::kIdenticalTokens;
  const bool same_url =
      x.url_hash != 0 && x.url_hash == y.url_hash && x.outlet == y.outlet;
  return same_url ? MatchKind::kRevision : MatchKind::kNear;
}

}  // namespace prov
