// PROV-JSONLD (W3C Member Submission, 2024): every statement an object in
// @graph, every value of an attribute in a list.  Held by prov_document_test.cc
// and, against the schema of the submission, by the test cli/prov_export.

#include <array>
#include <map>

#include "libprov/base/json_writer.h"
#include "libprov/ledger/prov_document.h"

namespace prov {
namespace {

constexpr char kContext[] =
    "https://openprovenance.org/prov-jsonld/context.jsonld";

struct Form {
  const char* type;
  const char* subject;
  const char* object;
};

constexpr std::array<Form, 9> kForms = {{
    {"Entity", "@id", nullptr},
    {"Activity", "@id", nullptr},
    {"Agent", "@id", nullptr},
    {"Generation", "entity", "activity"},
    {"Usage", "activity", "entity"},
    {"Association", "activity", "agent"},
    {"Attribution", "entity", "agent"},
    {"Derivation", "generatedEntity", "usedEntity"},
    {"Alternate", "alternate1", "alternate2"},
}};

// The terms that the context has for attributes of PROV itself.
std::string Term(const std::string& name) {
  for (const char* term : {"type", "value", "label", "location", "role"}) {
    if (name == std::string("prov:") + term) return term;
  }
  return name;
}

// A bare string is a name where the context says so, which is for types alone.
void AddValue(JsonWriter& json, const std::string& term,
              const ProvValue& value) {
  const char* type = nullptr;
  switch (value.type) {
    case ProvValue::Type::kName:
      if (term == "type") {
        json.Value(value.text);
        return;
      }
      type = "prov:QUALIFIED_NAME";
      break;
    case ProvValue::Type::kString:
      break;
    case ProvValue::Type::kInteger:
      type = "xsd:long";
      break;
    case ProvValue::Type::kDecimal:
      type = "xsd:decimal";
      break;
    case ProvValue::Type::kTime:
      type = "xsd:dateTime";
      break;
  }
  json.BeginObject().Member("@value", value.text);
  if (type != nullptr) json.Member("@type", type);
  json.EndObject();
}

void AddStatement(JsonWriter& json, const ProvStatement& statement) {
  const Form& form = kForms[static_cast<size_t>(statement.kind)];
  json.BeginObject()
      .Member("@type", form.type)
      .Member(form.subject, statement.subject);
  if (form.object != nullptr) json.Member(form.object, statement.object);
  std::map<std::string, std::vector<const ProvValue*>> by_term;
  for (const ProvAttribute& attribute : statement.attributes) {
    by_term[Term(attribute.name)].push_back(&attribute.value);
  }
  for (const auto& [term, values] : by_term) {
    json.Key(term).BeginArray();
    for (const ProvValue* value : values) AddValue(json, term, *value);
    json.EndArray();
  }
  json.EndObject();
}

void AddContext(JsonWriter& json, const ProvDocument& document) {
  json.Key("@context").BeginArray().BeginObject();
  for (const auto& [prefix, iri] : document.prefixes) json.Member(prefix, iri);
  json.EndObject().Value(kContext).EndArray();
}

}  // namespace

std::string ToProvJsonLd(const ProvDocument& document) {
  std::string text;
  JsonWriter json(text);
  json.BeginObject();
  AddContext(json, document);
  json.Key("@graph").BeginArray();
  for (const ProvStatement& statement : document.statements) {
    AddStatement(json, statement);
  }
  for (const ProvBundle& bundle : document.bundles) {
    json.BeginObject().Member("@type", "Bundle").Member("@id", bundle.id);
    AddContext(json, document);
    json.Key("@graph").BeginArray();
    for (const ProvStatement& statement : bundle.statements) {
      AddStatement(json, statement);
    }
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  return text + "\n";
}

}  // namespace prov
