// prov-trace: documents -> who printed certain words first, and who took them
// from whom (JSON Lines, or text for people).

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/chain/find_words.h"
#include "libprov/chain/quote_index.h"
#include "libprov/chain/trace_findings.h"
#include "libprov/chain/trace_quotes.h"
#include "libprov/corpus/documents.h"
#include "libprov/corpus/findings.h"
#include "libprov/passage/document_filter.h"
#include "libprov/quote/quote_file.h"
#include "tools/cli/audit_chains.h"
#include "tools/cli/chain_text.h"
#include "tools/cli/files.h"
#include "tools/cli/filter_options.h"
#include "tools/cli/options.h"
#include "tools/cli/progress.h"
#include "tools/cli/tool.h"
#include "tools/cli/trace_answer.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-trace",
    .synopsis =
        "[OPTIONS] find TEXT|all|audit CHAINS|index QUOTES [DOCUMENTS...]",
    .summary =
        "Say which documents print certain words, which of them was the first "
        "as far as\ndates and citations tell, and how each came by the words:\n"
        "  find   the words of TEXT, however they are marked\n"
        "  all    every quote that several documents print, or that one has "
        "from elsewhere;\n         or every passage or cluster of copies that "
        "was found\n"
        "  audit  builds the chains in a file again from the documents, and "
        "ends with 1 where\n         one does not hold\n"
        "  index  makes QUOTES.idx, with which find --quotes answers in "
        "milliseconds\n"
        "Never says where words come from in truth: the answer is earliest in "
        "this archive,\ntied, or order unknown, with a probability.",
    .example = "prov-trace find \"100 percent fabrication\" news.jsonl.zst",
    .recipe =
        "chain.jsonl: news.jsonl.zst\n"
        "\t+prov-trace find \"no new gates\" $< -o $@ --depfile chain.d\n"
        "-include chain.d"};

struct Options {
  std::string verb;
  std::string subject;  // TEXT or CHAINS.
  cli::Inputs inputs;
  cli::Common common;
  prov::ScanOptions scan;
  prov::DocumentFilter filter;
  uint64_t memory_bytes = uint64_t{4} << 30;
  bool all_matches = false;
  std::string quotes;
  std::string passages;
  std::string clusters;
  std::string format;  // Empty if it is not given.
  std::string output = "-";
  std::string rejects;
  cli::ErrorIf error_if;

  std::string Format() const {
    return !format.empty() ? format : on_terminal() ? "text" : "jsonl";
  }
  cli::Colour colour() const {
    return on_terminal() && std::getenv("NO_COLOR") == nullptr
               ? cli::Colour::kYes
               : cli::Colour::kNo;
  }
  bool on_terminal() const {
    return output == "-" && isatty(STDOUT_FILENO) == 1;
  }
  cli::Matches matches() const {
    return all_matches ? cli::Matches::kAll : cli::Matches::kBest;
  }
  // What `all` traces in the place of quotes; empty if that is nothing.
  const std::string& Findings() const {
    return passages.empty() ? clusters : passages;
  }
  prov::Subject subject_kind() const {
    return !passages.empty()   ? prov::Subject::kPassage
           : !clusters.empty() ? prov::Subject::kDocument
                               : prov::Subject::kQuote;
  }
};

absl::Status CheckAudit(const Options& options) {
  if (options.filter.since.has_value() || options.filter.until.has_value() ||
      !options.filter.outlets.empty()) {
    return absl::InvalidArgumentError(
        "audit looks at all documents that the chains name: leave out --since, "
        "--until and --outlet");
  }
  return options.format.empty() || options.format == "text" ||
                 options.format == "jsonl"
             ? absl::OkStatus()
             : absl::InvalidArgumentError("audit gives text or jsonl, not " +
                                          options.format);
}

absl::Status CheckOperands(const Options& options) {
  struct Verb {
    std::string_view name;
    const char* missing;  // Null if it has no subject.
  };
  constexpr std::array<Verb, 4> kVerbs = {
      {{"find",
        "find: no words to look for; such as: prov-trace find \"no new gates\" "
        "news.jsonl"},
       {"all", nullptr},
       {"audit",
        "audit: no chains; such as: prov-trace audit chains.jsonl news.jsonl"},
       {"index", "index: no quotes; such as: prov-trace index quotes.jsonl"}}};
  const auto* const verb = std::ranges::find(kVerbs, options.verb, &Verb::name);
  if (verb == kVerbs.end()) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s; such as: prov-trace find \"no new gates\" news.jsonl",
        options.verb.empty() ? "nothing to do"
                             : "'" + options.verb +
                                   "' is no verb here; there are: find, all, "
                                   "audit, index"));
  }
  if (verb->missing != nullptr && options.subject.empty()) {
    return absl::InvalidArgumentError(verb->missing);
  }
  const bool has_documents = !options.inputs.paths.empty() ||
                             !options.inputs.files_from.empty() ||
                             !options.inputs.files0_from.empty();
  if (!options.quotes.empty() && (verb->name != "find" || has_documents)) {
    return absl::InvalidArgumentError(
        "--quotes stands for the documents of find: name one or the other");
  }
  if (verb->name == "index" && (has_documents || options.output != "-")) {
    return absl::InvalidArgumentError(
        "index takes one quotes file, and writes beside it");
  }
  if (!options.passages.empty() && !options.clusters.empty()) {
    return absl::InvalidArgumentError(
        "--passages and --clusters do not go together: trace the one, then the "
        "other");
  }
  if (verb->name != "all" && !options.Findings().empty()) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "--passages and --clusters are of all; such as: prov-trace all "
        "--passages %s news.jsonl",
        options.Findings()));
  }
  return verb->name == "audit" ? CheckAudit(options) : absl::OkStatus();
}

// `all` has no subject: what stands there is the first of the documents.
void TakeSubjectAsInput(Options& options) {
  if (options.verb != "all" || options.subject.empty()) return;
  options.inputs.paths.insert(options.inputs.paths.begin(), options.subject);
  options.subject.clear();
}

absl::StatusOr<cli::TraceAnswer> Find(const Options& options,
                                      prov::Corpus& corpus) {
  PROV_ASSIGN_OR_RETURN(
      prov::WordsFound found,
      prov::FindWords(corpus, options.scan, options.subject, options.filter));
  return cli::AnswerFrom(std::move(found), options.subject,
                         options.filter.outlets, options.matches());
}

absl::StatusOr<cli::TraceAnswer> TraceAll(const Options& options,
                                          prov::Corpus& corpus) {
  const prov::Subject subject = options.subject_kind();
  PROV_ASSIGN_OR_RETURN(
      prov::TracedChains traced,
      subject == prov::Subject::kQuote
          ? prov::TraceQuotes(corpus, options.scan, options.memory_bytes,
                              options.filter)
          : prov::TraceFindings(corpus, options.scan, options.Findings(),
                                subject, options.filter));
  cli::TraceAnswer answer{.subject = subject,
                          .chains = std::move(traced.chains),
                          .coverage = traced.coverage};
  cli::KeepOutlets(options.filter.outlets, answer.chains);
  return answer;
}

prov::RunFacts FactsOf(const Options& options) {
  prov::RunFacts run{.tool = kTool.name};
  prov::AddParams(options.inputs.reading.options, run.params);
  prov::AddQuoteParams(run.params);
  options.filter.AddTo(run.params);
  run.params["verb"] = options.verb;
  if (options.verb == "find") {
    run.params["find"] = options.subject;
    run.params["all_matches"] = options.all_matches ? "yes" : "no";
  }
  if (options.verb == "all") {
    run.params["subject"] = prov::NameOf(options.subject_kind());
  }
  return run;
}

absl::StatusOr<std::string> RunLineOf(const Options& options,
                                      const prov::Corpus& corpus) {
  prov::RunFacts run = FactsOf(options);
  PROV_ASSIGN_OR_RETURN(
      run.inputs, prov::DigestInputs(corpus.inputs(), options.common.threads));
  if (!options.Findings().empty()) {
    PROV_ASSIGN_OR_RETURN(const prov::InputBytes findings,
                          prov::InputBytes::Open(options.Findings()));
    PROV_ASSIGN_OR_RETURN(const std::vector<prov::InputFacts> facts,
                          prov::DigestInputs({&findings, 1}, 1));
    run.params["findings_sha256"] = facts[0].sha256;
  }
  return prov::RunLine(run) + "\n";
}

// What the user should know at the end.
void WarnAtEnd(const Options& options, const prov::Corpus& corpus,
               const std::string& more) {
  if (options.common.quiet) return;
  cli::WarnOfRejects(kTool, corpus);
  cli::WarnOfOddities(kTool, corpus, options.inputs.warnings);
  if (!more.empty()) cli::Warn(kTool, more);
}

absl::Status WriteRejects(const Options& options, const prov::Corpus& corpus,
                          cli::Outputs& outputs) {
  if (options.rejects.empty()) return absl::OkStatus();
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * rejects,
                        outputs.Create(options.rejects));
  return cli::WriteRejects(corpus, *rejects);
}

std::string AuditJson(const prov::AuditedChain& audited) {
  return prov::AuditLine(audited) + "\n";
}

absl::StatusOr<cli::ExitCode> RunAudit(const Options& options,
                                       prov::Corpus& corpus,
                                       cli::Outputs& outputs) {
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(prov::ScanDocuments(corpus, options.scan));
  const bool is_text = options.Format() == "text";
  if (!is_text) {
    PROV_ASSIGN_OR_RETURN(const std::string run, RunLineOf(options, corpus));
    PROV_RETURN_IF_ERROR(out->Write(run));
  }
  PROV_ASSIGN_OR_RETURN(
      const cli::AuditCount audited,
      cli::AuditChains(options.subject, corpus,
                       is_text ? cli::AuditText : AuditJson, *out));
  PROV_RETURN_IF_ERROR(WriteRejects(options, corpus, outputs));
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  WarnAtEnd(
      options, corpus,
      audited.refuted == 0
          ? ""
          : absl::StrFormat("%s: %d of %d chains do not hold", options.subject,
                            audited.refuted, audited.chains));
  if (audited.refuted > 0) return cli::kNo;
  return options.error_if.Answer(audited.chains > 0, !corpus.rejects().empty());
}

absl::StatusOr<cli::ExitCode> RunTrace(const Options& options,
                                       prov::Corpus& corpus,
                                       cli::Outputs& outputs) {
  PROV_ASSIGN_OR_RETURN(const cli::TraceAnswer answer,
                        options.verb == "find" ? Find(options, corpus)
                                               : TraceAll(options, corpus));
  PROV_RETURN_IF_ERROR(WriteRejects(options, corpus, outputs));
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(cli::WriteAnswer(
      answer, options.Format(), options.colour(),
      [&] { return RunLineOf(options, corpus); }, *out));
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  WarnAtEnd(options, corpus, cli::OthersText(answer));
  return options.error_if.Answer(!answer.chains.empty(),
                                 !corpus.rejects().empty());
}

// find, with what prov-quotes found in the documents in their place.
absl::StatusOr<cli::ExitCode> RunLookUp(const Options& options,
                                        cli::Outputs& outputs) {
  outputs.Read({options.quotes, cli::IndexOf(options.quotes)});
  PROV_RETURN_IF_ERROR(outputs.Check({options.output}));
  prov::RunFacts run = FactsOf(options);
  PROV_ASSIGN_OR_RETURN(
      const cli::TraceAnswer answer,
      cli::AnswerFromQuotes(options.quotes, options.subject, options.filter,
                            options.matches(), run));
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(cli::WriteAnswer(
      answer, options.Format(), options.colour(),
      [&run]() -> absl::StatusOr<std::string> {
        return prov::RunLine(run) + "\n";
      },
      *out));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  const std::string others = cli::OthersText(answer);
  if (!options.common.quiet && !others.empty()) cli::Warn(kTool, others);
  return options.error_if.Answer(!answer.chains.empty(), false);
}

absl::StatusOr<cli::ExitCode> RunIndex(const Options& options,
                                       cli::Outputs& outputs) {
  const std::string path = cli::IndexOf(options.subject);
  outputs.Read({options.subject});
  PROV_RETURN_IF_ERROR(outputs.Check({path}));
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(path));
  PROV_RETURN_IF_ERROR(prov::WriteQuoteIndex(options.subject, *out));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return cli::kOk;
}

absl::StatusOr<cli::ExitCode> Run(Options& options) {
  PROV_RETURN_IF_ERROR(CheckOperands(options));
  TakeSubjectAsInput(options);
  cli::Outputs outputs(options.common);
  if (options.verb == "index") return RunIndex(options, outputs);
  if (!options.quotes.empty()) return RunLookUp(options, outputs);
  if (options.verb == "audit") outputs.Read({options.subject});
  if (!options.Findings().empty()) {
    PROV_RETURN_IF_ERROR(cli::CheckReadableTwice(options.Findings()));
    outputs.Read({options.Findings()});
  }
  PROV_ASSIGN_OR_RETURN(
      prov::Corpus corpus,
      cli::OpenCorpus(options.inputs, {}, {options.output, options.rejects},
                      outputs));
  cli::Progress progress(options.common);
  options.scan.threads = options.common.threads;
  options.scan.collect_rejects = !options.rejects.empty();
  options.scan.on_progress = [&progress](uint64_t bytes, uint64_t total,
                                         uint64_t documents) {
    progress.Show(bytes, total, documents);
  };
  return options.verb == "audit" ? RunAudit(options, corpus, outputs)
                                 : RunTrace(options, corpus, outputs);
}

cli::po::options_description OwnOptions(Options& options) {
  cli::po::options_description group("Chains");
  cli::AddDocumentFilter(
      group, options.filter,
      "only chains that this outlet is in; may be given again");
  cli::AddFlag(group, "all-matches", options.all_matches, true,
               "find: a chain for each speaker that few words are given to, "
               "not only the one with most documents");
  cli::AddPath(group, "quotes", options.quotes,
               "find: look among these quotes, as prov-quotes wrote them and "
               "prov-trace index has indexed them, and read no documents");
  cli::AddPath(group, "passages", options.passages,
               "all: the passages that prov-passages found in these documents, "
               "in the place of quotes");
  cli::AddPath(group, "clusters", options.clusters,
               "all: the copies that prov-cluster found among these documents");
  cli::AddMemoryBound(
      group, options.memory_bytes,
      "all: memory for the quotes; where they do not fit the run ends with the "
      "size they need");
  return group;
}

cli::po::options_description OutputOptions(Options& options) {
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "the answer; - is stdout");
  cli::AddChoice<const char*>(
      output, "format", "text|jsonl|dot|mermaid", "", options.format,
      {{"text", "text"},
       {"jsonl", "jsonl"},
       {"dot", "dot"},
       {"mermaid", "mermaid"}},
      "for people, for programs, or as a graph to draw; else text on a "
      "terminal, and jsonl elsewhere");
  cli::AddErrorIf(
      output, options.error_if, {"found", "none", "rejected"},
      "exit with 1 if there are chains, if there are none, or if records were "
      "rejected");
  cli::AddCommon(output, options.common);
  return output;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description groups;
  groups.add(cli::InputOptions(options.inputs, "input-format"))
      .add(OwnOptions(options))
      .add(OutputOptions(options))
      .add(cli::RecordOptions(options.scan, options.rejects))
      .add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return Run(options); },
                   {&options.verb, &options.subject});
}
