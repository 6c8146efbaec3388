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

struct ArchiveReport {
  uint64_t findings = 0;  // That name places.
  uint64_t places = 0;
  uint64_t unchecked = 0;             // Findings of runs that were withdrawn.
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
