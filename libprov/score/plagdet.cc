#include "libprov/score/plagdet.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "libprov/score/figures.h"

namespace prov {
namespace {

uint64_t Length(const TextRange& range) { return range.end - range.begin; }

// Empty where they do not overlap.
TextRange Common(const TextRange& a, const TextRange& b) {
  const uint64_t begin = std::max(a.begin, b.begin);
  return {.begin = begin, .end = std::max(begin, std::min(a.end, b.end))};
}

// Units in any of the ranges.
uint64_t UnionLength(std::vector<TextRange>& ranges) {
  std::ranges::sort(ranges, {}, &TextRange::begin);
  uint64_t length = 0;
  uint64_t end = 0;
  for (const TextRange& range : ranges) {
    if (range.end <= end) continue;
    length += range.end - std::max(range.begin, end);
    end = range.end;
  }
  return length;
}

struct Coverage {
  double share = 0;
  uint64_t touching = 0;
};

// How much of `pair` those of `others` that touch it cover.
Coverage CoverageOf(const PassagePair& pair,
                    std::span<const PassagePair> others) {
  std::vector<TextRange> taken;
  std::vector<TextRange> source;
  for (const PassagePair& other : others) {
    const TextRange in_taken = Common(pair.taken, other.taken);
    const TextRange in_source = Common(pair.source, other.source);
    if (Length(in_taken) == 0 || Length(in_source) == 0) continue;
    taken.push_back(in_taken);
    source.push_back(in_source);
  }
  const uint64_t all = Length(pair.taken) + Length(pair.source);
  if (all == 0) return {};
  const uint64_t touching = taken.size();
  return {
      .share = static_cast<double>(UnionLength(taken) + UnionLength(source)) /
               static_cast<double>(all),
      .touching = touching};
}

double Mean(double sum, uint64_t count) {
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

}  // namespace

void Plagdet::Add(std::span<const PassagePair> truth,
                  std::span<const PassagePair> found) {
  for (const PassagePair& pair : truth) {
    const Coverage coverage = CoverageOf(pair, found);
    recall_sum_ += coverage.share;
    detections_ += coverage.touching;
    detected_ += coverage.touching > 0 ? 1 : 0;
  }
  for (const PassagePair& pair : found) {
    precision_sum_ += CoverageOf(pair, truth).share;
  }
  true_pairs_ += truth.size();
  found_pairs_ += found.size();
}

PlagdetScore Plagdet::Score() const {
  PlagdetScore score{.true_pairs = true_pairs_, .found_pairs = found_pairs_};
  score.recall = Mean(recall_sum_, true_pairs_);
  score.precision = Mean(precision_sum_, found_pairs_);
  if (detected_ > 0) {
    score.granularity = Mean(static_cast<double>(detections_), detected_);
  }
  score.plagdet = HarmonicMean(score.precision, score.recall) /
                  std::log2(1 + score.granularity);
  return score;
}

}  // namespace prov
