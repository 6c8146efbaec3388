// Held by verify_ledger_test.cc and the test cli/ledger.

#include "libprov/ledger/record.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/base/utf8_check.h"
#include "libprov/corpus/date.h"
#include "libprov/ledger/entry.h"

namespace prov {
namespace {

// Findings that are in the ledger.
struct Place {
  uint64_t entry = 0;  // The prov.record/1.
  uint64_t size_bytes = 0;
  uint64_t begin = 0;  // Of the lines after it, in the log.
  uint64_t end = 0;
};

absl::StatusOr<std::vector<Place>> PlacesOf(const LedgerWriter& writer) {
  std::vector<Place> places;
  JsonReader reader;
  bool is_open = false;
  for (const OwnLine& own : writer.own()) {
    if (own.kind != EntryKind::kRecord && own.kind != EntryKind::kWithdrawal) {
      continue;
    }
    if (is_open) places.back().end = own.offset;
    is_open = own.kind == EntryKind::kRecord;
    if (!is_open) continue;
    std::string line = own.line;
    line.reserve(line.size() + kJsonPadding);
    PROV_ASSIGN_OR_RETURN(const JsonObject object, reader.Parse(line));
    PROV_ASSIGN_OR_RETURN(const RecordEntry record, ParseRecordEntry(object));
    places.push_back({.entry = own.entry,
                      .size_bytes = record.size_bytes,
                      .begin = own.offset + own.line.size() + 1,
                      .end = writer.committed_bytes()});
  }
  return places;
}

absl::StatusOr<std::optional<uint64_t>> FindRecorded(
    const LedgerWriter& writer, const std::vector<Place>& places,
    const InputBytes& input) {
  for (const Place& place : places) {
    if (place.size_bytes != input.size_bytes()) continue;
    PROV_ASSIGN_OR_RETURN(const bool holds,
                          writer.Holds(input, place.begin, place.end));
    if (holds) return std::optional(place.entry);
  }
  return std::nullopt;
}

std::string NameOf(const std::string& path) {
  if (path == "-") return "stdin";
  return std::filesystem::path(path).filename().string();
}

absl::Status CheckOptions(const std::vector<std::string>& findings,
                          const LedgerRunOptions& options) {
  for (const std::string& path : findings) {
    if (FindInvalidUtf8(NameOf(path)).has_value()) {
      return absl::InvalidArgumentError(
          path + ": its name is not UTF-8, so no entry can hold it; rename it");
    }
  }
  if (FindInvalidUtf8(options.reason).has_value()) {
    return absl::InvalidArgumentError("the reason is not UTF-8");
  }
  return absl::OkStatus();
}

absl::Status CheckEntry(const std::string& ledger, const LedgerWriter& writer,
                        uint64_t entry) {
  if (entry < writer.entries()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrFormat("%s: there is no entry %d; it has %d, and the first is 0",
                      ledger, entry, writer.entries()));
}

}  // namespace

absl::StatusOr<Recorded> Record(const std::string& ledger,
                                const std::vector<std::string>& findings,
                                const LedgerRunOptions& options) {
  PROV_RETURN_IF_ERROR(CheckOptions(findings, options));
  std::vector<InputBytes> inputs;
  for (const std::string& path : findings) {
    PROV_ASSIGN_OR_RETURN(InputBytes input, InputBytes::Open(path));
    inputs.push_back(std::move(input));
  }
  PROV_ASSIGN_OR_RETURN(LedgerWriter writer,
                        LedgerWriter::Open(ledger, options.writer));
  if (options.supersedes.has_value()) {
    PROV_RETURN_IF_ERROR(CheckEntry(ledger, writer, *options.supersedes));
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<Place> places, PlacesOf(writer));
  Recorded recorded{.removed_bytes = writer.removed_bytes()};
  for (size_t i = 0; i < inputs.size(); ++i) {
    RecordedFile& file = recorded.files.emplace_back();
    file.path = findings[i];
    PROV_ASSIGN_OR_RETURN(const std::optional<uint64_t> before,
                          FindRecorded(writer, places, inputs[i]));
    if (before.has_value() && !options.supersedes.has_value()) {
      file.was_recorded = true;
      file.first_entry = *before;
      continue;
    }
    file.first_entry = writer.entries();
    PROV_RETURN_IF_ERROR(writer.AppendOwn(
        ToLine(RecordEntry{.time = ToRfc3339(options.time),
                           .name = NameOf(findings[i]),
                           .size_bytes = inputs[i].size_bytes(),
                           .supersedes = options.supersedes,
                           .reason = options.reason})));
    PROV_RETURN_IF_ERROR(writer.AppendFindings(inputs[i]));
    PROV_RETURN_IF_ERROR(inputs[i].CheckUnchanged());
    file.entries = writer.entries() - file.first_entry;
  }
  PROV_ASSIGN_OR_RETURN(recorded.checkpoint, writer.Commit());
  return recorded;
}

}  // namespace prov
