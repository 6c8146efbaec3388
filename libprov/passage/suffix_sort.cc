// Suffixes are grouped by their first h symbols; the rank of a group is the
// index of its last member.  Sorting each group by the rank of what follows h
// symbols later doubles h.  Groups of one are done and are skipped from then
// on.  Held by suffix_sort_test.cc against sorting suffixes as they are.

#include "libprov/passage/suffix_sort.h"

#include <algorithm>
#include <numeric>

namespace prov {
namespace {

struct Group {
  uint32_t begin = 0;
  uint32_t end = 0;
};

class Sorter {
 public:
  explicit Sorter(std::span<const uint32_t> symbols)
      : suffixes_(symbols.size()), ranks_(symbols.begin(), symbols.end()) {}

  std::vector<uint32_t> Run() {
    const auto size = static_cast<uint32_t>(suffixes_.size());
    std::iota(suffixes_.begin(), suffixes_.end(), 0U);
    std::ranges::sort(suffixes_, {}, [this](uint32_t i) { return ranks_[i]; });
    std::vector<Group> open;
    Split(
        {.begin = 0, .end = size}, [this](uint32_t i) { return ranks_[i]; },
        open);
    for (uint32_t width = 1; !open.empty(); width *= 2) {
      const auto next_rank = [this, width, size](uint32_t i) {
        return width < size - i ? int64_t{ranks_[i + width]} : -1;
      };
      std::vector<Group> still_open;
      for (const Group& group : open) {
        std::ranges::sort(suffixes_.begin() + group.begin,
                          suffixes_.begin() + group.end, {}, next_rank);
      }
      // Ranks change only when all groups are sorted by the old ones.
      keys_.clear();
      for (const Group& group : open) {
        for (uint32_t i = group.begin; i < group.end; ++i) {
          keys_.push_back(next_rank(suffixes_[i]));
        }
      }
      size_t key = 0;
      for (const Group& group : open) {
        const size_t first = key - group.begin;
        SplitAt(
            group, [&](uint32_t i) { return keys_[first + i]; }, still_open);
        key += group.end - group.begin;
      }
      open = std::move(still_open);
    }
    return std::move(suffixes_);
  }

 private:
  // Splits a sorted group where the key of the suffix changes.
  template <typename KeyOf>
  void Split(const Group& group, KeyOf key_of, std::vector<Group>& open) {
    keys_.clear();
    for (const uint32_t suffix : suffixes_) keys_.push_back(key_of(suffix));
    SplitAt(
        group, [this](uint32_t i) { return keys_[i]; }, open);
  }

  // The same by the index in suffixes_; gives ranks, and notes what is open.
  template <typename KeyAt>
  void SplitAt(const Group& group, KeyAt key_at, std::vector<Group>& open) {
    for (uint32_t begin = group.begin; begin < group.end;) {
      uint32_t end = begin + 1;
      while (end < group.end && key_at(end) == key_at(begin)) ++end;
      for (uint32_t i = begin; i < end; ++i) ranks_[suffixes_[i]] = end - 1;
      if (end - begin > 1) open.push_back({.begin = begin, .end = end});
      begin = end;
    }
  }

  std::vector<uint32_t> suffixes_;
  std::vector<uint32_t> ranks_;
  std::vector<int64_t> keys_;
};

std::vector<uint32_t> CommonPrefixes(std::span<const uint32_t> symbols,
                                     const std::vector<uint32_t>& suffixes) {
  std::vector<uint32_t> places(suffixes.size());
  for (uint32_t i = 0; i < suffixes.size(); ++i) places[suffixes[i]] = i;
  std::vector<uint32_t> common(suffixes.size());
  uint32_t length = 0;
  for (uint32_t i = 0; i < suffixes.size(); ++i) {
    if (places[i] == 0) {
      length = 0;
      continue;
    }
    const uint32_t other = suffixes[places[i] - 1];
    while (std::max(i, other) + length < symbols.size() &&
           symbols[i + length] == symbols[other + length]) {
      ++length;
    }
    common[places[i]] = length;
    if (length > 0) --length;
  }
  return common;
}

}  // namespace

SuffixOrder SortSuffixes(std::span<const uint32_t> symbols) {
  SuffixOrder order;
  order.suffixes = Sorter(symbols).Run();
  order.common = CommonPrefixes(symbols, order.suffixes);
  return order;
}

}  // namespace prov
