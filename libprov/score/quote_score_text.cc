#include "libprov/score/figures.h"
#include "libprov/score/quote_score.h"
#include "libprov/score/shares_table.h"
#include "libprov/score/text_table.h"

namespace prov {
namespace {

using Row = std::vector<std::string>;

void WriteShares(JsonWriter& json, const Proportion& precision,
                 const Proportion& recall) {
  WriteProportion(json, "precision", precision);
  WriteProportion(json, "recall", recall);
  WriteScore(json, "f1", F1(precision, recall));
}

void WriteNames(JsonWriter& json, const NameScore& score) {
  WriteShares(json, score.precision, score.recall);
}

void BeginLine(JsonWriter& json, std::string_view task) {
  json.BeginObject().Member("schema", "prov.eval/1").Member("task", task);
}

Row NamesRow(const std::string& name, const NameScore& score) {
  return SharesRow(name, score.precision, score.recall);
}

}  // namespace

std::string EvalLine(const QuoteScore& score) {
  std::string line;
  JsonWriter json(line);
  BeginLine(json, "quotes");
  WriteShares(json, score.precision, score.recall);
  json.Key("variants").BeginArray();
  for (const VariantRecall& variant : score.variants) {
    json.BeginObject().Member("variant", variant.variant);
    WriteProportion(json, "recall", variant.found);
    json.EndObject();
  }
  json.EndArray().Key("groups").BeginObject();
  WriteShares(json, score.group_precision, score.group_recall);
  json.EndObject().EndObject();
  return line;
}

std::string EvalLine(const SpeakerScore& score) {
  std::string line;
  JsonWriter json(line);
  BeginLine(json, "speakers");
  WriteNames(json, score.all);
  json.Key("spoken").BeginObject();
  json.Member("from_words", kSpokenWords);
  WriteNames(json, score.spoken);
  json.EndObject().EndObject();
  return line;
}

std::string EvalLine(const CitedScore& score) {
  std::string line;
  JsonWriter json(line);
  BeginLine(json, "cited");
  WriteNames(json, score.quotes);
  json.Key("credited").BeginObject();
  WriteNames(json, score.texts);
  json.EndObject().EndObject();
  return line;
}

std::string EvalText(const QuoteScore& score) {
  std::string text = TextTable(
      {SharesHeader(""), SharesRow("quotes", score.precision, score.recall),
       SharesRow("pairs in one group", score.group_precision,
                 score.group_recall)});
  if (score.variants.empty()) return text;
  std::vector<Row> rows = {{"variant", "true", "found", "95 % interval"}};
  for (const VariantRecall& variant : score.variants) {
    rows.push_back({variant.variant, std::to_string(variant.found.of),
                    ScoreText(variant.found), IntervalText(variant.found)});
  }
  return text + "\n" + TextTable(rows);
}

std::string EvalText(const SpeakerScore& score) {
  return TextTable(
      {SharesHeader("speakers of"),
       NamesRow(std::to_string(kSpokenWords) + " words or more", score.spoken),
       NamesRow("all quotes", score.all)});
}

std::string EvalText(const CitedScore& score) {
  return TextTable({SharesHeader("outlets"),
                    NamesRow("cited for a quote", score.quotes),
                    NamesRow("credited for the text", score.texts)});
}

}  // namespace prov
