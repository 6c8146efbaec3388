// prov-trace: documents -> who printed certain words first, and who took them
// from whom (JSON Lines, or text for people).

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/chain/build_chains.h"
#include "libprov/chain/chain_file.h"
#include "libprov/chain/find_words.h"
#include "libprov/corpus/findings.h"
#include "libprov/passage/document_filter.h"
#include "libprov/quote/quote_file.h"
#include "tools/cli/chain_text.h"
#include "tools/cli/files.h"
#include "tools/cli/options.h"
#include "tools/cli/progress.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-trace",
    .synopsis = "[OPTIONS] find TEXT [DOCUMENTS...]",
    .summary =
        "Find the documents that print the words of TEXT, however they are "
        "marked, and say\nwhich was the first among them, as far as dates and "
        "citations tell, and how each\ncame by the words.  Never says where "
        "words come from in truth: the answer is\nearliest in this archive, "
        "tied, or order unknown, with a probability.",
    .example = "prov-trace find \"100 percent fabrication\" news.jsonl.zst",
    .recipe =
        "chain.jsonl: news.jsonl.zst\n"
        "\t+prov-trace find \"no new gates\" $< -o $@ --depfile chain.d\n"
        "-include chain.d"};

struct Options {
  std::string verb;
  std::string words;
  cli::Inputs inputs;
  cli::Common common;
  prov::ScanOptions scan;
  prov::DocumentFilter filter;
  bool all_matches = false;
  std::string format;  // "text", "jsonl", or empty.
  std::string output = "-";
  std::string rejects;
  cli::ErrorIf error_if;

  bool IsText() const {
    return format.empty() ? output == "-" && isatty(STDOUT_FILENO) == 1
                          : format == "text";
  }
};

// What is to be put out, and what there is besides.
struct Answer {
  std::vector<prov::Chain> chains;
  prov::Coverage coverage;
  size_t others = 0;
};

absl::Status CheckOperands(const Options& options) {
  if (options.verb != "find") {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s; such as: prov-trace find \"no new gates\" news.jsonl",
        options.verb.empty()
            ? "nothing to do"
            : "'" + options.verb + "' is no verb here; there is: find"));
  }
  if (!options.words.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "find: no words to look for; such as: prov-trace find \"no new gates\" "
      "news.jsonl");
}

// Whether one of the wanted outlets is in the chain.
bool IsWanted(const Options& options, const prov::Chain& chain) {
  const std::vector<std::string>& outlets = options.filter.outlets;
  return outlets.empty() ||
         std::ranges::any_of(chain.nodes, [&](const prov::ChainNode& node) {
           return !node.is_virtual &&
                  std::ranges::find(outlets, node.outlet) != outlets.end();
         });
}

absl::StatusOr<Answer> Find(Options& options, prov::Corpus& corpus) {
  cli::Progress progress(options.common);
  options.scan.threads = options.common.threads;
  options.scan.collect_rejects = !options.rejects.empty();
  options.scan.on_progress = [&progress](uint64_t bytes, uint64_t total,
                                         uint64_t documents) {
    progress.Show(bytes, total, documents);
  };
  PROV_ASSIGN_OR_RETURN(
      prov::WordsFound found,
      prov::FindWords(corpus, options.scan, options.words,
                      [&options](const prov::DocumentTable& documents,
                                 prov::DocumentId document) {
                        return options.filter.Wants(
                            documents[document].published);
                      }));
  Answer answer{.coverage = found.coverage};
  answer.chains =
      prov::BuildChains(options.words, std::move(found.places), found.book);
  std::erase_if(answer.chains, [&options](const prov::Chain& chain) {
    return !IsWanted(options, chain);
  });
  if (!options.all_matches && answer.chains.size() > 1) {
    answer.others = answer.chains.size() - 1;
    answer.chains.erase(answer.chains.begin() + 1, answer.chains.end());
  }
  for (prov::Chain& chain : answer.chains) {
    if (found.is_short) chain.flags |= prov::kChainShort;
  }
  return answer;
}

absl::Status WriteText(const Options& options, const Answer& answer,
                       prov::OutputFile& out) {
  const bool coloured = options.output == "-" && isatty(STDOUT_FILENO) == 1 &&
                        std::getenv("NO_COLOR") == nullptr;
  if (answer.chains.empty()) {
    return out.Write(cli::NoChainText(options.words, answer.coverage));
  }
  for (size_t i = 0; i < answer.chains.size(); ++i) {
    PROV_RETURN_IF_ERROR(out.Write(
        (i == 0 ? "" : "\n\n") +
        cli::ChainText(answer.chains[i], answer.coverage,
                       coloured ? cli::Colour::kYes : cli::Colour::kNo)));
  }
  return absl::OkStatus();
}

absl::Status WriteFindings(const Options& options, const Answer& answer,
                           const prov::Corpus& corpus, prov::OutputFile& out) {
  prov::RunFacts run{.tool = kTool.name};
  prov::AddParams(options.inputs.reading.options, run.params);
  prov::AddQuoteParams(run.params);
  options.filter.AddTo(run.params);
  run.params["find"] = options.words;
  run.params["all_matches"] = options.all_matches ? "yes" : "no";
  PROV_ASSIGN_OR_RETURN(
      run.inputs, prov::DigestInputs(corpus.inputs(), options.common.threads));
  PROV_RETURN_IF_ERROR(out.Write(prov::RunLine(run) + "\n"));
  for (const prov::Chain& chain : answer.chains) {
    PROV_RETURN_IF_ERROR(
        out.Write(prov::ChainLine(chain, answer.coverage) + "\n"));
  }
  return absl::OkStatus();
}

absl::StatusOr<cli::ExitCode> Run(Options& options) {
  PROV_RETURN_IF_ERROR(CheckOperands(options));
  cli::Outputs outputs(options.common);
  PROV_ASSIGN_OR_RETURN(
      prov::Corpus corpus,
      cli::OpenCorpus(options.inputs, {}, {options.output, options.rejects},
                      outputs));
  PROV_ASSIGN_OR_RETURN(const Answer answer, Find(options, corpus));
  if (!options.rejects.empty()) {
    PROV_ASSIGN_OR_RETURN(prov::OutputFile * rejects,
                          outputs.Create(options.rejects));
    PROV_RETURN_IF_ERROR(cli::WriteRejects(corpus, *rejects));
  }
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(options.IsText()
                           ? WriteText(options, answer, *out)
                           : WriteFindings(options, answer, corpus, *out));
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  if (!options.common.quiet) {
    cli::WarnOfRejects(kTool, corpus);
    cli::WarnOfOddities(kTool, corpus, options.inputs.warnings);
    if (answer.others > 0) {
      cli::Warn(kTool,
                absl::StrFormat("others are given these words, too, in %d more "
                                "chain%s; see them with --all-matches",
                                answer.others, answer.others == 1 ? "" : "s"));
    }
  }
  return options.error_if.Answer(!answer.chains.empty(),
                                 !corpus.rejects().empty());
}

cli::po::options_description OwnOptions(Options& options) {
  cli::po::options_description group("Chains");
  cli::AddParsed(
      group, "since", "DATE", "",
      [&options](const std::string& text) {
        return options.filter.SetSince(text);
      },
      "only documents that may be of this date or later");
  cli::AddParsed(
      group, "until", "DATE", "",
      [&options](const std::string& text) {
        return options.filter.SetUntil(text);
      },
      "only documents that may be of this date or earlier");
  group.add_options()(
      "outlet",
      cli::po::value(&options.filter.outlets)->value_name("NAME")->composing(),
      "only chains that this outlet is in; may be given again");
  cli::AddFlag(group, "all-matches", options.all_matches, true,
               "a chain for each speaker that few words are given to, not only "
               "the one with most documents");
  return group;
}

cli::po::options_description OutputOptions(Options& options) {
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "the answer; - is stdout");
  cli::AddParsed(
      output, "format", "text|jsonl", "",
      [&options](const std::string& text) {
        options.format = text;
        return text == "text" || text == "jsonl"
                   ? absl::OkStatus()
                   : absl::InvalidArgumentError(
                         absl::StrFormat("'%s' is not text or jsonl", text));
      },
      "for people or for programs; else text on a terminal, and jsonl "
      "elsewhere");
  cli::AddErrorIf(
      output, options.error_if, {"found", "none", "rejected"},
      "exit with 1 if the words were found, if they were not, or if records "
      "were rejected");
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
                   {&options.verb, &options.words});
}
