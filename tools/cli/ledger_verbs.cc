#include "tools/cli/ledger_verbs.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/strings/str_format.h"
#include "tools/cli/files.h"
#include "tools/cli/ledger_calls.h"

namespace prov::cli {
namespace {

struct Verb {
  std::string_view name;
  std::string_view usage;
  size_t least;  // Arguments, with the verb.
  size_t most;
  std::string_view own_options;  // Blank-separated, of those that some have.
  absl::StatusOr<ExitCode> (*run)(const LedgerCall& call);
};

constexpr size_t kAny = 1 << 20;
constexpr std::array<Verb, 9> kVerbs = {{
    {"record", "LEDGER FINDINGS...", 3, kAny,
     "key unsigned origin supersedes reason", RunRecord},
    {"verify", "LEDGER", 2, 2, "key against archive", RunVerify},
    {"prove", "LEDGER ENTRY", 2, 3, "against", RunProve},
    {"check", "PROOF", 2, 2, "key against entry", RunCheck},
    {"show", "LEDGER [ENTRY]", 2, 3, "archive", RunShow},
    {"query", "LEDGER", 2, 2, "outlet document quote since until", RunQuery},
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
      {"outlet", !options.query.outlet.empty()},
      {"document", !options.query.document.empty()},
      {"quote", !options.query.words.empty()},
      {"since", options.query.since.has_value()},
      {"until", options.query.until.has_value()},
      {"format", options.format.has_value()},
      {"no-text", options.texts == ExportTexts::kNo}};
  for (const auto& [name, is_given] : given) {
    if (is_given && !HasWord(verb.own_options, name)) return name;
  }
  return "";
}

}  // namespace

absl::StatusOr<uint64_t> ParseEntryNumber(const std::string& text) {
  const std::optional<uint64_t> entry = ParseNumber<uint64_t>(text);
  if (entry.has_value()) return *entry;
  return NotA("the number of an entry; the first is 0", text);
}

absl::StatusOr<ExitCode> Answer(const LedgerCall& call,
                                const std::vector<std::string>& read,
                                const std::string& text, ExitCode code) {
  Outputs outputs(call.options.common);
  outputs.Read(read);
  PROV_RETURN_IF_ERROR(outputs.Check({call.options.output}));
  PROV_ASSIGN_OR_RETURN(OutputFile * out, outputs.Create(call.options.output));
  PROV_RETURN_IF_ERROR(out->Write(text));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return code;
}

void AddEntry(po::options_description& group, const char* name,
              std::optional<uint64_t>& field, const char* help) {
  AddParsed(
      group, name, "ENTRY", "",
      [&field](const std::string& text) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(field, ParseEntryNumber(text));
        return absl::OkStatus();
      },
      help);
}

void AddExport(po::options_description& group, LedgerOptions& options) {
  AddChoice<ExportFormat>(
      group, "format", "HOW", "", options.format,
      {{"prov-json", ExportFormat::kProvJson},
       {"prov-jsonld", ExportFormat::kProvJsonLd},
       {"prov-n", ExportFormat::kProvN},
       {"webannotation", ExportFormat::kWebAnnotation},
       {"dot", ExportFormat::kDot}},
      "export: prov-json (without this option), prov-jsonld, prov-n, "
      "webannotation or dot");
  AddFlag(group, "no-text", options.texts, ExportTexts::kNo,
          "export: positions and hashes, not the words at them");
}

void AddQuery(po::options_description& group, LedgerQuery& query) {
  group.add_options()("outlet", po::value(&query.outlet)->value_name("NAME"),
                      "query: findings that this outlet is in");
  group.add_options()("document", po::value(&query.document)->value_name("KEY"),
                      "query: findings about this document");
  group.add_options()("quote", po::value(&query.words)->value_name("TEXT"),
                      "query: findings with these words, whatever their case "
                      "and marks");
  for (const auto& [name, bound, help] :
       {std::tuple("since", &query.since,
                   "query: findings about documents that may be of this date "
                   "or later"),
        std::tuple("until", &query.until,
                   "query: findings about documents that may be of this date "
                   "or earlier")}) {
    AddParsed(
        group, name, "DATE", "",
        [bound = bound](const std::string& text) {
          *bound = ParseDate(text);
          return bound->has_value()
                     ? absl::OkStatus()
                     : absl::InvalidArgumentError(
                           "'" + text + "' is no date such as 2031-03-02");
        },
        help);
  }
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
    std::vector<std::string_view> names;
    for (const Verb& known : kVerbs) names.push_back(known.name);
    return NotOneOf(names, name);
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
