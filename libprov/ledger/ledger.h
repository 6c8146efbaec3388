// A ledger: a folder to which runs and findings are appended, and of which
// anyone can check, years later, that nothing in it was changed, taken out or
// put in since a checkpoint was given away.  FORMAT.md says what is in it.
//
//   entries.jsonl     the entries, a line each
//   checkpoint        how many of them count, and the root of their hash tree
//   objects/sha256/   lines that are too long for an entry
//
// What is behind the entries that count is what a killed run left.  It means
// nothing, and the next run takes it away.

#ifndef LIBPROV_LEDGER_LEDGER_H_
#define LIBPROV_LEDGER_LEDGER_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/ledger/checkpoint.h"
#include "libprov/ledger/log_scan.h"
#include "libprov/store/input_bytes.h"

namespace prov {

std::string EntriesPath(const std::string& ledger);
std::string CheckpointPath(const std::string& ledger);
// What `query` keeps; it may be deleted at any time.
std::string QueryCachePath(const std::string& ledger);
// `sha256` in hex.
std::string ObjectPath(const std::string& ledger, const std::string& sha256);

// All bytes of a small text file.
absl::StatusOr<std::string> ReadText(const std::string& path);

// A checkpoint from a file; errors begin with its path.
absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& path);

// A ledger whose entries give the root that its checkpoint says, each of them
// under a prov.record/1 or a withdrawal.
struct OpenedLedger {
  Checkpoint checkpoint;
  InputBytes log;
  LogScan scan;      // Of the entries that count.
  RangeRoots roots;  // Of the ranges asked for, and of all entries.
};

// Reads the whole log.  `ranges` are as RangeRoots wants them.  NotFound if the
// folder holds no ledger; DataLoss "path: what" if the ledger was damaged or
// changed.
absl::StatusOr<OpenedLedger> OpenLedger(
    const std::string& ledger, unsigned threads,
    const std::vector<LeafRange>& ranges = {});

// Line `entry` of a log, without "\n".
absl::StatusOr<std::string> ReadEntry(const InputBytes& log, uint64_t entry);

struct VerifyOptions {
  std::optional<Checkpoint> against;  // One that was kept elsewhere.
  std::optional<VerifyingKey> key;
  unsigned threads = 1;
};

struct LedgerReport {
  std::optional<Checkpoint> checkpoint;  // If it can be read.
  // What is wrong, each with its place; if none is, the ledger holds.
  std::vector<std::string> problems;
  // What the user should know besides.
  std::vector<std::string> notes;
  uint64_t objects = 0;    // That were read and have their digest.
  uint64_t withdrawn = 0;  // Entries whose text is gone.
};

// Whether entries and objects are those of the checkpoint, whether that follows
// from the one kept elsewhere, and whether the key signed it.  A status means
// that this could not be found out: no ledger there, or input that failed.
absl::StatusOr<LedgerReport> VerifyLedger(const std::string& ledger,
                                          const VerifyOptions& options);

}  // namespace prov

#endif  // LIBPROV_LEDGER_LEDGER_H_
