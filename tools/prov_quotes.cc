// prov-quotes: documents -> quotes and their variants (JSON Lines).

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/findings.h"
#include "libprov/passage/document_filter.h"
#include "libprov/quote/find_quotes.h"
#include "libprov/quote/quote_file.h"
#include "tools/cli/files.h"
#include "tools/cli/filter_options.h"
#include "tools/cli/options.h"
#include "tools/cli/progress.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-quotes",
    .synopsis = "[OPTIONS] [DOCUMENTS...]",
    .summary =
        "Find what the documents put in quote marks, who says it, and the "
        "outlet it was\ntold to or taken from; quotes of the same words, whole "
        "or in part, are one group.\nSpeakers and outlets are read in English "
        "and German.",
    .example = "prov-quotes news.jsonl.zst -o quotes.jsonl",
    .recipe =
        "quotes.jsonl: news.jsonl.zst\n"
        "\t+prov-quotes $< -o $@ --depfile quotes.d\n"
        "-include quotes.d"};

struct Options {
  cli::Inputs inputs;
  cli::Common common;
  prov::ScanOptions scan;
  prov::DocumentFilter filter;
  uint64_t memory_bytes = uint64_t{4} << 30;
  std::string output = "-";
  std::string rejects;
  cli::ErrorIf error_if;
};

absl::StatusOr<prov::QuoteFindings> Find(Options& options,
                                         prov::Corpus& corpus) {
  cli::Progress progress(options.common);
  options.scan.threads = options.common.threads;
  options.scan.collect_rejects = !options.rejects.empty();
  options.scan.on_progress = [&progress](uint64_t bytes, uint64_t total,
                                         uint64_t documents) {
    progress.Show(bytes, total, documents);
  };
  return prov::FindQuotes(corpus, options.scan, options.memory_bytes,
                          options.filter);
}

// Whether one of the wanted outlets has the quote.
bool IsWanted(const Options& options, const prov::DocumentTable& documents,
              const prov::FoundGroup& group) {
  const std::vector<std::string>& outlets = options.filter.outlets;
  return outlets.empty() ||
         std::ranges::any_of(
             group.occurrences, [&](const prov::QuoteOccurrence& occurrence) {
               return std::ranges::find(
                          outlets, documents.outlet(occurrence.document)) !=
                      outlets.end();
             });
}

// A line each, made on all threads and written in order.
absl::Status WriteGroups(const std::vector<prov::FoundGroup>& groups,
                         const prov::DocumentTable& documents, unsigned threads,
                         prov::OutputFile& out) {
  constexpr size_t kPart = 1024;  // Groups that a thread takes at a time.
  constexpr size_t kParts = 64;   // Made before any is written.
  std::vector<std::string> parts;
  for (size_t first = 0; first < groups.size(); first += kPart * kParts) {
    const size_t left = groups.size() - first;
    parts.assign(std::min(kParts, (left + kPart - 1) / kPart), "");
    PROV_RETURN_IF_ERROR(
        prov::ParallelFor(parts.size(), threads, [&](size_t part, unsigned) {
          const size_t begin = first + part * kPart;
          const size_t end = std::min(groups.size(), begin + kPart);
          for (size_t i = begin; i < end; ++i) {
            parts[part] += prov::QuoteLine(documents, groups[i]);
            parts[part] += '\n';
          }
          return absl::OkStatus();
        }));
    for (const std::string& part : parts) {
      PROV_RETURN_IF_ERROR(out.Write(part));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<cli::ExitCode> Run(Options& options) {
  cli::Outputs outputs(options.common);
  PROV_ASSIGN_OR_RETURN(
      prov::Corpus corpus,
      cli::OpenCorpus(options.inputs, {}, {options.output, options.rejects},
                      outputs));
  PROV_ASSIGN_OR_RETURN(prov::QuoteFindings found, Find(options, corpus));
  prov::RunFacts run{.tool = kTool.name};
  prov::AddParams(options.inputs.reading.options, run.params);
  prov::AddQuoteParams(run.params);
  options.filter.AddTo(run.params);
  PROV_ASSIGN_OR_RETURN(
      run.inputs, prov::DigestInputs(corpus.inputs(), options.common.threads));
  if (!options.rejects.empty()) {
    PROV_ASSIGN_OR_RETURN(prov::OutputFile * rejects,
                          outputs.Create(options.rejects));
    PROV_RETURN_IF_ERROR(cli::WriteRejects(corpus, *rejects));
  }
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out,
                        outputs.CreateUndigested(options.output));
  PROV_RETURN_IF_ERROR(out->Write(prov::RunLine(run) + "\n"));
  std::erase_if(found.groups, [&](const prov::FoundGroup& group) {
    return !IsWanted(options, corpus.documents(), group);
  });
  PROV_RETURN_IF_ERROR(WriteGroups(found.groups, corpus.documents(),
                                   options.common.threads, *out));
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  if (!options.common.quiet) {
    cli::WarnOfRejects(kTool, corpus);
    cli::WarnOfOddities(kTool, corpus, options.inputs.warnings);
    if (found.other_languages > 0) {
      cli::Warn(kTool,
                absl::StrFormat("%d with quotes in neither English nor German: "
                                "no speakers and no outlets are read there",
                                found.other_languages));
    }
  }
  return options.error_if.Answer(!found.groups.empty(),
                                 !corpus.rejects().empty());
}

cli::po::options_description OwnOptions(Options& options) {
  cli::po::options_description group("Quotes");
  cli::AddDocumentFilter(
      group, options.filter,
      "only quotes that this outlet has; may be given again");
  cli::AddMemoryBound(
      group, options.memory_bytes,
      "memory for the quotes; where they do not fit the run ends with the size "
      "they need");
  return group;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "quotes; - is stdout");
  cli::AddErrorIf(
      output, options.error_if, {"found", "none", "rejected"},
      "exit with 1 if quotes were found, if none was, or if records "
      "were rejected");
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
