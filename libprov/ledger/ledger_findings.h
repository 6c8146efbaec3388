// The findings of a ledger in order, each with the run it is of.

#ifndef LIBPROV_LEDGER_LEDGER_FINDINGS_H_
#define LIBPROV_LEDGER_LEDGER_FINDINGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/corpus/findings.h"
#include "libprov/ledger/ledger_map.h"

namespace prov {

// What one prov.run/1 entry says.
struct LedgerRun {
  uint64_t entry = 0;
  MerkleHash leaf = {};
  // nullopt if the entry was withdrawn: then nobody knows what its findings
  // were found in.
  std::optional<RunFacts> facts;
};

struct LedgerFinding {
  uint64_t entry = 0;
  uint64_t offset = 0;  // Of its entry in the log.
  uint64_t length = 0;
  const LedgerRun& run;  // Itself if it is one.
  std::string_view schema;
  const JsonObject& finding;
};

// Calls `visit` with every finding, in order, runs included; what was withdrawn
// is passed over.  Errors are those of `visit`, and DataLoss "path:line: what"
// where a line or an object cannot be read or is gone, and where the first
// finding of a file is no run.
absl::Status ForEachLedgerFinding(
    const std::string& ledger, const OpenedLedger& opened, const LedgerMap& map,
    absl::FunctionRef<absl::Status(const LedgerFinding& finding)> visit);

// The finding that an entry is or stands for.  DataLoss if it is none, or if
// its object is missing or was changed.
absl::StatusOr<std::string> FindingOf(const std::string& ledger,
                                      std::string_view entry);

}  // namespace prov

#endif  // LIBPROV_LEDGER_LEDGER_FINDINGS_H_
