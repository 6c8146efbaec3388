// PROV-JSON (W3C Member Submission, 2013): statements by kind, then by name.
// Statements of one name are one, with the values of both; the builder gives no
// such.  Held by prov_document_test.cc, and by Debian's prov-convert and
// prov-compare in the test cli/prov_export.

#include <array>
#include <map>

#include "libprov/base/json_writer.h"
#include "libprov/ledger/prov_document.h"

namespace prov {
namespace {

struct Form {
  ProvKind kind;
  const char* key;
  const char* subject;
  const char* object;
};

constexpr std::array<Form, 9> kForms = {{
    {ProvKind::kEntity, "entity", nullptr, nullptr},
    {ProvKind::kActivity, "activity", nullptr, nullptr},
    {ProvKind::kAgent, "agent", nullptr, nullptr},
    {ProvKind::kGeneration, "wasGeneratedBy", "prov:entity", "prov:activity"},
    {ProvKind::kUsage, "used", "prov:activity", "prov:entity"},
    {ProvKind::kAssociation, "wasAssociatedWith", "prov:activity",
     "prov:agent"},
    {ProvKind::kAttribution, "wasAttributedTo", "prov:entity", "prov:agent"},
    {ProvKind::kDerivation, "wasDerivedFrom", "prov:generatedEntity",
     "prov:usedEntity"},
    {ProvKind::kAlternate, "alternateOf", "prov:alternate1", "prov:alternate2"},
}};

const char* TypeName(ProvValue::Type type) {
  switch (type) {
    case ProvValue::Type::kString:
      return "xsd:string";
    case ProvValue::Type::kName:
      return "prov:QUALIFIED_NAME";
    case ProvValue::Type::kInteger:
      return "xsd:long";
    case ProvValue::Type::kDecimal:
      return "xsd:decimal";
    case ProvValue::Type::kTime:
      return "xsd:dateTime";
  }
  return "";
}

void AddValue(JsonWriter& json, const ProvValue& value) {
  if (value.type == ProvValue::Type::kString) {
    json.Value(value.text);
    return;
  }
  json.BeginObject()
      .Member("$", value.text)
      .Member("type", TypeName(value.type))
      .EndObject();
}

void AddAttributes(JsonWriter& json, const ProvStatement& statement) {
  std::map<std::string, std::vector<const ProvValue*>> by_name;
  for (const ProvAttribute& attribute : statement.attributes) {
    by_name[attribute.name].push_back(&attribute.value);
  }
  for (const auto& [name, values] : by_name) {
    json.Key(name);
    if (values.size() == 1) {
      AddValue(json, *values.front());
      continue;
    }
    json.BeginArray();
    for (const ProvValue* value : values) AddValue(json, *value);
    json.EndArray();
  }
}

void AddPrefixes(JsonWriter& json, const ProvDocument& document) {
  json.Key("prefix").BeginObject();
  for (const auto& [prefix, iri] : document.prefixes) json.Member(prefix, iri);
  json.EndObject();
}

void AddStatements(JsonWriter& json,
                   const std::vector<ProvStatement>& statements) {
  uint64_t relations = 0;
  for (const Form& form : kForms) {
    bool is_open = false;
    for (const ProvStatement& statement : statements) {
      if (statement.kind != form.kind) continue;
      if (!is_open) json.Key(form.key).BeginObject();
      is_open = true;
      json.Key(statement.is_relation() ? "_:r" + std::to_string(++relations)
                                       : statement.subject)
          .BeginObject();
      if (statement.is_relation()) {
        json.Member(form.subject, statement.subject)
            .Member(form.object, statement.object);
      }
      AddAttributes(json, statement);
      json.EndObject();
    }
    if (is_open) json.EndObject();
  }
}

}  // namespace

std::string ToProvJson(const ProvDocument& document) {
  std::string text;
  JsonWriter json(text);
  json.BeginObject();
  AddPrefixes(json, document);
  AddStatements(json, document.statements);
  if (!document.bundles.empty()) {
    json.Key("bundle").BeginObject();
    for (const ProvBundle& bundle : document.bundles) {
      json.Key(bundle.id).BeginObject();
      AddPrefixes(json, document);
      AddStatements(json, bundle.statements);
      json.EndObject();
    }
    json.EndObject();
  }
  json.EndObject();
  return text + "\n";
}

}  // namespace prov
