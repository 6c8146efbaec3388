// Any bytes as true quotes and chains, and as what was found: an error that
// names one of the files, or shares that are shares.
//
// Two parts divided by a zero byte: the truth, the findings.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/base/json_reader.h"
#include "libprov/score/chain_score.h"
#include "libprov/score/quote_score.h"
#include "tests/fuzz/input_parts.h"
#include "tests/fuzz/memory_file.h"

namespace {

void CheckShare(const prov::Proportion& share) {
  Require(share.hits <= share.of);
}

void CheckNames(const prov::NameScore& score) {
  CheckShare(score.precision);
  CheckShare(score.recall);
}

void CheckShares(const prov::QuoteScore& score) {
  CheckShare(score.precision);
  CheckShare(score.recall);
  CheckShare(score.group_precision);
  CheckShare(score.group_recall);
  for (const auto& variant : score.variants) CheckShare(variant.found);
}

void CheckShares(const prov::SpeakerScore& score) {
  CheckNames(score.all);
  CheckNames(score.spoken);
}

void CheckShares(const prov::CitedScore& score) {
  CheckNames(score.quotes);
  CheckNames(score.texts);
}

void CheckShares(const prov::ChainScore& score) {
  CheckShare(score.committed);
  CheckShare(score.right);
  CheckShare(score.right_of_all);
  CheckShare(score.direction);
  CheckShare(score.cautious);
  Require(score.right.of == score.committed.hits);
  Require(score.compared <= score.true_chains);
  Require(score.compared <= score.found_chains);
}

template <typename Score>
void Check(absl::StatusOr<Score> (*scorer)(const std::string&,
                                           const std::string&),
           const std::string& found, const std::string& truth) {
  const absl::StatusOr<Score> score = scorer(found, truth);
  if (!score.ok()) {
    Require(Names(score.status(), found) || Names(score.status(), truth));
    return;
  }
  CheckShares(*score);
  std::string line = prov::EvalLine(*score);
  const size_t size = line.size();
  line.append(prov::kJsonPadding, ' ');
  prov::JsonReader reader;
  Require(reader.Parse(std::string_view(line).substr(0, size)).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view found(reinterpret_cast<const char*>(data), size);
  const std::string_view truth = NextPart(found);
  if (IsCompressed(truth) || IsCompressed(found)) return 0;
  const MemoryFile truth_file(truth);
  const MemoryFile found_file(found);
  Check(prov::ScoreQuotes, found_file.path(), truth_file.path());
  Check(prov::ScoreSpeakers, found_file.path(), truth_file.path());
  Check(prov::ScoreCited, found_file.path(), truth_file.path());
  Check(prov::ScoreChains, found_file.path(), truth_file.path());
  return 0;
}
