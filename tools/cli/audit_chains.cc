// Held by cli/audit.

#include "tools/cli/audit_chains.h"

#include "libprov/corpus/findings.h"

namespace prov::cli {

absl::StatusOr<AuditCount> AuditChains(const std::string& path,
                                       const Corpus& corpus,
                                       std::string (*line)(const AuditedChain&),
                                       OutputFile& out) {
  ChainAuditor auditor(corpus);
  AuditCount count;
  std::string tool;
  PROV_RETURN_IF_ERROR(ForEachFinding(
      path,
      [&](std::string_view schema, const JsonObject& found) -> absl::Status {
        if (schema == "prov.run/1") tool = found.String("tool").value_or("");
        if (schema != "prov.chain/1") return absl::OkStatus();
        PROV_ASSIGN_OR_RETURN(const AuditedChain audited, auditor.Audit(found));
        ++count.chains;
        if (!audited.refuted.empty()) ++count.refuted;
        return out.Write(line(audited));
      }));
  if (count.chains == 0 && tool != "prov-trace") {
    return absl::DataLossError(path +
                               ": has no chains; name what prov-trace wrote");
  }
  return count;
}

}  // namespace prov::cli
