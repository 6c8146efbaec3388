// prov-eval: what a tool found + what is true -> the measures of the field.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/score/chain_score.h"
#include "libprov/score/cluster_score.h"
#include "libprov/score/figures.h"
#include "libprov/score/match_score.h"
#include "libprov/score/passage_score.h"
#include "libprov/score/quote_score.h"
#include "tools/cli/files.h"
#include "tools/cli/options.h"
#include "tools/cli/tool.h"
#include "tools/cli/visible.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-eval",
    .synopsis = "[OPTIONS] TASK FOUND TRUTH",
    .summary =
        "Measure what a tool found against what is true:\n"
        "  match     precision, recall and F1 of pairs by band of similarity\n"
        "  cluster   precision, recall and F1 of pairs, adjusted Rand index, "
        "B-cubed\n"
        "  passages  precision, recall, granularity, plagdet by class, recall "
        "by "
        "length,\n            and how many classes are right\n"
        "  quotes    precision, recall, F1 of quotes to the letter, and of "
        "their groups\n"
        "  speakers  precision and recall of who said them\n"
        "  cited     precision and recall of the outlets they were taken from\n"
        "  chains    how often the first is named, and rightly; calibration; "
        "direction of\n            links; caution where the first is missing",
    .example = "prov-eval match matches.jsonl truth/pairs.jsonl",
    .recipe =
        "matches.checked: matches.jsonl truth/pairs.jsonl\n"
        "\t+prov-eval match $^ --min-recall 99% --stamp $@"};

struct Options {
  std::vector<std::string> arguments;  // The task, the findings, the truth.
  cli::Common common;
  prov::MatchScoreParams match;
  std::optional<prov::TenThousandths> min_precision;
  std::optional<prov::TenThousandths> min_recall;
  std::string format;
  std::string output = "-";

  const std::string& found() const { return arguments[1]; }
  const std::string& truth() const { return arguments[2]; }
};

// What every task gives.
struct Answer {
  std::string line;
  std::string text;
  prov::Proportion precision;
  prov::Proportion recall;
};

struct Task {
  std::string_view name;
  std::string_view counted;  // What precision and recall are shares of.
  absl::StatusOr<Answer> (*measure)(const Options& options);
};

template <typename Score>
Answer AnswerOf(const Score& score, const prov::Proportion& precision,
                const prov::Proportion& recall) {
  return {.line = prov::EvalLine(score) + "\n",
          .text = cli::Visible(prov::EvalText(score)),
          .precision = precision,
          .recall = recall};
}

absl::StatusOr<Answer> MeasureMatches(const Options& options) {
  PROV_ASSIGN_OR_RETURN(
      const prov::MatchScore score,
      prov::ScoreMatches(options.found(), options.truth(), options.match));
  return AnswerOf(score, score.precision, score.recall);
}

absl::StatusOr<Answer> MeasureClusters(const Options& options) {
  PROV_ASSIGN_OR_RETURN(const prov::PartitionScore score,
                        prov::ScoreClusters(options.found(), options.truth()));
  return AnswerOf(score, score.pair_precision, score.pair_recall);
}

absl::StatusOr<Answer> MeasurePassages(const Options& options) {
  PROV_ASSIGN_OR_RETURN(const prov::PassageScore score,
                        prov::ScorePassages(options.found(), options.truth()));
  return AnswerOf(score, score.all.precision_characters,
                  score.all.recall_characters);
}

absl::StatusOr<Answer> MeasureQuotes(const Options& options) {
  PROV_ASSIGN_OR_RETURN(const prov::QuoteScore score,
                        prov::ScoreQuotes(options.found(), options.truth()));
  return AnswerOf(score, score.precision, score.recall);
}

absl::StatusOr<Answer> MeasureSpeakers(const Options& options) {
  PROV_ASSIGN_OR_RETURN(const prov::SpeakerScore score,
                        prov::ScoreSpeakers(options.found(), options.truth()));
  return AnswerOf(score, score.spoken.precision, score.spoken.recall);
}

absl::StatusOr<Answer> MeasureCited(const Options& options) {
  PROV_ASSIGN_OR_RETURN(const prov::CitedScore score,
                        prov::ScoreCited(options.found(), options.truth()));
  return AnswerOf(score, score.quotes.precision, score.quotes.recall);
}

absl::StatusOr<Answer> MeasureChains(const Options& options) {
  PROV_ASSIGN_OR_RETURN(const prov::ChainScore score,
                        prov::ScoreChains(options.found(), options.truth()));
  return AnswerOf(score, score.right, score.committed);
}

constexpr std::array<Task, 7> kTasks = {
    {{"match", "pairs", MeasureMatches},
     {"cluster", "pairs", MeasureClusters},
     {"passages", "characters", MeasurePassages},
     {"quotes", "quotes", MeasureQuotes},
     {"speakers", "speakers", MeasureSpeakers},
     {"cited", "outlets cited", MeasureCited},
     {"chains", "decidable chains", MeasureChains}}};

absl::StatusOr<Task> TaskOf(const Options& options) {
  const std::string& name = options.arguments[0];
  const auto* const task = std::ranges::find(kTasks, name, &Task::name);
  if (task == kTasks.end()) {
    std::vector<std::string_view> names;
    for (const Task& known : kTasks) names.push_back(known.name);
    return cli::NotOneOf(names, name);
  }
  if (options.match.threshold.has_value() && task->name != "match") {
    return absl::InvalidArgumentError("--threshold is for match");
  }
  return *task;
}

// Whether a share is as high as it must be; one of nothing is not.
bool Reaches(const char* name, const Task& task, const prov::Proportion& share,
             std::optional<prov::TenThousandths> least,
             const Options& options) {
  if (!least.has_value()) return true;
  if (share.of > 0 && prov::Ratio(share.hits, share.of) >= *least) return true;
  if (options.common.quiet) return false;
  cli::Warn(
      kTool,
      options.found() + ": " +
          (share.of == 0
               ? absl::StrFormat("no %s to take the %s of", task.counted, name)
               : absl::StrFormat("the %s of its %s is %s, not %s or more", name,
                                 task.counted, prov::ScoreText(share),
                                 prov::ToString(*least))));
  return false;
}

absl::StatusOr<cli::ExitCode> Eval(const Options& options) {
  if (options.arguments.size() != 3) {
    return absl::InvalidArgumentError("name a task, findings and truth: " +
                                      std::string(kTool.example));
  }
  cli::Outputs outputs(options.common);
  outputs.Read({options.found(), options.truth()});
  PROV_RETURN_IF_ERROR(outputs.Check({options.output}));
  PROV_ASSIGN_OR_RETURN(const Task task, TaskOf(options));
  PROV_ASSIGN_OR_RETURN(const Answer answer, task.measure(options));
  const bool as_json =
      options.format.empty() ? options.output != "-" : options.format == "json";
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(out->Write(as_json ? answer.line : answer.text));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  const bool precise = Reaches("precision", task, answer.precision,
                               options.min_precision, options);
  const bool complete =
      Reaches("recall", task, answer.recall, options.min_recall, options);
  return precise && complete ? cli::kOk : cli::kNo;
}

void AddLeast(cli::po::options_description& group, const char* name,
              std::optional<prov::TenThousandths>& field, const char* help) {
  cli::AddParsed(
      group, name, "SHARE", "",
      [&field](const std::string& text) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(field, cli::ParseShare(text));
        return absl::OkStatus();
      },
      help);
}

cli::po::options_description OutputOptions(Options& options) {
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "measures; - is stdout");
  cli::AddChoice<const char*>(
      output, "format", "HOW", "", options.format,
      {{"table", "table"}, {"json", "json"}},
      "table for people, json for programs: one prov.eval/1 line "
      "(table on stdout, json in a file)");
  AddLeast(output, "min-precision", options.min_precision,
           "exit with 1 if the precision (of pairs, characters of passages, "
           "of quotes, of what names them) is lower");
  AddLeast(output, "min-recall", options.min_recall,
           "exit with 1 if the recall of the same is lower");
  cli::AddCommon(output, options.common);
  return output;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description input("Input");
  input.add_options()(
      "input,i",
      cli::po::value(&options.arguments)->value_name("ARG")->composing(),
      "the task, what was found, what is true; also as plain arguments");
  cli::AddParsed(
      input, "threshold", "S", "",
      [&options](const std::string& text) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(options.match.threshold, cli::ParseRatio(text));
        return absl::OkStatus();
      },
      "match: pairs under this similarity do not count (that of the run that "
      "found them)");
  cli::po::options_description groups;
  groups.add(input)
      .add(OutputOptions(options))
      .add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return Eval(options); });
}
