// Held by find_passages_test.cc.

#include "libprov/passage/star_groups.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <tuple>

#include "libprov/base/parallel.h"

namespace prov {
namespace {

constexpr size_t kMaxReferences = 64;

uint64_t Shared(const PositionSpan& a, const PositionSpan& b) {
  const Position begin = std::max(a.begin, b.begin);
  const Position end = std::min(a.end, b.end);
  return begin < end ? end - begin : 0;
}

// Whether `shared` tokens are .6 of `whole`.
bool Covers(uint64_t shared, uint64_t whole) {
  return 10 * shared >= 6 * whole;
}

// Adds to `passed_over`.
// REQUIRES: chains are of one source document, longest source first.
std::vector<PositionSpan> ChooseReferences(std::span<const Chain> chains,
                                           uint64_t& passed_over) {
  std::vector<PositionSpan> references;
  for (const Chain& chain : chains) {
    const bool is_new = std::ranges::none_of(
        references, [&chain](const PositionSpan& reference) {
          const uint64_t shared = Shared(chain.source, reference);
          return Covers(shared, reference.size()) &&
                 Covers(shared, chain.source.size());
        });
    if (!is_new) continue;
    if (references.size() == kMaxReferences) {
      ++passed_over;
    } else {
      references.push_back(chain.source);
    }
  }
  return references;
}

// Of occurrences that share tokens the one nearest to the reference stays.
void RemoveOverlaps(std::vector<Occurrence>& occurrences) {
  std::ranges::sort(occurrences, [](const Occurrence& a, const Occurrence& b) {
    return std::tuple(a.span.begin, a.distance, a.span.end) <
           std::tuple(b.span.begin, b.distance, b.span.end);
  });
  std::vector<Occurrence> kept;
  for (const Occurrence& next : occurrences) {
    if (kept.empty() || kept.back().span.end <= next.span.begin) {
      kept.push_back(next);
    } else if (std::tuple(next.distance, kept.back().span.size()) <
               std::tuple(kept.back().distance, next.span.size())) {
      kept.back() = next;
    }
  }
  occurrences = std::move(kept);
}

Passage MakePassage(const TokenRows& rows, std::span<const Chain> chains,
                    const PositionSpan& reference) {
  Passage passage{.reference = reference, .occurrences = {}};
  passage.occurrences.push_back(
      {.span = reference, .distance = 0, .reference_length = reference.size()});
  for (const Chain& chain : chains) {
    if (!Covers(Shared(chain.source, reference), reference.size())) continue;
    const Chain part = Project(chain, reference);
    if (!Covers(part.source.size(), reference.size())) continue;
    passage.occurrences.push_back({.span = part.span,
                                   .distance = DistanceOf(rows, part),
                                   .reference_length = part.source.size()});
  }
  RemoveOverlaps(passage.occurrences);
  return passage;
}

}  // namespace

absl::StatusOr<StarGroups> GroupChains(const TokenRows& rows,
                                       std::vector<Chain> chains,
                                       unsigned threads) {
  std::vector<std::pair<size_t, Chain>> by_row;
  by_row.reserve(chains.size());
  for (Chain& chain : chains) {
    by_row.emplace_back(rows.RowOf(chain.source.begin), std::move(chain));
  }
  std::ranges::sort(by_row, [](const auto& a, const auto& b) {
    const auto key = [](const std::pair<size_t, Chain>& entry) {
      const Chain& chain = entry.second;
      return std::tuple(entry.first, -int64_t{chain.source.size()},
                        chain.source.begin, chain.span.begin, chain.span.end);
    };
    return key(a) < key(b);
  });
  std::vector<size_t> begins;
  for (size_t i = 0; i < by_row.size(); ++i) {
    if (i == 0 || by_row[i].first != by_row[i - 1].first) begins.push_back(i);
    chains[i] = std::move(by_row[i].second);
  }
  begins.push_back(chains.size());
  std::vector<StarGroups> by_source(begins.size() - 1);
  PROV_RETURN_IF_ERROR(
      ParallelFor(by_source.size(), threads, [&](size_t i, unsigned) {
        const std::span<const Chain> own(chains.data() + begins[i],
                                         chains.data() + begins[i + 1]);
        for (const PositionSpan& reference :
             ChooseReferences(own, by_source[i].passed_over)) {
          Passage passage = MakePassage(rows, own, reference);
          if (passage.occurrences.size() < 2) continue;
          by_source[i].passages.push_back(std::move(passage));
        }
        return absl::OkStatus();
      }));
  StarGroups result;
  for (StarGroups& own : by_source) {
    result.passed_over += own.passed_over;
    std::ranges::move(own.passages, std::back_inserter(result.passages));
  }
  return result;
}

}  // namespace prov
