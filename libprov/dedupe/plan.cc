#include "libprov/dedupe/plan.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/match/comparison.h"

namespace prov {
namespace {

constexpr size_t kRemovalsPerTask = 128;

// Compares each dropped document with its kept one.  Neighbours in the work
// list share their kept document, which is then read once, and copies of one
// changed text, which is then compared once, stand together.
absl::StatusOr<std::vector<Removal>> Compare(const Corpus& corpus,
                                             const Assignment& assignment,
                                             const ShingleParams& shingle,
                                             unsigned threads) {
  std::vector<Removal> removals;
  for (DocumentId document = 0; document < corpus.documents().size();
       ++document) {
    if (!assignment.IsKept(document)) {
      removals.push_back(
          {.dropped = document, .kept = assignment.kept_for[document]});
    }
  }
  std::ranges::sort(removals, {}, [&corpus](const Removal& removal) {
    return std::tuple(removal.kept,
                      corpus.documents()[removal.dropped].text_hash,
                      removal.dropped);
  });
  std::vector<Comparer> comparers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    comparers.emplace_back(corpus, shingle);
  }
  PROV_RETURN_IF_ERROR(ParallelFor(
      (removals.size() + kRemovalsPerTask - 1) / kRemovalsPerTask, threads,
      [&](size_t task, unsigned worker) {
        const size_t end =
            std::min(removals.size(), (task + 1) * kRemovalsPerTask);
        for (size_t i = task * kRemovalsPerTask; i < end; ++i) {
          Removal& removal = removals[i];
          PROV_ASSIGN_OR_RETURN(
              const Comparison comparison,
              comparers[worker].Compare(removal.kept, removal.dropped,
                                        Depth::kKind));
          removal.kind = comparison.kind;
          removal.ends = FindSplice(comparers[worker].record_a(),
                                    comparers[worker].record_b());
          removal.similarity = comparison.overlap.jaccard();
          removal.numbers_differ = comparison.numbers_differ;
          removal.negations_differ = comparison.negations_differ;
          removal.words_lost =
              static_cast<uint32_t>(comparison.words_only_in_b);
        }
        return absl::OkStatus();
      }));
  std::ranges::sort(removals, {}, &Removal::dropped);
  return removals;
}

}  // namespace

absl::StatusOr<Plan> MakePlan(const Corpus& corpus,
                              const SignatureTable& signatures,
                              const PlanParams& params, Exemptions exemptions,
                              unsigned threads) {
  PROV_ASSIGN_OR_RETURN(const SetMatches matches,
                        FindSetMatches(corpus, signatures, params.shingle,
                                       params.match, Crowds::kLeave, threads));
  PairVerifier verifier(corpus, params.shingle, params.match.threshold,
                        threads);
  while (true) {
    Plan plan;
    PROV_ASSIGN_OR_RETURN(plan.assignment,
                          Assign(corpus.documents(), matches, params.cluster,
                                 exemptions, &verifier));
    PROV_ASSIGN_OR_RETURN(plan.removals, Compare(corpus, plan.assignment,
                                                 params.shingle, threads));
    const size_t refuted_before = exemptions.refuted.size();
    for (const Removal& removal : plan.removals) {
      const std::optional<TenThousandths> claimed =
          plan.assignment.similarity[removal.dropped];
      if (claimed.has_value() && removal.similarity < *claimed) {
        exemptions.refuted.emplace(removal.kept, removal.dropped);
      }
    }
    if (exemptions.refuted.size() == refuted_before) return plan;
  }
}

absl::StatusOr<Plan> PlanFromClusters(const Corpus& corpus,
                                      const ClusterFile& clusters,
                                      const PlanParams& params,
                                      unsigned threads) {
  const DocumentTable& documents = corpus.documents();
  absl::flat_hash_map<std::string_view, DocumentId> index;
  index.reserve(documents.size());
  for (DocumentId document = 0; document < documents.size(); ++document) {
    index.emplace(documents.key(document), document);
  }
  auto fail = [](const ClusterLine& cluster, std::string_view key,
                 const char* why) {
    return absl::FailedPreconditionError(
        absl::StrFormat("%s: '%s' %s", cluster.place, key, why));
  };

  Plan plan;
  plan.assignment.kept_for.resize(documents.size());
  std::iota(plan.assignment.kept_for.begin(), plan.assignment.kept_for.end(),
            0);
  plan.assignment.similarity.resize(documents.size());
  absl::flat_hash_map<DocumentId, const ClusterLine*> line_of;
  for (const ClusterLine& cluster : clusters.clusters) {
    const auto kept = index.find(cluster.keep);
    if (kept == index.end()) {
      return fail(cluster, cluster.keep, "is no document of the inputs");
    }
    for (const std::string& key : cluster.dropped) {
      const auto dropped = index.find(key);
      if (dropped == index.end()) {
        return fail(cluster, key, "is no document of the inputs");
      }
      if (!line_of.emplace(dropped->second, &cluster).second) {
        return fail(cluster, key, "is dropped by two clusters");
      }
      plan.assignment.kept_for[dropped->second] = kept->second;
    }
  }
  for (const ClusterLine& cluster : clusters.clusters) {
    if (!plan.assignment.IsKept(index.at(cluster.keep))) {
      return fail(cluster, cluster.keep,
                  "is kept here and dropped by another cluster");
    }
  }
  PROV_ASSIGN_OR_RETURN(
      plan.removals, Compare(corpus, plan.assignment, params.shingle, threads));
  for (const Removal& removal : plan.removals) {
    plan.assignment.similarity[removal.dropped] = removal.similarity;
    if (params.cluster.linkage == Linkage::kStar &&
        removal.similarity < params.match.threshold) {
      return absl::FailedPreconditionError(absl::StrFormat(
          "%s: '%s' resembles '%s' only %s, under the threshold of %s; take it "
          "out of the cluster",
          line_of[removal.dropped]->place, documents.key(removal.dropped),
          documents.key(removal.kept), ToString(removal.similarity),
          ToString(params.match.threshold)));
    }
  }
  return plan;
}

}  // namespace prov
