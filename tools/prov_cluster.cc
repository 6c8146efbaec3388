// prov-cluster: matches + signatures -> clusters (JSON Lines).

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "libprov/cluster/assignment.h"
#include "libprov/cluster/cluster_file.h"
#include "libprov/match/match_file.h"
#include "libprov/sketch/merge_signatures.h"
#include "tools/cli/files.h"
#include "tools/cli/options.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-cluster",
    .synopsis = "[OPTIONS] MATCHES FILE.sig...",
    .summary =
        "Decide which record is kept for which: a plan that can be "
        "reviewed, edited\nand given to prov-dedupe --clusters.",
    .example = "prov-cluster matches.jsonl news.sig -o clusters.jsonl",
    .recipe =
        "clusters.jsonl: matches.jsonl news.sig\n"
        "\t+prov-cluster $^ -o $@ --keep outlet:prefer.txt --depfile "
        "clusters.d\n"
        "-include clusters.d"};

struct Options {
  std::vector<std::string> paths;
  cli::Common common;
  prov::ClusterParams cluster;
  std::string protect;
  std::string output = "-";
  cli::ErrorIf error_if;
};

absl::StatusOr<cli::ExitCode> Cluster(const Options& options) {
  if (options.paths.size() < 2) {
    return absl::InvalidArgumentError("name matches and signatures: " +
                                      std::string(kTool.example));
  }
  cli::Outputs outputs(options.common);
  outputs.Read(options.paths);
  outputs.Read({options.protect});
  PROV_RETURN_IF_ERROR(outputs.Check({options.output}));
  const prov::MemoryBudget memory = options.common.Use().memory;
  PROV_ASSIGN_OR_RETURN(
      const prov::SignatureFile file,
      prov::ReadSignatureFiles({options.paths.begin() + 1, options.paths.end()},
                               memory));
  PROV_ASSIGN_OR_RETURN(
      const prov::MatchFile matches,
      prov::ReadMatches(options.paths[0], file.documents, memory));
  if (matches.run.inputs != file.inputs) {
    return absl::FailedPreconditionError(
        options.paths[0] + ": was not made from the documents of " +
        absl::StrJoin(options.paths.begin() + 1, options.paths.end(), ", ") +
        "; run prov-match on these signatures");
  }
  prov::RunFacts run{.tool = kTool.name,
                     .params = matches.run.params,
                     .inputs = matches.run.inputs};
  prov::AddParams(options.cluster, run.params);
  prov::Exemptions exemptions;
  PROV_ASSIGN_OR_RETURN(
      exemptions.is_protected,
      cli::ReadProtected(options.protect, file.documents, run.params));
  PROV_ASSIGN_OR_RETURN(
      const prov::Assignment assignment,
      prov::Assign(file.documents, matches.matches, options.cluster, exemptions,
                   nullptr, file.documents.Beside(memory)));

  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(out->Write(prov::RunLine(run) + "\n"));
  bool any = false;
  PROV_RETURN_IF_ERROR(prov::WriteClusters(file.documents, assignment,
                                           options.cluster, memory,
                                           [out, &any](std::string_view line) {
                                             any = true;
                                             return out->Write(line);
                                           }));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return options.error_if.Answer(any, false);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description input("Input");
  cli::AddPaths(input, options.paths,
                "matches and signatures; also as plain arguments");
  cli::AddPath(input, "protect", options.protect,
               "keys, one a line, of records that are never dropped");
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "clusters; - is stdout");
  cli::AddErrorIf(output, options.error_if, {"found", "none"},
                  "exit with 1 if anything was found, or if none was");
  cli::AddCommon(output, options.common);
  cli::AddMemory(output, options.common);
  cli::po::options_description groups;
  groups.add(input)
      .add(cli::ClusterOptions(options.cluster, options.common))
      .add(output)
      .add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return Cluster(options); });
}
