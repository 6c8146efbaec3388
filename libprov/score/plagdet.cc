#include "libprov/score/plagdet.h"

#include <cmath>

#include "libprov/score/figures.h"

namespace prov {
namespace {

double Mean(double sum, uint64_t count) {
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

double Share(const PassageCover& cover) {
  return Mean(static_cast<double>(cover.covered), cover.length);
}

void Add(const PassageCover& cover, Proportion& characters) {
  characters.hits += cover.covered;
  characters.of += cover.length;
}

}  // namespace

void Plagdet::AddTrue(const PassageCover& cover) {
  ++sums_.true_passages;
  sums_.recall += Share(cover);
  Add(cover, sums_.recall_characters);
  detections_ += cover.touching;
  detected_ += cover.touching > 0 ? 1 : 0;
}

void Plagdet::AddFound(const PassageCover& cover) {
  ++sums_.found_passages;
  sums_.precision += Share(cover);
  Add(cover, sums_.precision_characters);
}

PlagdetScore Plagdet::Score() const {
  PlagdetScore score = sums_;
  score.recall = Mean(sums_.recall, sums_.true_passages);
  score.precision = Mean(sums_.precision, sums_.found_passages);
  if (detected_ > 0) {
    score.granularity = Mean(static_cast<double>(detections_), detected_);
  }
  score.plagdet = HarmonicMean(score.precision, score.recall) /
                  std::log2(1 + score.granularity);
  return score;
}

}  // namespace prov
