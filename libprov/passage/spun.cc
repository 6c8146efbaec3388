// Held by the golden case prov-passages/pairs_spun; measured on pairs of the
// PAN 2013 text alignment task by bench/passages.sh.

#include "libprov/passage/spun.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace prov {
namespace {

struct WeightedWord {
  uint32_t word = 0;
  double weight = 0;
};
using Vector = std::vector<WeightedWord>;  // By word.

double Norm(const Vector& vector) {
  double sum = 0;
  for (const WeightedWord& entry : vector) sum += entry.weight * entry.weight;
  return std::sqrt(sum);
}

// Sentences as vectors, and stretches of them.
class Side {
 public:
  std::vector<Vector> sentences;
  std::vector<double> norms;

  // REQUIRES: weights are set.
  Vector Sum(uint32_t first, uint32_t last, size_t words) const {
    std::vector<double> weights(words);
    for (uint32_t i = first; i <= last; ++i) {
      for (const WeightedWord& entry : sentences[i]) {
        weights[entry.word] += entry.weight;
      }
    }
    Vector sum;
    for (uint32_t word = 0; word < words; ++word) {
      if (weights[word] > 0) sum.push_back({word, weights[word]});
    }
    return sum;
  }
};

double Cosine(const Vector& a, const Vector& b) {
  double dot = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].word < b[j].word) {
      ++i;
    } else if (b[j].word < a[i].word) {
      ++j;
    } else {
      dot += a[i++].weight * b[j++].weight;
    }
  }
  const double norms = Norm(a) * Norm(b);
  return norms > 0 ? dot / norms : 0;
}

struct Seed {
  uint32_t a = 0;
  uint32_t b = 0;
};

// A cluster of seeds as sentences [first, last] of both sides.
struct Cluster {
  uint32_t a_first = 0, a_last = 0;
  uint32_t b_first = 0, b_last = 0;
};

using Seeds = std::vector<Seed>;

class Aligner {
 public:
  Aligner(const PairText& a, const PairText& b, const SpunParams& params)
      : params_(params) {
    AddSide(a, a_);
    AddSide(b, b_);
    Weigh();
    FindSeeds();
  }

  std::vector<Cluster> Run(uint32_t gap) {
    std::vector<Cluster> clusters;
    Extend(seeds_, gap, clusters);
    return WithoutOverlaps(std::move(clusters));
  }

 private:
  void AddSide(const PairText& text, Side& side) {
    for (size_t i = 0; i < text.sentence_count(); ++i) {
      std::vector<uint32_t> words;
      for (uint32_t at = text.sentences[i]; at < text.sentences[i + 1]; ++at) {
        words.push_back(numbers_
                            .try_emplace(text.words[at],
                                         static_cast<uint32_t>(numbers_.size()))
                            .first->second);
      }
      std::ranges::sort(words);
      Vector& sentence = side.sentences.emplace_back();
      for (const uint32_t word : words) {
        if (sentence.empty() || sentence.back().word != word) {
          sentence.push_back({word, 0});
        }
        sentence.back().weight += 1;
      }
    }
  }

  void Weigh() {
    std::vector<uint32_t> sentences_with(numbers_.size());
    for (const Side* side : {&a_, &b_}) {
      for (const Vector& sentence : side->sentences) {
        for (const WeightedWord& entry : sentence) ++sentences_with[entry.word];
      }
    }
    const auto all =
        static_cast<double>(a_.sentences.size() + b_.sentences.size());
    for (Side* side : {&a_, &b_}) {
      for (Vector& sentence : side->sentences) {
        for (WeightedWord& entry : sentence) {
          entry.weight *= std::log(all / sentences_with[entry.word]);
        }
        side->norms.push_back(Norm(sentence));
      }
    }
  }

  void FindSeeds() {
    std::vector<std::vector<std::pair<uint32_t, double>>> in_b(numbers_.size());
    for (uint32_t j = 0; j < b_.sentences.size(); ++j) {
      for (const WeightedWord& entry : b_.sentences[j]) {
        in_b[entry.word].emplace_back(j, entry.weight);
      }
    }
    std::vector<double> dots(b_.sentences.size());
    std::vector<uint32_t> shared(b_.sentences.size());
    for (uint32_t i = 0; i < a_.sentences.size(); ++i) {
      std::ranges::fill(dots, 0);
      std::ranges::fill(shared, 0U);
      for (const WeightedWord& entry : a_.sentences[i]) {
        for (const auto& [j, weight] : in_b[entry.word]) {
          dots[j] += entry.weight * weight;
          ++shared[j];
        }
      }
      for (uint32_t j = 0; j < b_.sentences.size(); ++j) {
        const double norms = a_.norms[i] * b_.norms[j];
        const double dice = 2.0 * shared[j] /
                            static_cast<double>(a_.sentences[i].size() +
                                                b_.sentences[j].size());
        if (norms > 0 && dots[j] > params_.min_cosine * norms &&
            dice > params_.min_dice) {
          seeds_.push_back({.a = i, .b = j});
        }
      }
    }
  }

  // Parts seeds where the next one on that side is too far away.
  static std::vector<Seeds> Part(Seeds seeds, uint32_t Seed::*side,
                                 uint32_t gap) {
    std::ranges::stable_sort(seeds, {}, side);
    std::vector<Seeds> parts;
    for (const Seed& seed : seeds) {
      if (parts.empty() || seed.*side - parts.back().back().*side > gap + 1) {
        parts.emplace_back();
      }
      parts.back().push_back(seed);
    }
    return parts;
  }

  // Parts on both sides by turns until nothing more comes apart.
  static std::vector<Seeds> PartBoth(const Seeds& seeds, uint32_t gap) {
    std::vector<Seeds> done;
    std::vector<std::pair<Seeds, bool>> open = {{seeds, false}};
    while (!open.empty()) {
      auto [part, a_tried] = std::move(open.back());
      open.pop_back();
      std::vector<Seeds> by_a = Part(std::move(part), &Seed::a, gap);
      for (Seeds& one : by_a) {
        std::vector<Seeds> by_b = Part(std::move(one), &Seed::b, gap);
        if (by_b.size() == 1 && (by_a.size() == 1 || a_tried)) {
          done.push_back(std::move(by_b[0]));
          continue;
        }
        for (Seeds& other : by_b) {
          // What came apart on b may come apart on a now.
          open.emplace_back(std::move(other), by_b.size() == 1);
        }
      }
    }
    return done;
  }

  static Cluster Bounds(const Seeds& seeds) {
    const auto [a_first, a_last] = std::ranges::minmax(seeds, {}, &Seed::a);
    const auto [b_first, b_last] = std::ranges::minmax(seeds, {}, &Seed::b);
    return {.a_first = a_first.a,
            .a_last = a_last.a,
            .b_first = b_first.b,
            .b_last = b_last.b};
  }

  void Extend(const Seeds& seeds, uint32_t gap,
              std::vector<Cluster>& clusters) {
    if (seeds.empty()) return;
    for (const Seeds& part : PartBoth(seeds, gap)) {
      const Cluster cluster = Bounds(part);
      const double cosine =
          Cosine(a_.Sum(cluster.a_first, cluster.a_last, numbers_.size()),
                 b_.Sum(cluster.b_first, cluster.b_last, numbers_.size()));
      if (cosine > params_.min_stretch_cosine) {
        clusters.push_back(cluster);
      } else if (gap > 0) {
        Extend(part, gap - 1, clusters);
      }
    }
  }

  // The mean, over sentences of a, of the best cosine in the cluster's part of
  // b: first over those that both clusters have, then what the others add.
  double Quality(const Cluster& cluster, const Cluster& other) const {
    double shared = 0, own = 0;
    uint32_t shared_count = 0, own_count = 0;
    for (uint32_t i = cluster.a_first; i <= cluster.a_last; ++i) {
      double best = 0;
      for (uint32_t j = cluster.b_first; j <= cluster.b_last; ++j) {
        best = std::max(best, Cosine(a_.sentences[i], b_.sentences[j]));
      }
      if (other.a_first <= i && i <= other.a_last) {
        shared += best;
        ++shared_count;
      } else {
        own += best;
        ++own_count;
      }
    }
    double quality = shared / std::max(1U, shared_count);
    if (own_count > 0) quality += (1 - quality) * own / own_count;
    return quality;
  }

  std::vector<Cluster> WithoutOverlaps(std::vector<Cluster> clusters) const {
    std::ranges::sort(clusters, [](const Cluster& x, const Cluster& y) {
      return std::tuple(x.a_first, x.a_last, x.b_first, x.b_last) <
             std::tuple(y.a_first, y.a_last, y.b_first, y.b_last);
    });
    std::vector<Cluster> kept;
    for (const Cluster& next : clusters) {
      if (kept.empty() || kept.back().a_last < next.a_first) {
        kept.push_back(next);
      } else if (Quality(next, kept.back()) > Quality(kept.back(), next)) {
        kept.back() = next;
      }
    }
    return kept;
  }

  const SpunParams& params_;
  absl::flat_hash_map<TokenMark, uint32_t> numbers_;
  Side a_;
  Side b_;
  Seeds seeds_;
};

uint32_t Length(const PairText& text, const WordRange& words) {
  const TokenSpan span = text.Span(words.begin, words.end);
  return span.end - span.begin;
}

std::vector<AlikePair> Ranges(const PairText& a, const PairText& b,
                              const std::vector<Cluster>& clusters,
                              uint32_t min_code_points) {
  std::vector<AlikePair> pairs;
  for (const Cluster& cluster : clusters) {
    const AlikePair pair{.a = {.begin = a.sentences[cluster.a_first],
                               .end = a.sentences[cluster.a_last + 1]},
                         .b = {.begin = b.sentences[cluster.b_first],
                               .end = b.sentences[cluster.b_last + 1]}};
    if (Length(a, pair.a) >= min_code_points &&
        Length(b, pair.b) >= min_code_points) {
      pairs.push_back(pair);
    }
  }
  return pairs;
}

}  // namespace

std::vector<AlikePair> FindSpun(const PairText& a, const PairText& b,
                                const SpunParams& params) {
  Aligner aligner(a, b, params);
  std::vector<AlikePair> summary =
      Ranges(a, b, aligner.Run(params.summary_gap), params.min_code_points);
  uint64_t in_a = 0;
  uint64_t in_b = 0;
  for (const AlikePair& pair : summary) {
    in_a += Length(a, pair.a);
    in_b += Length(b, pair.b);
  }
  if (in_b > 0 && in_b >= 3 * in_a) return summary;
  return Ranges(a, b, aligner.Run(params.max_gap), params.min_code_points);
}

}  // namespace prov
