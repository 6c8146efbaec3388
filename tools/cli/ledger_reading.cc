#include <utility>
#include <variant>

#include "absl/strings/str_format.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/prove.h"
#include "libprov/ledger/query.h"
#include "libprov/ledger/show.h"
#include "libprov/ledger/verify_archive.h"
#include "tools/cli/files.h"
#include "tools/cli/ledger_calls.h"
#include "tools/cli/ledger_keys.h"
#include "tools/cli/visible.h"

namespace prov::cli {
namespace {

absl::StatusOr<std::optional<Checkpoint>> ReadKept(const LedgerCall& call) {
  std::optional<Checkpoint> none;
  if (call.options.against.empty()) return none;
  PROV_ASSIGN_OR_RETURN(Checkpoint kept, ReadCheckpoint(call.options.against));
  return std::optional(std::move(kept));
}

// Whose word it is, for an answer that is yes.
std::string SignerText(const Checkpoint& checkpoint,
                       const std::optional<VerifyingKey>& key) {
  if (key.has_value()) return "signed by " + key->ToText();
  if (checkpoint.signatures.empty()) return "signer unknown";
  return "signer unknown (it says " + checkpoint.signatures.front().key_name +
         "; say --key)";
}

// What a proof says, for people.
std::string ProofText(const Proof& proof) {
  if (const auto* inclusion = std::get_if<InclusionProof>(&proof)) {
    std::string text = absl::StrFormat(
        "entry %d is in the ledger %s of %d entries", inclusion->index,
        inclusion->checkpoint.origin, inclusion->checkpoint.size);
    return text;
  }
  const auto& growth = std::get<ConsistencyProof>(proof);
  return absl::StrFormat("the ledger %s only grew, from %d entries to %d",
                         growth.later.origin, growth.older.size,
                         growth.later.size);
}

}  // namespace

absl::StatusOr<ExitCode> RunVerify(const LedgerCall& call) {
  const std::string& ledger = call.argument(1);
  VerifyOptions options{.threads = call.threads()};
  PROV_ASSIGN_OR_RETURN(options.against, ReadKept(call));
  PROV_ASSIGN_OR_RETURN(options.key, ReadVerifyingKey(call.options.key));
  PROV_ASSIGN_OR_RETURN(const LedgerReport report,
                        VerifyLedger(ledger, options));
  for (const std::string& note : report.notes) call.Say(note);
  for (const std::string& problem : report.problems) Warn(call.tool, problem);
  const std::vector<std::string> read = {
      CheckpointPath(ledger), EntriesPath(ledger), call.options.against,
      call.options.key};
  bool holds = report.problems.empty();
  ArchiveReport archive;
  if (holds && !call.options.archive.empty()) {
    PROV_ASSIGN_OR_RETURN(
        archive, VerifyArchive(ledger, call.options.archive, call.threads()));
    for (const std::string& problem : archive.problems) {
      Warn(call.tool, problem);
    }
    if (archive.problem_count > archive.problems.size()) {
      Warn(call.tool,
           absl::StrFormat("and %d more",
                           archive.problem_count - archive.problems.size()));
    }
    holds = archive.problems.empty();
  }
  if (!holds) {
    return Answer(call, read, ledger + ": does not verify\n", kNo);
  }
  std::string text = absl::StrFormat(
      "%s: %d entries, consistent, %s", ledger, report.checkpoint->size,
      SignerText(*report.checkpoint, options.key));
  if (options.against.has_value()) {
    text += absl::StrFormat(
        "; the first %d are those of the checkpoint that "
        "was kept",
        options.against->size);
  }
  if (!call.options.archive.empty()) {
    text += absl::StrFormat("; %d findings hold at %d places of the archive",
                            archive.findings, archive.places);
    if (archive.unchecked > 0) {
      text += absl::StrFormat("; %d of withdrawn runs cannot be looked up",
                              archive.unchecked);
    }
  }
  return Answer(call, read, text + "\n");
}

absl::StatusOr<ExitCode> RunProve(const LedgerCall& call) {
  const std::string& ledger = call.argument(1);
  const bool is_growth = !call.options.against.empty();
  if (is_growth == (call.options.arguments.size() == 3)) {
    return absl::InvalidArgumentError(
        "say which entry, prov-ledger prove LEDGER ENTRY, or since when, "
        "prov-ledger prove LEDGER --against CHECKPOINT");
  }
  std::string text;
  if (is_growth) {
    PROV_ASSIGN_OR_RETURN(const std::optional<Checkpoint> older,
                          ReadKept(call));
    PROV_ASSIGN_OR_RETURN(const ConsistencyProof proof,
                          ProveGrowth(ledger, *older, call.threads()));
    text = proof.ToText();
  } else {
    PROV_ASSIGN_OR_RETURN(const uint64_t entry,
                          ParseEntryNumber(call.argument(2)));
    PROV_ASSIGN_OR_RETURN(const InclusionProof proof,
                          ProveEntry(ledger, entry, call.threads()));
    if (!proof.entry.has_value()) {
      call.Say(absl::StrFormat(
          "entry %d was withdrawn: who checks the proof must have its text",
          entry));
    }
    text = proof.ToText();
  }
  return Answer(
      call, {CheckpointPath(ledger), EntriesPath(ledger), call.options.against},
      text);
}

absl::StatusOr<ExitCode> RunCheck(const LedgerCall& call) {
  const std::string& path = call.argument(1);
  const std::vector<std::string> read = {path, call.options.against,
                                         call.options.key, call.options.entry};
  CheckOptions options;
  PROV_ASSIGN_OR_RETURN(options.against, ReadKept(call));
  PROV_ASSIGN_OR_RETURN(options.key, ReadVerifyingKey(call.options.key));
  if (!call.options.entry.empty()) {
    PROV_ASSIGN_OR_RETURN(options.entry, ReadText(call.options.entry));
    if (options.entry->ends_with('\n')) options.entry->pop_back();
  }
  PROV_ASSIGN_OR_RETURN(const std::string bytes, ReadText(path));
  const absl::StatusOr<Proof> proof = ParseProof(bytes);
  const std::string problem = proof.ok()
                                  ? CheckProof(*proof, options)
                                  : std::string(proof.status().message());
  if (!problem.empty()) {
    Warn(call.tool, path + ": " + problem);
    return Answer(call, read, path + ": does not hold\n", kNo);
  }
  const auto* const inclusion = std::get_if<InclusionProof>(&*proof);
  const Checkpoint& checkpoint = inclusion != nullptr
                                     ? inclusion->checkpoint
                                     : std::get<ConsistencyProof>(*proof).later;
  std::string text = path + ": holds: " + ProofText(*proof) + ", " +
                     SignerText(checkpoint, options.key) + "\n";
  if (inclusion != nullptr && inclusion->entry.has_value()) {
    text += Visible(*inclusion->entry) + "\n";
  }
  return Answer(call, read, text);
}

absl::StatusOr<ExitCode> RunShow(const LedgerCall& call) {
  const std::string& ledger = call.argument(1);
  std::string text;
  if (call.options.arguments.size() == 2) {
    PROV_ASSIGN_OR_RETURN(text, LedgerText(ledger, call.threads()));
  } else {
    PROV_ASSIGN_OR_RETURN(const uint64_t entry,
                          ParseEntryNumber(call.argument(2)));
    PROV_ASSIGN_OR_RETURN(
        text,
        call.options.archive.empty()
            ? EntryText(ledger, entry, call.threads())
            : CustodyText(ledger, entry, call.options.archive, call.threads()));
  }
  return Answer(call, {CheckpointPath(ledger), EntriesPath(ledger)},
                Visible(text));
}

absl::StatusOr<ExitCode> RunQuery(const LedgerCall& call) {
  const std::string& ledger = call.argument(1);
  Outputs outputs(call.options.common);
  outputs.Read({CheckpointPath(ledger), EntriesPath(ledger)});
  PROV_RETURN_IF_ERROR(outputs.Check({call.options.output}));
  PROV_ASSIGN_OR_RETURN(OutputFile * out, outputs.Create(call.options.output));
  PROV_RETURN_IF_ERROR(QueryLedger(
      ledger, call.options.query, call.threads(),
      [out](const LedgerHit& hit) { return out->Write(HitLine(hit) + "\n"); }));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return kOk;
}

absl::StatusOr<ExitCode> RunExport(const LedgerCall& call) {
  const std::string& ledger = call.argument(1);
  PROV_ASSIGN_OR_RETURN(
      const Exported exported,
      ExportLedger(ledger,
                   call.options.format.value_or(ExportFormat::kProvJson),
                   call.options.texts, call.threads()));
  if (exported.unordered > 0) {
    call.Say(absl::StrFormat(
        "%d derivations lie on a circle or are against time; only that they "
        "share words is said",
        exported.unordered));
  }
  return Answer(call, {CheckpointPath(ledger), EntriesPath(ledger)},
                exported.text);
}

}  // namespace prov::cli
