// Links: a run x is joined to its successor y if x is followed by y wherever it
// occurs, and y is preceded by x.  Each occurrence of x is compared with the
// first one, along whose document it runs in step, so memory is read in order.
//
// The sequences of links that stand side by side are put in one row, each ended
// by a symbol of its own, so that no common prefix runs over an end.  A common
// prefix whose occurrences differ in the link before them is a maximal repeat.
//
// Held by repeats_test.cc against comparing every pair of positions.

#include "libprov/passage/repeats.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

#include "libprov/passage/suffix_sort.h"

namespace prov {
namespace {

// What is known of a class, kept at its first run.
enum ClassFlag : uint8_t {
  kManyAfter = 1,   // Not always followed by the same run.
  kManyBefore = 2,  // Not always preceded by the same run.
};

inline constexpr uint32_t kNone = kNoPosition;

// An occurrence of a link.
struct Link {
  uint32_t index = 0;   // Of its first run; kNone for the end of a stretch.
  uint32_t symbol = 0;  // The class of that run.
  Position begin = 0;
  uint32_t runs = 0;  // Positions it covers.
};

class LinkFinder {
 public:
  explicit LinkFinder(const FirstRuns& runs)
      : runs_(runs), flags_(runs.size()) {}

  std::vector<Link> Run() {
    Flag();
    const Link end{.index = kNone, .symbol = 0, .begin = 0, .runs = 0};
    std::vector<Link> links;
    for (uint32_t i = 0; i < runs_.size();) {
      if (i > 0 && !Adjoins(i)) links.push_back(end);
      const uint32_t begin = i++;
      while (i < runs_.size() && Adjoins(i) && Joined(i - 1, i)) ++i;
      links.push_back({.index = begin,
                       .symbol = runs_.first[begin],
                       .begin = runs_.at[begin],
                       .runs = i - begin});
    }
    if (!links.empty()) links.push_back(end);
    return links;
  }

 private:
  // Whether run i begins one token after the one before it.
  bool Adjoins(uint32_t i) const { return runs_.at[i] == runs_.at[i - 1] + 1; }

  // The class of the run that begins one token later, or before.
  uint32_t ClassAfter(uint32_t i) const {
    return i + 1 < runs_.size() && Adjoins(i + 1) ? runs_.first[i + 1] : kNone;
  }
  uint32_t ClassBefore(uint32_t i) const {
    return i > 0 && Adjoins(i) ? runs_.first[i - 1] : kNone;
  }

  bool Joined(uint32_t i, uint32_t next) const {
    return (flags_[runs_.first[i]] & kManyAfter) == 0 &&
           (flags_[runs_.first[next]] & kManyBefore) == 0;
  }

  void Flag() {
    for (uint32_t i = 0; i < runs_.size(); ++i) {
      const uint32_t first = runs_.first[i];
      uint8_t flags = 0;
      const uint32_t after = ClassAfter(i);
      if (after == kNone || after != ClassAfter(first)) flags |= kManyAfter;
      const uint32_t before = ClassBefore(i);
      if (before == kNone || before != ClassBefore(first)) {
        flags |= kManyBefore;
      }
      flags_[first] = static_cast<uint8_t>(flags_[first] | flags);
    }
  }

  const FirstRuns& runs_;
  std::vector<uint8_t> flags_;
};

// Numbers the symbols from 0, in order of their first positions; each end of a
// stretch gets a number of its own above them.
std::vector<uint32_t> NumberSymbols(const std::vector<Link>& links,
                                    size_t runs) {
  std::vector<uint32_t> number_of(runs);  // By class.
  uint32_t next = 0;
  for (const Link& link : links) {
    if (link.index == link.symbol) number_of[link.symbol] = next++;
  }
  std::vector<uint32_t> numbers(links.size());
  for (size_t i = 0; i < links.size(); ++i) {
    numbers[i] = links[i].index == kNone ? next++ : number_of[links[i].symbol];
  }
  return numbers;
}

// Suffixes [begin, end) of the order share `links` links.
struct Interval {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t links = 0;
};

// The intervals that cannot be prolonged to the left either.
class IntervalFinder {
 public:
  IntervalFinder(std::span<const uint32_t> symbols, const SuffixOrder& order)
      : symbols_(symbols), order_(order) {}

  std::vector<Interval> Run() {
    const auto size = static_cast<uint32_t>(order_.suffixes.size());
    open_.push_back({});
    for (uint32_t i = 1; i <= size; ++i) {
      const uint32_t common = i < size ? order_.common[i] : 0;
      Open next{.begin = i - 1, .links = 0, .before = Before(i - 1)};
      while (open_.back().links > common) {
        next = Close(i, next);
      }
      if (open_.back().links < common) {
        next.links = common;
        open_.push_back(next);
      } else {
        open_.back().before = Both(open_.back().before, next.before);
      }
    }
    return std::move(found_);
  }

 private:
  // The symbol before a suffix: kDiffer once two of an interval differ.
  using Symbol = int64_t;
  static constexpr Symbol kDiffer = -1;
  static constexpr Symbol kNothing = -2;  // Nothing seen yet.

  struct Open {
    uint32_t begin = 0;
    uint32_t links = 0;
    Symbol before = kNothing;
  };

  Symbol Before(uint32_t i) const {
    const uint32_t suffix = order_.suffixes[i];
    return suffix == 0 ? kDiffer : Symbol{symbols_[suffix - 1]};
  }

  static Symbol Both(Symbol a, Symbol b) {
    if (a == kNothing) return b;
    return a == b ? a : kDiffer;
  }

  // Ends the innermost interval before `end`, where `last` is what the last
  // suffix, or the interval within that ended there, brings.  Returns what the
  // ended one brings to the next.
  Open Close(uint32_t end, const Open& last) {
    Open closed = open_.back();
    open_.pop_back();
    closed.before = Both(closed.before, last.before);
    if (closed.before == kDiffer) {
      found_.push_back(
          {.begin = closed.begin, .end = end, .links = closed.links});
    }
    return closed;
  }

  std::span<const uint32_t> symbols_;
  const SuffixOrder& order_;
  std::vector<Open> open_;
  std::vector<Interval> found_;
};

constexpr uint64_t kListedPerLink = 64;
constexpr uint64_t kListedAtLeast = uint64_t{1} << 20;

}  // namespace

Repeats FindRepeats(const FirstRuns& runs, uint32_t min_words) {
  Repeats result;
  const std::vector<Link> links = LinkFinder(runs).Run();
  if (links.empty()) return result;
  const std::vector<uint32_t> symbols = NumberSymbols(links, runs.size());
  const SuffixOrder order = SortSuffixes(symbols);
  std::vector<std::pair<uint32_t, Interval>> found;  // With length in tokens.
  for (const Interval& interval : IntervalFinder(symbols, order).Run()) {
    const uint32_t first = order.suffixes[interval.begin];
    const Link& last = links[first + interval.links - 1];
    found.emplace_back(
        last.begin + last.runs - links[first].begin + min_words - 1, interval);
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) {
    return std::tuple(-int64_t{a.first}, a.second.begin, a.second.links) <
           std::tuple(-int64_t{b.first}, b.second.begin, b.second.links);
  });
  uint64_t left = kListedPerLink * links.size() + kListedAtLeast;
  for (const auto& [length, interval] : found) {
    const uint32_t count = interval.end - interval.begin;
    if (count > left) {
      ++result.left_out;
      continue;
    }
    left -= count;
    Repeat repeat{.length = length, .begins = {}};
    for (uint32_t i = interval.begin; i < interval.end; ++i) {
      repeat.begins.push_back(links[order.suffixes[i]].begin);
    }
    std::ranges::sort(repeat.begins);
    result.repeats.push_back(std::move(repeat));
  }
  std::ranges::sort(result.repeats, [](const Repeat& a, const Repeat& b) {
    return a.length != b.length ? a.length > b.length
                                : a.begins.front() < b.begins.front();
  });
  return result;
}

}  // namespace prov
