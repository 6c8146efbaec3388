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
constexpr size_t kMaxCounters = size_t{1} << 24;
constexpr size_t kPairsBeforeMerge = size_t{1} << 24;

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
             unsigned threads)
      : documents_(documents),
        threshold_(threshold),
        threads_(threads),
        counters_(std::clamp(std::bit_ceil(documents.size() * 256),
                             size_t{1} << 12, kMaxCounters)),
        sizes_(documents.size()) {
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
      readers_.emplace_back(corpus, shingle);
    }
  }

  absl::StatusOr<std::vector<CandidatePair>> Run() {
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
          postings_.insert(postings_.end(), prefix.begin(), prefix.end());
        }));
    std::ranges::sort(postings_);
    return Pairs();
  }

 private:
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

  std::vector<CandidatePair> Pairs() const {
    std::vector<CandidatePair> pairs;
    size_t merged = 0;
    auto merge = [&pairs, &merged] {
      std::ranges::sort(pairs);
      pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
      merged = pairs.size();
    };
    for (size_t begin = 0, end = 0; begin < postings_.size(); begin = end) {
      while (end < postings_.size() &&
             postings_[end].shingle == postings_[begin].shingle) {
        ++end;
      }
      for (size_t i = begin; i < end; ++i) {
        for (size_t j = i + 1; j < end; ++j) {
          const uint32_t a = postings_[i].index;
          const uint32_t b = postings_[j].index;
          if (CanReach(threshold_, sizes_[a], sizes_[b])) {
            pairs.push_back({documents_[a], documents_[b]});
          }
        }
        if (pairs.size() - merged > std::max(merged, kPairsBeforeMerge)) {
          merge();
        }
      }
    }
    merge();
    return pairs;
  }

  std::span<const DocumentId> documents_;
  TenThousandths threshold_;
  unsigned threads_;
  std::vector<SetReader> readers_;
  std::vector<std::atomic<uint32_t>> counters_;
  std::vector<uint32_t> sizes_;
  std::vector<Posting> postings_;
};

}  // namespace

absl::StatusOr<std::vector<CandidatePair>> JoinPrefixes(
    const Corpus& corpus, std::span<const DocumentId> documents,
    const ShingleParams& shingle, TenThousandths threshold, unsigned threads) {
  return PrefixJoin(corpus, documents, shingle, threshold, threads).Run();
}

}  // namespace prov
