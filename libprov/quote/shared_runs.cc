// Held by shared_runs_test.cc.

#include "libprov/quote/shared_runs.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"
#include "libprov/base/parallel.h"

namespace prov {
namespace {

constexpr size_t kBatch = 512;      // Texts that a thread takes at a time.
constexpr size_t kSlotsPerRun = 4;  // Of the bit map, two bits each.
constexpr uint32_t kNoNumber = std::numeric_limits<uint32_t>::max();

// Whether a hash was noted once, or twice or more often.  Another one may be
// taken for it.
class SeenTwice {
 public:
  explicit SeenTwice(size_t runs)
      : words_(std::bit_ceil(runs * kSlotsPerRun / kSlots + 1)) {}

  void Note(uint64_t hash) {
    const uint64_t once = uint64_t{1} << 2 * (hash % kSlots);
    std::atomic<uint64_t>& word = WordOf(hash);
    if ((word.fetch_or(once, std::memory_order_relaxed) & once) != 0) {
      word.fetch_or(once << 1, std::memory_order_relaxed);
    }
  }

  bool operator[](uint64_t hash) {
    const uint64_t twice = uint64_t{2} << 2 * (hash % kSlots);
    return (WordOf(hash).load(std::memory_order_relaxed) & twice) != 0;
  }

 private:
  static constexpr size_t kSlots = 32;  // Of a word.

  std::atomic<uint64_t>& WordOf(uint64_t hash) {
    return words_[hash / kSlots % words_.size()];
  }

  std::vector<std::atomic<uint64_t>> words_;
};

// The runs of some texts, one text after the other.
struct Batch {
  std::vector<uint64_t> hashes;
  std::vector<size_t> ends;
};

void AppendRuns(std::span<const uint64_t> words, size_t run_words,
                std::vector<uint64_t>& hashes) {
  const auto begin = static_cast<ptrdiff_t>(hashes.size());
  for (size_t i = 0; i + run_words <= words.size(); ++i) {
    hashes.push_back(HashOfRun(words.subspan(i, run_words)));
  }
  std::sort(hashes.begin() + begin, hashes.end());
  hashes.erase(std::unique(hashes.begin() + begin, hashes.end()), hashes.end());
}

// Leaves the runs that were seen twice.
void KeepSeenTwice(SeenTwice& seen, Batch& batch) {
  size_t kept = 0;
  size_t begin = 0;
  for (size_t& end : batch.ends) {
    for (; begin < end; ++begin) {
      if (seen[batch.hashes[begin]]) {
        batch.hashes[kept++] = batch.hashes[begin];
      }
    }
    end = kept;
  }
  batch.hashes.resize(kept);
  batch.hashes.shrink_to_fit();
}

}  // namespace

uint64_t HashOfRun(std::span<const uint64_t> words) {
  return Hash64(
      {reinterpret_cast<const char*>(words.data()), words.size_bytes()});
}

SharedRuns::SharedRuns(
    size_t texts, size_t run_words,
    absl::FunctionRef<std::span<const uint64_t>(size_t text)> words_of,
    unsigned threads) {
  std::vector<Batch> batches((texts + kBatch - 1) / kBatch);
  std::atomic<size_t> runs = 0;
  ParallelForEach(batches.size(), 1, threads, [&](size_t number) {
    Batch& batch = batches[number];
    const size_t end = std::min(texts, (number + 1) * kBatch);
    for (size_t text = number * kBatch; text < end; ++text) {
      AppendRuns(words_of(text), run_words, batch.hashes);
      batch.ends.push_back(batch.hashes.size());
    }
    runs += batch.hashes.size();
  });
  SeenTwice seen(runs);
  ParallelForEach(batches.size(), 1, threads, [&](size_t number) {
    for (const uint64_t hash : batches[number].hashes) seen.Note(hash);
  });
  ParallelForEach(batches.size(), 1, threads,
                  [&](size_t number) { KeepSeenTwice(seen, batches[number]); });

  // A few of those left are alone all the same.
  struct Run {
    uint32_t texts = 0;
    uint32_t number = kNoNumber;
  };
  absl::flat_hash_map<uint64_t, Run> known;
  for (const Batch& batch : batches) {
    for (const uint64_t hash : batch.hashes) ++known[hash].texts;
  }
  for (const Batch& batch : batches) {
    size_t begin = 0;
    for (const size_t end : batch.ends) {
      for (; begin < end; ++begin) {
        Run& run = known[batch.hashes[begin]];
        if (run.texts < 2) continue;
        if (run.number == kNoNumber) {
          run.number = static_cast<uint32_t>(texts_with_.size());
          texts_with_.push_back(run.texts);
        }
        numbers_.push_back(run.number);
      }
      ends_.push_back(numbers_.size());
    }
  }
}

}  // namespace prov
