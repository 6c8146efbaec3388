#include "libprov/passage/passage_file.h"

#include <span>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/passage/passage_class.h"
#include "libprov/text/unicode_tables.h"

namespace prov {
namespace {

// What a record says of the text that an occurrence is in.
struct Origin {
  std::string_view id;
  std::string_view outlet;
  DateInterval published;
};

std::string NameOfPassage(const std::vector<Origin>& origins,
                          const PlacedPassage& passage) {
  Sha256Stream stream;
  for (size_t i = 0; i < origins.size(); ++i) {
    const TokenSpan& span = passage.occurrences[i].span;
    stream.Update(origins[i].id);
    stream.Update(absl::StrFormat(" %d %d\n", span.begin_byte, span.end_byte));
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

std::string Line(const std::vector<Origin>& origins,
                 const PlacedPassage& passage, Edits edits) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.passage/1")
      .Member("passage", NameOfPassage(origins, passage))
      .Member("class", NameOf(passage.passage_class))
      .Member("channel", passage.is_spun ? "spun" : "verbatim")
      .Member("tokens", passage.tokens)
      .Member("text", passage.text)
      .Key("occurrences")
      .BeginArray();
  for (size_t i = 0; i < origins.size(); ++i) {
    const PlacedOccurrence& occurrence = passage.occurrences[i];
    json.BeginObject()
        .Member("id", origins[i].id)
        .Member("outlet", origins[i].outlet)
        .Key("published")
        .Raw(ToJson(origins[i].published));
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

}  // namespace

std::string PassageLine(const DocumentTable& documents,
                        const PlacedPassage& passage, Edits edits) {
  std::vector<std::string> keys;
  for (const PlacedOccurrence& occurrence : passage.occurrences) {
    keys.push_back(documents.key(occurrence.document));
  }
  std::vector<Origin> origins;
  for (const PlacedOccurrence& occurrence : passage.occurrences) {
    origins.push_back({.id = keys[origins.size()],
                       .outlet = documents.outlet(occurrence.document),
                       .published = documents[occurrence.document].published});
  }
  return Line(origins, passage, edits);
}

std::string PairLine(std::string_view path_a, std::string_view path_b,
                     const PlacedPassage& passage, Edits edits) {
  return Line({{.id = path_a, .outlet = "", .published = {}},
               {.id = path_b, .outlet = "", .published = {}}},
              passage, edits);
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

void AddParams(const PairParams& pair, Params& params) {
  params["min_words"] = std::to_string(pair.min_words);
  params["spun"] = pair.spun_channel == SpunChannel::kOn ? "yes" : "no";
  params["unicode"] = kUnicodeVersion;
}

}  // namespace prov
