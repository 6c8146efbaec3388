// Classes of equal sets are merged first, and pairs become those of their first
// documents; then each pair is compared once, in the order of documents, and
// sorted into the order of keys.
//
// Tested by find_matches_test.cc against the definition in find_matches.h.

#include <algorithm>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "libprov/base/parallel.h"
#include "libprov/candidate/candidate_pair.h"
#include "libprov/corpus/key_order.h"
#include "libprov/match/comparison.h"
#include "libprov/match/find_matches.h"
#include "libprov/match/long_pairs.h"
#include "libprov/match/set_classes.h"

namespace prov {
namespace {

constexpr size_t kPairsPerTask = 64;
constexpr uint64_t kPairParts = 8;  // Of a budget.

struct LessByKeys {
  const KeyOrder* keys;
  bool operator()(const Match& a, const Match& b) const {
    return a.a != b.a ? keys->Less(a.a, b.a)
                      : a.b != b.b && keys->Less(a.b, b.b);
  }
};

// Compares pairs token by token on several threads.
class MatchLister {
 public:
  MatchLister(const Corpus& corpus, const ShingleParams& shingle,
              const Criterion& criterion, const Resources& resources)
      : corpus_(corpus),
        shingle_(shingle),
        criterion_(criterion),
        threads_(std::max(resources.threads, 1U)),
        long_pairs_(corpus, resources.memory) {
    for (unsigned i = 0; i < threads_; ++i) {
      comparers_.emplace_back(corpus, shingle);
    }
  }

  // The pairs that match, in the order given.
  absl::StatusOr<std::vector<Match>> Compare(
      std::span<const CandidatePair> pairs) {
    std::vector<Match> matches(pairs.size());
    PROV_RETURN_IF_ERROR(ParallelFor(
        (pairs.size() + kPairsPerTask - 1) / kPairsPerTask, threads_,
        [&](size_t task, unsigned worker) {
          const size_t end = std::min(pairs.size(), (task + 1) * kPairsPerTask);
          for (size_t i = task * kPairsPerTask; i < end; ++i) {
            PROV_ASSIGN_OR_RETURN(matches[i], CompareOne(pairs[i], worker));
          }
          return absl::OkStatus();
        }));
    // Only a hash collision can have made a pair that the tokens refute.
    std::erase_if(matches, [this](const Match& match) {
      return !criterion_.Holds(match.overlap);
    });
    return matches;
  }

 private:
  absl::StatusOr<Match> CompareOne(const CandidatePair& pair, unsigned worker) {
    PROV_ASSIGN_OR_RETURN(const std::unique_lock<std::mutex> alone,
                          long_pairs_.Enter(pair.a, pair.b));
    std::optional<Comparer> once;
    if (alone.owns_lock()) once.emplace(corpus_, shingle_);
    Comparer& comparer = once.has_value() ? *once : comparers_[worker];
    PROV_ASSIGN_OR_RETURN(const Comparison comparison,
                          comparer.Compare(pair.a, pair.b, Depth::kOverlap));
    return Match{.a = pair.a,
                 .b = pair.b,
                 .overlap = comparison.overlap,
                 .kind = KindUnder(criterion_.similarity, comparison.kind)};
  }

  const Corpus& corpus_;
  const ShingleParams& shingle_;
  Criterion criterion_;
  unsigned threads_;
  LongPairs long_pairs_;
  std::vector<Comparer> comparers_;
};

}  // namespace

absl::Status ForEachMatch(const Corpus& corpus, const SetMatches& found,
                          const ShingleParams& shingle,
                          const Criterion& criterion,
                          const Resources& resources,
                          absl::FunctionRef<absl::Status(const Match&)> visit) {
  const MemoryBudget& memory = resources.memory;
  PROV_ASSIGN_OR_RETURN(const KeyOrder keys,
                        KeyOrder::Create(corpus.documents(), memory));
  // Here a pair has the lesser key first.
  SortedSet<CandidatePair> pairs(memory.Share(kPairParts));
  {
    const std::vector<DocumentId>& leader_of = found.twins.leader_of;
    SetClasses classes(keys, leader_of.size());
    for (DocumentId document = 0; document < leader_of.size(); ++document) {
      classes.Merge(document, leader_of[document]);
    }
    for (const SetMatch& match : found.matches) {
      if (match.overlap().same_set()) classes.Merge(match.a, match.b);
    }
    for (DocumentId document = 0; document < leader_of.size(); ++document) {
      const DocumentId first = classes.First(document);
      if (first != document) pairs.Add({first, document});
    }
    for (const SetMatch& match : found.matches) {
      DocumentId a = classes.First(match.a);
      DocumentId b = classes.First(match.b);
      if (a == b) continue;
      if (keys.Less(b, a)) std::swap(a, b);
      pairs.Add({a, b});
    }
  }
  MatchLister lister(corpus, shingle, criterion, resources);
  SortedSet<Match, LessByKeys> matches(memory.Share(kPairParts),
                                       LessByKeys{&keys});
  PROV_RETURN_IF_ERROR(pairs.ForEachBatch(
      [&](std::span<const CandidatePair> batch) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(const std::vector<Match> compared,
                              lister.Compare(batch));
        for (const Match& match : compared) matches.Add(match);
        return absl::OkStatus();
      }));
  PROV_RETURN_IF_ERROR(found.matches.status());
  return matches.ForEach(visit);
}

absl::StatusOr<std::vector<Match>> ListMatches(const Corpus& corpus,
                                               const SetMatches& found,
                                               const ShingleParams& shingle,
                                               const Criterion& criterion,
                                               const Resources& resources) {
  std::vector<Match> matches;
  PROV_RETURN_IF_ERROR(ForEachMatch(corpus, found, shingle, criterion,
                                    resources, [&matches](const Match& match) {
                                      matches.push_back(match);
                                      return absl::OkStatus();
                                    }));
  return matches;
}

}  // namespace prov
