// prov-dedupe: documents -> kept, dropped.  The main job: with documents alone
// it does every step itself; with --clusters it obeys a plan.

#include <filesystem>
#include <future>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/cluster/cluster_file.h"
#include "libprov/dedupe/plan.h"
#include "libprov/dedupe/removal_guard.h"
#include "libprov/dedupe/split.h"
#include "libprov/dedupe/summary.h"
#include "libprov/sketch/signature_file.h"
#include "libprov/sketch/sketch_corpus.h"
#include "tools/cli/archive.h"
#include "tools/cli/files.h"
#include "tools/cli/options.h"
#include "tools/cli/progress.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-dedupe",
    .synopsis = "[OPTIONS] [DOCUMENTS...] -o KEPT --dropped DROPPED",
    .summary =
        "Keep one copy of everything, lose nothing, and say why: KEPT has the "
        "kept\nrecords as they are, DROPPED a reason for each of the others, "
        "and prov-restore\nmakes the inputs of both again.  With several "
        "inputs "
        "-o DIR/ writes a kept file\nfor each.",
    .example = "prov-dedupe news.jsonl -o kept.jsonl --dropped dropped.jsonl"};
constexpr size_t kOutletsShown = 10;

enum class Job : uint8_t { kSplit, kDryRun, kCheck, kAnnotate };

struct Options {
  cli::Inputs inputs;
  cli::Common common;
  prov::ScanOptions scan;
  prov::SketchParams sketch;
  prov::PlanParams plan;
  prov::GuardParams guard;
  Job job = Job::kSplit;
  std::string output;
  std::string dropped;
  std::string rejects;
  std::string summary;
  std::string clusters;
  std::string protect;
  std::vector<std::string> against;
};

// A run between scan and output.
struct Run {
  prov::Corpus corpus;
  prov::RunFacts facts;
  prov::Plan plan;
};

// A plan holds the choices made for it: they cannot be made again.
absl::Status CheckPlanUsage(const Options& options) {
  if (!options.against.empty()) {
    return absl::InvalidArgumentError(
        "--clusters and --against do not go together: a plan names records of "
        "the inputs only");
  }
  if (!options.protect.empty()) {
    return absl::InvalidArgumentError(
        "--clusters and --protect do not go together: give --protect to "
        "prov-cluster, or take the records out of the plan");
  }
  prov::Params chosen;
  prov::Params unchosen;
  prov::AddParams(options.plan.match, chosen);
  prov::AddParams(options.plan.cluster, chosen);
  prov::AddParams(prov::MatchParams(), unchosen);
  prov::AddParams(prov::ClusterParams(), unchosen);
  if (chosen == unchosen) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "--clusters does not go with options on similarity and clusters: give "
      "them to prov-match and prov-cluster, which make the plan");
}

absl::Status CheckUsage(const Options& options) {
  if (options.job == Job::kSplit) {
    if (options.output.empty() && options.dropped.empty()) {
      return absl::InvalidArgumentError(
          "say where to: -o KEPT --dropped DROPPED, or --dry-run to see what "
          "would happen");
    }
    if (options.output.empty() || options.dropped.empty()) {
      return absl::InvalidArgumentError(
          "-o KEPT and --dropped DROPPED go together, so that nothing is lost");
    }
  }
  if (options.job == Job::kAnnotate && !options.dropped.empty()) {
    return absl::InvalidArgumentError(
        "--annotate removes nothing, so there is no --dropped to write; leave "
        "one of them out");
  }
  return options.clusters.empty() ? absl::OkStatus() : CheckPlanUsage(options);
}

// The facts of the inputs, then those of the archive.  Where an archive lies
// says nothing about the names of the inputs.
absl::StatusOr<std::vector<prov::InputFacts>> Digest(const prov::Corpus& corpus,
                                                     unsigned threads) {
  const std::span<const prov::InputBytes> all(corpus.inputs());
  PROV_ASSIGN_OR_RETURN(
      std::vector<prov::InputFacts> facts,
      prov::DigestInputs(all.first(corpus.num_own_inputs()), threads));
  PROV_ASSIGN_OR_RETURN(
      const std::vector<prov::InputFacts> archive,
      prov::DigestInputs(all.subspan(corpus.num_own_inputs()), threads));
  facts.insert(facts.end(), archive.begin(), archive.end());
  return facts;
}

// Adds what the parameters say of an archive: which bytes it had.
absl::Status AddArchive(const prov::Corpus& corpus,
                        std::vector<prov::InputFacts>& inputs,
                        prov::Params& params) {
  std::string digests;
  for (size_t i = corpus.num_own_inputs(); i < inputs.size(); ++i) {
    digests += (digests.empty() ? "" : " ") + inputs[i].sha256;
  }
  if (!digests.empty()) params["against_sha256"] = digests;
  inputs.resize(corpus.num_own_inputs());
  return absl::OkStatus();
}

absl::StatusOr<prov::Plan> ObeyClusters(Options& options, Run& run) {
  PROV_ASSIGN_OR_RETURN(const prov::ClusterFile clusters,
                        prov::ReadClusters(options.clusters));
  if (!clusters.run.tool.empty() && clusters.run.tool != "prov-cluster") {
    return absl::FailedPreconditionError(
        options.clusters + ": is of " + clusters.run.tool +
        "; a plan is what prov-cluster or --annotate writes");
  }
  if (clusters.run.inputs != run.facts.inputs) {
    return absl::FailedPreconditionError(
        options.clusters +
        ": was not made from these documents; run prov-sketch, prov-match and "
        "prov-cluster on them");
  }
  run.facts.params = clusters.run.params;
  PROV_ASSIGN_OR_RETURN(options.plan.shingle,
                        prov::ShingleParamsFrom(run.facts.params));
  PROV_ASSIGN_OR_RETURN(options.plan.match,
                        prov::MatchParamsFrom(run.facts.params));
  PROV_ASSIGN_OR_RETURN(options.plan.cluster,
                        prov::ClusterParamsFrom(run.facts.params));
  return prov::PlanFromClusters(run.corpus, clusters, options.plan,
                                options.common.threads);
}

absl::StatusOr<Run> MakeRun(Options& options) {
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string> archive,
                        cli::ArchivePaths(options.against));
  Run run{.facts = {.tool = kTool.name}};
  std::vector<std::string> outputs = {options.dropped, options.rejects,
                                      options.summary};
  if (!cli::IsFolder(options.output)) outputs.push_back(options.output);
  PROV_ASSIGN_OR_RETURN(run.corpus,
                        cli::OpenCorpus(options.inputs, archive, outputs));
  std::vector<std::string> read = options.against;
  read.insert(read.end(), {options.clusters, options.protect});
  PROV_RETURN_IF_ERROR(cli::CheckNotRead(outputs, read));
  // Digests are wanted where something is written, and cost as much as a step
  // of their own: they are made beside the others.
  const bool writes = options.job == Job::kSplit ||
                      options.job == Job::kAnnotate ||
                      !options.clusters.empty();
  std::future<absl::StatusOr<std::vector<prov::InputFacts>>> digests =
      std::async(options.common.threads > 1 ? std::launch::async
                                            : std::launch::deferred,
                 [&run, writes, &options] {
                   return writes ? Digest(run.corpus, options.common.threads)
                                 : std::vector<prov::InputFacts>();
                 });
  prov::SignatureTable signatures(options.sketch.num_slots);
  {
    cli::Progress progress(options.common);
    options.scan.threads = options.common.threads;
    options.scan.collect_rejects = !options.rejects.empty();
    options.scan.on_progress = [&progress](uint64_t bytes, uint64_t total,
                                           uint64_t documents) {
      progress.Show(bytes, total, documents);
    };
    PROV_ASSIGN_OR_RETURN(
        signatures, prov::SketchCorpus(run.corpus, options.scan,
                                       options.plan.shingle, options.sketch));
  }
  if (!options.clusters.empty()) {
    PROV_ASSIGN_OR_RETURN(run.facts.inputs, digests.get());
    PROV_ASSIGN_OR_RETURN(run.plan, ObeyClusters(options, run));
    return run;
  }
  prov::Params& params = run.facts.params;
  prov::AddParams(options.plan.shingle, options.sketch, params);
  prov::AddParams(options.plan.match, params);
  prov::AddParams(options.plan.cluster, params);
  prov::Exemptions exemptions;
  PROV_ASSIGN_OR_RETURN(
      exemptions.is_protected,
      cli::ReadProtected(options.protect, run.corpus.documents(), params));
  if (!archive.empty()) {
    exemptions.first_archived =
        run.corpus.first_document(run.corpus.num_own_inputs());
  }
  PROV_ASSIGN_OR_RETURN(
      run.plan, prov::MakePlan(run.corpus, signatures, options.plan,
                               std::move(exemptions), options.common.threads));
  PROV_ASSIGN_OR_RETURN(run.facts.inputs, digests.get());
  PROV_RETURN_IF_ERROR(AddArchive(run.corpus, run.facts.inputs, params));
  return run;
}

absl::Status Guard(const Options& options, const Run& run) {
  const std::vector<prov::GuardedOutlet> outlets =
      prov::OverGuard(run.corpus, run.corpus.num_own_inputs(),
                      run.plan.removals, options.guard);
  if (outlets.empty()) return absl::OkStatus();
  std::string message =
      absl::StrFormat("would remove more than %g%% of",
                      options.guard.max_removal.value / 100.0);
  for (const prov::GuardedOutlet& outlet : outlets) {
    message += absl::StrFormat("%s '%s' (%d of %d records)",
                               &outlet == outlets.data() ? "" : ",",
                               outlet.outlet, outlet.dropped, outlet.records);
  }
  if (options.job == Job::kDryRun) {
    cli::Warn(kTool, message);
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      message +
      "; nothing was written. Look at them with --dry-run or --annotate, then "
      "raise --max-removal-per-outlet");
}

absl::Status WriteSplit(const Options& options, const Run& run,
                        prov::Summary& summary, cli::Outputs& outputs) {
  prov::SplitOutputs split;
  PROV_ASSIGN_OR_RETURN(split.dropped, outputs.Create(options.dropped));
  if (!options.rejects.empty()) {
    PROV_ASSIGN_OR_RETURN(split.rejects, outputs.Create(options.rejects));
  }
  std::vector<std::string> kept = {options.output};
  if (cli::IsFolder(options.output)) {
    kept.clear();
    for (const prov::InputFacts& input : run.facts.inputs) {
      const auto path = std::filesystem::path(options.output) / input.name;
      PROV_RETURN_IF_ERROR(cli::MakeFolders(path.parent_path().string()));
      kept.push_back(path.string());
    }
    PROV_RETURN_IF_ERROR(cli::CheckOutputs(run.corpus, kept));
  }
  for (const std::string& path : kept) {
    PROV_ASSIGN_OR_RETURN(split.kept.emplace_back(), outputs.Create(path));
  }
  PROV_RETURN_IF_ERROR(prov::Split(run.corpus, run.corpus.num_own_inputs(),
                                   run.plan.removals, run.facts, split,
                                   options.common.threads));
  summary.bytes_dropped_file = split.dropped->bytes_written();
  return absl::OkStatus();
}

absl::Status WriteClusters(const Options& options, const Run& run,
                           cli::Outputs& outputs) {
  if (!options.rejects.empty()) {
    PROV_ASSIGN_OR_RETURN(prov::OutputFile * rejects,
                          outputs.Create(options.rejects));
    PROV_RETURN_IF_ERROR(cli::WriteRejects(run.corpus, *rejects));
  }
  PROV_ASSIGN_OR_RETURN(
      prov::OutputFile * out,
      outputs.Create(options.output.empty() ? "-" : options.output));
  prov::RunFacts facts = run.facts;
  facts.tool = "prov-cluster";  // The same plan, byte for byte.
  PROV_RETURN_IF_ERROR(out->Write(prov::RunLine(facts) + "\n"));
  return prov::WriteClusters(
      run.corpus.documents(), run.plan.assignment, options.plan.cluster,
      [out](std::string_view line) { return out->Write(line); });
}

absl::StatusOr<cli::ExitCode> Dedupe(Options& options) {
  PROV_RETURN_IF_ERROR(CheckUsage(options));
  PROV_ASSIGN_OR_RETURN(const Run run, MakeRun(options));
  prov::Summary summary = prov::Summarize(
      run.corpus, run.corpus.num_own_inputs(), run.plan.removals);
  cli::Outputs outputs(options.common);
  if (options.job == Job::kSplit) {
    PROV_RETURN_IF_ERROR(Guard(options, run));
    PROV_RETURN_IF_ERROR(WriteSplit(options, run, summary, outputs));
  } else if (options.job == Job::kAnnotate) {
    PROV_RETURN_IF_ERROR(WriteClusters(options, run, outputs));
  } else if (options.job == Job::kDryRun) {
    PROV_RETURN_IF_ERROR(Guard(options, run));
  }
  if (!options.summary.empty()) {
    PROV_RETURN_IF_ERROR(
        outputs.WriteFirst(options.summary, prov::SummaryLine(summary)));
  }
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(run.corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  if (!options.common.quiet) {
    cli::WarnOfRejects(kTool, run.corpus);
    cli::WarnOfOddities(kTool, run.corpus);
    std::cerr << prov::SummaryTable(summary, kOutletsShown);
  }
  const bool would_drop = !run.plan.removals.empty();
  return options.job == Job::kCheck && would_drop ? cli::kNo : cli::kOk;
}

cli::po::options_description OwnOptions(Options& options) {
  cli::po::options_description group("Output");
  cli::AddOutput(group, options.output,
                 "kept records; DIR/ for a file for each input");
  cli::AddPath(group, "dropped", options.dropped,
               "a reason for each dropped record, and how to restore it");
  cli::AddPath(group, "summary", options.summary, "the numbers, as JSON");
  cli::AddFlag(group, "dry-run", options.job, Job::kDryRun,
               "write nothing, only say what would happen");
  cli::AddFlag(group, "check", options.job, Job::kCheck,
               "write nothing; exit with 1 if anything would be dropped");
  cli::AddFlag(group, "annotate", options.job, Job::kAnnotate,
               "remove nothing; -o gets the clusters, as prov-cluster "
               "writes them");
  cli::AddCommon(group, options.common);
  return group;
}

cli::po::options_description PlanOptions(Options& options) {
  cli::po::options_description group("Plan");
  cli::AddPath(group, "clusters", options.clusters,
               "obey this plan of prov-cluster, edited or not, instead of "
               "making one");
  group.add_options()(
      "against",
      cli::po::value(&options.against)->value_name("FILE")->composing(),
      "an archive that stays as it is: what it has is dropped; documents, or "
      "the signatures that name them");
  cli::AddPath(group, "protect", options.protect,
               "keys, one a line, of records that are never dropped");
  return group;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description groups;
  groups.add(cli::InputOptions(options.inputs))
      .add(OwnOptions(options))
      .add(PlanOptions(options))
      .add(cli::MatchOptions(options.plan.match))
      .add(cli::ClusterOptions(options.plan.cluster))
      .add(cli::GuardOptions(options.guard))
      .add(cli::RecordOptions(options.scan, options.rejects));
  cli::po::positional_options_description positional;
  positional.add("input", -1);
  if (const std::optional<int> exit_code =
          cli::Parse(kTool, groups, positional, argc, argv)) {
    return *exit_code;
  }
  return cli::Run(kTool, [&options] { return Dedupe(options); });
}
