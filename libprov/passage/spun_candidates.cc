// Words of documents are sorted by word, which gives the documents of each; the
// rare ones are then listed by document.  Held by spun_candidates_test.cc.

#include "libprov/passage/spun_candidates.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <span>

#include "libprov/base/parallel.h"

namespace prov {
namespace {

constexpr size_t kMaxRows = 48;  // Of a rare word.
constexpr size_t kMaxPartners = 8;
constexpr uint64_t kBytesPerWord = 16;
constexpr uint64_t kMemoryParts = 2;
constexpr size_t kBatch = 64;  // Rows that a thread takes at a time.

// A word of a document.
struct Entry {
  TokenMark word = 0;
  uint32_t row = 0;

  friend auto operator<=>(const Entry&, const Entry&) = default;
};

// The words of a row, each once.
std::vector<TokenMark> WordsOf(const TokenRows& rows, size_t row) {
  const PositionSpan span = rows.span(row);
  const auto tokens = rows.tokens().subspan(span.begin, span.size());
  std::vector<TokenMark> words(tokens.begin(), tokens.end());
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// The documents of each rare word, and the rare words of each document.
class RareWords {
 public:
  // `entries`: ascending.
  RareWords(std::span<const Entry> entries, size_t rows) : begin_of_(rows + 1) {
    for (size_t i = 0; i < entries.size();) {
      size_t end = i + 1;
      while (end < entries.size() && entries[end].word == entries[i].word) {
        ++end;
      }
      if (end - i >= 2 && end - i <= kMaxRows) {
        for (; i < end; ++i) {
          rows_.push_back(entries[i].row);
          ++begin_of_[entries[i].row + 1];
        }
        ends_.push_back(rows_.size());
      }
      i = end;
    }
    for (size_t row = 0; row < rows; ++row) {
      begin_of_[row + 1] += begin_of_[row];
    }
    words_.resize(rows_.size());
    std::vector<size_t> next(begin_of_.begin(), begin_of_.end() - 1);
    for (uint32_t word = 0; word < ends_.size(); ++word) {
      for (const uint32_t row : RowsOf(word)) words_[next[row]++] = word;
    }
  }

  std::span<const uint32_t> RowsOf(uint32_t word) const {
    const size_t begin = word == 0 ? 0 : ends_[word - 1];
    return std::span(rows_).subspan(begin, ends_[word] - begin);
  }
  std::span<const uint32_t> WordsOf(uint32_t row) const {
    return std::span(words_).subspan(begin_of_[row],
                                     begin_of_[row + 1] - begin_of_[row]);
  }

 private:
  std::vector<uint32_t> rows_;    // Of one word after the other.
  std::vector<size_t> ends_;      // Of each word's.
  std::vector<uint32_t> words_;   // Of one row after the other.
  std::vector<size_t> begin_of_;  // Of each row's.
};

// What another document shares with one.
struct Partner {
  uint32_t row = 0;
  uint32_t words = 0;
  double bits = 0;
};

// Those that share enough, most first, then by row.
std::vector<Partner> PartnersOf(uint32_t row, const RareWords& rare,
                                const SpunCandidateParams& params,
                                double documents) {
  std::vector<Partner> shared;  // One for each word.
  for (const uint32_t word : rare.WordsOf(row)) {
    const std::span<const uint32_t> with = rare.RowsOf(word);
    const double bits = std::log2(documents / static_cast<double>(with.size()));
    for (const uint32_t other : with) {
      if (other != row) shared.push_back({other, 1, bits});
    }
  }
  // Stable, so that weights are added up in one order.
  std::ranges::stable_sort(shared, {}, &Partner::row);
  std::vector<Partner> partners;
  for (size_t i = 0; i < shared.size();) {
    Partner sum = shared[i];
    for (++i; i < shared.size() && shared[i].row == sum.row; ++i) {
      ++sum.words;
      sum.bits += shared[i].bits;
    }
    if (sum.words >= params.min_words && sum.bits >= params.min_bits) {
      partners.push_back(sum);
    }
  }
  std::ranges::stable_sort(partners, [](const Partner& a, const Partner& b) {
    return a.bits > b.bits;
  });
  return partners;
}

absl::StatusOr<std::vector<Entry>> EntriesOf(const TokenRows& rows,
                                             const Resources& resources) {
  std::vector<std::vector<TokenMark>> words(rows.row_count());
  std::atomic<uint64_t> count = 0;
  ParallelForEach(words.size(), kBatch, resources.threads, [&](size_t row) {
    words[row] = WordsOf(rows, row);
    count += words[row].size();
  });
  PROV_RETURN_IF_ERROR(resources.memory.CheckFits(
      count * kBytesPerWord, kMemoryParts, "the words that --spun compares"));
  std::vector<Entry> entries;
  entries.reserve(count);
  for (uint32_t row = 0; row < words.size(); ++row) {
    for (const TokenMark word : words[row]) entries.push_back({word, row});
    words[row] = {};
  }
  std::ranges::sort(entries);
  return entries;
}

}  // namespace

absl::StatusOr<SpunCandidates> FindSpunCandidates(
    const TokenRows& rows, const SpunCandidateParams& params,
    const Resources& resources) {
  PROV_ASSIGN_OR_RETURN(std::vector<Entry> entries, EntriesOf(rows, resources));
  const RareWords rare(entries, rows.row_count());
  entries = {};
  const auto documents = static_cast<double>(rows.row_count());
  std::vector<std::vector<RowPair>> best(rows.row_count());
  std::atomic<uint64_t> enough = 0;  // Pairs, each seen from both sides.
  ParallelForEach(best.size(), kBatch, resources.threads, [&](size_t i) {
    const auto row = static_cast<uint32_t>(i);
    const std::vector<Partner> partners =
        PartnersOf(row, rare, params, documents);
    enough += partners.size();
    for (size_t k = 0; k < std::min(partners.size(), kMaxPartners); ++k) {
      best[i].push_back({.a = std::min(row, partners[k].row),
                         .b = std::max(row, partners[k].row)});
    }
  });
  SpunCandidates found;
  for (const std::vector<RowPair>& own : best) {
    found.pairs.insert(found.pairs.end(), own.begin(), own.end());
  }
  std::ranges::sort(found.pairs);
  found.pairs.erase(std::unique(found.pairs.begin(), found.pairs.end()),
                    found.pairs.end());
  found.left_out = enough / 2 - found.pairs.size();
  return found;
}

}  // namespace prov
