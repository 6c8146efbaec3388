// Findings as PROV statements; export.h says which become what.

#ifndef LIBPROV_LEDGER_PROV_BUILDER_H_
#define LIBPROV_LEDGER_PROV_BUILDER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "libprov/base/json_reader.h"
#include "libprov/ledger/derivation_order.h"
#include "libprov/ledger/export.h"
#include "libprov/ledger/ledger_findings.h"
#include "libprov/ledger/ledger_map.h"
#include "libprov/ledger/prov_document.h"

namespace prov {

// A passage as Web Annotations point at it.
struct PointedPassage {
  std::string id;        // The name of its entity.
  std::string document;  // That of its document.
  std::string url;       // Empty if it is not known.
  uint64_t begin = 0;    // Code points.
  uint64_t end = 0;
  std::string text;
  std::string note;  // What it was found as.
};

class ProvBuilder {
 public:
  // `origin` is that of the ledger, under which all names are.
  ProvBuilder(const std::string& origin, ExportTexts texts);

  // REQUIRES: findings come in order, the line of a run before those of the run
  // unless it was withdrawn.
  void Add(const LedgerFinding& finding, const LedgerMap& map);

  // After the last one.
  ProvDocument& document() { return document_; }
  const EntityDates& dates() const { return dates_; }
  const std::vector<PointedPassage>& passages() const { return passages_; }

 private:
  using Object = JsonObject;

  void BeginRun(const LedgerRun& run, const LedgerMap& map);
  void AddUse(const RunFacts& run, const Object& line);
  void AddCorrection(const LedgerMap& map);
  void AddMatch(const Object& finding);
  void AddCluster(const Object& finding);
  void AddDrop(const Object& finding);
  void AddPassage(const LedgerFinding& finding);
  void AddQuote(const LedgerFinding& finding);
  void AddChain(const LedgerFinding& finding);
  void AddLink(const Object& link, const LedgerFinding& finding,
               const std::vector<std::pair<std::string, std::string>>& nodes);

  // Each declares an entity or agent if the bundle has it not yet, and returns
  // its name; "" if the finding does not say enough.
  std::string Document(const std::string& key);
  std::string DocumentOf(const Object& occurrence);
  std::string PassageOf(const Object& occurrence, const std::string& note,
                        uint64_t entry);
  std::string Outlet(const std::string& name);

  ProvStatement& Declare(ProvKind kind, const std::string& name, bool& is_new);
  void Relate(ProvKind kind, const std::string& subject,
              const std::string& object,
              std::vector<ProvAttribute> attributes = {});
  void AllAlternates(const std::vector<std::string>& names);

  ExportTexts texts_;
  ProvDocument document_;
  EntityDates dates_;
  std::vector<PointedPassage> passages_;
  absl::flat_hash_set<std::string> declared_;    // In this bundle.
  absl::flat_hash_set<std::string> alternates_;  // In this bundle.
  absl::flat_hash_set<std::string> known_;       // Outside bundles.
  absl::flat_hash_set<std::string> pointed_;
  uint64_t run_ = 0;     // The entry of the run begun last.
  std::string archive_;  // Begins the names of documents of this run.
};

// A JSON-LD page of annotations.  `prefixes` are those of the document.
std::string ToWebAnnotations(
    const std::vector<PointedPassage>& passages, ExportTexts texts,
    const std::vector<std::pair<std::string, std::string>>& prefixes);

}  // namespace prov

#endif  // LIBPROV_LEDGER_PROV_BUILDER_H_
