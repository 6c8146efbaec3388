// Both texts stand in one row, b after a, so that the pieces of chains.h apply.
// Held by pair_align_test.cc.

#include "libprov/passage/pair_align.h"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"
#include "libprov/passage/chains.h"

namespace prov {
namespace {

constexpr size_t kMaxPlaces = 64;

// Hashes of all runs of `width` words.
std::vector<uint64_t> RunHashes(std::span<const TokenMark> words,
                                uint32_t width) {
  constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;
  std::vector<uint64_t> hashes;
  for (size_t at = 0; at + width <= words.size(); ++at) {
    uint64_t hash = 0;
    for (const TokenMark word : words.subspan(at, width)) {
      hash = hash * kMultiplier + word;
    }
    hashes.push_back(Mix64(hash));
  }
  return hashes;
}

class VerbatimAligner {
 public:
  VerbatimAligner(const PairText& a, const PairText& b)
      : row_(a.words), size_a_(static_cast<Position>(a.words.size())) {
    row_.insert(row_.end(), b.words.begin(), b.words.end());
    rows_.Append(0, row_);
  }

  // The stretches, and the fragments that each was made of.  Adds to
  // `places_left_out`.
  Chains Run(uint32_t min_words, uint64_t& places_left_out) const {
    Chains chains = JoinFragments(FindFragments(min_words, places_left_out));
    for (Chain& chain : chains.chains) {
      ProlongChain(row_, {.begin = 0, .end = size_a_},
                   {.begin = size_a_, .end = size()}, chain);
    }
    return chains;
  }

  SharedStretch StretchOf(const Chain& chain) const {
    return {.a = {.begin = chain.span.begin, .end = chain.span.end},
            .b = {.begin = chain.source.begin - size_a_,
                  .end = chain.source.end - size_a_},
            .is_spun = false,
            .distance = DistanceOf(rows_, chain)};
  }

 private:
  Position size() const { return static_cast<Position>(row_.size()); }

  // Where a run stands in b.
  struct Places {
    std::vector<Position> first;  // Up to kMaxPlaces.
    uint64_t others = 0;
  };

  std::vector<Fragment> FindFragments(uint32_t min_words,
                                      uint64_t& places_left_out) const {
    const std::span<const TokenMark> row(row_);
    absl::flat_hash_map<uint64_t, Places> in_b;
    const auto hashes_b = RunHashes(row.subspan(size_a_), min_words);
    for (Position at = 0; at < hashes_b.size(); ++at) {
      Places& places = in_b[hashes_b[at]];
      if (places.first.size() < kMaxPlaces) {
        places.first.push_back(size_a_ + at);
      } else {
        ++places.others;
      }
    }
    std::vector<Fragment> fragments;
    absl::flat_hash_map<Position, Position> end_on_diagonal;
    const auto hashes_a = RunHashes(row.first(size_a_), min_words);
    for (Position at = 0; at < hashes_a.size(); ++at) {
      const auto found = in_b.find(hashes_a[at]);
      if (found == in_b.end()) continue;
      places_left_out += std::exchange(found->second.others, 0);
      for (const Position source : found->second.first) {
        Position& end = end_on_diagonal[source - at];
        if (at < end) continue;
        uint32_t length = 0;
        while (at + length < size_a_ && source + length < size() &&
               row[at + length] == row[source + length]) {
          ++length;
        }
        if (length < min_words) continue;
        end = at + length;
        fragments.push_back({.at = at, .source = source, .length = length});
      }
    }
    return fragments;
  }

  std::vector<TokenMark> row_;
  Position size_a_;
  TokenRows rows_;
};

bool Overlap(const WordRange& x, const WordRange& y) {
  return x.begin < y.end && y.begin < x.end;
}

bool IsApart(const SharedStretch& next, std::span<const SharedStretch> kept) {
  return std::ranges::none_of(kept, [&next](const SharedStretch& stretch) {
    return Overlap(stretch.a, next.a) || Overlap(stretch.b, next.b);
  });
}

uint32_t CodePoints(const PairText& text, const WordRange& words) {
  const TokenSpan span = text.Span(words.begin, words.end);
  return span.end - span.begin;
}

bool HasLongFragment(const PairText& a, const std::vector<Chain>& chains,
                     uint32_t code_points) {
  return std::ranges::any_of(chains, [&](const Chain& chain) {
    return std::ranges::any_of(chain.fragments, [&](const Fragment& fragment) {
      return CodePoints(a, {.begin = fragment.at,
                            .end = fragment.at + fragment.length}) >
             code_points;
    });
  });
}

// The longest stretches that are apart.
std::vector<SharedStretch> Choose(const PairText& a, const PairText& b,
                                  std::vector<SharedStretch> stretches,
                                  uint32_t min_code_points) {
  std::ranges::sort(stretches, [](const auto& x, const auto& y) {
    return std::tuple(y.a.end - y.a.begin, x.distance, x.a.begin, x.b.begin) <
           std::tuple(x.a.end - x.a.begin, y.distance, y.a.begin, y.b.begin);
  });
  std::vector<SharedStretch> chosen;
  for (const SharedStretch& next : stretches) {
    if (CodePoints(a, next.a) >= min_code_points &&
        CodePoints(b, next.b) >= min_code_points && IsApart(next, chosen)) {
      chosen.push_back(next);
    }
  }
  return chosen;
}

// The words of the longer stretch that the other lacks.
uint32_t WordsLacking(const PairText& a, const PairText& b,
                      const AlikePair& pair) {
  std::map<TokenMark, int64_t> counts;
  for (uint32_t i = pair.a.begin; i < pair.a.end; ++i) ++counts[a.words[i]];
  uint32_t shared = 0;
  for (uint32_t i = pair.b.begin; i < pair.b.end; ++i) {
    if (counts[b.words[i]]-- > 0) ++shared;
  }
  return std::max(pair.a.end - pair.a.begin, pair.b.end - pair.b.begin) -
         shared;
}

}  // namespace

Alignment AlignPair(const PairText& a, const PairText& b,
                    const PairParams& params) {
  const VerbatimAligner aligner(a, b);
  Alignment result;
  std::vector<SharedStretch>& stretches = result.stretches;
  const Chains chains = aligner.Run(params.min_words, result.places_left_out);
  result.chains_passed_over = chains.passed_over;
  for (const Chain& chain : chains.chains) {
    stretches.push_back(aligner.StretchOf(chain));
  }
  if (params.spun_channel == SpunChannel::kOn) {
    if (HasLongFragment(a, chains.chains, params.verbatim_code_points)) {
      stretches =
          Choose(a, b, std::move(stretches), params.spun.min_code_points);
    } else {
      stretches.clear();
    }
    const std::vector<SharedStretch> verbatim = stretches;
    for (const AlikePair& pair : FindSpun(a, b, params.spun)) {
      const SharedStretch next{.a = pair.a,
                               .b = pair.b,
                               .is_spun = true,
                               .distance = WordsLacking(a, b, pair)};
      if (IsApart(next, verbatim)) stretches.push_back(next);
    }
  }
  std::ranges::sort(stretches, [](const auto& x, const auto& y) {
    return std::tuple(x.a.begin, x.b.begin, x.a.end, x.b.end) <
           std::tuple(y.a.begin, y.b.begin, y.a.end, y.b.end);
  });
  stretches.erase(std::unique(stretches.begin(), stretches.end()),
                  stretches.end());
  return result;
}

}  // namespace prov
