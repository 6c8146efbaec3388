// Crowds, whose pairs nobody has verified, are looked at in runs of documents:
// first each document of the run against what was kept before the run, on all
// threads; then, in order, against what the run itself keeps.  The outcome is
// the same as if all pairs had been verified before.
//
// Tested by assignment_test.cc against the definition in assignment.h, with
// and without crowds.

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/cluster/linkage.h"

namespace prov {
namespace {

constexpr size_t kRunDocuments = 512;
constexpr size_t kMostPairs = size_t{1}
                              << 18;  // Held before they are compared.

struct Crowd {
  std::vector<DocumentId> with_kept;  // Leaders with kept documents.
  // So many of them with every document of the run; of crowds that none of the
  // run is in, it may be anything.
  size_t compared = 0;
};

class StarLinkage {
 public:
  explicit StarLinkage(MatchGraph& graph)
      : graph_(graph), crowds_(graph.crowd_count()), result_(graph.AllKept()) {}

  absl::StatusOr<Assignment> Run() {
    const std::span<const DocumentId> order = graph_.order();
    std::vector<CandidatePair> pairs;
    for (size_t begin = 0; begin < order.size(); begin += kRunDocuments) {
      const auto run =
          order.subspan(begin, std::min(kRunDocuments, order.size() - begin));
      for (const DocumentId document : run) {
        ForEachCrowd(document, [](Crowd& crowd) { crowd.compared = 0; });
      }
      pairs.clear();
      for (const DocumentId document : run) {
        AddCrowdPairs(document, pairs);
        if (pairs.size() < kMostPairs) continue;
        PROV_RETURN_IF_ERROR(graph_.Compare(pairs));
        pairs.clear();
      }
      PROV_RETURN_IF_ERROR(graph_.Compare(pairs));
      for (const DocumentId document : run) {
        ForEachCrowd(document, [](Crowd& crowd) {
          crowd.compared = crowd.with_kept.size();
        });
      }
      for (const DocumentId document : run) {
        pairs.clear();
        AddCrowdPairs(document, pairs);
        PROV_RETURN_IF_ERROR(graph_.Compare(pairs));
        Decide(document);
      }
    }
    return std::move(result_);
  }

 private:
  void ForEachCrowd(DocumentId document,
                    absl::FunctionRef<void(Crowd&)> visit) {
    for (const uint32_t number : graph_.CrowdsOf(graph_.LeaderOf(document))) {
      visit(crowds_[number]);
    }
  }

  void AddCrowdPairs(DocumentId document, std::vector<CandidatePair>& pairs) {
    if (graph_.rules().IsExempt(document)) return;
    const DocumentId leader = graph_.LeaderOf(document);
    for (const uint32_t number : graph_.CrowdsOf(leader)) {
      const Crowd& crowd = crowds_[number];
      for (const DocumentId other :
           std::span(crowd.with_kept).subspan(crowd.compared)) {
        if (graph_.IsWorthComparing(document, other)) {
          pairs.push_back({std::min(leader, other), std::max(leader, other)});
        }
      }
    }
  }

  void Decide(DocumentId document) {
    std::optional<DocumentId> best;
    TenThousandths best_similarity{0};
    auto offer = [&](const KeptGroup& group, TenThousandths similarity) {
      if (best.has_value() && similarity < best_similarity) return;
      const auto kept = graph_.FirstToKeep(group.documents(), document);
      if (!kept.has_value()) return;
      if (!best.has_value() || similarity > best_similarity ||
          graph_.rank(*kept) < graph_.rank(*best)) {
        best = kept;
        best_similarity = similarity;
      }
    };
    if (!graph_.rules().IsExempt(document)) graph_.ForEachKept(document, offer);
    if (!best.has_value()) {
      Keep(document);
      return;
    }
    result_.kept_for[document] = *best;
    result_.similarity[document] = best_similarity;
  }

  void Keep(DocumentId document) {
    const DocumentId leader = graph_.LeaderOf(document);
    if (!graph_.HasKept(leader)) {
      for (const uint32_t crowd : graph_.CrowdsOf(leader)) {
        crowds_[crowd].with_kept.push_back(leader);
      }
    }
    graph_.Keep(document);
  }

  MatchGraph& graph_;
  std::vector<Crowd> crowds_;
  Assignment result_;
};

}  // namespace

absl::StatusOr<Assignment> AssignByStar(MatchGraph& graph) {
  return StarLinkage(graph).Run();
}

}  // namespace prov
