// Held by the golden case prov-ledger/archive.

#include "libprov/ledger/verify_archive.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/ledger/entry.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/line_windows.h"
#include "libprov/ledger/show.h"

namespace prov {
namespace {

constexpr size_t kProblemsShown = 100;

// Goes through the lines of a log and keeps what the next finding is of.
class FindingWalk {
 public:
  FindingWalk(const std::string& ledger,
              absl::FunctionRef<absl::Status(const LedgerFinding&)> visit)
      : ledger_(ledger), visit_(visit) {}

  absl::Status Line(uint64_t entry, uint64_t offset, std::string_view line) {
    if (KindOf(line) == EntryKind::kRecord) record_entry_ = entry;
    offset_ = offset;
    length_ = line.size();
    if (KindOf(line) == EntryKind::kFinding) return Finding(entry, line);
    PROV_ASSIGN_OR_RETURN(const std::optional<std::string> finding,
                          FindingOf(ledger_, line));
    return finding.has_value() ? Finding(entry, *finding) : absl::OkStatus();
  }

 private:
  absl::Status Finding(uint64_t entry, std::string_view line) {
    PROV_ASSIGN_OR_RETURN(const JsonObject finding, Parse(entry, line));
    PROV_ASSIGN_OR_RETURN(const std::string_view schema,
                          finding.String("schema"));
    if (schema == "prov.run/1") {
      run_entry_ = entry;
      absl::StatusOr<RunFacts> run = ParseRunLine(finding);
      if (!run.ok()) return Located(entry, run.status());
      run_ = *std::move(run);
    }
    return visit_({.entry = entry,
                   .run_entry = run_entry_,
                   .record_entry = record_entry_,
                   .offset = offset_,
                   .length = length_,
                   .run = run_,
                   .schema = schema,
                   .line = line,
                   .finding = finding});
  }

  absl::Status Located(uint64_t entry, const absl::Status& status) const {
    return absl::DataLossError(absl::StrFormat("%s:%d: %s",
                                               EntriesPath(ledger_), entry + 1,
                                               std::string(status.message())));
  }

  absl::StatusOr<JsonObject> Parse(uint64_t entry, std::string_view line) {
    padded_.assign(line);
    padded_.reserve(padded_.size() + kJsonPadding);
    absl::StatusOr<JsonObject> object = reader_.Parse(padded_);
    if (!object.ok()) return Located(entry, object.status());
    return object;
  }

  const std::string& ledger_;
  absl::FunctionRef<absl::Status(const LedgerFinding&)> visit_;
  JsonReader reader_;
  std::string padded_;
  uint64_t record_entry_ = 0;
  uint64_t offset_ = 0;
  uint64_t length_ = 0;
  uint64_t run_entry_ = 0;
  RunFacts run_;
};

std::string MissingText(const std::vector<InputFacts>& missing) {
  return absl::StrFormat(
      "its input '%s' is not among the documents: none has the SHA-256 %s%s",
      missing.front().name, missing.front().sha256,
      missing.size() == 1 ? ""
                          : absl::StrFormat(", nor has any those of %d others",
                                            missing.size() - 1));
}

std::string PlaceText(const FindingPlace& place, const PlaceReport& report) {
  std::string text = "  place       " + place.key;
  if (!report.file.empty()) {
    text += absl::StrFormat(", %s, bytes %d to %d, sha256 %s", report.file,
                            report.offset, report.offset + report.length,
                            report.sha256);
  }
  text += "\n";
  if (place.span.has_value()) {
    text += absl::StrFormat("    text[%d:%d]  %s\n", place.span->begin,
                            place.span->end, report.text);
  }
  return text + "    " +
         (report.problem.empty() ? "holds"
                                 : "does not hold: " + report.problem) +
         "\n";
}

}  // namespace

absl::StatusOr<std::optional<std::string>> FindingOf(const std::string& ledger,
                                                     std::string_view entry) {
  std::optional<std::string> finding;
  const EntryKind kind = KindOf(entry);
  if (kind == EntryKind::kFinding) finding = entry;
  if (kind != EntryKind::kObject) return finding;
  JsonReader reader;
  std::string padded(entry);
  padded.reserve(padded.size() + kJsonPadding);
  PROV_ASSIGN_OR_RETURN(const JsonObject line, reader.Parse(padded));
  PROV_ASSIGN_OR_RETURN(const ObjectEntry object, ParseObjectEntry(line));
  const std::string path = ObjectPath(ledger, object.sha256);
  absl::StatusOr<std::string> bytes = ReadText(path);
  // One that is not there was withdrawn, or VerifyLedger() says so.
  if (absl::IsNotFound(bytes.status())) return finding;
  PROV_RETURN_IF_ERROR(bytes.status());
  if (Hex(Sha256(*bytes)) != object.sha256) {
    return absl::DataLossError(path +
                               ": was changed; prov-ledger verify says more");
  }
  finding = *std::move(bytes);
  return finding;
}

absl::Status ForEachLedgerFinding(
    const std::string& ledger, unsigned threads,
    absl::FunctionRef<absl::Status(const LedgerFinding& finding)> visit) {
  PROV_ASSIGN_OR_RETURN(const OpenedLedger opened, OpenLedger(ledger, threads));
  LineWindows windows(opened.log, 1, 0, opened.scan.end_offset);
  FindingWalk walk(ledger, visit);
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

absl::StatusOr<ArchiveReport> VerifyArchive(
    const std::string& ledger, const std::vector<std::string>& documents,
    unsigned threads) {
  PROV_ASSIGN_OR_RETURN(Archive archive, Archive::Open(documents, threads));
  ArchiveReport report;
  const auto add = [&](uint64_t entry, const std::string& problem) {
    if (report.problem_count++ >= kProblemsShown) return;
    report.problems.push_back(
        absl::StrFormat("%s:%d: %s", EntriesPath(ledger), entry + 1, problem));
  };
  bool usable = false;
  PROV_RETURN_IF_ERROR(ForEachLedgerFinding(
      ledger, threads, [&](const LedgerFinding& finding) -> absl::Status {
        if (finding.schema == "prov.run/1") {
          PROV_ASSIGN_OR_RETURN(const std::vector<InputFacts> missing,
                                archive.UseRun(finding.run));
          usable = missing.empty();
          if (!usable) add(finding.entry, MissingText(missing));
          return absl::OkStatus();
        }
        if (!usable) return absl::OkStatus();
        const std::vector<FindingPlace> places =
            PlacesOf(finding.schema, finding.finding);
        report.findings += places.empty() ? 0 : 1;
        for (const FindingPlace& place : places) {
          PROV_ASSIGN_OR_RETURN(const PlaceReport found, archive.Look(place));
          ++report.places;
          if (found.problem.empty()) continue;
          add(finding.entry, "'" + place.key + "': " + found.problem);
        }
        return absl::OkStatus();
      }));
  return report;
}

absl::StatusOr<std::string> CustodyText(
    const std::string& ledger, uint64_t entry,
    const std::vector<std::string>& documents, unsigned threads) {
  PROV_ASSIGN_OR_RETURN(std::string text, EntryText(ledger, entry, threads));
  PROV_ASSIGN_OR_RETURN(Archive archive, Archive::Open(documents, threads));
  PROV_RETURN_IF_ERROR(ForEachLedgerFinding(
      ledger, threads, [&](const LedgerFinding& finding) -> absl::Status {
        if (finding.entry != entry) return absl::OkStatus();
        PROV_ASSIGN_OR_RETURN(const std::vector<InputFacts> missing,
                              archive.UseRun(finding.run));
        if (!missing.empty()) {
          text += "  archive     " + MissingText(missing) + "\n";
          return absl::OkStatus();
        }
        for (const InputFacts& input : finding.run.inputs) {
          text += absl::StrFormat("  input       %s, sha256 %s: is there\n",
                                  input.name, input.sha256);
        }
        for (const FindingPlace& place :
             PlacesOf(finding.schema, finding.finding)) {
          PROV_ASSIGN_OR_RETURN(const PlaceReport found, archive.Look(place));
          text += PlaceText(place, found);
        }
        return absl::OkStatus();
      }));
  return text;
}

}  // namespace prov
