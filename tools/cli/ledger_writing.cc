#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "absl/strings/str_format.h"
#include "libprov/corpus/date.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/record.h"
#include "tools/cli/files.h"
#include "tools/cli/ledger_calls.h"
#include "tools/cli/ledger_keys.h"
#include "tools/cli/values.h"

namespace prov::cli {
namespace {

// The present, or what SOURCE_DATE_EPOCH says it is.
absl::StatusOr<int64_t> Now() {
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr) {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  const std::optional<int64_t> seconds = ParseNumber<int64_t>(epoch);
  if (seconds.has_value() && DateFromEpoch(*seconds).earliest == *seconds) {
    return *seconds;
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("SOURCE_DATE_EPOCH: '%s' is not a number of seconds "
                      "since 1970",
                      epoch));
}

absl::StatusOr<LedgerRunOptions> RunOptionsOf(const LedgerCall& call) {
  const LedgerOptions& options = call.options;
  LedgerRunOptions record{.supersedes = options.supersedes,
                          .reason = options.reason};
  PROV_ASSIGN_OR_RETURN(record.time, Now());
  record.writer.origin = options.origin;
  record.writer.unsigned_on_purpose = options.unsigned_on_purpose;
  record.writer.threads = call.threads();
  PROV_ASSIGN_OR_RETURN(record.writer.key,
                        ReadSigningKey(options.key, call.argument(1)));
  if (!options.origin.empty() && !IsKeyName(options.origin)) {
    return absl::InvalidArgumentError(
        "--origin: '" + options.origin +
        "' has a blank or a +; say a name such as example.org/news");
  }
  return record;
}

// The checkpoint that is given away must not replace what the ledger keeps.
absl::Status CheckOutside(const std::string& ledger,
                          const std::string& output) {
  namespace fs = std::filesystem;
  if (output == "-") return absl::OkStatus();
  std::error_code ignored;
  const fs::path file =
      fs::weakly_canonical(fs::absolute(output, ignored), ignored);
  if (!fs::equivalent(ledger, file.parent_path(), ignored)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      output + ": lies in the ledger itself; name a place outside of it");
}

}  // namespace

absl::StatusOr<ExitCode> RunRecord(const LedgerCall& call) {
  const std::vector<std::string> findings(call.options.arguments.begin() + 2,
                                          call.options.arguments.end());
  // Nothing is appended whose checkpoint could not be written.
  Outputs outputs(call.options.common);
  outputs.Read(findings);
  outputs.Read({call.options.key});
  PROV_RETURN_IF_ERROR(CheckOutside(call.argument(1), call.options.output));
  PROV_RETURN_IF_ERROR(outputs.Check({call.options.output}));
  PROV_ASSIGN_OR_RETURN(OutputFile * out, outputs.Create(call.options.output));
  PROV_ASSIGN_OR_RETURN(const LedgerRunOptions options, RunOptionsOf(call));
  PROV_ASSIGN_OR_RETURN(const Recorded recorded,
                        Record(call.argument(1), findings, options));
  if (recorded.removed_bytes > 0) {
    call.Say(
        absl::StrFormat("%s: took away %d bytes that a killed run had left",
                        EntriesPath(call.argument(1)), recorded.removed_bytes));
  }
  for (const RecordedFile& file : recorded.files) {
    call.Say(file.was_recorded
                 ? absl::StrFormat("%s: is there already, as entry %d",
                                   file.path, file.first_entry)
                 : absl::StrFormat("%s: entries %d to %d", file.path,
                                   file.first_entry,
                                   file.first_entry + file.entries - 1));
  }
  PROV_RETURN_IF_ERROR(out->Write(recorded.checkpoint.ToNote()));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return kOk;
}

absl::StatusOr<ExitCode> RunWithdraw(const LedgerCall& call) {
  PROV_ASSIGN_OR_RETURN(const uint64_t entry,
                        ParseEntryNumber(call.argument(2)));
  Outputs outputs(call.options.common);
  outputs.Read({call.options.key});
  PROV_RETURN_IF_ERROR(CheckOutside(call.argument(1), call.options.output));
  PROV_RETURN_IF_ERROR(outputs.Check({call.options.output}));
  PROV_ASSIGN_OR_RETURN(OutputFile * out, outputs.Create(call.options.output));
  PROV_ASSIGN_OR_RETURN(const LedgerRunOptions options, RunOptionsOf(call));
  PROV_ASSIGN_OR_RETURN(const Checkpoint checkpoint,
                        Withdraw(call.argument(1), entry, options));
  PROV_RETURN_IF_ERROR(out->Write(checkpoint.ToNote()));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return kOk;
}

absl::StatusOr<ExitCode> RunKeygen(const LedgerCall& call) {
  const std::string name =
      call.options.name.empty() ? "prov-ledger" : call.options.name;
  PROV_ASSIGN_OR_RETURN(const std::string line,
                        MakeKey(call.argument(1), name));
  return Answer(call, {}, line);
}

}  // namespace prov::cli
