// Held by the golden cases of prov-ledger.

#include "libprov/ledger/ledger_map.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
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

// An object that several entries stand for is gone from all of them.
void SpreadWithdrawals(LedgerMap& map) {
  absl::flat_hash_map<std::string, WithdrawalEntry> gone;  // By digest.
  for (const auto& [entry, object] : map.objects) {
    const auto found = map.withdrawn.find(entry);
    if (found != map.withdrawn.end()) gone[object.sha256] = found->second;
  }
  for (const auto& [entry, object] : map.objects) {
    const auto found = gone.find(object.sha256);
    if (found == gone.end()) continue;
    WithdrawalEntry withdrawal = found->second;  // Equal objects, equal leaves.
    withdrawal.entry = entry;
    map.withdrawn.try_emplace(entry, std::move(withdrawal));
  }
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
    if (own.kind == EntryKind::kObject) {
      PROV_ASSIGN_OR_RETURN(ObjectEntry object,
                            ParseOwn(ledger, own, ParseObjectEntry));
      map.objects.emplace_back(own.entry, std::move(object));
    }
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
  SpreadWithdrawals(map);
  for (RecordedRun& run : map.runs) {
    const auto found = map.superseded.find(run.entry);
    if (found != map.superseded.end()) run.superseded_by = found->second;
  }
  return map;
}

}  // namespace prov
