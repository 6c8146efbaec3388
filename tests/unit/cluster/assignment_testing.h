// The definitions of cluster/assignment.h over all pairs of all documents.

#ifndef TESTS_UNIT_CLUSTER_ASSIGNMENT_TESTING_H_
#define TESTS_UNIT_CLUSTER_ASSIGNMENT_TESTING_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "libprov/cluster/assignment.h"
#include "libprov/cluster/keep_order.h"
#include "tests/unit/match/match_testing.h"

namespace prov {

inline constexpr TenThousandths kThreshold{7000};

class Definition {
 public:
  Definition(const std::vector<Record>& records, const DocumentTable& documents,
             const ClusterParams& params, const Exemptions& exemptions,
             SimilarityMeasure measure = SimilarityMeasure::kJaccard)
      : records_(records),
        documents_(documents),
        params_(params),
        exemptions_(exemptions),
        measure_(measure) {
    for (const Record& record : records) {
      runs_.push_back(RunsOf(record.text));
      tokens_.emplace_back(NormalizedText(record.text).str());
      order_.push_back(static_cast<DocumentId>(order_.size()));
    }
    const auto keys = KeyOrder::Create(documents, {});
    EXPECT_TRUE(SortByPreference(documents, *keys, params, {}, order_).ok());
    if (measure == SimilarityMeasure::kContainment) {
      std::ranges::stable_sort(order_, std::ranges::greater(),
                               [&](DocumentId d) { return runs_[d].size(); });
    }
    std::stable_partition(order_.begin(), order_.end(),
                          [&](DocumentId d) { return IsArchived(d); });
  }

  Assignment Star() const {
    Assignment result = AllKept();
    std::vector<DocumentId> kept;
    for (const DocumentId d : order_) {
      std::optional<DocumentId> best;
      for (const DocumentId k : kept) {
        if (IsExempt(d) || !Linked(k, d)) continue;
        if (!best || Similarity(k, d) > Similarity(*best, d)) best = k;
      }
      if (best) {
        result.kept_for[d] = *best;
        result.similarity[d] = *Similarity(*best, d);
      } else {
        kept.push_back(d);
      }
    }
    return result;
  }

  Assignment Components() const {
    Assignment result = AllKept();
    // Labels spread over links until nothing changes; the best label wins.
    std::vector<size_t> label(order_.size());
    std::iota(label.begin(), label.end(), 0);
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t i = 0; i < order_.size(); ++i) {
        for (size_t j = i + 1; j < order_.size(); ++j) {
          if (label[i] == label[j] || !Linked(order_[i], order_[j])) continue;
          label[i] = label[j] = std::min(label[i], label[j]);
          changed = true;
        }
      }
    }
    for (size_t i = 0; i < order_.size(); ++i) {
      const DocumentId kept = order_[label[i]];
      const DocumentId d = order_[i];
      if (kept == d || IsExempt(d) || !MayDrop(kept, d)) continue;
      result.kept_for[d] = kept;
      result.similarity[d] = Similarity(kept, d);
    }
    return result;
  }

 private:
  Assignment AllKept() const {
    Assignment result;
    for (DocumentId d = 0; d < records_.size(); ++d) {
      result.kept_for.push_back(d);
      result.similarity.push_back(TenThousandths{10000});
    }
    return result;
  }

  bool IsArchived(DocumentId d) const {
    return exemptions_.first_archived && d >= *exemptions_.first_archived;
  }
  bool IsExempt(DocumentId d) const {
    return IsArchived(d) || exemptions_.is_protected.contains(d);
  }

  std::optional<TenThousandths> Similarity(DocumentId a, DocumentId b) const {
    if (tokens_[a].empty() || tokens_[b].empty()) {
      if (ToJson(records_[a]) != ToJson(records_[b])) return std::nullopt;
      return TenThousandths{10000};
    }
    const TenThousandths similarity =
        OverlapOf(runs_[a], runs_[b]).similarity(measure_);
    if (similarity < kThreshold) return std::nullopt;
    return similarity;
  }

  bool Linked(DocumentId kept, DocumentId dropped) const {
    return MayDrop(kept, dropped) && Similarity(kept, dropped).has_value();
  }

  bool MayDrop(DocumentId kept, DocumentId dropped) const {
    const Record& a = records_[kept];
    const Record& b = records_[dropped];
    if (IsArchived(kept) && IsArchived(dropped)) return false;
    if (measure_ == SimilarityMeasure::kContainment &&
        runs_[kept].size() < runs_[dropped].size()) {
      return false;
    }
    if (exemptions_.refuted.contains({kept, dropped})) return false;
    const bool same_outlet = a.outlet == b.outlet;
    if (params_.scope == Scope::kAcrossOutlets && same_outlet) return false;
    if (params_.scope == Scope::kWithinOutlet && !same_outlet) return false;
    const bool is_revision = same_outlet && !a.url.empty() && a.url == b.url &&
                             tokens_[kept] != tokens_[dropped];
    if (is_revision && params_.revisions == Revisions::kKeep) return false;
    if (!params_.window_seconds) return true;
    if (a.published.empty() || b.published.empty()) return false;
    const DateInterval x = documents_[kept].published;
    const DateInterval y = documents_[dropped].published;
    if (x.latest < y.earliest) {
      return y.earliest - x.latest <= *params_.window_seconds;
    }
    if (y.latest < x.earliest) {
      return x.earliest - y.latest <= *params_.window_seconds;
    }
    return true;
  }

  const std::vector<Record>& records_;
  const DocumentTable& documents_;
  const ClusterParams& params_;
  const Exemptions& exemptions_;
  SimilarityMeasure measure_;
  std::vector<std::set<std::string>> runs_;
  std::vector<std::string> tokens_;
  std::vector<DocumentId> order_;
};

}  // namespace prov

#endif  // TESTS_UNIT_CLUSTER_ASSIGNMENT_TESTING_H_
