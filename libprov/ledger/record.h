// Records findings in a ledger: for each file one prov.record/1 entry, then its
// lines.  A file whose findings are there already is not recorded again.

#ifndef LIBPROV_LEDGER_RECORD_H_
#define LIBPROV_LEDGER_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/ledger/checkpoint.h"
#include "libprov/ledger/ledger_writer.h"

namespace prov {

struct LedgerRunOptions {
  WriterOptions writer;
  int64_t time = 0;                    // Seconds since 1970, UTC.
  std::optional<uint64_t> supersedes;  // What these findings correct.
  std::string reason;
};

struct RecordedFile {
  std::string path;
  uint64_t first_entry = 0;   // Its prov.record/1.
  uint64_t entries = 0;       // With that.
  bool was_recorded = false;  // By an earlier run, which `first_entry` is of.
};

struct Recorded {
  Checkpoint checkpoint;
  std::vector<RecordedFile> files;
  uint64_t removed_bytes = 0;  // What a killed run had left.
};

// All of the files, or none.  Errors are those of LedgerWriter, and
// InvalidArgument if what is superseded is no entry.
absl::StatusOr<Recorded> Record(const std::string& ledger,
                                const std::vector<std::string>& findings,
                                const LedgerRunOptions& options);

// Withdraws the text of an entry: appends an entry that says so, then takes the
// text out, so that only its hash is left and the root stays what it was.  Of
// an object, the file is removed.  Doing it again finishes what a killed run
// has begun.  InvalidArgument if the entry is not there, or one of the ledger's
// own that holds no text.
absl::StatusOr<Checkpoint> Withdraw(const std::string& ledger, uint64_t entry,
                                    const LedgerRunOptions& options);

}  // namespace prov

#endif  // LIBPROV_LEDGER_RECORD_H_
