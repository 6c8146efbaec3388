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

#include "libprov/base/parallel.h"
#include "libprov/cluster/cluster_file.h"
#include "libprov/dedupe/boilerplate.h"
#include "libprov/dedupe/plan.h"
#include "libprov/dedupe/removal_guard.h"
#include "libprov/dedupe/split.h"
#include "libprov/dedupe/summary.h"
#include "libprov/sketch/signature_file.h"
#include "libprov/sketch/sketch_corpus.h"
#include "tools/cli/archive.h"
#include "tools/cli/dedupe_outputs.h"
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
    .example = "prov-dedupe news.jsonl -o kept.jsonl --dropped dropped.jsonl",
    .recipe =
        "kept.jsonl dropped.jsonl &: news.jsonl\n"
        "\t+prov-dedupe $< -o kept.jsonl --dropped dropped.jsonl --depfile "
        "kept.d\n"
        "-include kept.d"};
constexpr size_t kOutletsShown = 10;
enum class Job : uint8_t { kSplit, kDryRun, kCheck, kAnnotate };

struct Options {
  cli::Inputs inputs;
  cli::Common common;
  prov::ScanOptions scan;
  prov::SketchParams sketch;
  prov::PlanParams plan;
  prov::GuardParams guard;
  bool strips_boilerplate = false;
  Job job = Job::kSplit;
  std::string output, dropped;
  cli::PathLists lists;
  std::string rejects;
  std::string summary;
  std::string clusters;
  std::string protect;
  std::vector<std::string> against;
  cli::ErrorIf error_if;
};

// A run between scan and output.
struct Run {
  prov::Corpus corpus;
  prov::RunFacts facts;
  prov::Plan plan;
  std::optional<prov::TextMasks> masks;  // What --strip leaves out.
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
  if (options.lists.any() && options.job != Job::kSplit) {
    return absl::InvalidArgumentError(
        "--kept-list and --dropped-list are of a run that decides; leave out "
        "--dry-run, --check and --annotate");
  }
  if (options.job == Job::kSplit && !options.lists.any()) {
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
  if (options.lists.any() && options.dropped.empty() &&
      !options.output.empty()) {
    return absl::InvalidArgumentError(
        "-o KEPT needs --dropped DROPPED, so that nothing is lost; the lists "
        "alone need neither");
  }
  if (options.job == Job::kAnnotate && !options.dropped.empty()) {
    return absl::InvalidArgumentError(
        "--annotate removes nothing, so there is no --dropped to write; leave "
        "one of them out");
  }
  return options.clusters.empty() ? absl::OkStatus() : CheckPlanUsage(options);
}

absl::StatusOr<prov::Plan> ObeyClusters(Options& options, Run& run) {
  PROV_ASSIGN_OR_RETURN(const prov::ClusterFile clusters,
                        prov::ReadClusters(options.clusters));
  prov::Params params;
  prov::AddParams(options.inputs.reading.options, params);
  if (run.masks.has_value()) prov::AddStripParams(params);
  PROV_RETURN_IF_ERROR(prov::CheckIsPlanOf(clusters, options.clusters,
                                           run.facts.inputs, params));
  run.facts.params = clusters.run.params;
  absl::StatusOr<prov::PlanParams> plan =
      prov::PlanParamsFrom(run.facts.params);
  if (!plan.ok()) {
    return absl::DataLossError(options.clusters + ": " +
                               std::string(plan.status().message()));
  }
  options.plan = *std::move(plan);
  if (run.masks.has_value()) options.plan.shingle.masks = &*run.masks;
  return prov::PlanFromClusters(run.corpus, clusters, options.plan,
                                options.common.Use());
}

prov::Resources Beside(const prov::Corpus& corpus,
                       const prov::Resources& resources) {
  return {resources.threads, corpus.documents().Beside(resources.memory)};
}

// Scans the documents.
absl::StatusOr<prov::SignatureTable> Sketch(Options& options, Run& run) {
  const prov::Resources resources = options.common.Use();
  cli::Progress progress(options.common);
  options.scan.threads = resources.threads;
  options.scan.memory = resources.memory;
  options.scan.collect_rejects = !options.rejects.empty();
  options.scan.on_progress = [&progress](auto... counts) {
    progress.Show(counts...);
  };
  PROV_ASSIGN_OR_RETURN(
      prov::SignatureTable signatures,
      prov::SketchCorpus(run.corpus, options.scan, options.plan.shingle,
                         options.sketch));
  if (!options.strips_boilerplate) return signatures;
  PROV_ASSIGN_OR_RETURN(
      run.masks,
      prov::StripBoilerplate(run.corpus, options.plan.shingle, options.sketch,
                             Beside(run.corpus, resources), signatures));
  options.plan.shingle.masks = &*run.masks;
  return signatures;
}

absl::Status MakeRun(Options& options, cli::Outputs& outputs, Run& run) {
  const prov::Resources resources = options.common.Use();
  PROV_ASSIGN_OR_RETURN(
      const std::vector<std::string> archive,
      cli::ArchivePaths(options.against, options.inputs.reading,
                        resources.memory, options.inputs.warnings));
  run.facts.tool = kTool.name;
  std::vector<std::string> paths = {options.dropped, options.rejects,
                                    options.summary, options.lists.kept,
                                    options.lists.dropped};
  // The kept files of a folder are named after the inputs.
  if (!cli::IsFolder(options.output)) paths.push_back(options.output);
  outputs.Read(options.against);
  outputs.Read({options.clusters, options.protect});
  PROV_ASSIGN_OR_RETURN(
      run.corpus, cli::OpenCorpus(options.inputs, archive, paths, outputs));
  if (options.job == Job::kSplit) {
    PROV_RETURN_IF_ERROR(
        cli::CheckFits(run.corpus, options.output, options.lists));
  }
  // Digests are wanted where something is written, and cost as much as a step
  // of their own: they are made beside the others.
  const bool writes = options.job == Job::kSplit ||
                      options.job == Job::kAnnotate ||
                      !options.clusters.empty();
  const prov::ExtraThreads beside(resources.threads > 1 ? 1 : 0);
  std::future<absl::StatusOr<std::vector<prov::InputFacts>>> digests =
      std::async(
          beside.count() > 0 ? std::launch::async : std::launch::deferred,
          [&run, writes, &resources] {
            return writes ? cli::DigestAll(run.corpus, resources.threads)
                          : std::vector<prov::InputFacts>();
          });
  PROV_ASSIGN_OR_RETURN(const prov::SignatureTable signatures,
                        Sketch(options, run));
  if (!options.clusters.empty()) {
    PROV_ASSIGN_OR_RETURN(run.facts.inputs, digests.get());
    PROV_ASSIGN_OR_RETURN(run.plan, ObeyClusters(options, run));
    return absl::OkStatus();
  }
  prov::Params& params = run.facts.params;
  prov::AddParams(options.inputs.reading.options, params);
  prov::AddParams(options.plan.shingle, options.sketch, params);
  prov::AddParams(options.plan.match, params);
  prov::AddParams(options.plan.cluster, params);
  if (run.masks.has_value()) prov::AddStripParams(params);
  prov::Exemptions exemptions;
  PROV_ASSIGN_OR_RETURN(
      exemptions.is_protected,
      cli::ReadProtected(options.protect, run.corpus.documents(), params));
  if (!archive.empty()) {
    exemptions.first_archived =
        run.corpus.first_document(run.corpus.num_own_inputs());
  }
  PROV_ASSIGN_OR_RETURN(
      run.plan,
      prov::MakePlan(run.corpus, signatures, options.plan,
                     std::move(exemptions), Beside(run.corpus, resources)));
  PROV_ASSIGN_OR_RETURN(run.facts.inputs, digests.get());
  cli::AddArchive(run.corpus, run.facts.inputs, params);
  return absl::OkStatus();
}

absl::Status Guard(const Options& options, const Run& run) {
  const std::vector<prov::GuardedOutlet> outlets =
      prov::OverGuard(run.corpus, run.corpus.num_own_inputs(),
                      run.plan.removals, options.guard);
  if (outlets.empty()) return absl::OkStatus();
  const std::string message = cli::GuardMessage(outlets, options.guard);
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
  if (!options.dropped.empty()) {
    PROV_ASSIGN_OR_RETURN(split.dropped, outputs.Create(options.dropped));
  }
  if (!options.rejects.empty()) {
    PROV_ASSIGN_OR_RETURN(split.rejects, outputs.Create(options.rejects));
  }
  if (options.lists.any()) {
    PROV_RETURN_IF_ERROR(
        cli::WriteLists(run.corpus, run.plan.removals, options.lists, outputs));
  }
  if (split.dropped == nullptr) {
    return split.rejects == nullptr
               ? absl::OkStatus()
               : cli::WriteRejects(run.corpus, *split.rejects);
  }
  PROV_RETURN_IF_ERROR(cli::CreateKept(run.corpus, run.facts.inputs,
                                       run.plan.removals, options.output,
                                       outputs, split));
  PROV_RETURN_IF_ERROR(prov::Split(run.corpus, run.corpus.num_own_inputs(),
                                   run.plan.removals, run.facts, split,
                                   options.common.Use()));
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
      options.common.memory,
      [out](std::string_view line) { return out->Write(line); });
}

absl::StatusOr<cli::ExitCode> Dedupe(Options& options) {
  PROV_RETURN_IF_ERROR(CheckUsage(options));
  cli::Outputs outputs(options.common);
  Run run;
  PROV_RETURN_IF_ERROR(MakeRun(options, outputs, run));
  prov::Summary summary = prov::Summarize(
      run.corpus, run.corpus.num_own_inputs(), run.plan.removals);
  if (run.masks.has_value()) {
    summary.stripped = {run.masks->documents().size(), run.masks->CountEmpty()};
  }
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
        outputs.WriteFirst(options.summary, prov::SummaryLine(summary) + "\n"));
  }
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(run.corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  if (!options.common.quiet) {
    cli::WarnOfRejects(kTool, run.corpus);
    cli::WarnOfOddities(kTool, run.corpus, options.inputs.warnings);
    std::cerr << prov::SummaryTable(summary, kOutletsShown);
  }
  const bool would_drop = !run.plan.removals.empty();
  if (options.job == Job::kCheck && would_drop) return cli::kNo;
  return options.error_if.Answer(would_drop, !run.corpus.rejects().empty());
}

cli::po::options_description OwnOptions(Options& options) {
  cli::po::options_description group("Output");
  cli::AddOutput(group, options.output,
                 "kept records; DIR/ for a file for each input");
  cli::AddPath(group, "dropped", options.dropped,
               "a reason for each dropped record, and how to restore it");
  cli::AddPathLists(group, options.lists);
  cli::AddPath(group, "summary", options.summary, "the numbers, as JSON");
  cli::AddFlag(group, "dry-run", options.job, Job::kDryRun,
               "write nothing, only say what would happen");
  cli::AddFlag(group, "check", options.job, Job::kCheck,
               "write nothing; exit with 1 if anything would be dropped");
  cli::AddFlag(group, "annotate", options.job, Job::kAnnotate,
               "remove nothing; -o gets the clusters, as prov-cluster "
               "writes them");
  cli::AddErrorIf(group, options.error_if, {"found", "none", "rejected"},
                  "exit with 1 if records were dropped, if none was, or if "
                  "some were rejected");
  cli::AddCommon(group, options.common);
  cli::AddMemory(group, options.common);
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
  cli::AddChoice<bool>(
      group, "strip", "WHAT", "", options.strips_boilerplate,
      {{"boilerplate", true}},
      "boilerplate: compare texts without what an outlet prints with many of "
      "them, such as a footer; a text that has nothing else is kept");
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
      .add(cli::ClusterOptions(options.plan.cluster, options.common))
      .add(cli::GuardOptions(options.guard))
      .add(cli::RecordOptions(options.scan, options.rejects))
      .add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return Dedupe(options); });
}
