// Rarity is counted in a table of counters indexed by shingle hash.  Shingles
// that share a counter look more frequent than they are, which costs a little
// time and no pair: any order will do that is the same for all documents, and
// a count of one still proves that nobody else has the shingle.
//
// For containment a third reading lists the shingles outside of prefixes, but
// only those whose counter a prefix has marked.
//
// Tested by prefix_join_test.cc against all pairs.

#include "libprov/candidate/prefix_join.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

#include "libprov/base/parallel.h"
#include "libprov/shingle/shingle_set.h"
#include "libprov/shingle/text_masks.h"
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
    const std::string_view text =
        shingle_.masks == nullptr
            ? std::string_view(read.text)
            : shingle_.masks->Strip(document, read.text, stripped_);
    MakeShingles(tokenizer_.Hashes(text), shingle_, set_);
    MakeSet(set_);
    return std::span(set_);
  }

 private:
  DocumentReader documents_;
  Tokenizer tokenizer_;
  ShingleParams shingle_;
  std::vector<uint64_t> set_;
  std::string stripped_;  // Scratch.
};

// Of a counter: a prefix has a shingle that it counts.
constexpr uint32_t kInPrefix = uint32_t{1} << 31;

struct Posting {
  uint64_t shingle;
  uint32_t index;       // Into the documents given.
  uint32_t not_prefix;  // 1 if the shingle is outside the document's prefix.
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

class PrefixJoin {
 public:
  PrefixJoin(const Corpus& corpus, std::span<const DocumentId> documents,
             const ShingleParams& shingle, const Criterion& criterion,
             const Resources& resources)
      : documents_(documents),
        criterion_(criterion),
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
    const auto add = [this, &mutex](std::span<const Posting> postings) {
      const std::lock_guard lock(mutex);
      for (const Posting& posting : postings) postings_.Add(posting);
    };
    PROV_RETURN_IF_ERROR(ForEachSet([&](size_t index, std::span<uint64_t> set) {
      sizes_[index] = static_cast<uint32_t>(set.size());
      add(Prefix(index, set));
    }));
    if (criterion_.similarity == SimilarityMeasure::kContainment) {
      PROV_RETURN_IF_ERROR(
          ForEachSet([&](size_t index, std::span<uint64_t> set) {
            add(Rest(index, set));
          }));
    }
    std::vector<std::atomic<uint32_t>>().swap(counters_);
    std::vector<Posting> holders;  // Of one shingle.
    uint64_t shingle = 0;
    PROV_RETURN_IF_ERROR(postings_.ForEach([&](const Posting& posting) {
      if (posting.shingle != shingle) AddPairs(holders);
      if (posting.shingle != shingle) holders.clear();
      shingle = posting.shingle;
      holders.push_back(posting);
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

  // At least how many documents have the shingle, others counted with it.
  uint32_t Count(uint64_t shingle) {
    return Counter(shingle).load(std::memory_order_relaxed) & ~kInPrefix;
  }

  // Moves the prefix of a set to its front and returns its length.
  size_t FindPrefix(std::span<uint64_t> set) {
    if (set.empty()) return 0;
    const size_t needed =
        (set.size() * criterion_.threshold.value + 9999) / 10000;
    const size_t length = set.size() - std::max<size_t>(needed, 1) + 1;
    std::ranges::partial_sort(set, set.begin() + static_cast<ptrdiff_t>(length),
                              {}, [this](uint64_t shingle) {
                                return std::pair(Count(shingle), shingle);
                              });
    return length;
  }

  // The postings of one document.  Reorders `set`.
  std::vector<Posting> Prefix(size_t index, std::span<uint64_t> set) {
    std::vector<Posting> prefix;
    for (const uint64_t shingle : set.first(FindPrefix(set))) {
      if (Count(shingle) <= 1) continue;
      prefix.push_back({shingle, static_cast<uint32_t>(index), 0});
      if (criterion_.similarity == SimilarityMeasure::kContainment) {
        Counter(shingle).fetch_or(kInPrefix, std::memory_order_relaxed);
      }
    }
    return prefix;
  }

  // Those of its other shingles that may be in a prefix.  Reorders `set`.
  std::vector<Posting> Rest(size_t index, std::span<uint64_t> set) {
    std::vector<Posting> rest;
    for (const uint64_t shingle : set.subspan(FindPrefix(set))) {
      if ((Counter(shingle).load(std::memory_order_relaxed) & kInPrefix) != 0) {
        rest.push_back({shingle, static_cast<uint32_t>(index), 1});
      }
    }
    return rest;
  }

  // Whether the documents of two holders of a shingle may be similar.
  bool MayMatch(const Posting& a, const Posting& b) const {
    const uint32_t size_a = sizes_[a.index];
    const uint32_t size_b = sizes_[b.index];
    if (criterion_.similarity == SimilarityMeasure::kJaccard) {
      return CanReach(criterion_.threshold, size_a, size_b);
    }
    // The smaller one has it in its prefix; of equal ones, either.
    return (a.not_prefix == 0 && size_a <= size_b) ||
           (b.not_prefix == 0 && size_b <= size_a);
  }

  // All pairs of documents that hold a shingle and may be similar.
  void AddPairs(std::span<const Posting> holders) {
    for (size_t i = 0; i < holders.size(); ++i) {
      for (size_t j = i + 1; j < holders.size(); ++j) {
        if (MayMatch(holders[i], holders[j])) {
          pairs_.Add(
              {documents_[holders[i].index], documents_[holders[j].index]});
        }
      }
    }
  }

  std::span<const DocumentId> documents_;
  Criterion criterion_;
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
    const ShingleParams& shingle, const Criterion& criterion,
    const Resources& resources) {
  return PrefixJoin(corpus, documents, shingle, criterion, resources).Run();
}

}  // namespace prov
