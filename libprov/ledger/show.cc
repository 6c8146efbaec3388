// Held by the golden cases of prov-ledger.

#include "libprov/ledger/show.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"

namespace prov {
namespace {

template <typename Entry>
absl::StatusOr<Entry> ParseOwn(
    const std::string& ledger, const OwnLine& own,
    absl::StatusOr<Entry> (*parse)(const JsonObject& line)) {
  JsonReader reader;
  std::string padded = own.line;
  padded.reserve(padded.size() + kJsonPadding);
  const absl::StatusOr<JsonObject> object = reader.Parse(padded);
  absl::StatusOr<Entry> entry =
      object.ok() ? parse(*object) : absl::StatusOr<Entry>(object.status());
  if (entry.ok()) return entry;
  return absl::DataLossError(
      absl::StrFormat("%s:%d: %s", EntriesPath(ledger), own.entry + 1,
                      std::string(entry.status().message())));
}

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

const RecordedRun* LedgerMap::RunOf(uint64_t entry) const {
  const auto after =
      std::ranges::upper_bound(runs, entry, {}, &RecordedRun::entry);
  if (after == runs.begin()) return nullptr;
  const RecordedRun& run = *(after - 1);
  return entry < run.end ? &run : nullptr;
}

absl::StatusOr<LedgerMap> MapLedger(const std::string& ledger,
                                    const OpenedLedger& opened) {
  LedgerMap map;
  bool is_open = false;
  for (const OwnLine& own : opened.scan.own) {
    if (own.kind != EntryKind::kRecord && own.kind != EntryKind::kWithdrawal) {
      continue;
    }
    if (is_open) map.runs.back().end = own.entry;
    is_open = own.kind == EntryKind::kRecord;
    if (is_open) {
      RecordedRun& run = map.runs.emplace_back();
      run.entry = own.entry;
      PROV_ASSIGN_OR_RETURN(run.record,
                            ParseOwn(ledger, own, ParseRecordEntry));
      if (run.record.supersedes.has_value()) {
        map.superseded[*run.record.supersedes] = own.entry;
      }
    } else {
      PROV_ASSIGN_OR_RETURN(WithdrawalEntry withdrawal,
                            ParseOwn(ledger, own, ParseWithdrawalEntry));
      map.withdrawn[withdrawal.entry] = std::move(withdrawal);
    }
  }
  if (is_open) map.runs.back().end = opened.checkpoint.size;
  for (RecordedRun& run : map.runs) {
    const auto found = map.superseded.find(run.entry);
    if (found != map.superseded.end()) run.superseded_by = found->second;
  }
  return map;
}

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
      PROV_ASSIGN_OR_RETURN(const std::string first,
                            ReadEntry(opened.log, run->entry + 1));
      AddLine(text, "run",
              absl::StrFormat("%s (entry %d)", ToolOf(first), run->entry + 1));
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
