#include "libprov/passage/passage_file.h"

#include <span>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/passage/passage_class.h"
#include "libprov/text/unicode_tables.h"

namespace prov {
namespace {

std::string NameOfPassage(const DocumentTable& documents,
                          const PlacedPassage& passage) {
  Sha256Stream stream;
  for (const PlacedOccurrence& occurrence : passage.occurrences) {
    stream.Update(documents.key(occurrence.document));
    stream.Update(absl::StrFormat(" %d %d\n", occurrence.span.begin_byte,
                                  occurrence.span.end_byte));
  }
  const Sha256Digest digest = stream.Finish();
  return "p" + Hex(std::span(digest).first(8));
}

void AddSpan(JsonWriter& json, const TokenSpan& span) {
  json.Member("begin", span.begin)
      .Member("end", span.end)
      .Member("begin_byte", span.begin_byte)
      .Member("end_byte", span.end_byte);
}

void AddEdits(JsonWriter& json, const std::vector<Edit>& edits) {
  json.Key("edits").BeginArray();
  for (const Edit& edit : edits) {
    const bool takes_out = edit.reference.begin < edit.reference.end;
    const bool puts_in = edit.span.begin < edit.span.end;
    json.BeginObject()
        .Member("edit", takes_out && puts_in ? "replace"
                        : takes_out          ? "delete"
                                             : "insert")
        .Member("from", edit.reference.begin)
        .Member("from_end", edit.reference.end);
    AddSpan(json, edit.span);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

std::string PassageLine(const DocumentTable& documents,
                        const PlacedPassage& passage, Edits edits) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.passage/1")
      .Member("passage", NameOfPassage(documents, passage))
      .Member("class", NameOf(passage.passage_class))
      .Member("tokens", passage.tokens)
      .Member("text", passage.text)
      .Key("occurrences")
      .BeginArray();
  for (const PlacedOccurrence& occurrence : passage.occurrences) {
    const DocumentRow& row = documents[occurrence.document];
    json.BeginObject()
        .Member("id", documents.key(occurrence.document))
        .Member("outlet", documents.outlet(occurrence.document))
        .Key("published")
        .Raw(ToJson(row.published));
    AddSpan(json, occurrence.span);
    json.Member("identity", occurrence.identity)
        .Member("coverage", occurrence.coverage)
        .Member("of_passage", occurrence.of_passage);
    if (edits == Edits::kYes) AddEdits(json, occurrence.edits);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return line;
}

std::string LimitLine(uint64_t repeats_left_out) {
  std::string line;
  JsonWriter(line)
      .BeginObject()
      .Member("schema", "prov.limit/1")
      .Member("what", "repeats")
      .Member("left_out", repeats_left_out)
      .EndObject();
  return line;
}

void AddParams(const RunParams& run, Params& params) {
  params["min_words"] = std::to_string(run.min_words);
  params["unicode"] = kUnicodeVersion;
}

}  // namespace prov
