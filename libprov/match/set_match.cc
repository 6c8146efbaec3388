#include "libprov/match/set_match.h"

#include <algorithm>
#include <mutex>
#include <string_view>
#include <utility>

#include "libprov/base/parallel.h"
#include "libprov/shingle/text_masks.h"

namespace prov {
namespace {

constexpr size_t kPairsPerTask = 256;
// Of sets that a thread keeps.  Past it all are let go: pairs come in the
// order of documents, so few of them would be wanted again.
constexpr uint64_t kLatelyBytes = uint64_t{16} << 20;
constexpr uint64_t kLatelyParts = 16;  // Of a budget, for all threads.

}  // namespace

absl::StatusOr<std::shared_ptr<const SetMatcher::Set>> SetMatcher::SetOf(
    DocumentId document) {
  if (const auto found = lately_.find(document); found != lately_.end()) {
    return found->second;
  }
  PROV_ASSIGN_OR_RETURN(const Document read, reader_.Read(document));
  const std::string_view text =
      shingle_.masks == nullptr
          ? std::string_view(read.text)
          : shingle_.masks->Strip(document, read.text, stripped_);
  MakeShingles(tokenizer_.Hashes(text), shingle_, shingles_);
  Set set;
  set.reserve(shingles_.size());
  seen_.Reset(shingles_.size());
  for (const uint64_t shingle : shingles_) {
    bool& is_seen = seen_[shingle];
    if (!is_seen) set.push_back(shingle);
    is_seen = true;
  }
  if (lately_bytes_ > max_lately_bytes_) {
    lately_.clear();
    lately_bytes_ = 0;
  }
  lately_bytes_ += set.size() * sizeof(uint64_t);
  auto kept = std::make_shared<const Set>(std::move(set));
  lately_.emplace(document, kept);
  return kept;
}

// Pairs come in runs with the same a, whose shingles are then looked up by the
// other documents of the run.
absl::StatusOr<SetMatch> SetMatcher::Measure(const CandidatePair& pair) {
  PROV_ASSIGN_OR_RETURN(const std::shared_ptr<const Set> a, SetOf(pair.a));
  PROV_ASSIGN_OR_RETURN(const std::shared_ptr<const Set> b, SetOf(pair.b));
  if (in_a_of_ != pair.a) {
    in_a_.Reset(a->size());
    for (const uint64_t shingle : *a) in_a_[shingle] = true;
    in_a_of_ = pair.a;
  }
  uint32_t shared = 0;
  for (const uint64_t shingle : *b) {
    shared += in_a_.Lookup(shingle) != nullptr ? 1 : 0;
  }
  return SetMatch{.a = pair.a,
                  .b = pair.b,
                  .shared = shared,
                  .size_a = static_cast<uint32_t>(a->size()),
                  .size_b = static_cast<uint32_t>(b->size())};
}

PairVerifier::PairVerifier(const Corpus& corpus, const ShingleParams& shingle,
                           const Criterion& criterion,
                           const Resources& resources)
    : corpus_(&corpus),
      shingle_(shingle),
      criterion_(criterion),
      threads_(std::max(resources.threads, 1U)),
      long_pairs_(corpus, resources.memory) {
  const uint64_t max_bytes =
      std::min(kLatelyBytes, resources.memory.Share(kLatelyParts * threads_));
  for (unsigned i = 0; i < threads_; ++i) {
    matchers_.emplace_back(corpus, shingle, max_bytes);
  }
}

absl::StatusOr<SetMatch> PairVerifier::Measure(const CandidatePair& pair,
                                               unsigned worker) {
  PROV_ASSIGN_OR_RETURN(const std::unique_lock<std::mutex> alone,
                        long_pairs_.Enter(pair.a, pair.b));
  if (!alone.owns_lock()) return matchers_[worker].Measure(pair);
  return SetMatcher(*corpus_, shingle_, 0).Measure(pair);
}

absl::StatusOr<std::vector<SetMatch>> PairVerifier::Verify(
    std::span<const CandidatePair> candidates) {
  const size_t tasks = (candidates.size() + kPairsPerTask - 1) / kPairsPerTask;
  std::vector<std::vector<SetMatch>> found(tasks);
  PROV_RETURN_IF_ERROR(
      ParallelFor(tasks, threads_, [&](size_t task, unsigned worker) {
        const size_t end =
            std::min(candidates.size(), (task + 1) * kPairsPerTask);
        for (size_t i = task * kPairsPerTask; i < end; ++i) {
          PROV_ASSIGN_OR_RETURN(const SetMatch match,
                                Measure(candidates[i], worker));
          if (criterion_.Holds(match.overlap())) found[task].push_back(match);
        }
        return absl::OkStatus();
      }));
  std::vector<SetMatch> all;
  for (const std::vector<SetMatch>& part : found) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace prov
