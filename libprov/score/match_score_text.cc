#include "absl/strings/str_format.h"
#include "libprov/score/figures.h"
#include "libprov/score/match_score.h"
#include "libprov/score/shares_table.h"
#include "libprov/score/text_table.h"

namespace prov {
namespace {

std::string BandName(const SimilarityBand& band) {
  if (band.from == band.to) return "exact";
  return ToString(band.from) + " to " + ToString(band.to);
}

std::string Stated(std::optional<TenThousandths> similarity) {
  return similarity.has_value() ? ToString(*similarity) : "-";
}

std::string ExamplesText(std::string_view heading, uint64_t count,
                         const std::vector<PairExample>& examples) {
  std::string text = absl::StrFormat("%s  %d\n", heading, count);
  for (const PairExample& pair : examples) {
    text += absl::StrFormat("  %s  %s  found %s  true %s\n", pair.a, pair.b,
                            Stated(pair.found), Stated(pair.truth));
  }
  return text;
}

void WriteExamples(JsonWriter& json, std::string_view name,
                   const std::vector<PairExample>& examples) {
  json.Key(name).BeginArray();
  for (const PairExample& pair : examples) {
    json.BeginObject().Member("a", pair.a).Member("b", pair.b);
    json.Key("found").Raw(pair.found.has_value() ? ToString(*pair.found)
                                                 : "null");
    json.Key("true").Raw(pair.truth.has_value() ? ToString(*pair.truth)
                                                : "null");
    json.EndObject();
  }
  json.EndArray();
}

uint64_t Lacking(const Proportion& proportion) {
  return proportion.of - proportion.hits;
}

}  // namespace

std::string EvalLine(const MatchScore& score) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.eval/1")
      .Member("task", "match")
      .Member("threshold", score.threshold);
  WriteProportion(json, "precision", score.precision);
  WriteProportion(json, "recall", score.recall);
  WriteScore(json, "f1", F1(score.precision, score.recall));
  json.Key("bands").BeginArray();
  for (const SimilarityBand& band : score.bands) {
    json.BeginObject().Member("from", band.from).Member("to", band.to);
    WriteProportion(json, "precision", band.precision);
    WriteProportion(json, "recall", band.recall);
    WriteScore(json, "f1", F1(band.precision, band.recall));
    json.EndObject();
  }
  json.EndArray()
      .Member("differing", score.differing)
      .Member("largest_difference", score.largest_difference);
  WriteExamples(json, "not_true", score.not_true);
  WriteExamples(json, "not_found", score.not_found);
  WriteExamples(json, "differ", score.differ);
  json.EndObject();
  return line;
}

std::string EvalText(const MatchScore& score) {
  std::vector<std::vector<std::string>> rows = {SharesHeader("similarity")};
  for (const SimilarityBand& band : score.bands) {
    rows.push_back(SharesRow(BandName(band), band.precision, band.recall));
  }
  rows.push_back(SharesRow("all", score.precision, score.recall));
  std::string text = TextTable(rows);
  if (score.precision.of > 0) {
    text += ExamplesText("found but not true", Lacking(score.precision),
                         score.not_true);
  }
  text += ExamplesText("true but not found", Lacking(score.recall),
                       score.not_found);
  text +=
      ExamplesText("similarities that differ", score.differing, score.differ);
  if (score.differing > 0) {
    text +=
        absl::StrFormat("  by up to %s\n", ToString(score.largest_difference));
  }
  return text;
}

}  // namespace prov
