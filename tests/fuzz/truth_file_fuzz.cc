// Any bytes as truth and as findings to be scored against it: an error that
// names one of the files, or measures that hold together.
//
// Two parts divided by a zero byte: the truth, the findings.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/base/json_reader.h"
#include "libprov/score/cluster_score.h"
#include "libprov/score/match_score.h"
#include "libprov/score/passage_score.h"
#include "tests/fuzz/input_parts.h"
#include "tests/fuzz/memory_file.h"

namespace {

void CheckShare(const prov::Proportion& share) {
  Require(share.hits <= share.of);
  const prov::Interval interval = prov::Wilson95(share);
  Require(interval.low >= 0 && interval.low <= interval.high &&
          interval.high <= 1);
}

void CheckLine(std::string line) {
  const size_t size = line.size();
  line.append(prov::kJsonPadding, ' ');
  prov::JsonReader reader;
  Require(reader.Parse(std::string_view(line).substr(0, size)).ok());
}

void CheckMatches(const std::string& found, const std::string& truth) {
  const auto score = prov::ScoreMatches(found, truth, {});
  if (!score.ok()) {
    Require(Names(score.status(), found) || Names(score.status(), truth));
    return;
  }
  prov::Proportion precision;
  prov::Proportion recall;
  for (const prov::SimilarityBand& band : score->bands) {
    CheckShare(band.precision);
    CheckShare(band.recall);
    precision.hits += band.precision.hits;
    precision.of += band.precision.of;
    recall.hits += band.recall.hits;
    recall.of += band.recall.of;
  }
  Require(precision == score->precision && recall == score->recall);
  Require(precision.of == 0 || precision.hits == recall.hits);
  Require(score->not_true.size() ==
          std::min<uint64_t>(5, precision.of - precision.hits));
  Require(score->not_found.size() ==
          std::min<uint64_t>(5, recall.of - recall.hits));
  CheckLine(prov::EvalLine(*score));
  Require(!prov::EvalText(*score).empty());
}

void CheckClusters(const std::string& found, const std::string& truth) {
  const auto score = prov::ScoreClusters(found, truth);
  if (!score.ok()) {
    Require(Names(score.status(), found) || Names(score.status(), truth));
    return;
  }
  CheckShare(score->pair_precision);
  CheckShare(score->pair_recall);
  Require(score->pair_precision.hits == score->pair_recall.hits);
  Require(score->adjusted_rand_index <= 1 && score->b_cubed_precision <= 1 &&
          score->b_cubed_recall <= 1);
  Require(score->b_cubed_precision >= 0 && score->b_cubed_recall >= 0);
  CheckLine(prov::EvalLine(*score));
}

void CheckPassages(const std::string& found, const std::string& truth) {
  const auto score = prov::ScorePassages(found, truth);
  if (!score.ok()) {
    Require(Names(score.status(), found) || Names(score.status(), truth));
    return;
  }
  CheckShare(score->all.precision_characters);
  CheckShare(score->all.recall_characters);
  CheckShare(score->class_accuracy);
  Require(score->all.plagdet >= 0 && score->all.plagdet <= 1 + 1e-9);
  Require(score->all.granularity >= 1);
  CheckLine(prov::EvalLine(*score));
  Require(!prov::EvalText(*score).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view found(reinterpret_cast<const char*>(data), size);
  const std::string_view truth = NextPart(found);
  if (IsCompressed(truth) || IsCompressed(found)) return 0;
  const MemoryFile truth_file(truth);
  const MemoryFile found_file(found);
  CheckMatches(found_file.path(), truth_file.path());
  CheckClusters(found_file.path(), truth_file.path());
  CheckPassages(found_file.path(), truth_file.path());
  return 0;
}
