// Held by the golden cases prov-ledger/archive and prov-ledger/withdraw.

#include "libprov/ledger/ledger_findings.h"

#include <span>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/ledger/line_windows.h"

namespace prov {
namespace {

constexpr std::string_view kRunSchema = "prov.run/1";

// Goes through the lines of a log and keeps what the next finding is of.
class FindingWalk {
 public:
  FindingWalk(const std::string& ledger, const LedgerMap& map,
              absl::FunctionRef<absl::Status(const LedgerFinding&)> visit)
      : ledger_(ledger), map_(map), visit_(visit) {}

  absl::Status Line(uint64_t entry, uint64_t offset, std::string_view line) {
    const EntryKind kind = KindOf(line);
    if (kind == EntryKind::kRecord) has_run_ = false;
    if (kind == EntryKind::kRecord || kind == EntryKind::kWithdrawal) {
      return absl::OkStatus();
    }
    const auto withdrawn = map_.withdrawn.find(entry);
    if (withdrawn != map_.withdrawn.end()) {
      if (withdrawn->second.of == kRunSchema) BeginRun(entry, line);
      return absl::OkStatus();
    }
    std::string_view schema;
    const absl::StatusOr<JsonObject> finding = Read(entry, line, schema);
    if (!finding.ok()) {
      return absl::DataLossError(
          absl::StrFormat("%s:%d: %s", EntriesPath(ledger_), entry + 1,
                          std::string(finding.status().message())));
    }
    return visit_({.entry = entry,
                   .offset = offset,
                   .length = line.size(),
                   .run = run_,
                   .schema = schema,
                   .finding = *finding});
  }

 private:
  absl::StatusOr<JsonObject> Read(uint64_t entry, std::string_view line,
                                  std::string_view& schema) {
    PROV_ASSIGN_OR_RETURN(padded_, FindingOf(ledger_, line));
    padded_.reserve(padded_.size() + kJsonPadding);
    PROV_ASSIGN_OR_RETURN(const JsonObject finding, reader_.Parse(padded_));
    PROV_ASSIGN_OR_RETURN(schema, finding.String("schema"));
    if (schema == kRunSchema) {
      BeginRun(entry, line);
      PROV_ASSIGN_OR_RETURN(run_.facts, ParseRunLine(finding));
    }
    if (has_run_) return finding;
    return absl::DataLossError(
        "comes before the prov.run/1 of its file, so nobody knows what it is "
        "of: prov-ledger did not write this");
  }

  void BeginRun(uint64_t entry, std::string_view line) {
    run_ = {.entry = entry, .leaf = HashOfLine(line), .facts = {}};
    has_run_ = true;
  }

  const std::string& ledger_;
  const LedgerMap& map_;
  absl::FunctionRef<absl::Status(const LedgerFinding&)> visit_;
  JsonReader reader_;
  std::string padded_;
  LedgerRun run_;
  bool has_run_ = false;
};

}  // namespace

absl::Status ForEachLedgerFinding(
    const std::string& ledger, const OpenedLedger& opened, const LedgerMap& map,
    absl::FunctionRef<absl::Status(const LedgerFinding& finding)> visit) {
  LineWindows windows(opened.log, 1, 0, opened.scan.end_offset);
  FindingWalk walk(ledger, map, visit);
  uint64_t entry = 0;
  for (;;) {
    PROV_ASSIGN_OR_RETURN(const std::span<const std::string_view> lines,
                          windows.Next());
    if (lines.empty()) return absl::OkStatus();
    for (const std::string_view line : lines) {
      const auto at =
          static_cast<uint64_t>(line.data() - windows.bytes().data());
      PROV_RETURN_IF_ERROR(walk.Line(entry++, windows.offset() + at, line));
    }
  }
}

absl::StatusOr<std::string> FindingOf(const std::string& ledger,
                                      std::string_view entry) {
  const EntryKind kind = KindOf(entry);
  if (kind == EntryKind::kFinding) return std::string(entry);
  if (kind != EntryKind::kObject) {
    return absl::DataLossError(
        "the text of this entry is gone, and no entry says that it was "
        "withdrawn; prov-ledger verify says more");
  }
  JsonReader reader;
  std::string padded(entry);
  padded.reserve(padded.size() + kJsonPadding);
  PROV_ASSIGN_OR_RETURN(const JsonObject line, reader.Parse(padded));
  PROV_ASSIGN_OR_RETURN(const ObjectEntry object, ParseObjectEntry(line));
  const std::string path = ObjectPath(ledger, object.sha256);
  PROV_ASSIGN_OR_RETURN(std::string bytes, ReadText(path));
  if (Hex(Sha256(bytes)) != object.sha256) {
    return absl::DataLossError(path +
                               ": was changed; prov-ledger verify says more");
  }
  return bytes;
}

}  // namespace prov
