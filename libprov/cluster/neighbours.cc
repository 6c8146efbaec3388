#include "libprov/cluster/neighbours.h"

#include <compare>
#include <utility>

#include "libprov/store/sorted_set.h"

namespace prov {
namespace {

constexpr uint64_t kParts = 16;
constexpr uint64_t kSortParts = 16;
constexpr uint64_t kLaterParts = 4;
constexpr uint64_t kLaterBytes = 96;  // Of one match, in both lists.

// A match as one of its leaders sees it.
struct Edge {
  DocumentId from = 0;
  DocumentId to = 0;
  uint32_t similarity = 0;

  friend auto operator<=>(const Edge&, const Edge&) = default;
};

}  // namespace

Neighbours::Neighbours(SimilarityMeasure similarity, const MemoryBudget& memory)
    : similarity_(similarity), memory_(memory), all_(memory.Share(kParts)) {}

absl::StatusOr<Neighbours> Neighbours::Create(
    size_t documents, const SpillVector<SetMatch>& matches,
    SimilarityMeasure measure, const MemoryBudget& memory) {
  Neighbours neighbours(measure, memory);
  SortedSet<Edge> edges(memory.Share(kSortParts));
  for (const SetMatch& match : matches) {
    const uint32_t similarity = match.overlap().similarity(measure).value;
    edges.Add({.from = match.a, .to = match.b, .similarity = similarity});
    edges.Add({.from = match.b, .to = match.a, .similarity = similarity});
  }
  PROV_RETURN_IF_ERROR(matches.status());
  std::vector<uint64_t>& begins = neighbours.begins_;
  begins.reserve(documents + 1);
  PROV_RETURN_IF_ERROR(edges.ForEach([&](const Edge& edge) {
    if (begins.size() <= edge.from) {
      begins.resize(edge.from + size_t{1}, neighbours.all_.size());
    }
    neighbours.all_.Append({edge.to, TenThousandths{edge.similarity}});
    return absl::OkStatus();
  }));
  begins.resize(documents + 1, neighbours.all_.size());
  PROV_RETURN_IF_ERROR(neighbours.all_.status());
  return neighbours;
}

absl::Status Neighbours::Add(const SetMatch& match) {
  const TenThousandths similarity = match.overlap().similarity(similarity_);
  later_[match.a].push_back({match.b, similarity});
  later_[match.b].push_back({match.a, similarity});
  return memory_.CheckFits(++num_later_ * kLaterBytes, kLaterParts,
                           "matches among groups of much the same documents");
}

size_t Neighbours::Count(DocumentId leader) const {
  const auto found = later_.find(leader);
  return begins_[leader + 1] - begins_[leader] +
         (found == later_.end() ? 0 : found->second.size());
}

std::optional<TenThousandths> Neighbours::Similarity(DocumentId a,
                                                     DocumentId b) {
  if (Count(b) < Count(a)) std::swap(a, b);
  std::optional<TenThousandths> similarity;
  ForEach(a, [&](const Neighbour& neighbour) {
    if (neighbour.leader == b) similarity = neighbour.similarity;
  });
  return similarity;
}

}  // namespace prov
