// W3C PROV statements in memory, before they are written in one of its forms:
// the part of PROV-DM that findings give.
//
// Names are qualified ("doc:17"): a prefix that the document declares, a colon
// and a local part as LocalName() makes it.

#ifndef LIBPROV_LEDGER_PROV_DOCUMENT_H_
#define LIBPROV_LEDGER_PROV_DOCUMENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prov {

// `text` as a local part that every form of PROV takes: letters and digits of
// ASCII, "_", "-" and "." as they are, every other byte as "%XX".
std::string LocalName(std::string_view text);

struct ProvValue {
  enum class Type : uint8_t { kString, kName, kInteger, kDecimal, kTime };
  Type type = Type::kString;
  std::string text;
};

struct ProvAttribute {
  std::string name;
  ProvValue value;
};

enum class ProvKind : uint8_t {
  kEntity,
  kActivity,
  kAgent,
  kGeneration,   // entity, activity
  kUsage,        // activity, entity
  kAssociation,  // activity, agent
  kAttribution,  // entity, agent
  kDerivation,   // generated entity, used entity
  kAlternate,    // either entity; it has no attributes
};

struct ProvStatement {
  ProvKind kind = ProvKind::kEntity;
  std::string subject;  // The thing itself, or the first that is related.
  std::string object;   // Of a relation.
  std::vector<ProvAttribute> attributes;

  bool is_relation() const { return kind >= ProvKind::kGeneration; }
};

struct ProvBundle {
  std::string id;
  std::vector<ProvStatement> statements;
};

struct ProvDocument {
  std::vector<std::pair<std::string, std::string>> prefixes;  // And their IRIs.
  std::vector<ProvStatement> statements;
  std::vector<ProvBundle> bundles;
};

// The forms.  Prefixes are repeated in every bundle, as readers do not agree on
// whether bundles inherit them; names that are values have the type
// prov:QUALIFIED_NAME, which every reader takes for a name.  All end with "\n".
std::string ToProvJson(const ProvDocument& document);
std::string ToProvJsonLd(const ProvDocument& document);
std::string ToProvN(const ProvDocument& document);
// A drawing for Graphviz of entities, derivations and alternates alone.
std::string ToDot(const ProvDocument& document);

}  // namespace prov

#endif  // LIBPROV_LEDGER_PROV_DOCUMENT_H_
