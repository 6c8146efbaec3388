// The log is written anew beside itself and renamed over, under the lock of the
// writer: a reader sees it with the text or without, and both give the same
// root.  Held by verify_ledger_test.cc and the test cli/ledger.

#include <cerrno>
#include <filesystem>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/corpus/date.h"
#include "libprov/ledger/entry.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/line_windows.h"
#include "libprov/ledger/record.h"
#include "libprov/store/output_file.h"

namespace prov {
namespace {

// What is known of the entry that is to go.
struct Target {
  std::string line;
  EntryKind kind = EntryKind::kFinding;
  std::string of;        // Its schema; empty where `is_said`.
  bool is_said = false;  // A withdrawal names it already.
};

// The schema of the finding that an entry is or stands for.
absl::StatusOr<std::string> SchemaOf(std::string line, JsonReader& reader) {
  const EntryKind kind = KindOf(line);
  if (kind == EntryKind::kWithdrawn) {
    return absl::DataLossError(
        "the text of this entry is gone, and no entry says that it was "
        "withdrawn; get it back from a copy of the ledger");
  }
  line.reserve(line.size() + kJsonPadding);
  PROV_ASSIGN_OR_RETURN(const JsonObject object, reader.Parse(line));
  PROV_ASSIGN_OR_RETURN(
      const std::string_view schema,
      object.String(kind == EntryKind::kObject ? "of" : "schema"));
  return std::string(schema);
}

absl::StatusOr<Target> FindTarget(const std::string& ledger,
                                  const LedgerWriter& writer, uint64_t entry) {
  if (entry >= writer.entries()) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s: there is no entry %d; it has %d, and the first is 0", ledger,
        entry, writer.entries()));
  }
  PROV_ASSIGN_OR_RETURN(const InputBytes log,
                        InputBytes::Open(EntriesPath(ledger)));
  Target target;
  PROV_ASSIGN_OR_RETURN(target.line, ReadEntry(log, entry));
  target.kind = KindOf(target.line);
  if (target.kind == EntryKind::kRecord ||
      target.kind == EntryKind::kWithdrawal) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s: entry %d is one of the ledger's own, and holds no text to "
        "withdraw",
        ledger, entry));
  }
  JsonReader reader;
  for (const OwnLine& own : writer.own()) {
    if (own.kind != EntryKind::kWithdrawal) continue;
    std::string line = own.line;
    line.reserve(line.size() + kJsonPadding);
    PROV_ASSIGN_OR_RETURN(const JsonObject object, reader.Parse(line));
    PROV_ASSIGN_OR_RETURN(const WithdrawalEntry withdrawal,
                          ParseWithdrawalEntry(object));
    target.is_said |= withdrawal.entry == entry;
  }
  if (target.is_said) return target;
  absl::StatusOr<std::string> schema = SchemaOf(target.line, reader);
  if (!schema.ok()) {
    return absl::Status(
        schema.status().code(),
        absl::StrFormat("%s:%d: %s", EntriesPath(ledger), entry + 1,
                        std::string(schema.status().message())));
  }
  target.of = *std::move(schema);
  return target;
}

// Writes the log with another line at `entry`.
absl::Status ReplaceLine(const std::string& path, uint64_t entry,
                         const std::string& line) {
  PROV_ASSIGN_OR_RETURN(const InputBytes log, InputBytes::Open(path));
  PROV_ASSIGN_OR_RETURN(OutputFile file, OutputFile::Create(path));
  LineWindows windows(log, 1);
  uint64_t first = 0;
  for (;;) {
    PROV_ASSIGN_OR_RETURN(const std::span<const std::string_view> lines,
                          windows.Next());
    if (lines.empty()) break;
    std::string_view bytes = windows.bytes();
    if (entry >= first && entry < first + lines.size()) {
      const std::string_view old = lines[entry - first];
      const auto before = static_cast<size_t>(old.data() - bytes.data());
      PROV_RETURN_IF_ERROR(file.Write(bytes.substr(0, before)));
      PROV_RETURN_IF_ERROR(file.Write(line + "\n"));
      bytes.remove_prefix(before + old.size() + 1);
    }
    PROV_RETURN_IF_ERROR(file.Write(bytes));
    first += lines.size();
  }
  PROV_RETURN_IF_ERROR(file.Finish().status());
  OutputFile* const files[] = {&file};
  return CommitAll(files);
}

absl::Status Remove(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (!error) return absl::OkStatus();
  return absl::ErrnoToStatus(error.value(), path + ": cannot remove");
}

// They have the words, and so has what a killed query left.
absl::Status RemoveQueryCaches(const std::string& ledger) {
  const std::string partial =
      "." + std::filesystem::path(QueryCachePath(ledger)).filename().string() +
      ".";
  std::error_code error;
  std::filesystem::directory_iterator file(ledger, error);
  for (; !error && file != std::filesystem::directory_iterator();
       file.increment(error)) {
    if (file->path().filename().string().starts_with(partial)) {
      PROV_RETURN_IF_ERROR(Remove(file->path().string()));
    }
  }
  if (error) {
    return absl::ErrnoToStatus(error.value(),
                               ledger + ": cannot read the folder");
  }
  return Remove(QueryCachePath(ledger));
}

absl::Status RemoveObject(const std::string& ledger, const std::string& line) {
  JsonReader reader;
  std::string padded = line;
  padded.reserve(padded.size() + kJsonPadding);
  PROV_ASSIGN_OR_RETURN(const JsonObject object, reader.Parse(padded));
  PROV_ASSIGN_OR_RETURN(const ObjectEntry entry, ParseObjectEntry(object));
  return Remove(ObjectPath(ledger, entry.sha256));
}

}  // namespace

absl::StatusOr<Checkpoint> Withdraw(const std::string& ledger, uint64_t entry,
                                    const LedgerRunOptions& options) {
  PROV_ASSIGN_OR_RETURN(LedgerWriter writer,
                        LedgerWriter::Open(ledger, options.writer));
  PROV_ASSIGN_OR_RETURN(const Target target, FindTarget(ledger, writer, entry));
  const MerkleHash leaf = HashOfLine(target.line);
  if (!target.is_said) {
    PROV_RETURN_IF_ERROR(
        writer.AppendOwn(ToLine(WithdrawalEntry{.time = ToRfc3339(options.time),
                                                .entry = entry,
                                                .of = target.of,
                                                .leaf = Hex(leaf),
                                                .reason = options.reason})));
  }
  PROV_ASSIGN_OR_RETURN(Checkpoint checkpoint, writer.Commit());
  if (target.kind == EntryKind::kObject) {
    PROV_RETURN_IF_ERROR(RemoveObject(ledger, target.line));
  } else if (target.kind == EntryKind::kFinding) {
    PROV_RETURN_IF_ERROR(
        ReplaceLine(EntriesPath(ledger), entry, WithdrawnLine(leaf)));
  }
  PROV_RETURN_IF_ERROR(RemoveQueryCaches(ledger));
  return checkpoint;
}

}  // namespace prov
