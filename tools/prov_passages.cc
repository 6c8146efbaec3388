// prov-passages: documents, or pairs of texts -> recycled passages (JSON
// Lines).

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/findings.h"
#include "libprov/passage/compare_pairs.h"
#include "libprov/passage/document_filter.h"
#include "libprov/passage/find_passages.h"
#include "libprov/passage/find_spun.h"
#include "libprov/passage/passage_file.h"
#include "libprov/passage/passage_text.h"
#include "libprov/passage/spun_candidates.h"
#include "libprov/passage/token_rows.h"
#include "tools/cli/files.h"
#include "tools/cli/filter_options.h"
#include "tools/cli/options.h"
#include "tools/cli/progress.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-passages",
    .synopsis = "[OPTIONS] [DOCUMENTS...]",
    .summary =
        "Find the text that stands in several places: in several documents, or "
        "twice in\none. Every run of --min-words words that two places share "
        "is reported, whatever\nthe quotes, dashes, spaces and case around "
        "them; copies with small edits are one\npassage.",
    .example = "prov-passages news.jsonl.zst -o passages.jsonl",
    .recipe =
        "passages.jsonl: news.jsonl.zst\n"
        "\t+prov-passages $< -o $@ --depfile passages.d\n"
        "-include passages.d"};

struct Options {
  cli::Inputs inputs;
  cli::Common common;
  prov::ScanOptions scan;
  prov::RunParams run;
  prov::DocumentFilter filter;
  prov::PairParams pair;
  std::string pairs;  // The list.
  prov::Edits edits = prov::Edits::kNo;
  std::string output = "-";
  std::string rejects;
  cli::ErrorIf error_if;
};

absl::StatusOr<prov::TokenRows> ReadRows(Options& options,
                                         prov::Corpus& corpus) {
  cli::Progress progress(options.common);
  const prov::Resources resources = options.common.Use();
  options.scan.threads = options.run.threads = resources.threads;
  options.scan.memory = options.run.memory = resources.memory;
  options.scan.collect_rejects = !options.rejects.empty();
  options.scan.on_progress = [&progress](uint64_t bytes, uint64_t total,
                                         uint64_t documents) {
    progress.Show(bytes, total, documents);
  };
  return prov::ReadTokenRows(corpus, options.scan, options.filter);
}

absl::Status WriteLimit(std::string_view what, uint64_t left_out,
                        prov::OutputFile& out) {
  if (left_out == 0) return absl::OkStatus();
  return out.Write(prov::LimitLine(what, left_out) + "\n");
}

void WarnOfLimits(const prov::Passages& found) {
  if (found.left_out > 0) {
    cli::Warn(kTool, absl::StrFormat(
                         "%d repeats that lie inside longer ones were left "
                         "out: some texts repeat themselves too often",
                         found.left_out));
  }
  if (found.chains_passed_over > 0) {
    cli::Warn(kTool,
              absl::StrFormat("%d chains of small changes were not tried: "
                              "some copies may be listed in pieces",
                              found.chains_passed_over));
  }
}

// As many passages at a time as memory allows; whether any was written.
absl::StatusOr<bool> PlaceAndWrite(const Options& options,
                                   const prov::Corpus& corpus,
                                   const prov::TokenRows& rows,
                                   std::span<const prov::Passage> passages,
                                   prov::OutputFile& out) {
  const std::vector<prov::Company> all = prov::CompaniesOf(rows, passages);
  std::span<const prov::Company> companies(all);
  bool any = false;
  while (!passages.empty()) {
    const size_t count =
        prov::CountThatFit(passages, options.edits, options.run.memory);
    PROV_ASSIGN_OR_RETURN(
        std::vector<prov::PlacedPassage> placed,
        prov::PlacePassages(corpus, rows, passages.first(count),
                            companies.first(count), options.edits,
                            options.run.threads));
    options.filter.KeepOutlets(corpus.documents(), placed);
    any |= !placed.empty();
    PROV_RETURN_IF_ERROR(prov::WritePassages(
        corpus.documents(), placed, options.edits, options.run.threads, out));
    passages = passages.subspan(count);
    companies = companies.subspan(count);
  }
  return any;
}

// With --spun: what was taken over in other words; whether any was written.
absl::StatusOr<bool> FindAndWriteSpun(const Options& options,
                                      const prov::Corpus& corpus,
                                      const prov::TokenRows& rows,
                                      prov::OutputFile& out) {
  PROV_ASSIGN_OR_RETURN(
      const prov::SpunCandidates candidates,
      prov::FindSpunCandidates(rows, {},
                               {options.run.threads, options.run.memory}));
  PROV_ASSIGN_OR_RETURN(
      std::vector<prov::PlacedPassage> found,
      prov::FindSpunPassages(corpus, rows, candidates.pairs, options.pair,
                             options.run.threads));
  options.filter.KeepOutlets(corpus.documents(), found);
  PROV_RETURN_IF_ERROR(prov::WritePassages(
      corpus.documents(), found, prov::Edits::kNo, options.run.threads, out));
  PROV_RETURN_IF_ERROR(WriteLimit("spun-pairs", candidates.left_out, out));
  return !found.empty();
}

absl::StatusOr<cli::ExitCode> FindPassages(Options& options) {
  cli::Outputs outputs(options.common);
  PROV_ASSIGN_OR_RETURN(
      prov::Corpus corpus,
      cli::OpenCorpus(options.inputs, {}, {options.output, options.rejects},
                      outputs));
  PROV_ASSIGN_OR_RETURN(const prov::TokenRows rows, ReadRows(options, corpus));
  options.run.memory = corpus.documents().Beside(options.run.memory);
  prov::RunFacts run{.tool = kTool.name};
  PROV_ASSIGN_OR_RETURN(const prov::FirstRuns runs,
                        prov::FindFirstRuns(rows, options.run));
  prov::Passages found;
  // From here on parts of the search take one thread, and so do digests.
  PROV_RETURN_IF_ERROR(prov::ParallelFor(
      2, options.run.threads, [&](size_t task, unsigned) -> absl::Status {
        if (task == 0) {
          PROV_ASSIGN_OR_RETURN(found,
                                prov::FindPassages(rows, runs, options.run));
        } else {
          PROV_ASSIGN_OR_RETURN(run.inputs,
                                prov::DigestInputs(corpus.inputs(), 1));
        }
        return absl::OkStatus();
      }));
  prov::AddParams(options.inputs.reading.options, run.params);
  prov::AddParams(options.run, run.params);
  if (options.pair.spun_channel == prov::SpunChannel::kOn) {
    run.params["spun"] = "yes";
  }
  options.filter.AddTo(run.params);
  if (!options.rejects.empty()) {
    PROV_ASSIGN_OR_RETURN(prov::OutputFile * rejects,
                          outputs.Create(options.rejects));
    PROV_RETURN_IF_ERROR(cli::WriteRejects(corpus, *rejects));
  }
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out,
                        outputs.CreateUndigested(options.output));
  PROV_RETURN_IF_ERROR(out->Write(prov::RunLine(run) + "\n"));
  PROV_ASSIGN_OR_RETURN(bool any_found, PlaceAndWrite(options, corpus, rows,
                                                      found.passages, *out));
  if (options.pair.spun_channel == prov::SpunChannel::kOn) {
    PROV_ASSIGN_OR_RETURN(const bool any_spun,
                          FindAndWriteSpun(options, corpus, rows, *out));
    any_found |= any_spun;
  }
  PROV_RETURN_IF_ERROR(WriteLimit("repeats", found.left_out, *out));
  PROV_RETURN_IF_ERROR(WriteLimit("chains", found.chains_passed_over, *out));
  PROV_RETURN_IF_ERROR(corpus.status());
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  if (!options.common.quiet) {
    cli::WarnOfRejects(kTool, corpus);
    cli::WarnOfOddities(kTool, corpus, options.inputs.warnings);
    WarnOfLimits(found);
  }
  return options.error_if.Answer(any_found, !corpus.rejects().empty());
}

// With --pairs: the texts of a list, two at a time.
absl::StatusOr<cli::ExitCode> ComparePairs(Options& options) {
  if (!options.inputs.paths.empty()) {
    return absl::InvalidArgumentError(
        "--pairs names all there is to read; leave out the documents");
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<prov::PathPair> pairs,
                        prov::ReadPathPairs(options.pairs));
  std::vector<std::string> read = {options.pairs};
  for (const prov::PathPair& pair : pairs) {
    read.insert(read.end(), {pair.a, pair.b});
  }
  cli::Outputs outputs(options.common);
  outputs.Read(read);
  PROV_RETURN_IF_ERROR(outputs.Check({options.output}));
  prov::RunFacts run{.tool = kTool.name};
  prov::AddParams(options.pair, run.params);
  PROV_ASSIGN_OR_RETURN(run.inputs,
                        prov::DigestPairs(pairs, options.common.threads));
  PROV_ASSIGN_OR_RETURN(const std::vector<prov::PairFindings> findings,
                        prov::ComparePairs(pairs, options.pair, options.edits,
                                           options.common.threads));
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(out->Write(prov::RunLine(run) + "\n"));
  bool found = false;
  uint64_t left_out = 0;
  for (const prov::PairFindings& of_pair : findings) {
    found |= !of_pair.lines.empty();
    left_out += of_pair.left_out;
    PROV_RETURN_IF_ERROR(out->Write(of_pair.lines));
  }
  PROV_RETURN_IF_ERROR(outputs.Commit());
  if (left_out > 0 && !options.common.quiet) {
    cli::Warn(kTool, absl::StrFormat(
                         "%d places of runs that come too often were not "
                         "compared; the prov.limit/1 lines say in which pairs",
                         left_out));
  }
  return options.error_if.Answer(found, false);
}

absl::StatusOr<cli::ExitCode> Run(Options& options) {
  PROV_RETURN_IF_ERROR(prov::Validate(options.run));
  options.pair.min_words = options.run.min_words;
  return options.pairs.empty() ? FindPassages(options) : ComparePairs(options);
}

cli::po::options_description OwnOptions(Options& options) {
  cli::po::options_description group("Passages");
  cli::AddParsed(
      group, "min-words", "N", "8",
      [&options](const std::string& text) -> absl::Status {
        options.run.min_words = cli::ParseNumber<uint32_t>(text).value_or(0);
        return prov::Validate(options.run).ok()
                   ? absl::OkStatus()
                   : cli::NotA("a whole number in [5, 64]", text);
      },
      "least words that two places must share in a row, from 5");
  cli::AddDocumentFilter(
      group, options.filter,
      "only passages that this outlet has; may be given again");
  cli::AddFlag(group, "align", options.edits, prov::Edits::kYes,
               "say word by word how each occurrence differs");
  cli::AddPath(group, "pairs", options.pairs,
               "compare only these: two paths of plain text files a line, a "
               "tab between them");
  cli::AddFlag(group, "spun", options.pair.spun_channel, prov::SpunChannel::kOn,
               "find what was taken over in other words too, in stretches of "
               "150 characters and more; with --pairs one alignment of each");
  return group;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "passages; - is stdout");
  cli::AddErrorIf(output, options.error_if, {"found", "none", "rejected"},
                  "exit with 1 if passages were found, if none was, or if "
                  "records were rejected");
  cli::AddMemory(output, options.common);
  cli::AddCommon(output, options.common);
  cli::po::options_description groups;
  groups.add(cli::InputOptions(options.inputs))
      .add(OwnOptions(options))
      .add(output)
      .add(cli::RecordOptions(options.scan, options.rejects))
      .add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return Run(options); });
}
