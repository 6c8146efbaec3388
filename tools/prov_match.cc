// prov-match: signatures + documents -> exact matches (JSON Lines).

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "libprov/match/find_matches.h"
#include "libprov/match/match_file.h"
#include "libprov/sketch/merge_signatures.h"
#include "tools/cli/files.h"
#include "tools/cli/options.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-match",
    .synopsis = "[OPTIONS] FILE.sig... [DOCUMENTS...]",
    .summary =
        "Find the pairs of similar documents and measure each exactly.\n"
        "Several FILE.sig are taken as one, made from all their documents.\n"
        "Without DOCUMENTS, those that FILE.sig was made from are read.",
    .example = "prov-match news.sig news.jsonl.zst -o matches.jsonl",
    .recipe =
        "matches.jsonl: news.sig\n"
        "\t+prov-match $< -o $@ --depfile matches.d\n"
        "-include matches.d"};

struct Options {
  std::vector<std::string> paths;  // Signatures, then documents.
  cli::Common common;
  prov::MatchParams match;
  std::string manifest;  // No document of a folder.
  std::string output = "-";
  cli::ErrorIf error_if;
};

// The first path, and those behind it that are named like signatures.
std::vector<std::string> SignaturePaths(const Options& options) {
  const auto end =
      std::find_if(options.paths.begin() + 1, options.paths.end(),
                   [](const auto& path) { return !path.ends_with(".sig"); });
  return {options.paths.begin(), end};
}

// Writes the matches and returns how many there are.
absl::StatusOr<uint64_t> WriteMatches(const prov::Corpus& corpus,
                                      const prov::SignatureFile& file,
                                      const prov::ShingleParams& shingle,
                                      const Options& options,
                                      prov::OutputFile& out) {
  prov::Resources resources = options.common.Use();
  resources.memory = corpus.documents().Beside(resources.memory);
  PROV_ASSIGN_OR_RETURN(
      const prov::SetMatches found,
      prov::FindSetMatches(corpus, file.signatures, shingle, options.match,
                           prov::Crowds::kExpand, resources));
  uint64_t count = 0;
  PROV_RETURN_IF_ERROR(prov::ForEachMatch(
      corpus, found, shingle, options.match.criterion(), resources,
      [&](const prov::Match& match) {
        ++count;
        return out.Write(prov::MatchLine(corpus.documents(), match) + "\n");
      }));
  PROV_RETURN_IF_ERROR(corpus.status());
  return count;
}

// What went wrong, told as the user's mistake if it is one: documents of the
// same sizes, but not those of the signatures.
absl::Status Explain(const absl::Status& status, const prov::Corpus& corpus,
                     const prov::SignatureFile& file, const Options& options) {
  if (!absl::IsDataLoss(status)) return status;
  PROV_ASSIGN_OR_RETURN(
      const std::vector<prov::InputFacts> facts,
      prov::DigestInputs(corpus.inputs(), options.common.threads));
  for (size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].sha256 == file.inputs[i].sha256) continue;
    return absl::FailedPreconditionError(
        corpus.inputs()[i].path() + ": is not what " +
        absl::StrJoin(SignaturePaths(options), ", ") +
        " was made from; name the same documents in the same order, or "
        "rebuild it with prov-sketch");
  }
  return status;
}

absl::StatusOr<cli::ExitCode> FindMatches(const Options& options) {
  if (options.paths.empty()) {
    return absl::InvalidArgumentError("name the signatures: " +
                                      std::string(kTool.example));
  }
  const std::vector<std::string> signatures = SignaturePaths(options);
  PROV_ASSIGN_OR_RETURN(
      prov::SignatureFile file,
      prov::ReadSignatureFiles(signatures, options.common.Use().memory));
  PROV_ASSIGN_OR_RETURN(const prov::ShingleParams shingle,
                        prov::ShingleParamsFrom(file.params));
  cli::Reading reading;
  reading.manifest = options.manifest;
  PROV_ASSIGN_OR_RETURN(reading.options, prov::ReadOptionsFrom(file.params));
  std::vector<std::string> warnings;  // prov-sketch has told them.
  PROV_ASSIGN_OR_RETURN(
      std::vector<std::string> documents,
      cli::ExpandFolders(
          {options.paths.begin() + static_cast<ptrdiff_t>(signatures.size()),
           options.paths.end()},
          reading, warnings));
  if (documents.empty()) documents = file.paths;
  PROV_ASSIGN_OR_RETURN(
      const prov::Corpus corpus,
      prov::OpenDocuments(file, absl::StrJoin(signatures, ", "), documents));
  cli::Outputs outputs(options.common);
  outputs.Read(signatures);
  PROV_RETURN_IF_ERROR(outputs.Check({options.output}, cli::InputsOf(corpus)));
  prov::RunFacts run{
      .tool = kTool.name, .params = file.params, .inputs = file.inputs};
  prov::AddParams(options.match, run.params);
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(out->Write(prov::RunLine(run) + "\n"));
  const absl::StatusOr<uint64_t> found =
      WriteMatches(corpus, file, shingle, options, *out);
  if (!found.ok()) return Explain(found.status(), corpus, file, options);
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return options.error_if.Answer(*found > 0, false);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description input("Input");
  cli::AddPaths(input, options.paths,
                "the signatures, then the documents; also as plain arguments");
  cli::AddPath(input, "manifest", options.manifest,
               "the manifest that prov-sketch had, if it lies in a folder that "
               "is named here");
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "matches; - is stdout");
  cli::AddErrorIf(output, options.error_if, {"found", "none"},
                  "exit with 1 if anything was found, or if none was");
  cli::AddCommon(output, options.common);
  cli::AddMemory(output, options.common);
  cli::po::options_description groups;
  groups.add(input)
      .add(cli::MatchOptions(options.match))
      .add(output)
      .add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return FindMatches(options); });
}
