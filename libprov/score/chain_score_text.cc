#include "absl/strings/str_format.h"
#include "libprov/score/chain_score.h"
#include "libprov/score/figures.h"
#include "libprov/score/text_table.h"

namespace prov {
namespace {

std::optional<double> Brier(const Calibration& calibration) {
  if (calibration.claims() == 0) return std::nullopt;
  return calibration.BrierScore();
}

std::optional<double> Error(const Calibration& calibration) {
  if (calibration.claims() == 0) return std::nullopt;
  return calibration.CalibrationError();
}

// Rounded up: less is better.
std::string LossText(std::optional<double> loss) {
  return loss.has_value() ? RoundedUp(*loss) : "-";
}

void WriteLoss(JsonWriter& json, const char* name, std::optional<double> loss) {
  json.Key(name).Raw(loss.has_value() ? RoundedUp(*loss) : "null");
}

std::string BinName(size_t bin) {
  return absl::StrFormat("%.1f to %.1f", static_cast<double>(bin) / 10,
                         static_cast<double>(bin + 1) / 10);
}

}  // namespace

std::string EvalLine(const ChainScore& score) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.eval/1")
      .Member("task", "chains")
      .Member("true_chains", score.true_chains)
      .Member("found_chains", score.found_chains)
      .Member("compared", score.compared);
  WriteProportion(json, "committed", score.committed);
  WriteProportion(json, "right", score.right);
  WriteProportion(json, "right_of_all", score.right_of_all);
  WriteLoss(json, "brier", Brier(score.calibration));
  WriteLoss(json, "calibration_error", Error(score.calibration));
  WriteLoss(json, "brier_of_all", Brier(score.calibration_of_all));
  WriteLoss(json, "calibration_error_of_all", Error(score.calibration_of_all));
  json.Key("bins").BeginArray();
  for (size_t i = 0; i < Calibration::kBins; ++i) {
    const CalibrationBin& bin = score.calibration.bins()[i];
    json.BeginObject().Key("from").Raw(
        absl::StrFormat("%.1f", static_cast<double>(i) / 10));
    WriteScore(json, "mean_probability",
               bin.came_true.of == 0 ? std::nullopt
                                     : std::optional(bin.mean_probability()));
    WriteProportion(json, "came_true", bin.came_true);
    json.EndObject();
  }
  json.EndArray();
  WriteProportion(json, "direction", score.direction);
  json.Member("links_not_judged", score.not_judged);
  WriteProportion(json, "cautious", score.cautious);
  json.Key("relations").BeginArray();
  for (const RelationCount& count : score.relations) {
    json.BeginObject()
        .Member("true", count.truth)
        .Member("found", count.found)
        .Member("links", count.links)
        .EndObject();
  }
  json.EndArray().EndObject();
  return line;
}

std::string EvalText(const ChainScore& score) {
  const auto row = [](const char* name, const Proportion& share) {
    return std::vector<std::string>{name, std::to_string(share.of),
                                    ScoreText(share), IntervalText(share)};
  };
  std::string text =
      absl::StrFormat("%d true chains, %d found, %d compared\n",
                      score.true_chains, score.found_chains, score.compared);
  text += TextTable({{"", "of", "share", "95 % interval"},
                     row("committed, of decidable chains", score.committed),
                     row("right, of these", score.right),
                     row("right, of all committed", score.right_of_all),
                     row("direction of links", score.direction),
                     row("cautious, first not here", score.cautious)});
  text += absl::StrFormat("links not judged     %d\n", score.not_judged);
  text += "\n" +
          TextTable({{"", "Brier score", "calibration error"},
                     {"decidable chains", LossText(Brier(score.calibration)),
                      LossText(Error(score.calibration))},
                     {"all chains", LossText(Brier(score.calibration_of_all)),
                      LossText(Error(score.calibration_of_all))}}) +
          "\n";
  std::vector<std::vector<std::string>> bins = {
      {"probability", "chains", "mean", "came true"}};
  for (size_t i = 0; i < Calibration::kBins; ++i) {
    const CalibrationBin& bin = score.calibration.bins()[i];
    if (bin.came_true.of == 0) continue;
    bins.push_back({BinName(i), std::to_string(bin.came_true.of),
                    ScoreText(bin.mean_probability()),
                    ScoreText(bin.came_true)});
  }
  text += TextTable(bins);
  if (score.relations.empty()) return text;
  std::vector<std::vector<std::string>> relations = {
      {"true relation", "found", "links"}};
  for (const RelationCount& count : score.relations) {
    relations.push_back(
        {count.truth, count.found, std::to_string(count.links)});
  }
  return text + "\n" + TextTable(relations);
}

}  // namespace prov
