#include "libprov/dedupe/plan.h"

#include <algorithm>
#include <compare>
#include <mutex>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/key_index.h"
#include "libprov/corpus/read_options.h"
#include "libprov/dedupe/boilerplate.h"
#include "libprov/match/comparison.h"
#include "libprov/match/long_pairs.h"
#include "libprov/sketch/signature_params.h"
#include "libprov/store/sorted_set.h"

namespace prov {
namespace {

constexpr size_t kRemovalsPerTask = 128;
constexpr uint64_t kSortParts = 16;  // Of a budget.
constexpr uint64_t kRemovalParts = 16;

// A comparison to be made.  Neighbours in this order share their kept document,
// which is then read once, and copies of one changed text, which is then
// compared once, stand together.
struct Work {
  DocumentId kept = 0;
  uint64_t text_hash = 0;  // Of the dropped document.
  DocumentId dropped = 0;

  friend auto operator<=>(const Work&, const Work&) = default;
};

struct LessByDropped {
  bool operator()(const Removal& a, const Removal& b) const {
    return a.dropped < b.dropped;
  }
};

absl::StatusOr<Removal> CompareWith(Comparer& comparer, const Work& work,
                                    SimilarityMeasure measure) {
  PROV_ASSIGN_OR_RETURN(
      const Comparison comparison,
      comparer.Compare(work.kept, work.dropped, Depth::kKind));
  return Removal{
      .dropped = work.dropped,
      .kept = work.kept,
      .kind = KindUnder(measure, comparison.kind),
      .numbers_differ = comparison.numbers_differ,
      .negations_differ = comparison.negations_differ,
      .similarity = measure == SimilarityMeasure::kContainment
                        ? comparison.overlap.b_in_a()
                        : comparison.overlap.jaccard(),
      .ends = FindSplice(comparer.record_a(), comparer.record_b()),
      .words_lost = static_cast<uint32_t>(comparison.words_only_in_b)};
}

// Compares each dropped document with its kept one.
absl::StatusOr<SpillVector<Removal>> Compare(const Corpus& corpus,
                                             const Assignment& assignment,
                                             const ShingleParams& shingle,
                                             SimilarityMeasure measure,
                                             const Resources& resources) {
  const uint64_t sort_bytes = resources.memory.Share(kSortParts);
  SortedSet<Work> work(sort_bytes);
  DocumentTable::Reader rows(corpus.documents());
  for (DocumentId document = 0; document < corpus.documents().size();
       ++document) {
    if (assignment.IsKept(document)) continue;
    work.Add({.kept = assignment.kept_for[document],
              .text_hash = rows[document].text_hash,
              .dropped = document});
  }
  std::vector<Comparer> comparers;
  for (unsigned i = 0; i < std::max(resources.threads, 1U); ++i) {
    comparers.emplace_back(corpus, shingle);
  }
  const LongPairs long_pairs(corpus, resources.memory);
  auto compare = [&](const Work& item,
                     unsigned worker) -> absl::StatusOr<Removal> {
    PROV_ASSIGN_OR_RETURN(const std::unique_lock<std::mutex> alone,
                          long_pairs.Enter(item.kept, item.dropped));
    if (!alone.owns_lock())
      return CompareWith(comparers[worker], item, measure);
    Comparer once(corpus, shingle);
    return CompareWith(once, item, measure);
  };
  SortedSet<Removal, LessByDropped> compared(sort_bytes);
  std::vector<Removal> batch;
  PROV_RETURN_IF_ERROR(
      work.ForEachBatch([&](std::span<const Work> items) -> absl::Status {
        batch.resize(items.size());
        PROV_RETURN_IF_ERROR(ParallelFor(
            (items.size() + kRemovalsPerTask - 1) / kRemovalsPerTask,
            resources.threads, [&](size_t task, unsigned worker) {
              const size_t end =
                  std::min(items.size(), (task + 1) * kRemovalsPerTask);
              for (size_t i = task * kRemovalsPerTask; i < end; ++i) {
                PROV_ASSIGN_OR_RETURN(batch[i], compare(items[i], worker));
              }
              return absl::OkStatus();
            }));
        for (const Removal& removal : batch) compared.Add(removal);
        return absl::OkStatus();
      }));
  batch = {};
  SpillVector<Removal> removals(resources.memory.Share(kRemovalParts));
  PROV_RETURN_IF_ERROR(compared.ForEach([&removals](const Removal& removal) {
    removals.Append(removal);
    return absl::OkStatus();
  }));
  PROV_RETURN_IF_ERROR(removals.status());
  return removals;
}

}  // namespace

absl::StatusOr<Plan> MakePlan(const Corpus& corpus,
                              const SignatureTable& signatures,
                              const PlanParams& params, Exemptions exemptions,
                              const Resources& resources) {
  PROV_ASSIGN_OR_RETURN(
      const SetMatches matches,
      FindSetMatches(corpus, signatures, params.shingle, params.match,
                     Crowds::kLeave, resources));
  PairVerifier verifier(corpus, params.shingle, params.match.criterion(),
                        resources);
  while (true) {
    Plan plan;
    PROV_ASSIGN_OR_RETURN(plan.assignment,
                          Assign(corpus.documents(), matches, params.cluster,
                                 exemptions, &verifier, resources.memory));
    PROV_ASSIGN_OR_RETURN(plan.removals,
                          Compare(corpus, plan.assignment, params.shingle,
                                  params.match.similarity, resources));
    const size_t refuted_before = exemptions.refuted.size();
    for (const Removal& removal : plan.removals) {
      const std::optional<TenThousandths> claimed =
          plan.assignment.similarity[removal.dropped];
      if (claimed.has_value() && removal.similarity < *claimed) {
        exemptions.refuted.emplace(removal.kept, removal.dropped);
      }
    }
    PROV_RETURN_IF_ERROR(plan.removals.status());
    PROV_RETURN_IF_ERROR(corpus.status());
    if (exemptions.refuted.size() == refuted_before) return plan;
  }
}

absl::StatusOr<PlanParams> PlanParamsFrom(const Params& params) {
  PlanParams plan;
  PROV_ASSIGN_OR_RETURN(plan.shingle, ShingleParamsFrom(params));
  PROV_ASSIGN_OR_RETURN(plan.match, MatchParamsFrom(params));
  PROV_ASSIGN_OR_RETURN(plan.cluster, ClusterParamsFrom(params));
  return plan;
}

absl::Status CheckIsPlanOf(const ClusterFile& clusters, const std::string& path,
                           const std::vector<InputFacts>& inputs,
                           const Params& params) {
  const RunFacts& run = clusters.run;
  if (!run.tool.empty() && run.tool != "prov-cluster") {
    return absl::FailedPreconditionError(
        path + ": is of " + run.tool +
        "; a plan is what prov-cluster or --annotate writes");
  }
  if (run.inputs != inputs) {
    return absl::FailedPreconditionError(
        path +
        ": was not made from these documents; run prov-sketch, prov-match and "
        "prov-cluster on them");
  }
  if (HasStripParams(run.params) != HasStripParams(params)) {
    return absl::FailedPreconditionError(
        path + (HasStripParams(params)
                    ? ": was made without --strip; leave it out"
                    : ": was made with --strip boilerplate; give it here too"));
  }
  Params reading = params;
  std::erase_if(reading, [](const auto& param) {
    return param.first.starts_with("strip");
  });
  return CheckSameReading(reading, run.params, path);
}

absl::StatusOr<Plan> PlanFromClusters(const Corpus& corpus,
                                      const ClusterFile& clusters,
                                      const PlanParams& params,
                                      const Resources& resources) {
  const DocumentTable& documents = corpus.documents();
  const KeyIndex index = KeyIndex::Of(documents);
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
    const std::optional<DocumentId> kept = index.Find(cluster.keep);
    if (!kept.has_value()) {
      return fail(cluster, cluster.keep, "is no document of the inputs");
    }
    for (const std::string& key : cluster.dropped) {
      const std::optional<DocumentId> dropped = index.Find(key);
      if (!dropped.has_value()) {
        return fail(cluster, key, "is no document of the inputs");
      }
      if (!line_of.emplace(*dropped, &cluster).second) {
        return fail(cluster, key, "is dropped by two clusters");
      }
      plan.assignment.kept_for[*dropped] = *kept;
    }
  }
  for (const ClusterLine& cluster : clusters.clusters) {
    if (!plan.assignment.IsKept(*index.Find(cluster.keep))) {
      return fail(cluster, cluster.keep,
                  "is kept here and dropped by another cluster");
    }
  }
  PROV_ASSIGN_OR_RETURN(plan.removals,
                        Compare(corpus, plan.assignment, params.shingle,
                                params.match.similarity, resources));
  for (const Removal& removal : plan.removals) {
    plan.assignment.similarity[removal.dropped] = removal.similarity;
    if (params.cluster.linkage == Linkage::kStar &&
        removal.similarity < params.match.threshold) {
      return absl::FailedPreconditionError(absl::StrFormat(
          "%s: '%s' %s '%s' only %s, under the threshold of %s; take it "
          "out of the cluster",
          line_of[removal.dropped]->place, documents.key(removal.dropped),
          params.match.similarity == SimilarityMeasure::kContainment
              ? "lies in"
              : "resembles",
          documents.key(removal.kept), ToString(removal.similarity),
          ToString(params.match.threshold)));
    }
  }
  PROV_RETURN_IF_ERROR(plan.removals.status());
  PROV_RETURN_IF_ERROR(corpus.status());
  return plan;
}

}  // namespace prov
