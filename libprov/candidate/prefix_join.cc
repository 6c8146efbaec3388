// Rarity is counted in a table of counters indexed by shingle hash.  Shingles
// that share a counter look more frequent than they are, which costs a little
// time and no pair: any order will do that is the same for all documents, and
// a count of one still proves that nobody else has the shingle.
//
// Tested by prefix_join_test.cc against all pairs.

#include "libprov/candidate/prefix_join.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <mutex>
#include <tuple>

#include "libprov/base/parallel.h"
#include "libprov/shingle/shingle_set.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

constexpr size_t kDocumentsPerTask = 64;
constexpr size_t kLeastCounters = size_t{1} << 12;
constexpr size_t kMaxCounters = size_t{1} << 24;
constexpr uint64_t kCounterParts = 8;  // Of the budget.
constexpr uint64_t kPostingParts = 8;
constexpr uint64_t kPairParts = 8;

// Reads the shingle sets of documents.  One thread at a time.
class SetReader {
 public:
  SetReader(const Corpus& corpus, const ShingleParams& shingle)
      : documents_(corpus), shingle_(shingle) {}

  absl::StatusOr<std::span<uint64_t>> Read(DocumentId document) {
    PROV_ASSIGN_OR_RETURN(const Document read, documents_.Read(document));
    MakeShingles(tokenizer_.Hashes(read.text), shingle_, set_);
    MakeSet(set_);
    return std::span(set_);
  }

 private:
  DocumentReader documents_;
  Tokenizer tokenizer_;
  ShingleParams shingle_;
  std::vector<uint64_t> set_;
};

struct Posting {
  uint64_t shingle;
  uint32_t index;  // Into the documents given.
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

class PrefixJoin {
 public:
  PrefixJoin(const Corpus& corpus, std::span<const DocumentId> documents,
             const ShingleParams& shingle, TenThousandths threshold,
             const Resources& resources)
      : documents_(documents),
        threshold_(threshold),
        threads_(resources.threads),
        counters_(CounterCount(documents.size(), resources.memory)),
        sizes_(documents.size()),
        postings_(resources.memory.Share(kPostingParts)),
        pairs_(resources.memory.Share(kPairParts)) {
    for (unsigned i = 0; i < std::max(threads_, 1U); ++i) {
      readers_.emplace_back(corpus, shingle);
    }
  }

  absl::StatusOr<SortedSet<CandidatePair>> Run() {
    PROV_RETURN_IF_ERROR(ForEachSet([this](size_t, std::span<uint64_t> set) {
      for (const uint64_t shingle : set) {
        Counter(shingle).fetch_add(1, std::memory_order_relaxed);
      }
    }));
    std::mutex mutex;
    PROV_RETURN_IF_ERROR(
        ForEachSet([this, &mutex](size_t index, std::span<uint64_t> set) {
          const std::vector<Posting> prefix = Prefix(index, set);
          const std::lock_guard lock(mutex);
          for (const Posting& posting : prefix) postings_.Add(posting);
        }));
    std::vector<std::atomic<uint32_t>>().swap(counters_);
    std::vector<uint32_t> holders;  // Of one shingle.
    uint64_t shingle = 0;
    PROV_RETURN_IF_ERROR(postings_.ForEach([&](const Posting& posting) {
      if (posting.shingle != shingle) AddPairs(holders);
      if (posting.shingle != shingle) holders.clear();
      shingle = posting.shingle;
      holders.push_back(posting.index);
      return absl::OkStatus();
    }));
    AddPairs(holders);
    return std::move(pairs_);
  }

 private:
  static size_t CounterCount(size_t documents, const MemoryBudget& memory) {
    const uint64_t most = std::max<uint64_t>(
        memory.Share(kCounterParts) / sizeof(std::atomic<uint32_t>),
        kLeastCounters);
    return std::clamp<uint64_t>(
        std::bit_ceil(documents * 256), kLeastCounters,
        std::bit_floor(std::min<uint64_t>(most, kMaxCounters)));
  }

  std::atomic<uint32_t>& Counter(uint64_t shingle) {
    return counters_[shingle & (counters_.size() - 1)];
  }

  absl::Status ForEachSet(
      absl::FunctionRef<void(size_t index, std::span<uint64_t> set)> visit) {
    const size_t tasks =
        (documents_.size() + kDocumentsPerTask - 1) / kDocumentsPerTask;
    return ParallelFor(tasks, threads_, [&](size_t task, unsigned worker) {
      const size_t end =
          std::min(documents_.size(), (task + 1) * kDocumentsPerTask);
      for (size_t i = task * kDocumentsPerTask; i < end; ++i) {
        PROV_ASSIGN_OR_RETURN(const std::span<uint64_t> set,
                              readers_[worker].Read(documents_[i]));
        visit(i, set);
      }
      return absl::OkStatus();
    });
  }

  // The postings of one document.  Reorders `set`.
  std::vector<Posting> Prefix(size_t index, std::span<uint64_t> set) {
    sizes_[index] = static_cast<uint32_t>(set.size());
    std::vector<Posting> prefix;
    if (set.empty()) return prefix;
    const size_t needed = (set.size() * threshold_.value + 9999) / 10000;
    const size_t length = set.size() - std::max<size_t>(needed, 1) + 1;
    auto rarity = [this](uint64_t shingle) {
      return std::pair(Counter(shingle).load(std::memory_order_relaxed),
                       shingle);
    };
    std::ranges::partial_sort(set, set.begin() + static_cast<ptrdiff_t>(length),
                              {}, rarity);
    for (const uint64_t shingle : set.first(length)) {
      if (Counter(shingle).load(std::memory_order_relaxed) > 1) {
        prefix.push_back({shingle, static_cast<uint32_t>(index)});
      }
    }
    return prefix;
  }

  // All pairs of documents that hold a shingle and may be similar.
  void AddPairs(std::span<const uint32_t> holders) {
    for (size_t i = 0; i < holders.size(); ++i) {
      for (size_t j = i + 1; j < holders.size(); ++j) {
        const uint32_t a = holders[i];
        const uint32_t b = holders[j];
        if (CanReach(threshold_, sizes_[a], sizes_[b])) {
          pairs_.Add({documents_[a], documents_[b]});
        }
      }
    }
  }

  std::span<const DocumentId> documents_;
  TenThousandths threshold_;
  unsigned threads_;
  std::vector<SetReader> readers_;
  std::vector<std::atomic<uint32_t>> counters_;
  std::vector<uint32_t> sizes_;
  SortedSet<Posting> postings_;
  SortedSet<CandidatePair> pairs_;
};

}  // namespace

absl::StatusOr<SortedSet<CandidatePair>> JoinPrefixes(
    const Corpus& corpus, std::span<const DocumentId> documents,
    const ShingleParams& shingle, TenThousandths threshold,
    const Resources& resources) {
  return PrefixJoin(corpus, documents, shingle, threshold, resources).Run();
}

}  // namespace prov
