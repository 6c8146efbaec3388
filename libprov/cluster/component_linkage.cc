// Every document is entered as kept, so that later ones are joined to it; the
// root of a component is its document that was entered first.
//
// The members of a crowd are kept in pieces, each within one component.  A
// document is compared with a piece, more and more members at a time, only
// until it is in that component too: soon, where the crowd is alike.
//
// Tested by assignment_test.cc against the definition in assignment.h, with
// and without crowds.

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "libprov/cluster/linkage.h"

namespace prov {
namespace {

struct Piece {
  DocumentId document;              // One that is in the component.
  std::vector<DocumentId> leaders;  // With a document in the component.
};

using Crowd = std::vector<Piece>;

class ComponentLinkage {
 public:
  explicit ComponentLinkage(MatchGraph& graph)
      : graph_(graph),
        crowds_(graph.crowd_count()),
        parent_(graph.document_count()) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  absl::StatusOr<Assignment> Run() {
    for (const DocumentId document : graph_.order()) {
      // Archived documents come first and are not joined to each other.
      if (!graph_.rules().IsArchived(document)) {
        JoinMatches(document);
        PROV_RETURN_IF_ERROR(JoinCrowds(document));
      }
      Enter(document);
    }
    PROV_RETURN_IF_ERROR(CompareWithRoots());
    Assignment result = graph_.AllKept();
    for (const DocumentId document : graph_.order()) {
      const DocumentId root = Root(document);
      if (!IsDropped(root, document)) continue;
      result.kept_for[document] = root;
      result.similarity[document] = graph_.Similarity(root, document);
    }
    return result;
  }

 private:
  DocumentId Root(DocumentId document) {
    while (parent_[document] != document) {
      document = parent_[document] = parent_[parent_[document]];
    }
    return document;
  }

  void Join(DocumentId a, DocumentId b) {
    a = Root(a);
    b = Root(b);
    if (graph_.rank(b) < graph_.rank(a)) std::swap(a, b);
    parent_[b] = a;
  }

  bool IsDropped(DocumentId root, DocumentId document) const {
    return root != document && !graph_.rules().IsExempt(document) &&
           graph_.rules().MayDrop(root, document);
  }

  // Joins the document to all those entered that it is known to match.
  void JoinMatches(DocumentId document) {
    graph_.ForEachKept(document, [&](KeptGroup& group, TenThousandths) {
      if (group.is_joined) {
        // Any will do; the last are the likeliest to be in its window.
        const auto kept = graph_.LastToKeep(group.documents(), document);
        if (kept.has_value()) Join(*kept, document);
        return;
      }
      for (const DocumentId kept : group.documents()) {
        if (graph_.rules().MayDrop(kept, document)) Join(kept, document);
      }
      const DocumentId root = Root(group.documents().front());
      group.is_joined = std::ranges::all_of(
          group.documents(),
          [&](DocumentId other) { return Root(other) == root; });
    });
  }

  // Compares the document with members of its crowds until each piece is
  // joined to it or wholly compared.
  absl::Status JoinCrowds(DocumentId document) {
    struct Open {
      const Piece* piece;
      size_t left;  // Members not yet tried.
    };
    std::vector<Open> open;
    const DocumentId leader = graph_.LeaderOf(document);
    for (const uint32_t crowd : graph_.CrowdsOf(leader)) {
      for (const Piece& piece : crowds_[crowd]) {
        open.push_back({&piece, piece.leaders.size()});
      }
    }
    std::vector<CandidatePair> pairs;
    for (size_t wanted = 1; true; wanted *= 2) {
      std::erase_if(open, [&](const Open& at) {
        return at.left == 0 || Root(at.piece->document) == Root(document);
      });
      if (open.empty()) return absl::OkStatus();
      pairs.clear();
      for (Open& at : open) {
        for (size_t i = 0; i < wanted && at.left > 0; ++i) {
          const DocumentId other = at.piece->leaders[--at.left];
          if (graph_.IsWorthComparing(document, other)) {
            pairs.push_back({std::min(leader, other), std::max(leader, other)});
          }
        }
      }
      PROV_RETURN_IF_ERROR(graph_.Compare(pairs));
      if (!pairs.empty()) JoinMatches(document);
    }
  }

  void Enter(DocumentId document) {
    KeptGroup& group = graph_.Keep(document);
    const DocumentId root = Root(document);
    group.is_joined =
        group.is_joined && Root(group.documents().front()) == root;
    // The others of a group that is joined have brought their leader along.
    const bool is_there = group.is_joined && group.documents().size() > 1;
    const DocumentId leader = graph_.LeaderOf(document);
    for (const uint32_t crowd : graph_.CrowdsOf(leader)) {
      // A document that is its own root has been joined to nothing yet.
      Piece* home = root == document ? nullptr : Merge(crowds_[crowd], root);
      if (home == nullptr) {
        crowds_[crowd].push_back({document, {leader}});
      } else if (!is_there) {
        home->leaders.push_back(leader);
      }
    }
  }

  // Makes the pieces that have grown into one component one piece, and returns
  // it, or nullptr if there is none.
  Piece* Merge(Crowd& crowd, DocumentId root) {
    size_t home = crowd.size();
    for (size_t i = 0; i < crowd.size();) {
      if (Root(crowd[i].document) != root) {
        ++i;
      } else if (home == crowd.size()) {
        home = i++;
      } else {
        std::vector<DocumentId>& into = crowd[home].leaders;
        if (into.size() < crowd[i].leaders.size()) {
          std::swap(into, crowd[i].leaders);
        }
        into.insert(into.end(), crowd[i].leaders.begin(),
                    crowd[i].leaders.end());
        if (i + 1 < crowd.size()) crowd[i] = std::move(crowd.back());
        crowd.pop_back();
      }
    }
    return home == crowd.size() ? nullptr : &crowd[home];
  }

  // A root and its document may match without having been compared.
  absl::Status CompareWithRoots() {
    std::vector<CandidatePair> pairs;
    for (const DocumentId document : graph_.order()) {
      const DocumentId root = Root(document);
      if (!IsDropped(root, document) || graph_.Similarity(root, document)) {
        continue;
      }
      const DocumentId a = graph_.LeaderOf(root);
      const DocumentId b = graph_.LeaderOf(document);
      const std::span<const uint32_t> crowds = graph_.CrowdsOf(a);
      const bool share_a_crowd =
          std::ranges::any_of(graph_.CrowdsOf(b), [&crowds](uint32_t crowd) {
            return std::ranges::binary_search(crowds, crowd);
          });
      if (share_a_crowd) pairs.push_back({std::min(a, b), std::max(a, b)});
    }
    return graph_.Compare(pairs);
  }

  MatchGraph& graph_;
  std::vector<Crowd> crowds_;
  std::vector<DocumentId> parent_;
};

}  // namespace

absl::StatusOr<Assignment> AssignByComponents(MatchGraph& graph) {
  return ComponentLinkage(graph).Run();
}

}  // namespace prov
