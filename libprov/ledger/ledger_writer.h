// Appends to a ledger: all of a run or nothing.
//
// What is appended goes behind the entries that count.  Commit() makes it
// durable and then renames a new checkpoint over the old one; until then none
// of it counts, so a kill at any moment leaves the ledger as it was or as it is
// to be.  One writer at a time: others wait for it.

#ifndef LIBPROV_LEDGER_LEDGER_WRITER_H_
#define LIBPROV_LEDGER_LEDGER_WRITER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/ledger/checkpoint.h"
#include "libprov/ledger/line_chunks.h"
#include "libprov/ledger/log_scan.h"
#include "libprov/ledger/signing_key.h"
#include "libprov/store/file_io.h"
#include "libprov/store/input_bytes.h"

namespace prov {

struct WriterOptions {
  std::string origin;  // Of a new ledger; if empty, the key's name, or
                       // "prov-ledger" without a key.
  std::optional<SigningKey> key;
  bool unsigned_on_purpose = false;  // Leave a signed ledger without signature.
  unsigned threads = 1;
};

class LedgerWriter {
 public:
  // Waits for other writers and checks every entry.  Makes the ledger if the
  // folder is not there, or empty.  DataLoss if the ledger does not verify: no
  // one should sign what was changed.  FailedPrecondition if it is signed and
  // no key was given, has another origin, or the folder holds other files.
  static absl::StatusOr<LedgerWriter> Open(const std::string& ledger,
                                           const WriterOptions& options);

  LedgerWriter(LedgerWriter&&) noexcept = default;
  LedgerWriter& operator=(LedgerWriter&&) = delete;
  // Without Commit(), takes away what was appended.
  ~LedgerWriter();

  uint64_t entries() const { return entries_; }
  // The ledger's own lines that counted at Open().
  const std::vector<OwnLine>& own() const { return own_; }
  // What a killed run had left at Open(), and is gone.
  uint64_t removed_bytes() const { return removed_bytes_; }

  // Appends a line that only the ledger writes.
  absl::Status AppendOwn(const std::string& line);

  // Appends each line of a findings file, byte for byte; lines over
  // kMaxEntryBytes as objects.  DataLoss "path:line: what" if one is no JSON
  // object with a schema, has one of the ledger's own schemas, is empty or
  // without end, or if the first is not prov.run/1.
  absl::Status AppendFindings(const InputBytes& findings);

  // Whether the log's bytes [begin, end) hold what these findings would become.
  absl::StatusOr<bool> Holds(const InputBytes& findings, uint64_t begin,
                             uint64_t end) const;

  // Where the entries end that counted at Open().
  uint64_t committed_bytes() const { return committed_bytes_; }

  absl::StatusOr<Checkpoint> Commit();

 private:
  LedgerWriter(std::string ledger, const WriterOptions& options)
      : ledger_(std::move(ledger)), options_(options) {}

  absl::Status Lock();
  absl::Status Begin();
  absl::Status WriteCheckpoint(const Checkpoint& checkpoint) const;
  absl::Status CheckMayContinue(const Checkpoint& checkpoint) const;
  absl::Status Write(std::string_view bytes);
  absl::Status WriteObject(std::string_view line);
  // The lines, objects in place of those that have one.
  absl::Status WriteChunk(const LineChunk& chunk);

  std::string ledger_;
  WriterOptions options_;
  UniqueFd folder_;  // Holds the lock.
  UniqueFd log_;
  Checkpoint checkpoint_;
  uint64_t committed_bytes_ = 0;
  uint64_t removed_bytes_ = 0;
  std::vector<OwnLine> own_;
  uint64_t entries_ = 0;
  uint64_t end_ = 0;  // Of the log, in bytes.
  std::optional<RangeRoots> tree_;
};

}  // namespace prov

#endif  // LIBPROV_LEDGER_LEDGER_WRITER_H_
