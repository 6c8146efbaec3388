// Held by chains_test.cc: fragments are equal tokens, chains are colinear, and
// planted edits are bridged.

#include "libprov/passage/chains.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/parallel.h"
#include "libprov/passage/edit_distance.h"

namespace prov {
namespace {

constexpr uint32_t kMaxGap = 15;         // Of a chain that has just begun.
constexpr uint32_t kMatchedPerGap = 10;  // One more for so many tokens,
constexpr uint32_t kMaxMoreGap = 20;     // up to so many.
constexpr uint32_t kMaxShift = 7;        // More in one text alone is put in.
constexpr uint32_t kMaxOverlap = 8;      // Of fragments at the same words.
constexpr size_t kMaxOpenChains = 32;    // Tried for each fragment.
constexpr uint32_t kEndGap = 6;          // Tokens skipped at an end,
constexpr uint32_t kEndRun = 3;          // for so many equal ones.
constexpr size_t kRowsPerPiece = 64;

struct OpenChain {
  Chain chain;
  uint32_t matched = 0;
};

// How many tokens of `next` go because the chain has them already, and the
// cost of the gap; nullopt-like cost if they cannot be joined.
struct Fit {
  uint32_t trim = 0;
  uint32_t cost = kNoPosition;
};

Fit FitTo(const OpenChain& open, const Fragment& next) {
  const int64_t gap_at = int64_t{next.at} - open.chain.span.end;
  const int64_t gap_source = int64_t{next.source} - open.chain.source.end;
  const int64_t overlap = std::max<int64_t>({0, -gap_at, -gap_source});
  if (overlap > kMaxOverlap || overlap >= next.length) return {};
  const auto gap =
      static_cast<uint32_t>(std::max(gap_at, gap_source) + overlap);
  const uint32_t most =
      kMaxGap + std::min(open.matched / kMatchedPerGap, kMaxMoreGap);
  if (gap > most || std::abs(gap_at - gap_source) > kMaxShift) return {};
  return {.trim = static_cast<uint32_t>(overlap), .cost = gap};
}

void Take(OpenChain& open, const Fragment& next, uint32_t trim) {
  const Fragment rest{.at = next.at + trim,
                      .source = next.source + trim,
                      .length = next.length - trim};
  open.chain.fragments.push_back(rest);
  open.chain.span.end = rest.at + rest.length;
  open.chain.source.end = rest.source + rest.length;
  open.matched += rest.length;
}

// How far tokens are equal from `at` and `source` on, forward.
uint32_t EqualAfter(std::span<const TokenMark> tokens, Position at,
                    Position end, Position source, Position source_end) {
  uint32_t length = 0;
  while (at + length < end && source + length < source_end &&
         tokens[at + length] == tokens[source + length]) {
    ++length;
  }
  return length;
}

// The same before them, backward.
uint32_t EqualBefore(std::span<const TokenMark> tokens, Position begin,
                     Position at, Position source_begin, Position source) {
  uint32_t length = 0;
  while (at - length > begin && source - length > source_begin &&
         tokens[at - length - 1] == tokens[source - length - 1]) {
    ++length;
  }
  return length;
}

// The cheapest way over a gap after the ends of a chain: fewest tokens skipped.
bool ProlongOnce(std::span<const TokenMark> tokens, Position end,
                 Position source_end, Chain& chain) {
  for (uint32_t skipped = 1; skipped <= 2 * kEndGap; ++skipped) {
    const uint32_t low = skipped > kEndGap ? skipped - kEndGap : 0;
    for (uint32_t skip = low; skip <= std::min(skipped, kEndGap); ++skip) {
      const Position at = chain.span.end + skip;
      const Position source = chain.source.end + (skipped - skip);
      if (at >= end || source >= source_end) continue;
      const uint32_t length = EqualAfter(tokens, at, end, source, source_end);
      if (length < kEndRun) continue;
      chain.fragments.push_back({.at = at, .source = source, .length = length});
      chain.span.end = at + length;
      chain.source.end = source + length;
      return true;
    }
  }
  return false;
}

bool ProlongBackOnce(std::span<const TokenMark> tokens, Position begin,
                     Position source_begin, Chain& chain) {
  for (uint32_t skipped = 1; skipped <= 2 * kEndGap; ++skipped) {
    const uint32_t low = skipped > kEndGap ? skipped - kEndGap : 0;
    for (uint32_t skip = low; skip <= std::min(skipped, kEndGap); ++skip) {
      if (chain.span.begin < begin + skip ||
          chain.source.begin < source_begin + (skipped - skip)) {
        continue;
      }
      const Position at = chain.span.begin - skip;
      const Position source = chain.source.begin - (skipped - skip);
      const uint32_t length =
          EqualBefore(tokens, begin, at, source_begin, source);
      if (length < kEndRun) continue;
      chain.span.begin = at - length;
      chain.source.begin = source - length;
      chain.fragments.insert(chain.fragments.begin(),
                             {.at = chain.span.begin,
                              .source = chain.source.begin,
                              .length = length});
      return true;
    }
  }
  return false;
}

// The fragments of one row, by the row of their sources.
using FragmentsBySource = std::vector<std::pair<size_t, std::vector<Fragment>>>;

FragmentsBySource FragmentsOf(const TokenRows& rows, size_t row,
                              const FirstRuns& runs) {
  const std::span<const TokenMark> tokens = rows.tokens();
  const PositionSpan span = rows.span(row);
  bool runs_along_itself = false;
  absl::flat_hash_map<Position, Position> end_on_diagonal;
  std::vector<std::pair<size_t, Fragment>> found;
  for (size_t i = runs.From(span.begin);
       i < runs.size() && runs.at[i] < span.end; ++i) {
    const Position at = runs.at[i];
    const Position source = runs.at[runs.first[i]];
    if (source == at) continue;
    Position& end = end_on_diagonal[at - source];
    if (at < end) continue;
    const size_t source_row = rows.RowOf(source);
    const PositionSpan source_span = rows.span(source_row);
    const uint32_t before =
        EqualBefore(tokens, span.begin, at, source_span.begin, source);
    uint32_t length =
        before + EqualAfter(tokens, at, span.end, source, source_span.end);
    end = at - before + length;
    if (source_row == row && length > at - source) {
      // A lead printed twice in a row may begin like what follows it; a text
      // that runs on along itself ("ha ha ha") is not its own source.
      runs_along_itself |= length > 2 * (at - source);
      length = at - source;
    }
    found.emplace_back(source_row, Fragment{.at = at - before,
                                            .source = source - before,
                                            .length = length});
  }
  if (runs_along_itself) {
    std::erase_if(found,
                  [row](const auto& entry) { return entry.first == row; });
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) {
    return std::tuple(a.first, a.second.at, a.second.source) <
           std::tuple(b.first, b.second.at, b.second.source);
  });
  FragmentsBySource result;
  for (const auto& [source_row, fragment] : found) {
    if (result.empty() || result.back().first != source_row) {
      result.push_back({source_row, {}});
    }
    result.back().second.push_back(fragment);
  }
  return result;
}

Chains ChainsOf(const TokenRows& rows, size_t row, const FirstRuns& runs) {
  Chains result;
  for (auto& [source_row, fragments] : FragmentsOf(rows, row, runs)) {
    Chains joined = JoinFragments(std::move(fragments));
    result.passed_over += joined.passed_over;
    for (Chain& chain : joined.chains) {
      if (source_row != row) {
        ProlongChain(rows.tokens(), rows.span(row), rows.span(source_row),
                     chain);
      }
      if (source_row == row && chain.source.end > chain.span.begin) continue;
      result.chains.push_back(std::move(chain));
    }
  }
  return result;
}

}  // namespace

Chain Project(const Chain& chain, const PositionSpan& part) {
  Chain result;
  for (const Fragment& fragment : chain.fragments) {
    const Position begin = std::max(fragment.source, part.begin);
    const Position end = std::min(fragment.source + fragment.length, part.end);
    if (begin >= end) continue;
    result.fragments.push_back({.at = fragment.at + (begin - fragment.source),
                                .source = begin,
                                .length = end - begin});
  }
  if (result.fragments.empty()) return result;
  const Fragment& first = result.fragments.front();
  const Fragment& last = result.fragments.back();
  result.span = {.begin = first.at, .end = last.at + last.length};
  result.source = {.begin = first.source, .end = last.source + last.length};
  return result;
}

uint32_t DistanceOf(const TokenRows& rows, const Chain& chain) {
  uint32_t distance = 0;
  for (size_t i = 1; i < chain.fragments.size(); ++i) {
    const Fragment& before = chain.fragments[i - 1];
    const Fragment& after = chain.fragments[i];
    const Position at = before.at + before.length;
    const Position source = before.source + before.length;
    const auto gap = rows.tokens().subspan(at, after.at - at);
    const auto source_gap =
        rows.tokens().subspan(source, after.source - source);
    distance +=
        gap.size() <= kMaxDistanceTokens
            ? EditDistance(gap, source_gap)
            : static_cast<uint32_t>(std::max(gap.size(), source_gap.size()));
  }
  return distance;
}

Chains JoinFragments(std::vector<Fragment> fragments) {
  std::ranges::sort(fragments, [](const Fragment& a, const Fragment& b) {
    return std::tuple(a.at, a.source) < std::tuple(b.at, b.source);
  });
  std::vector<OpenChain> chains;
  std::vector<size_t> open;  // Those that may still go on, ascending.
  Chains result;
  for (const Fragment& next : fragments) {
    std::erase_if(open, [&](size_t i) {
      return chains[i].chain.span.end + kMaxGap + kMaxMoreGap < next.at;
    });
    if (open.size() > kMaxOpenChains) {
      ++result.passed_over;
      open.erase(open.begin());
    }
    Fit best;
    size_t chosen = chains.size();
    for (const size_t i : open) {
      const Fit fit = FitTo(chains[i], next);
      if (fit.cost < best.cost) {
        best = fit;
        chosen = i;
      }
    }
    if (chosen == chains.size()) {
      open.push_back(chosen);
      chains.push_back(
          {.chain = {.span = {.begin = next.at, .end = next.at},
                     .source = {.begin = next.source, .end = next.source},
                     .fragments = {}},
           .matched = 0});
    }
    Take(chains[chosen], next, best.trim);
  }
  result.chains.reserve(chains.size());
  for (OpenChain& done : chains) result.chains.push_back(std::move(done.chain));
  return result;
}

void ProlongChain(std::span<const TokenMark> tokens, const PositionSpan& bounds,
                  const PositionSpan& source_bounds, Chain& chain) {
  while (ProlongOnce(tokens, bounds.end, source_bounds.end, chain)) {
  }
  while (ProlongBackOnce(tokens, bounds.begin, source_bounds.begin, chain)) {
  }
}

absl::StatusOr<Chains> FindChains(const TokenRows& rows, const FirstRuns& runs,
                                  unsigned threads) {
  const size_t pieces = (rows.row_count() + kRowsPerPiece - 1) / kRowsPerPiece;
  std::vector<Chains> by_piece(pieces);
  PROV_RETURN_IF_ERROR(
      ParallelFor(pieces, threads, [&](size_t piece, unsigned) {
        const size_t last =
            std::min(rows.row_count(), (piece + 1) * kRowsPerPiece);
        for (size_t row = piece * kRowsPerPiece; row < last; ++row) {
          Chains own = ChainsOf(rows, row, runs);
          by_piece[piece].passed_over += own.passed_over;
          std::ranges::move(own.chains,
                            std::back_inserter(by_piece[piece].chains));
        }
        return absl::OkStatus();
      }));
  Chains result;
  for (Chains& piece : by_piece) {
    result.passed_over += piece.passed_over;
    std::ranges::move(piece.chains, std::back_inserter(result.chains));
  }
  return result;
}

}  // namespace prov
