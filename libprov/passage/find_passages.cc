// Which passages contain a given run is asked of an index by row: a document
// has few.  A repeat is asked for at its rarest document's passages, and every
// further occurrence keeps those that have it too.
//
// Held by find_passages_test.cc, against all maximal common runs of all pairs
// of documents.

#include "libprov/passage/find_passages.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/parallel.h"
#include "libprov/passage/chains.h"
#include "libprov/passage/repeats.h"
#include "libprov/passage/star_groups.h"

namespace prov {
namespace {

class PassageIndex {
 public:
  explicit PassageIndex(const TokenRows& rows)
      : rows_(rows), by_row_(rows.row_count()) {}

  void Add(const Passage& passage) {
    const auto number = static_cast<uint32_t>(spans_.size());
    std::vector<PositionSpan>& spans = spans_.emplace_back();
    for (const Occurrence& occurrence : passage.occurrences) {
      spans.push_back(occurrence.span);
      std::vector<uint32_t>& row = by_row_[rows_.RowOf(occurrence.span.begin)];
      if (row.empty() || row.back() != number) row.push_back(number);
    }
  }

  // Whether one passage has all the runs, each in an occurrence of its own.
  bool HasAll(const Repeat& repeat) const {
    const auto& candidates = by_row_[rows_.RowOf(repeat.begins.front())];
    return std::ranges::any_of(candidates, [&](uint32_t number) {
      return HasAll(spans_[number], repeat);
    });
  }

 private:
  static bool HasAll(const std::vector<PositionSpan>& spans,
                     const Repeat& repeat) {
    auto from = spans.begin();
    for (const Position begin : repeat.begins) {
      const PositionSpan run{.begin = begin, .end = begin + repeat.length};
      // The last that begins at or before the run.  Where occurrences overlap
      // an earlier one may have it too; then it is listed once more.
      const auto after = std::upper_bound(
          from, spans.end(), begin,
          [](Position at, const PositionSpan& s) { return at < s.begin; });
      if (after == from || !std::prev(after)->Contains(run)) return false;
      from = after;  // Each in its own.
    }
    return true;
  }

  const TokenRows& rows_;
  std::vector<std::vector<PositionSpan>> spans_;  // By passage.
  std::vector<std::vector<uint32_t>> by_row_;     // Passages that are there.
};

// What is to be listed of repeats: all occurrences, but for those that overlap
// each other inside one document that is alone in having them.
class Lister {
 public:
  Lister(const TokenRows& rows, uint32_t min_words)
      : rows_(rows), min_words_(min_words) {}

  // Fewer than two places if there is nothing to list.
  // REQUIRES: longer repeats come first.
  Repeat List(const Repeat& repeat) {
    const size_t row = rows_.RowOf(repeat.begins.front());
    if (repeat.begins.back() >= rows_.span(row).end) return repeat;
    uint32_t least_step = repeat.length;
    for (size_t i = 1; i < repeat.begins.size(); ++i) {
      least_step =
          std::min(least_step, repeat.begins[i] - repeat.begins[i - 1]);
    }
    if (least_step == repeat.length) return repeat;
    // "A A B", where B begins as A does: what overlaps is left off.
    if (2 * least_step >= repeat.length && least_step >= min_words_) {
      return {.length = least_step, .begins = repeat.begins};
    }
    Repeat apart{.length = repeat.length, .begins = {}};
    for (const Position begin : repeat.begins) {
      if (apart.begins.empty() ||
          apart.begins.back() + repeat.length <= begin) {
        apart.begins.push_back(begin);
      }
    }
    // Of a stretch that runs along itself only the longest parts.
    const PositionSpan stretch{.begin = repeat.begins.front(),
                               .end = repeat.begins.back() + repeat.length};
    std::vector<PositionSpan>& listed = stretches_[row];
    if (apart.begins.size() < 2 ||
        std::ranges::any_of(listed, [&stretch](const PositionSpan& other) {
          return other.Contains(stretch);
        })) {
      return {};
    }
    listed.push_back(stretch);
    return apart;
  }

 private:
  const TokenRows& rows_;
  uint32_t min_words_;
  absl::flat_hash_map<size_t, std::vector<PositionSpan>> stretches_;
};

Passage PassageOf(const Repeat& repeat) {
  Passage passage;
  for (const Position begin : repeat.begins) {
    passage.occurrences.push_back(
        {.span = {.begin = begin, .end = begin + repeat.length},
         .distance = 0,
         .reference_length = repeat.length});
  }
  passage.reference = passage.occurrences.front().span;
  return passage;
}

}  // namespace

absl::StatusOr<Passages> FindPassages(const TokenRows& rows,
                                      const RunParams& params) {
  PROV_ASSIGN_OR_RETURN(const FirstRuns runs, FindFirstRuns(rows, params));
  return FindPassages(rows, runs, params);
}

absl::StatusOr<Passages> FindPassages(const TokenRows& rows,
                                      const FirstRuns& runs,
                                      const RunParams& params) {
  Repeats repeats;
  Chains chains;
  StarGroups groups;
  // Repeats take one thread, and more memory while they are made.
  const unsigned at_once = params.memory.limited() ? 1 : params.threads;
  PROV_RETURN_IF_ERROR(
      ParallelFor(2, at_once, [&](size_t task, unsigned) -> absl::Status {
        if (task == 0) {
          repeats = FindRepeats(runs, params.min_words);
          return absl::OkStatus();
        }
        PROV_ASSIGN_OR_RETURN(chains, FindChains(rows, runs, params.threads));
        PROV_ASSIGN_OR_RETURN(
            groups,
            GroupChains(rows, std::move(chains.chains), params.threads));
        return absl::OkStatus();
      }));
  Passages result{
      .passages = std::move(groups.passages),
      .left_out = repeats.left_out,
      .chains_passed_over = chains.passed_over + groups.passed_over};
  PassageIndex index(rows);
  Lister lister(rows, params.min_words);
  for (const Passage& passage : result.passages) index.Add(passage);
  for (const Repeat& repeat : repeats.repeats) {
    const Repeat listed = lister.List(repeat);
    if (listed.begins.size() < 2 || index.HasAll(listed)) continue;
    result.passages.push_back(PassageOf(listed));
    index.Add(result.passages.back());
  }
  std::ranges::sort(result.passages, [](const Passage& a, const Passage& b) {
    const auto key = [](const Passage& passage) {
      return std::tuple(passage.reference.begin, passage.reference.end,
                        passage.occurrences.size());
    };
    return key(a) != key(b) ? key(a) < key(b)
                            : std::ranges::lexicographical_compare(
                                  a.occurrences, b.occurrences, {},
                                  &Occurrence::span, &Occurrence::span);
  });
  return result;
}

}  // namespace prov
