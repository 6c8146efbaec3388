// W3C Web Annotation Data Model (Recommendation, 2017), section 4.2: text
// positions are code points of the decoded text.

#include "libprov/base/hash.h"
#include "libprov/base/json_writer.h"
#include "libprov/ledger/prov_builder.h"

namespace prov {
namespace {

// The IRI that a qualified name stands for.
std::string Iri(
    const std::string& name,
    const std::vector<std::pair<std::string, std::string>>& prefixes) {
  const size_t colon = name.find(':');
  for (const auto& [prefix, iri] : prefixes) {
    if (name.compare(0, colon, prefix) == 0)
      return iri + name.substr(colon + 1);
  }
  return name;
}

}  // namespace

std::string ToWebAnnotations(
    const std::vector<PointedPassage>& passages, ExportTexts texts,
    const std::vector<std::pair<std::string, std::string>>& prefixes) {
  std::string text;
  JsonWriter json(text);
  json.BeginObject()
      .Key("@context")
      .BeginArray()
      .Value("http://www.w3.org/ns/anno.jsonld")
      .BeginObject()
      .Member("pv", Iri("pv:", prefixes))
      .EndObject()
      .EndArray()
      .Member("type", "AnnotationPage")
      .Key("items")
      .BeginArray();
  for (const PointedPassage& passage : passages) {
    json.BeginObject()
        .Member("id", Iri(passage.id, prefixes))
        .Member("type", "Annotation")
        .Member("motivation", "identifying")
        .Key("body")
        .BeginObject()
        .Member("type", "TextualBody")
        .Member("purpose", "identifying")
        .Member("value", passage.note)
        .EndObject()
        .Key("target")
        .BeginObject()
        .Member("source", passage.url.empty() ? Iri(passage.document, prefixes)
                                              : passage.url)
        .Key("selector")
        .BeginArray()
        .BeginObject()
        .Member("type", "TextPositionSelector")
        .Member("start", passage.begin)
        .Member("end", passage.end)
        .EndObject();
    if (texts == ExportTexts::kYes && !passage.text.empty()) {
      json.BeginObject()
          .Member("type", "TextQuoteSelector")
          .Member("exact", passage.text)
          .EndObject();
    }
    json.EndArray();
    if (!passage.text.empty()) {
      json.Member("pv:textSha256", Hex(Sha256(passage.text)));
    }
    json.EndObject().EndObject();
  }
  json.EndArray().EndObject();
  return text + "\n";
}

}  // namespace prov
