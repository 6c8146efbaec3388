#include "libprov/quote/quote_file.h"

#include <array>
#include <span>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/base/json_writer.h"
#include "libprov/corpus/date.h"
#include "libprov/quote/word_classes.h"
#include "libprov/text/unicode_tables.h"

namespace prov {
namespace {

constexpr std::array<const char*, 4> kTypes = {"direct", "mixed", "scare",
                                               "title"};
// By bit of QuoteFlag.
constexpr std::array<const char*, 9> kFlags = {
    "unclosed",     "unopened", "continues", "continued", "nested",
    "single-marks", "dash",     "bracket",   "ellipsis"};

std::string NameOfGroup(const DocumentTable& documents,
                        const FoundGroup& group) {
  std::string places;
  for (const QuoteOccurrence& occurrence : group.occurrences) {
    const TokenSpan& span = occurrence.read.quote.span;
    places += documents.key(occurrence.document);
    absl::StrAppendFormat(&places, " %d %d\n", span.begin_byte, span.end_byte);
  }
  const Sha256Digest digest = Sha256(places);
  return "q" + Hex(std::span(digest).first(8));
}

void AddSpeaker(JsonWriter& json, const AttributedQuote& read) {
  json.Key("speaker");
  if (!read.speaker.has_value()) {
    json.Value(nullptr);
    return;
  }
  json.BeginObject();
  AddText(json, "name", read.speaker->name);
  AddText(json, "cue", read.speaker->cue);
  AddSpan(json, read.speaker->span);
  json.Member("rule", read.speaker->rule).EndObject();
}

void AddCited(JsonWriter& json, const AttributedQuote& read) {
  json.Key("cited");
  if (!read.cited.has_value()) {
    json.Value(nullptr);
    return;
  }
  json.BeginObject()
      .Member("outlet", read.cited->outlet)
      .Member("form", read.cited->form);
  AddSpan(json, read.cited->span);
  json.EndObject();
}

void AddFlags(JsonWriter& json, const QuoteOccurrence& occurrence,
              bool traceable) {
  const AttributedQuote& read = occurrence.read;
  json.Key("flags").BeginArray();
  for (size_t bit = 0; bit < kFlags.size(); ++bit) {
    if ((read.quote.flags >> bit & 1) != 0) json.Value(kFlags[bit]);
  }
  if (occurrence.unmarked) json.Value("unmarked");
  if (!traceable) json.Value("short");
  if (read.speaker.has_value()) {
    if (read.speaker->inherited) json.Value("inherited");
    if (read.speaker->kind == SpeakerMention::Kind::kPronoun) {
      json.Value(read.speaker->name.empty() ? "unresolved" : "resolved");
    }
  }
  if (!occurrence.unmarked && WordClasses::Of(occurrence.language) == nullptr) {
    json.Value("extraction-only");
  }
  json.EndArray();
}

void AddConsensus(JsonWriter& json, const Consensus& speaker) {
  json.Key("speaker");
  if (speaker.count == 0) {
    json.Value(nullptr);
    return;
  }
  json.BeginObject()
      .Member("name", speaker.name)
      .Member("count", speaker.count)
      .Key("conflicts")
      .BeginArray();
  for (const auto& [name, count] : speaker.conflicts) {
    json.BeginObject().Member("name", name).Member("count", count).EndObject();
  }
  json.EndArray().EndObject();
}

}  // namespace

void AddSpan(JsonWriter& json, const TokenSpan& span) {
  json.Member("begin", span.begin)
      .Member("end", span.end)
      .Member("begin_byte", span.begin_byte)
      .Member("end_byte", span.end_byte);
}

void AddText(JsonWriter& json, std::string_view name, const std::string& text) {
  json.Key(name);
  if (text.empty()) {
    json.Value(nullptr);
  } else {
    json.Value(text);
  }
}

std::string QuoteLine(const DocumentTable& documents, const FoundGroup& group) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.quote/1")
      .Member("quote", NameOfGroup(documents, group))
      .Member("type", kTypes[static_cast<size_t>(group.type)])
      .Member("traceable", group.traceable)
      .Member("text", group.text);
  AddConsensus(json, group.speaker);
  json.Key("occurrences").BeginArray();
  for (size_t i = 0; i < group.occurrences.size(); ++i) {
    const QuoteOccurrence& occurrence = group.occurrences[i];
    json.BeginObject()
        .Member("id", documents.key(occurrence.document))
        .Member("outlet", documents.outlet(occurrence.document))
        .Key("published")
        .Raw(ToJson(documents[occurrence.document].published));
    AddSpan(json, occurrence.read.quote.span);
    json.Member("exact", occurrence.exact)
        .Member("variant", NameOf(group.variants[i]));
    AddSpeaker(json, occurrence.read);
    AddCited(json, occurrence.read);
    AddFlags(json, occurrence, group.traceable);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return line;
}

absl::StatusOr<TokenSpan> SpanOf(const JsonObject& object) {
  std::array<uint64_t, 4> bounds{};
  size_t i = 0;
  for (const char* name : {"begin", "end", "begin_byte", "end_byte"}) {
    PROV_ASSIGN_OR_RETURN(bounds[i++], object.Unsigned(name));
  }
  return TokenSpan{.begin_byte = static_cast<uint32_t>(bounds[2]),
                   .end_byte = static_cast<uint32_t>(bounds[3]),
                   .begin = static_cast<uint32_t>(bounds[0]),
                   .end = static_cast<uint32_t>(bounds[1])};
}

void AddQuoteParams(Params& params) {
  params["languages"] = "de,en";
  params["unicode"] = kUnicodeVersion;
}

}  // namespace prov
