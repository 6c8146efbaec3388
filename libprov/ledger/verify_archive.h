// Whether what a ledger's findings say of documents still holds.

#ifndef LIBPROV_LEDGER_VERIFY_ARCHIVE_H_
#define LIBPROV_LEDGER_VERIFY_ARCHIVE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/corpus/findings.h"
#include "libprov/ledger/archive.h"

namespace prov {

// A finding of a ledger and the run it is of.
struct LedgerFinding {
  uint64_t entry = 0;
  uint64_t run_entry = 0;     // Of its prov.run/1.
  uint64_t record_entry = 0;  // Of its prov.record/1.
  uint64_t offset = 0;        // Of its entry in the log.
  uint64_t length = 0;
  const RunFacts& run;
  std::string_view schema;
  std::string_view line;  // The finding's own; of an object, from objects/.
  const JsonObject& finding;
};

// Calls `visit` with every finding of a ledger that verifies, in order, runs
// included; what was withdrawn is passed over.  Errors are those of
// OpenLedger() and of `visit`, and DataLoss where a line cannot be read.
absl::Status ForEachLedgerFinding(
    const std::string& ledger, unsigned threads,
    absl::FunctionRef<absl::Status(const LedgerFinding& finding)> visit);

// The finding that an entry is or stands for; nullopt if it is none, or was
// withdrawn.  DataLoss if its object was changed.
absl::StatusOr<std::optional<std::string>> FindingOf(const std::string& ledger,
                                                     std::string_view entry);

struct ArchiveReport {
  uint64_t findings = 0;  // That name places.
  uint64_t places = 0;
  std::vector<std::string> problems;  // The first hundred, with their entries.
  uint64_t problem_count = 0;
};

// Looks up every place of every finding in the documents given.
absl::StatusOr<ArchiveReport> VerifyArchive(
    const std::string& ledger, const std::vector<std::string>& documents,
    unsigned threads);

// The text for people of one entry: what EntryText() says, and for each place
// of the finding the record in the archive, and whether it holds.
absl::StatusOr<std::string> CustodyText(
    const std::string& ledger, uint64_t entry,
    const std::vector<std::string>& documents, unsigned threads);

}  // namespace prov

#endif  // LIBPROV_LEDGER_VERIFY_ARCHIVE_H_
