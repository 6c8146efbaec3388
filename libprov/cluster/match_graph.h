// What every linkage needs to know: in which order documents are taken, which
// of them match, and which are kept so far.
//
// Similarity is a matter of leaders, which stand for all documents with the
// same tokens; whether two documents may be joined is a matter of documents,
// since outlets and dates count (drop_rules.h).  So matches are kept by leader,
// and of each leader the documents that are kept (kept_groups.h).

#ifndef LIBPROV_CLUSTER_MATCH_GRAPH_H_
#define LIBPROV_CLUSTER_MATCH_GRAPH_H_

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/candidate/candidate_pair.h"
#include "libprov/cluster/assignment.h"
#include "libprov/cluster/drop_rules.h"
#include "libprov/cluster/kept_groups.h"
#include "libprov/cluster/neighbours.h"
#include "libprov/match/find_matches.h"
#include "libprov/match/set_match.h"

namespace prov {

// Refers to its arguments.  One thread at a time.
class MatchGraph {
 public:
  static absl::StatusOr<MatchGraph> Create(const DocumentTable& documents,
                                           const SetMatches& matches,
                                           const ClusterParams& params,
                                           const Exemptions& exemptions,
                                           PairVerifier* verifier,
                                           const MemoryBudget& memory);

  const DropRules& rules() const { return rules_; }
  size_t document_count() const { return documents_.size(); }
  size_t crowd_count() const { return crowd_count_; }

  // The documents that might match any other, the archive first, then the most
  // preferred; and the place of each.
  std::span<const DocumentId> order() const { return order_; }
  uint32_t rank(DocumentId document) const { return rank_[document]; }

  DocumentId LeaderOf(DocumentId document) const {
    return twins_.leader_of[document];
  }

  // Of a leader, ascending.
  std::span<const uint32_t> CrowdsOf(DocumentId leader) const;

  // Whether to compare a document with a kept leader of its crowd: whether it
  // might be dropped for one of the leader's documents, and nobody has asked
  // before.
  bool IsWorthComparing(DocumentId document, DocumentId other);

  // Verifies pairs of leaders and adds those that match.
  absl::Status Compare(std::vector<CandidatePair>& pairs);

  // Calls `visit` with groups of kept documents that match `document`, and
  // under containment are not the smaller ones.
  template <typename Visit>
  void ForEachKept(DocumentId document, const Visit& visit) {
    const DocumentId leader = LeaderOf(document);
    kept_.ForEach(leader, document,
                  [&](KeptGroup& group) { visit(group, kSame); });
    neighbours_.ForEach(leader, [&](const Neighbour& neighbour) {
      if (SetSize(neighbour.leader) < SetSize(leader)) return;
      kept_.ForEach(neighbour.leader, document, [&](KeptGroup& group) {
        visit(group, neighbour.similarity);
      });
    });
  }

  // The first of `kept` that `document` may be dropped for.
  std::optional<DocumentId> FirstToKeep(std::span<const DocumentId> kept,
                                        DocumentId document) const {
    for (const DocumentId candidate : kept) {
      if (rules_.MayDrop(candidate, document)) return candidate;
    }
    return std::nullopt;
  }

  // Likewise the last.
  std::optional<DocumentId> LastToKeep(std::span<const DocumentId> kept,
                                       DocumentId document) const {
    for (; !kept.empty(); kept = kept.first(kept.size() - 1)) {
      if (rules_.MayDrop(kept.back(), document)) return kept.back();
    }
    return std::nullopt;
  }

  // Whether a document of the leader is kept.
  bool HasKept(DocumentId leader) const { return kept_.Has(leader); }

  // Returns the document's group, of which it is now the last.
  KeptGroup& Keep(DocumentId document) {
    return kept_.Add(LeaderOf(document), document);
  }

  // nullopt if the pair has not been found to match.
  std::optional<TenThousandths> Similarity(DocumentId a, DocumentId b);

  // Failures of files that hold what does not fit into memory.
  absl::Status status() const { return neighbours_.status(); }

  // Everything is kept.
  Assignment AllKept() const;

 private:
  static constexpr TenThousandths kSame{10000};

  MatchGraph(const DocumentTable& documents, const SetMatches& matches,
             const ClusterParams& params, const Exemptions& exemptions,
             PairVerifier* verifier, Neighbours neighbours);

  // Of a leader under containment; else 0, as it does not count.
  uint32_t SetSize(DocumentId leader) const {
    return set_sizes_.empty() ? 0 : set_sizes_[leader];
  }

  absl::Status SetOrder(const ClusterParams& params,
                        const MemoryBudget& memory);

  const DocumentTable& documents_;
  const Twins& twins_;
  DropRules rules_;
  PairVerifier* verifier_;
  size_t crowd_count_;
  // Under containment the shingles of each leader that has matches.
  std::vector<uint32_t> set_sizes_;
  std::vector<bool> has_twins_;        // Of leaders.
  std::vector<DocumentId> tried_for_;  // Of leaders; empty without crowds.
  Neighbours neighbours_;
  absl::flat_hash_map<DocumentId, std::vector<uint32_t>> crowds_of_;
  absl::flat_hash_set<std::pair<DocumentId, DocumentId>> compared_;
  std::vector<DocumentId> order_;
  std::vector<uint32_t> rank_;
  KeptGroups kept_;
};

}  // namespace prov

#endif  // LIBPROV_CLUSTER_MATCH_GRAPH_H_
