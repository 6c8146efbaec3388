// Similarity is a matter of leaders, which stand for all documents with the
// same tokens; whether two documents may be joined is a matter of documents,
// since outlets and dates count.  So neighbours are kept by leader, and of
// each leader the documents that are kept so far.
//
// Crowds, whose pairs nobody has verified, are looked at in runs of documents:
// first each document of the run against what was kept before the run, on all
// threads; then, in order, against what the run itself keeps.  The outcome is
// the same as if all pairs had been verified before.
//
// Tested by assignment_test.cc against the definition in the header, with and
// without crowds.

#include "libprov/cluster/assignment.h"

#include <algorithm>
#include <numeric>

#include "absl/container/flat_hash_map.h"
#include "libprov/cluster/keep_order.h"

namespace prov {
namespace {

constexpr size_t kRunDocuments = 512;
constexpr TenThousandths kSame{10000};

struct Neighbour {
  DocumentId leader;
  TenThousandths similarity;
};

// A crowd, and which of its members have kept documents so far.
struct Crowd {
  std::vector<DocumentId> with_kept;
};

class Assigner {
 public:
  Assigner(const DocumentTable& documents, const SetMatches& matches,
           const ClusterParams& params, const Exemptions& exemptions,
           PairVerifier* verifier)
      : documents_(documents),
        twins_(matches.twins),
        params_(params),
        exemptions_(exemptions),
        verifier_(verifier),
        crowds_(matches.crowds.size()) {
    for (const SetMatch& match : matches.matches) {
      AddMatch(match);
      if (!crowds_.empty()) compared_.insert({match.a, match.b});
    }
    for (uint32_t crowd = 0; crowd < matches.crowds.size(); ++crowd) {
      for (const DocumentId member : matches.crowds[crowd]) {
        crowds_of_[member].push_back(crowd);
      }
    }
    result_.kept_for.resize(documents.size());
    std::iota(result_.kept_for.begin(), result_.kept_for.end(), 0);
    result_.similarity.assign(documents.size(), kSame);
  }

  absl::StatusOr<Assignment> Star() {
    const std::vector<DocumentId> order = Contested();
    for (size_t begin = 0; begin < order.size(); begin += kRunDocuments) {
      const std::span<const DocumentId> run =
          std::span(order).subspan(begin).first(
              std::min(kRunDocuments, order.size() - begin));
      PROV_RETURN_IF_ERROR(CompareWithCrowds(run));
      for (const DocumentId document : run) {
        PROV_RETURN_IF_ERROR(CompareWithCrowds({&document, 1}));
        Decide(document);
      }
    }
    return std::move(result_);
  }

  absl::StatusOr<Assignment> Components() {
    const std::vector<DocumentId> order = Contested();
    std::vector<DocumentId> parent(documents_.size());
    std::iota(parent.begin(), parent.end(), 0);
    auto root = [&parent](DocumentId document) {
      while (parent[document] != document) {
        document = parent[document] = parent[parent[document]];
      }
      return document;
    };
    // Every document is entered as kept, so that later ones are joined to it;
    // roots are the documents entered first.
    absl::flat_hash_map<DocumentId, size_t> rank;
    for (const DocumentId document : order) {
      rank.emplace(document, rank.size());
      PROV_RETURN_IF_ERROR(CompareWithCrowds({&document, 1}));
      ForEachKept(document, [&](DocumentId other, TenThousandths) {
        const DocumentId a = root(document);
        const DocumentId b = root(other);
        if (a != b)
          parent[rank[a] < rank[b] ? b : a] = rank[a] < rank[b] ? a : b;
      });
      Keep(document);
    }
    for (const DocumentId document : order) {
      const DocumentId kept = root(document);
      if (kept == document || IsExempt(document) || !MayDrop(kept, document)) {
        continue;
      }
      result_.kept_for[document] = kept;
      result_.similarity[document] = DirectSimilarity(kept, document);
    }
    return std::move(result_);
  }

 private:
  bool IsArchived(DocumentId document) const {
    return exemptions_.first_archived.has_value() &&
           document >= *exemptions_.first_archived;
  }

  bool IsExempt(DocumentId document) const {
    return IsArchived(document) || exemptions_.is_protected.contains(document);
  }

  void AddMatch(const SetMatch& match) {
    const TenThousandths similarity = match.overlap().jaccard();
    neighbours_[match.a].push_back({match.b, similarity});
    neighbours_[match.b].push_back({match.a, similarity});
  }

  // The documents that match any other at all, the archive first, then the
  // most preferred.
  std::vector<DocumentId> Contested() const {
    std::vector<bool> contested(documents_.size());
    for (DocumentId document = 0; document < documents_.size(); ++document) {
      const DocumentId leader = twins_.leader_of[document];
      if (leader != document || neighbours_.contains(document) ||
          crowds_of_.contains(document)) {
        contested[leader] = true;
      }
    }
    std::vector<DocumentId> order;
    for (DocumentId document = 0; document < documents_.size(); ++document) {
      if (contested[twins_.leader_of[document]]) order.push_back(document);
    }
    SortByPreference(documents_, params_, order);
    std::ranges::stable_partition(
        order, [this](DocumentId document) { return IsArchived(document); });
    return order;
  }

  // Verifies the documents against those members of their crowds that have
  // kept documents and have not been looked at yet.
  absl::Status CompareWithCrowds(std::span<const DocumentId> documents) {
    if (crowds_of_.empty()) return absl::OkStatus();
    std::vector<CandidatePair> pairs;
    for (const DocumentId document : documents) {
      const DocumentId leader = twins_.leader_of[document];
      const auto found = crowds_of_.find(leader);
      if (found == crowds_of_.end()) continue;
      for (const uint32_t crowd : found->second) {
        for (const DocumentId other : crowds_[crowd].with_kept) {
          const CandidatePair pair{std::min(leader, other),
                                   std::max(leader, other)};
          if (leader != other && compared_.insert({pair.a, pair.b}).second) {
            pairs.push_back(pair);
          }
        }
      }
    }
    if (pairs.empty()) return absl::OkStatus();
    PROV_ASSIGN_OR_RETURN(const std::vector<SetMatch> matches,
                          verifier_->Verify(pairs));
    for (const SetMatch& match : matches) AddMatch(match);
    return absl::OkStatus();
  }

  // Whether `dropped` may go for `kept`, given that they match.
  bool MayDrop(DocumentId kept, DocumentId dropped) const {
    const DocumentRow& a = documents_[kept];
    const DocumentRow& b = documents_[dropped];
    if (IsArchived(kept) && IsArchived(dropped)) return false;
    if (params_.scope == Scope::kAcrossOutlets && a.outlet == b.outlet) {
      return false;
    }
    if (params_.scope == Scope::kWithinOutlet && a.outlet != b.outlet) {
      return false;
    }
    if (params_.revisions == Revisions::kKeep && a.outlet == b.outlet &&
        a.url_hash != 0 && a.url_hash == b.url_hash &&
        a.tokens_hash != b.tokens_hash) {
      return false;
    }
    if (params_.window_seconds.has_value() &&
        !WithinWindow(a.published, b.published)) {
      return false;
    }
    return !exemptions_.refuted.contains({kept, dropped});
  }

  // Documents without a date are in nobody's window: better kept than lost.
  bool WithinWindow(const DateInterval& a, const DateInterval& b) const {
    if (a.grade == DateGrade::kNone || b.grade == DateGrade::kNone) {
      return false;
    }
    const int64_t gap = std::max(a.earliest - b.latest, b.earliest - a.latest);
    return gap <= *params_.window_seconds;
  }

  // Calls `visit` with each kept document that `document` may be dropped for.
  template <typename Visit>
  void ForEachKept(DocumentId document, const Visit& visit) {
    const DocumentId leader = twins_.leader_of[document];
    auto visit_leader = [&](DocumentId other, TenThousandths similarity) {
      const auto kept = kept_of_.find(other);
      if (kept == kept_of_.end()) return;
      for (const DocumentId candidate : kept->second) {
        if (MayDrop(candidate, document)) visit(candidate, similarity);
      }
    };
    visit_leader(leader, kSame);
    const auto found = neighbours_.find(leader);
    if (found == neighbours_.end()) return;
    for (const Neighbour& neighbour : found->second) {
      visit_leader(neighbour.leader, neighbour.similarity);
    }
  }

  void Decide(DocumentId document) {
    std::optional<DocumentId> best;
    TenThousandths best_similarity{0};
    if (!IsExempt(document)) {
      ForEachKept(document, [&](DocumentId kept, TenThousandths similarity) {
        if (!best.has_value() || similarity > best_similarity ||
            (similarity == best_similarity &&
             preference_.at(kept) < preference_.at(*best))) {
          best = kept;
          best_similarity = similarity;
        }
      });
    }
    if (!best.has_value()) return Keep(document);
    result_.kept_for[document] = *best;
    result_.similarity[document] = best_similarity;
  }

  void Keep(DocumentId document) {
    const DocumentId leader = twins_.leader_of[document];
    preference_.emplace(document, preference_.size());
    kept_of_[leader].push_back(document);
    const auto found = crowds_of_.find(leader);
    if (found == crowds_of_.end() || kept_of_[leader].size() > 1) return;
    for (const uint32_t crowd : found->second) {
      crowds_[crowd].with_kept.push_back(leader);
    }
  }

  std::optional<TenThousandths> DirectSimilarity(DocumentId kept,
                                                 DocumentId dropped) const {
    const DocumentId a = twins_.leader_of[kept];
    const DocumentId b = twins_.leader_of[dropped];
    if (a == b) return kSame;
    const auto found = neighbours_.find(a);
    if (found == neighbours_.end()) return std::nullopt;
    const auto neighbour =
        std::ranges::find(found->second, b, &Neighbour::leader);
    if (neighbour == found->second.end()) return std::nullopt;
    return neighbour->similarity;
  }

  const DocumentTable& documents_;
  const Twins& twins_;
  const ClusterParams& params_;
  const Exemptions& exemptions_;
  PairVerifier* verifier_;

  absl::flat_hash_map<DocumentId, std::vector<Neighbour>> neighbours_;
  absl::flat_hash_map<DocumentId, std::vector<uint32_t>> crowds_of_;
  std::vector<Crowd> crowds_;
  absl::flat_hash_set<std::pair<DocumentId, DocumentId>> compared_;

  absl::flat_hash_map<DocumentId, std::vector<DocumentId>> kept_of_;
  absl::flat_hash_map<DocumentId, size_t> preference_;  // Of kept documents.
  Assignment result_;
};

}  // namespace

absl::StatusOr<Assignment> Assign(const DocumentTable& documents,
                                  const SetMatches& matches,
                                  const ClusterParams& params,
                                  const Exemptions& exemptions,
                                  PairVerifier* verifier) {
  Assigner assigner(documents, matches, params, exemptions, verifier);
  return params.linkage == Linkage::kStar ? assigner.Star()
                                          : assigner.Components();
}

}  // namespace prov
