#include "absl/strings/str_format.h"
#include "libprov/score/figures.h"
#include "libprov/score/passage_score.h"
#include "libprov/score/text_table.h"

namespace prov {
namespace {

using Row = std::vector<std::string>;

std::optional<double> Precision(const PlagdetScore& score) {
  if (score.found_passages == 0) return std::nullopt;
  return score.precision;
}

std::optional<double> Recall(const PlagdetScore& score) {
  if (score.true_passages == 0) return std::nullopt;
  return score.recall;
}

std::optional<double> PlagdetOf(const PlagdetScore& score) {
  if (score.found_passages == 0 || score.true_passages == 0) {
    return std::nullopt;
  }
  return score.plagdet;
}

// Without an interval: the characters of a passage are found together, so they
// are no sample of independent ones.
void WriteCharacters(JsonWriter& json, std::string_view name,
                     const Proportion& characters) {
  json.Key(name).BeginObject();
  json.Key("value").Raw(characters.of > 0
                            ? ToString(Ratio(characters.hits, characters.of))
                            : "null");
  json.Member("hits", characters.hits).Member("of", characters.of).EndObject();
}

void WriteMeasures(JsonWriter& json, const PlagdetScore& score) {
  json.Member("true_passages", score.true_passages)
      .Member("found_passages", score.found_passages);
  WriteScore(json, "precision", Precision(score));
  WriteScore(json, "recall", Recall(score));
  json.Key("granularity").Raw(RoundedUp(score.granularity));
  WriteScore(json, "plagdet", PlagdetOf(score));
  WriteCharacters(json, "precision_characters", score.precision_characters);
  WriteCharacters(json, "recall_characters", score.recall_characters);
}

Row MeasuresRow(const std::string& name, const PlagdetScore& score) {
  return {name,
          std::to_string(score.found_passages),
          ScoreText(Precision(score)),
          ScoreText(score.precision_characters),
          std::to_string(score.true_passages),
          ScoreText(Recall(score)),
          ScoreText(score.recall_characters),
          RoundedUp(score.granularity),
          ScoreText(PlagdetOf(score))};
}

std::string BandName(const RunLengthBand& band) {
  return band.to_words.has_value()
             ? absl::StrFormat("%d to %d words", band.from_words,
                               *band.to_words)
             : absl::StrFormat("%d words or more", band.from_words);
}

std::string RunLengthsText(const std::vector<RunLengthBand>& bands) {
  if (bands.empty()) return "";
  std::vector<Row> rows = {
      {"length", "true", "whole", "95 % interval", "recall of characters"}};
  for (const RunLengthBand& band : bands) {
    rows.push_back({BandName(band), std::to_string(band.whole.of),
                    ScoreText(band.whole), IntervalText(band.whole),
                    ScoreText(band.characters)});
  }
  return "\n" + TextTable(rows);
}

std::string ClassesText(const PassageScore& score) {
  if (score.class_accuracy.of == 0) return "";
  std::string text = absl::StrFormat("\nclass accuracy  %s  (%s)\n",
                                     ScoreText(score.class_accuracy),
                                     IntervalText(score.class_accuracy));
  for (const ClassCount& count : score.class_counts) {
    if (count.truth == count.found) continue;
    text += absl::StrFormat("  %s taken for %s  %d\n", count.truth, count.found,
                            count.passages);
  }
  return text;
}

}  // namespace

std::string EvalLine(const PassageScore& score) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject().Member("schema", "prov.eval/1").Member("task", "passages");
  WriteMeasures(json, score.all);
  json.Key("classes").BeginArray();
  for (const PassageClassScore& of_class : score.classes) {
    json.BeginObject().Member("class", of_class.name);
    WriteMeasures(json, of_class.score);
    json.EndObject();
  }
  json.EndArray().Key("run_lengths").BeginArray();
  for (const RunLengthBand& band : score.run_lengths) {
    json.BeginObject().Member("from_words", band.from_words).Key("to_words");
    json.Raw(band.to_words.has_value() ? std::to_string(*band.to_words)
                                       : "null");
    WriteProportion(json, "whole", band.whole);
    WriteCharacters(json, "recall_characters", band.characters);
    json.EndObject();
  }
  json.EndArray();
  WriteProportion(json, "class_accuracy", score.class_accuracy);
  json.Key("class_counts").BeginArray();
  for (const ClassCount& count : score.class_counts) {
    json.BeginObject()
        .Member("true", count.truth)
        .Member("found", count.found)
        .Member("passages", count.passages)
        .EndObject();
  }
  json.EndArray().Member("not_judged", score.not_judged).EndObject();
  return line;
}

std::string EvalText(const PassageScore& score) {
  std::vector<Row> rows = {{"class", "found", "precision", "of characters",
                            "true", "recall", "of characters", "granularity",
                            "plagdet"}};
  for (const PassageClassScore& of_class : score.classes) {
    rows.push_back(MeasuresRow(of_class.name, of_class.score));
  }
  rows.push_back(MeasuresRow("all", score.all));
  std::string text =
      TextTable(rows) + RunLengthsText(score.run_lengths) + ClassesText(score);
  if (score.not_judged > 0) {
    text += absl::StrFormat(
        "\nnot judged, as the truth knows nothing of their documents  %d\n",
        score.not_judged);
  }
  return text;
}

}  // namespace prov
