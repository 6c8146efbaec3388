// PROV-N (W3C Recommendation, 2013), a line a statement; and the drawing.
// Held by prov_document_test.cc and the test cli/prov_export.

#include <array>

#include "libprov/ledger/prov_document.h"

namespace prov {
namespace {

constexpr std::array<const char*, 9> kNames = {
    "entity",          "activity",       "agent",
    "wasGeneratedBy",  "used",           "wasAssociatedWith",
    "wasAttributedTo", "wasDerivedFrom", "alternateOf"};

// What stands in a string in quotes, in PROV-N and in DOT alike.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\n";
      continue;
    }
    if (c == '\r') {
      quoted += "\\r";
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string ValueText(const ProvValue& value) {
  switch (value.type) {
    case ProvValue::Type::kName:
      return "'" + value.text + "'";
    case ProvValue::Type::kString:
      return Quoted(value.text);
    case ProvValue::Type::kInteger:
      return Quoted(value.text) + " %% xsd:long";
    case ProvValue::Type::kDecimal:
      return Quoted(value.text) + " %% xsd:decimal";
    case ProvValue::Type::kTime:
      return Quoted(value.text) + " %% xsd:dateTime";
  }
  return "";
}

// Positions that are optional and come before the attributes.
const char* Unsaid(ProvKind kind) {
  switch (kind) {
    case ProvKind::kActivity:
      return ", -, -";
    case ProvKind::kGeneration:
    case ProvKind::kUsage:
    case ProvKind::kAssociation:
      return ", -";
    case ProvKind::kDerivation:
      return ", -, -, -";
    default:
      return "";
  }
}

std::string StatementText(const ProvStatement& statement) {
  std::string text = kNames[static_cast<size_t>(statement.kind)];
  text += "(" + statement.subject;
  if (statement.is_relation()) text += ", " + statement.object;
  text += Unsaid(statement.kind);
  if (!statement.attributes.empty()) {
    text += ", [";
    for (const ProvAttribute& attribute : statement.attributes) {
      if (&attribute != &statement.attributes.front()) text += ", ";
      text += attribute.name + "=" + ValueText(attribute.value);
    }
    text += "]";
  }
  return text + ")\n";
}

std::string PrefixLines(const ProvDocument& document) {
  std::string text;
  for (const auto& [prefix, iri] : document.prefixes) {
    text += "prefix ";
    text += prefix;
    text += " <";
    text += iri;
    text += ">\n";
  }
  return text;
}

std::string DotText(const std::vector<ProvStatement>& statements) {
  std::string text;
  for (const ProvStatement& statement : statements) {
    std::string label;
    std::string type;
    for (const ProvAttribute& attribute : statement.attributes) {
      if (attribute.name == "prov:label") label = attribute.value.text;
      if (attribute.name == "pv:kind") type = attribute.value.text;
    }
    if (statement.kind == ProvKind::kEntity) {
      text += "  " + Quoted(statement.subject) +
              " [label=" + Quoted(label.empty() ? statement.subject : label) +
              "]\n";
    } else if (statement.kind == ProvKind::kDerivation) {
      text += "  " + Quoted(statement.subject) + " -> " +
              Quoted(statement.object) + " [label=" + Quoted(type) + "]\n";
    } else if (statement.kind == ProvKind::kAlternate) {
      text += "  " + Quoted(statement.subject) + " -> " +
              Quoted(statement.object) + " [dir=none, style=dashed]\n";
    }
  }
  return text;
}

}  // namespace

std::string LocalName(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string name;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_' ||
                          (c == '-' && i > 0) ||
                          (c == '.' && i > 0 && i + 1 < text.size());
    if (is_plain) {
      name += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    name += '%';
    name += kDigits[byte >> 4];
    name += kDigits[byte & 15];
  }
  return name;
}

std::string ToProvN(const ProvDocument& document) {
  std::string text = "document\n" + PrefixLines(document);
  for (const ProvStatement& statement : document.statements) {
    text += StatementText(statement);
  }
  for (const ProvBundle& bundle : document.bundles) {
    text += "bundle " + bundle.id + "\n" + PrefixLines(document);
    for (const ProvStatement& statement : bundle.statements) {
      text += StatementText(statement);
    }
    text += "endBundle\n";
  }
  return text + "endDocument\n";
}

std::string ToDot(const ProvDocument& document) {
  std::string text = "digraph ledger {\n  rankdir=RL\n  node [shape=box]\n";
  for (const ProvBundle& bundle : document.bundles) {
    text += DotText(bundle.statements);
  }
  return text + "}\n";
}

}  // namespace prov
