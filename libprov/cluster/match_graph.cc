#include "libprov/cluster/match_graph.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "libprov/cluster/keep_order.h"

namespace prov {

MatchGraph::MatchGraph(const DocumentTable& documents,
                       const SetMatches& matches, const ClusterParams& params,
                       const Exemptions& exemptions, PairVerifier* verifier,
                       Neighbours neighbours)
    : documents_(documents),
      twins_(matches.twins),
      rules_(documents, params, exemptions),
      verifier_(verifier),
      crowd_count_(matches.crowds.size()),
      has_twins_(documents.size()),
      tried_for_(matches.crowds.empty() ? 0 : documents.size(),
                 std::numeric_limits<DocumentId>::max()),
      neighbours_(std::move(neighbours)),
      kept_(documents, params.scope) {
  for (uint32_t crowd = 0; crowd < matches.crowds.size(); ++crowd) {
    for (const DocumentId member : matches.crowds[crowd]) {
      crowds_of_[member].push_back(crowd);
    }
  }
  for (DocumentId document = 0; document < documents.size(); ++document) {
    const DocumentId leader = LeaderOf(document);
    if (leader != document) has_twins_[leader] = true;
  }
}

absl::StatusOr<MatchGraph> MatchGraph::Create(const DocumentTable& documents,
                                              const SetMatches& matches,
                                              const ClusterParams& params,
                                              const Exemptions& exemptions,
                                              PairVerifier* verifier,
                                              const MemoryBudget& memory) {
  PROV_ASSIGN_OR_RETURN(Neighbours neighbours,
                        Neighbours::Create(documents.size(), matches.matches,
                                           matches.similarity, memory));
  MatchGraph graph(documents, matches, params, exemptions, verifier,
                   std::move(neighbours));
  if (matches.similarity == SimilarityMeasure::kContainment) {
    graph.set_sizes_.resize(documents.size());
    for (const SetMatch& match : matches.matches) {
      graph.set_sizes_[match.a] = match.size_a;
      graph.set_sizes_[match.b] = match.size_b;
    }
  }
  PROV_RETURN_IF_ERROR(graph.SetOrder(params, memory));
  return graph;
}

absl::Status MatchGraph::SetOrder(const ClusterParams& params,
                                  const MemoryBudget& memory) {
  for (DocumentId document = 0; document < documents_.size(); ++document) {
    const DocumentId leader = LeaderOf(document);
    const bool contested = has_twins_[leader] || neighbours_.Has(leader) ||
                           crowds_of_.contains(leader);
    if (contested && !rules_.IsAlone(document)) order_.push_back(document);
  }
  {
    PROV_ASSIGN_OR_RETURN(const KeyOrder keys,
                          KeyOrder::Create(documents_, memory));
    PROV_RETURN_IF_ERROR(
        SortByPreference(documents_, keys, params, memory, order_));
  }
  if (!set_sizes_.empty()) {
    std::stable_sort(order_.begin(), order_.end(),
                     [this](DocumentId a, DocumentId b) {
                       return SetSize(LeaderOf(a)) > SetSize(LeaderOf(b));
                     });
  }
  std::stable_partition(
      order_.begin(), order_.end(),
      [this](DocumentId document) { return rules_.IsArchived(document); });
  rank_.resize(documents_.size());
  for (uint32_t i = 0; i < order_.size(); ++i) rank_[order_[i]] = i;
  return absl::OkStatus();
}

std::span<const uint32_t> MatchGraph::CrowdsOf(DocumentId leader) const {
  const auto found = crowds_of_.find(leader);
  if (found == crowds_of_.end()) return {};
  return found->second;
}

// A pair without twins comes up once, when the later document is taken, so it
// need not be remembered: in a crowd of many that do not match, most are such.
bool MatchGraph::IsWorthComparing(DocumentId document, DocumentId other) {
  const DocumentId leader = LeaderOf(document);
  // The document's crowds have most of their members in common.
  if (leader == other || tried_for_[other] == document) return false;
  tried_for_[other] = document;
  bool may_drop = false;
  kept_.ForEach(other, document, [&](const KeptGroup& group) {
    may_drop = may_drop || FirstToKeep(group.documents(), document).has_value();
  });
  if (!may_drop) return false;
  if (!has_twins_[leader] && !has_twins_[other]) return true;
  return compared_.emplace(std::minmax(leader, other)).second;
}

absl::Status MatchGraph::Compare(std::vector<CandidatePair>& pairs) {
  if (pairs.empty()) return absl::OkStatus();
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  PROV_ASSIGN_OR_RETURN(const std::vector<SetMatch> matches,
                        verifier_->Verify(pairs));
  for (const SetMatch& match : matches) {
    PROV_RETURN_IF_ERROR(neighbours_.Add(match));
  }
  return absl::OkStatus();
}

std::optional<TenThousandths> MatchGraph::Similarity(DocumentId a,
                                                     DocumentId b) {
  const DocumentId leader = LeaderOf(a);
  const DocumentId other = LeaderOf(b);
  if (leader == other) return kSame;
  return neighbours_.Similarity(leader, other);
}

Assignment MatchGraph::AllKept() const {
  Assignment assignment;
  assignment.kept_for.resize(documents_.size());
  std::iota(assignment.kept_for.begin(), assignment.kept_for.end(), 0);
  assignment.similarity.assign(documents_.size(), kSame);
  return assignment;
}

}  // namespace prov
