// Held by the golden case prov-ledger/export and the test
// cli/prov_export.

#include "libprov/ledger/export.h"

#include "libprov/ledger/derivation_order.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/ledger_findings.h"
#include "libprov/ledger/prov_builder.h"

namespace prov {
absl::StatusOr<Exported> ExportLedger(const std::string& ledger,
                                      ExportFormat format, ExportTexts texts,
                                      unsigned threads) {
  PROV_ASSIGN_OR_RETURN(const OpenedLedger opened, OpenLedger(ledger, threads));
  PROV_ASSIGN_OR_RETURN(const LedgerMap map, MapLedger(ledger, opened));
  ProvBuilder builder(opened.checkpoint.origin, texts);
  PROV_RETURN_IF_ERROR(ForEachLedgerFinding(ledger, opened, map,
                                            [&](const LedgerFinding& finding) {
                                              builder.Add(finding, map);
                                              return absl::OkStatus();
                                            }));
  Exported exported;
  ProvDocument& document = builder.document();
  exported.unordered = DropUnorderedDerivations(builder.dates(), document);
  switch (format) {
    case ExportFormat::kProvJson:
      exported.text = ToProvJson(document);
      break;
    case ExportFormat::kProvJsonLd:
      exported.text = ToProvJsonLd(document);
      break;
    case ExportFormat::kProvN:
      exported.text = ToProvN(document);
      break;
    case ExportFormat::kWebAnnotation:
      exported.text =
          ToWebAnnotations(builder.passages(), texts, document.prefixes);
      break;
    case ExportFormat::kDot:
      exported.text = ToDot(document);
      break;
  }
  return exported;
}

}  // namespace prov
