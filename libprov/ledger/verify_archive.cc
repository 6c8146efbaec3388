// Held by the golden case prov-ledger/archive.

#include "libprov/ledger/verify_archive.h"

#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/ledger_findings.h"
#include "libprov/ledger/show.h"

namespace prov {
namespace {

constexpr size_t kProblemsShown = 100;

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

absl::StatusOr<ArchiveReport> VerifyArchive(
    const std::string& ledger, const std::vector<std::string>& documents,
    unsigned threads) {
  PROV_ASSIGN_OR_RETURN(const OpenedLedger opened, OpenLedger(ledger, threads));
  PROV_ASSIGN_OR_RETURN(const LedgerMap map, MapLedger(ledger, opened));
  PROV_ASSIGN_OR_RETURN(Archive archive, Archive::Open(documents, threads));
  ArchiveReport report;
  const auto add = [&](uint64_t entry, const std::string& problem) {
    if (report.problem_count++ >= kProblemsShown) return;
    report.problems.push_back(
        absl::StrFormat("%s:%d: %s", EntriesPath(ledger), entry + 1, problem));
  };
  bool usable = false;
  PROV_RETURN_IF_ERROR(ForEachLedgerFinding(
      ledger, opened, map, [&](const LedgerFinding& finding) -> absl::Status {
        if (!finding.run.facts.has_value()) {
          ++report.unchecked;
          return absl::OkStatus();
        }
        if (finding.run.entry == finding.entry) {
          PROV_ASSIGN_OR_RETURN(const std::vector<InputFacts> missing,
                                archive.UseRun(*finding.run.facts));
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
  PROV_ASSIGN_OR_RETURN(const OpenedLedger opened, OpenLedger(ledger, threads));
  PROV_ASSIGN_OR_RETURN(const LedgerMap map, MapLedger(ledger, opened));
  PROV_ASSIGN_OR_RETURN(Archive archive, Archive::Open(documents, threads));
  PROV_RETURN_IF_ERROR(ForEachLedgerFinding(
      ledger, opened, map, [&](const LedgerFinding& finding) -> absl::Status {
        if (finding.entry != entry) return absl::OkStatus();
        if (!finding.run.facts.has_value()) {
          text +=
              "  archive     cannot be looked up: what it was found in was "
              "withdrawn with its run\n";
          return absl::OkStatus();
        }
        const RunFacts& run = *finding.run.facts;
        PROV_ASSIGN_OR_RETURN(const std::vector<InputFacts> missing,
                              archive.UseRun(run));
        if (!missing.empty()) {
          text += "  archive     " + MissingText(missing) + "\n";
          return absl::OkStatus();
        }
        for (const InputFacts& input : run.inputs) {
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
