// The checkpoint is read before the log: a run that appends meanwhile makes the
// log longer, never other.  Held by verify_ledger_test.cc and the test
// cli/ledger.

#include "libprov/ledger/ledger.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/ledger/line_windows.h"

namespace prov {
namespace {

constexpr uint64_t kMaxTextBytes = uint64_t{1} << 28;

bool Exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

absl::StatusOr<Checkpoint> CheckpointOf(const std::string& ledger) {
  const std::string path = CheckpointPath(ledger);
  if (Exists(path)) return ReadCheckpoint(path);
  if (Exists(EntriesPath(ledger))) {
    return absl::DataLossError(
        path +
        ": is missing, and without it entries prove nothing; get it back from "
        "a copy of the ledger");
  }
  return absl::NotFoundError(
      ledger +
      ": there is no ledger; prov-ledger record makes one with the first "
      "findings");
}

absl::StatusOr<InputBytes> OpenLog(const std::string& ledger,
                                   const Checkpoint& checkpoint) {
  const std::string path = EntriesPath(ledger);
  if (Exists(path)) return InputBytes::Open(path);
  // A run that was killed just after it had made the ledger.
  if (checkpoint.size == 0) return InputBytes::Open("/dev/null");
  return absl::DataLossError(absl::StrFormat(
      "%s: is missing, and the checkpoint counts %d entries; get it back from "
      "a copy of the ledger",
      path, checkpoint.size));
}

// Every entry but a withdrawal stands under the prov.record/1 of its file.
absl::Status CheckHaveRecords(const std::string& ledger, const LogScan& scan) {
  uint64_t next = 0;
  bool is_under_record = false;
  for (const OwnLine& own : scan.own) {
    const bool is_record = own.kind == EntryKind::kRecord;
    if (!is_record && own.kind != EntryKind::kWithdrawal) continue;
    if (!is_under_record && own.entry > next) break;
    is_under_record = is_record;
    next = own.entry + 1;
  }
  if (is_under_record || next == scan.entries) return absl::OkStatus();
  return absl::DataLossError(absl::StrFormat(
      "%s:%d: stands under no prov.record/1, so nobody knows what it is of: "
      "prov-ledger did not write this; get it back from a copy of the ledger",
      EntriesPath(ledger), next + 1));
}

}  // namespace

std::string EntriesPath(const std::string& ledger) {
  return ledger + "/entries.jsonl";
}

std::string CheckpointPath(const std::string& ledger) {
  return ledger + "/checkpoint";
}

std::string QueryCachePath(const std::string& ledger) {
  return ledger + "/query.sqlite";
}

std::string ObjectPath(const std::string& ledger, const std::string& sha256) {
  return ledger + "/objects/sha256/" + sha256.substr(0, 2) + "/" + sha256;
}

absl::StatusOr<std::string> ReadText(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(
      const InputBytes input,
      InputBytes::Open(path, {.max_decoded_bytes = kMaxTextBytes}));
  if (input.size_bytes() > kMaxTextBytes) {
    return absl::InvalidArgumentError(path + ": is far too long for that");
  }
  std::string text(input.size_bytes(), '\0');
  PROV_RETURN_IF_ERROR(input.Read(0, text));
  return text;
}

absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(const std::string note, ReadText(path));
  absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(note);
  if (checkpoint.ok()) return checkpoint;
  return absl::Status(checkpoint.status().code(),
                      path + ": " + std::string(checkpoint.status().message()));
}

absl::StatusOr<OpenedLedger> OpenLedger(const std::string& ledger,
                                        unsigned threads,
                                        const std::vector<LeafRange>& ranges) {
  PROV_ASSIGN_OR_RETURN(Checkpoint checkpoint, CheckpointOf(ledger));
  PROV_ASSIGN_OR_RETURN(InputBytes log, OpenLog(ledger, checkpoint));
  std::vector<LeafRange> all = ranges;
  all.push_back({0, kAllLeaves});
  RangeRoots roots(std::move(all));
  PROV_ASSIGN_OR_RETURN(LogScan scan,
                        ScanLog(log, checkpoint.size, threads, roots));
  if (scan.entries < checkpoint.size) {
    return absl::DataLossError(absl::StrFormat(
        "%s: has %d whole entries, and the checkpoint counts %d: it was cut "
        "short; get it back from a copy of the ledger",
        EntriesPath(ledger), scan.entries, checkpoint.size));
  }
  if (roots.Roots().back() != checkpoint.root) {
    return absl::DataLossError(absl::StrFormat(
        "%s: its first %d entries do not give the root that the checkpoint "
        "says: one of the two was changed; compare them with a copy of the "
        "ledger",
        EntriesPath(ledger), checkpoint.size));
  }
  PROV_RETURN_IF_ERROR(CheckHaveRecords(ledger, scan));
  return OpenedLedger{std::move(checkpoint), std::move(log), std::move(scan),
                      std::move(roots)};
}

absl::StatusOr<std::string> ReadEntry(const InputBytes& log, uint64_t entry) {
  LineWindows windows(log, 1);
  for (;;) {
    PROV_ASSIGN_OR_RETURN(const std::span<const std::string_view> lines,
                          windows.Next());
    if (lines.empty()) {
      return absl::DataLossError(log.path() +
                                 ": became shorter while it was read");
    }
    if (entry < lines.size()) return std::string(lines[entry]);
    entry -= lines.size();
  }
}

}  // namespace prov
