// Held by the golden cases of prov-ledger.

#include "libprov/ledger/show.h"

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/ledger/ledger_findings.h"
#include "libprov/ledger/ledger_map.h"

namespace prov {
namespace {

// "prov-quotes 0.1.0" of a prov.run/1 line; "" of any other.
std::string ToolOf(const std::string& line) {
  JsonReader reader;
  std::string padded = line;
  padded.reserve(padded.size() + kJsonPadding);
  const absl::StatusOr<JsonObject> run = reader.Parse(padded);
  if (!run.ok()) return "";
  const auto tool = run->String("tool");
  const auto version = run->String("version");
  if (!tool.ok() || !version.ok()) return "";
  return std::string(*tool) + " " + std::string(*version);
}

void AddLine(std::string& text, std::string_view label,
             std::string_view value) {
  text += absl::StrFormat("  %-12s%s\n", label, value);
}

std::string SchemaOf(const std::string& line) {
  JsonReader reader;
  std::string padded = line;
  padded.reserve(padded.size() + kJsonPadding);
  const absl::StatusOr<JsonObject> object = reader.Parse(padded);
  if (!object.ok()) return "?";
  const auto schema = object->String("schema");
  return schema.ok() ? std::string(*schema) : "?";
}

}  // namespace

absl::StatusOr<std::string> LedgerText(const std::string& ledger,
                                       unsigned threads) {
  PROV_ASSIGN_OR_RETURN(const OpenedLedger opened, OpenLedger(ledger, threads));
  PROV_ASSIGN_OR_RETURN(const LedgerMap map, MapLedger(ledger, opened));
  std::string text = opened.checkpoint.ToNote();
  text += absl::StrFormat("\n%8s  %-20s  %8s  %s\n", "entry", "recorded",
                          "findings", "of");
  for (const RecordedRun& run : map.runs) {
    text += absl::StrFormat(
        "%8d  %-20s  %8d  %s%s\n", run.entry, run.record.time,
        run.end - run.entry - 1, run.record.name,
        run.superseded_by.has_value()
            ? absl::StrFormat(" (superseded by %d)", *run.superseded_by)
            : "");
  }
  for (const auto& [entry, withdrawal] : map.withdrawn) {
    text += absl::StrFormat(
        "%8d  %-20s  withdrawn%s%s\n", entry, withdrawal.time,
        withdrawal.reason.empty() ? "" : ": ", withdrawal.reason);
  }
  return text;
}

absl::StatusOr<std::string> EntryText(const std::string& ledger, uint64_t entry,
                                      unsigned threads) {
  PROV_ASSIGN_OR_RETURN(const OpenedLedger opened, OpenLedger(ledger, threads));
  if (entry >= opened.checkpoint.size) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s: there is no entry %d; it has %d, and the first is 0", ledger,
        entry, opened.checkpoint.size));
  }
  PROV_ASSIGN_OR_RETURN(const LedgerMap map, MapLedger(ledger, opened));
  PROV_ASSIGN_OR_RETURN(const std::string line, ReadEntry(opened.log, entry));
  std::string text =
      absl::StrFormat("entry %d of %d, consistent with the checkpoint\n", entry,
                      opened.checkpoint.size);
  AddLine(text, "schema", SchemaOf(line));
  AddLine(text, "leaf", Hex(HashOfLine(line)));
  if (const RecordedRun* run = map.RunOf(entry)) {
    AddLine(text, "recorded",
            absl::StrFormat("%s, of %s (entry %d)", run->record.time,
                            run->record.name, run->entry));
    if (run->end > run->entry + 1) {
      std::string tool = "withdrawn";
      if (!map.withdrawn.contains(run->entry + 1)) {
        PROV_ASSIGN_OR_RETURN(const std::string first,
                              ReadEntry(opened.log, run->entry + 1));
        PROV_ASSIGN_OR_RETURN(const std::string its_line,
                              FindingOf(ledger, first));
        tool = ToolOf(its_line);
      }
      AddLine(text, "run",
              absl::StrFormat("%s (entry %d)", tool, run->entry + 1));
    }
    if (run->superseded_by.has_value()) {
      AddLine(text, "superseded",
              absl::StrFormat("by %d", *run->superseded_by));
    }
  }
  if (const auto found = map.superseded.find(entry);
      found != map.superseded.end() && map.RunOf(entry) != nullptr &&
      map.RunOf(entry)->entry != entry) {
    AddLine(text, "superseded", absl::StrFormat("by %d", found->second));
  }
  if (const auto found = map.withdrawn.find(entry);
      found != map.withdrawn.end()) {
    AddLine(text, "withdrawn",
            found->second.time + (found->second.reason.empty() ? "" : ", ") +
                found->second.reason);
  }
  AddLine(text, "line", line);
  return text;
}

}  // namespace prov
