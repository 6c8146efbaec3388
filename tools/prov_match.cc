// prov-match: signatures + documents -> exact matches (JSON Lines).

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libprov/match/find_matches.h"
#include "libprov/match/match_file.h"
#include "libprov/sketch/signature_file.h"
#include "tools/cli/files.h"
#include "tools/cli/options.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-match",
    .synopsis = "[OPTIONS] FILE.sig [DOCUMENTS...]",
    .summary =
        "Find the pairs of similar documents and measure each exactly.\n"
        "Without DOCUMENTS, those that FILE.sig was made from are read.",
    .example = "prov-match news.sig news.jsonl.zst -o matches.jsonl"};

struct Options {
  std::vector<std::string> paths;  // The signatures, then the documents.
  cli::Common common;
  prov::MatchParams match;
  std::string output = "-";
  std::string error_if;
};

absl::StatusOr<cli::ExitCode> FindMatches(const Options& options) {
  if (options.paths.empty()) {
    return absl::InvalidArgumentError("name the signatures: " +
                                      std::string(kTool.example));
  }
  PROV_ASSIGN_OR_RETURN(prov::SignatureFile file,
                        prov::ReadSignatures(options.paths.front()));
  PROV_ASSIGN_OR_RETURN(const prov::ShingleParams shingle,
                        prov::ShingleParamsFrom(file.params));
  PROV_ASSIGN_OR_RETURN(
      const prov::Corpus corpus,
      prov::OpenDocuments(file, options.paths.front(),
                          {options.paths.begin() + 1, options.paths.end()}));
  PROV_RETURN_IF_ERROR(
      cli::CheckOutputs(corpus, {options.paths.front()}, {options.output}));
  PROV_ASSIGN_OR_RETURN(
      const prov::SetMatches found,
      prov::FindSetMatches(corpus, file.signatures, shingle, options.match,
                           prov::Crowds::kExpand, options.common.threads));
  PROV_ASSIGN_OR_RETURN(
      const std::vector<prov::Match> matches,
      prov::ListMatches(corpus, found, shingle, options.match.threshold,
                        options.common.threads));

  prov::RunFacts run{
      .tool = kTool.name, .params = file.params, .inputs = file.inputs};
  prov::AddParams(options.match, run.params);
  cli::Outputs outputs(options.common);
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(out->Write(prov::RunLine(run) + "\n"));
  for (const prov::Match& match : matches) {
    PROV_RETURN_IF_ERROR(
        out->Write(prov::MatchLine(corpus.documents(), match) + "\n"));
  }
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return cli::AnswerErrorIf(options.error_if, !matches.empty());
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description input("Input");
  input.add_options()(
      "input,i",
      cli::po::value(&options.paths)->value_name("FILE")->composing(),
      "the signatures, then the documents; also as plain arguments");
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "matches; - is stdout");
  cli::AddErrorIf(output, options.error_if);
  cli::AddCommon(output, options.common);
  cli::po::options_description groups;
  groups.add(input).add(cli::MatchOptions(options.match)).add(output);
  cli::po::positional_options_description positional;
  positional.add("input", -1);
  if (const std::optional<int> exit_code =
          cli::Parse(kTool, groups, positional, argc, argv)) {
    return *exit_code;
  }
  return cli::Run(kTool, [&options] { return FindMatches(options); });
}
