#include "tools/cli/ledger_verbs.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include "absl/strings/str_format.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/prove.h"
#include "libprov/ledger/record.h"
#include "libprov/ledger/show.h"
#include "libprov/ledger/verify_archive.h"
#include "tools/cli/files.h"
#include "tools/cli/ledger_keys.h"
#include "tools/cli/visible.h"

namespace prov::cli {
namespace {

struct Call {
  const ToolInfo& tool;
  const LedgerOptions& options;

  const std::string& argument(size_t i) const { return options.arguments[i]; }
  unsigned threads() const { return options.common.threads; }
  void Say(const std::string& message) const {
    if (!options.common.quiet) Warn(tool, message);
  }
};

absl::StatusOr<uint64_t> ParseEntry(const std::string& text) {
  uint64_t entry = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), entry);
  if (error == std::errc() && end == text.data() + text.size()) return entry;
  return absl::InvalidArgumentError(
      "'" + text + "' is not the number of an entry; the first is 0");
}

// The present, or what SOURCE_DATE_EPOCH says it is.
absl::StatusOr<int64_t> Now() {
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr) {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  const std::string_view text(epoch);
  int64_t seconds = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc() && end == text.data() + text.size()) return seconds;
  return absl::InvalidArgumentError("SOURCE_DATE_EPOCH: '" + std::string(text) +
                                    "' is not a number of seconds since 1970");
}

absl::Status Write(Outputs& outputs, const std::string& path,
                   const std::string& text) {
  PROV_ASSIGN_OR_RETURN(OutputFile * out, outputs.Create(path));
  PROV_RETURN_IF_ERROR(out->Write(text));
  return outputs.Commit();
}

// The answer of a command whose reading is that of these files.
absl::StatusOr<ExitCode> Answer(const Call& call,
                                const std::vector<std::string>& read,
                                const std::string& text, ExitCode code = kOk) {
  Outputs outputs(call.options.common);
  outputs.Read(read);
  PROV_RETURN_IF_ERROR(outputs.Check({call.options.output}));
  PROV_RETURN_IF_ERROR(Write(outputs, call.options.output, text));
  return code;
}

absl::StatusOr<std::optional<Checkpoint>> ReadKept(const Call& call) {
  std::optional<Checkpoint> none;
  if (call.options.against.empty()) return none;
  PROV_ASSIGN_OR_RETURN(Checkpoint kept, ReadCheckpoint(call.options.against));
  return std::optional(std::move(kept));
}

absl::StatusOr<LedgerRunOptions> RunOptionsOf(const Call& call) {
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

absl::StatusOr<ExitCode> RunRecord(const Call& call) {
  const std::vector<std::string> findings(call.options.arguments.begin() + 2,
                                          call.options.arguments.end());
  // Nothing is appended whose checkpoint could not be written.
  Outputs outputs(call.options.common);
  outputs.Read(findings);
  outputs.Read({call.options.key});
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

absl::StatusOr<ExitCode> RunWithdraw(const Call& call) {
  PROV_ASSIGN_OR_RETURN(const uint64_t entry, ParseEntry(call.argument(2)));
  Outputs outputs(call.options.common);
  outputs.Read({call.options.key});
  PROV_RETURN_IF_ERROR(outputs.Check({call.options.output}));
  PROV_ASSIGN_OR_RETURN(OutputFile * out, outputs.Create(call.options.output));
  PROV_ASSIGN_OR_RETURN(const LedgerRunOptions options, RunOptionsOf(call));
  PROV_ASSIGN_OR_RETURN(const Checkpoint checkpoint,
                        Withdraw(call.argument(1), entry, options));
  PROV_RETURN_IF_ERROR(out->Write(checkpoint.ToNote()));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return kOk;
}

// Whose word it is, for an answer that is yes.
std::string SignerText(const Checkpoint& checkpoint,
                       const std::optional<VerifyingKey>& key) {
  if (key.has_value()) return "signed by " + key->ToText();
  if (checkpoint.signatures.empty()) return "signer unknown";
  return "signer unknown (it says " + checkpoint.signatures.front().key_name +
         "; say --key)";
}

absl::StatusOr<ExitCode> RunVerify(const Call& call) {
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
  }
  return Answer(call, read, text + "\n");
}

absl::StatusOr<ExitCode> RunProve(const Call& call) {
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
    PROV_ASSIGN_OR_RETURN(const uint64_t entry, ParseEntry(call.argument(2)));
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

absl::StatusOr<ExitCode> RunCheck(const Call& call) {
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

absl::StatusOr<ExitCode> RunShow(const Call& call) {
  const std::string& ledger = call.argument(1);
  std::string text;
  if (call.options.arguments.size() == 2) {
    PROV_ASSIGN_OR_RETURN(text, LedgerText(ledger, call.threads()));
  } else {
    PROV_ASSIGN_OR_RETURN(const uint64_t entry, ParseEntry(call.argument(2)));
    PROV_ASSIGN_OR_RETURN(
        text,
        call.options.archive.empty()
            ? EntryText(ledger, entry, call.threads())
            : CustodyText(ledger, entry, call.options.archive, call.threads()));
  }
  return Answer(call, {CheckpointPath(ledger), EntriesPath(ledger)},
                Visible(text));
}

absl::StatusOr<ExitCode> RunExport(const Call& call) {
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

absl::StatusOr<ExitCode> RunKeygen(const Call& call) {
  const std::string name =
      call.options.name.empty() ? "prov-ledger" : call.options.name;
  PROV_ASSIGN_OR_RETURN(const std::string line,
                        MakeKey(call.argument(1), name));
  return Answer(call, {}, line);
}

struct Verb {
  std::string_view name;
  std::string_view usage;
  size_t least;  // Arguments, with the verb.
  size_t most;
  std::string_view own_options;  // Blank-separated, of those that some have.
  absl::StatusOr<ExitCode> (*run)(const Call& call);
};

constexpr size_t kAny = 1 << 20;
constexpr std::array<Verb, 8> kVerbs = {{
    {"record", "LEDGER FINDINGS...", 3, kAny,
     "key unsigned origin supersedes reason", RunRecord},
    {"verify", "LEDGER", 2, 2, "key against archive", RunVerify},
    {"prove", "LEDGER ENTRY", 2, 3, "against", RunProve},
    {"check", "PROOF", 2, 2, "key against entry", RunCheck},
    {"show", "LEDGER [ENTRY]", 2, 3, "archive", RunShow},
    {"export", "LEDGER", 2, 2, "format no-text", RunExport},
    {"withdraw", "LEDGER ENTRY", 3, 3, "key unsigned reason", RunWithdraw},
    {"keygen", "FILE", 2, 2, "name", RunKeygen},
}};

bool HasWord(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

// The first option that was given and is not for this verb; "" if none.
std::string_view StrayOption(const Verb& verb, const LedgerOptions& options) {
  const std::pair<std::string_view, bool> given[] = {
      {"key", !options.key.empty()},
      {"against", !options.against.empty()},
      {"unsigned", options.unsigned_on_purpose},
      {"origin", !options.origin.empty()},
      {"name", !options.name.empty()},
      {"supersedes", options.supersedes.has_value()},
      {"reason", !options.reason.empty()},
      {"entry", !options.entry.empty()},
      {"archive", !options.archive.empty()},
      {"format", options.format.has_value()},
      {"no-text", options.texts == ExportTexts::kNo}};
  for (const auto& [name, is_given] : given) {
    if (is_given && !HasWord(verb.own_options, name)) return name;
  }
  return "";
}

}  // namespace

void AddEntry(po::options_description& group, const char* name,
              std::optional<uint64_t>& field, const char* help) {
  AddParsed(
      group, name, "ENTRY", "",
      [&field](const std::string& text) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(field, ParseEntry(text));
        return absl::OkStatus();
      },
      help);
}

void AddExport(po::options_description& group, LedgerOptions& options) {
  AddParsed(
      group, "format", "HOW", "",
      [&options](const std::string& text) {
        options.format = ParseExportFormat(text);
        return options.format.has_value()
                   ? absl::OkStatus()
                   : absl::InvalidArgumentError(
                         "'" + text +
                         "' is not prov-json, prov-jsonld, prov-n, "
                         "webannotation or dot");
      },
      "export: prov-json (without this option), prov-jsonld, prov-n, "
      "webannotation or dot");
  AddFlag(group, "no-text", options.texts, ExportTexts::kNo,
          "export: positions and hashes, not the words at them");
}

absl::StatusOr<ExitCode> RunLedgerVerb(const ToolInfo& tool,
                                       const LedgerOptions& options) {
  if (options.arguments.empty()) {
    return absl::InvalidArgumentError("say what to do, such as " +
                                      std::string(tool.example));
  }
  const std::string& name = options.arguments[0];
  const auto* const verb = std::ranges::find(kVerbs, name, &Verb::name);
  if (verb == kVerbs.end()) {
    std::string names;
    for (const Verb& known : kVerbs) {
      names += names.empty() ? "" : &known == &kVerbs.back() ? " or " : ", ";
      names += known.name;
    }
    return absl::InvalidArgumentError("'" + name + "' is not " + names);
  }
  if (options.arguments.size() < verb->least ||
      options.arguments.size() > verb->most) {
    return absl::InvalidArgumentError(
        absl::StrFormat("say %s %s %s", tool.name, verb->name, verb->usage));
  }
  const std::string_view stray = StrayOption(*verb, options);
  if (!stray.empty()) {
    return absl::InvalidArgumentError(
        absl::StrFormat("--%s is not for %s", stray, verb->name));
  }
  return verb->run({tool, options});
}

}  // namespace prov::cli
