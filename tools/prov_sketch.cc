// prov-sketch: documents -> signatures (.sig).

#include <string>
#include <utility>

#include "libprov/sketch/signature_file.h"
#include "libprov/sketch/sketch_corpus.h"
#include "tools/cli/files.h"
#include "tools/cli/options.h"
#include "tools/cli/progress.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-sketch",
    .synopsis = "[OPTIONS] [DOCUMENTS...] -o FILE.sig",
    .summary =
        "Make signatures of documents, from which prov-match finds the "
        "similar ones.",
    .example = "prov-sketch news.jsonl.zst -o news.sig",
    .recipe =
        "news.stamp: news.jsonl.zst\n"
        "\t+prov-sketch $< -o news.sig --if-changed --stamp $@ --depfile "
        "news.d\n"
        "news.sig: news.stamp ;\n"
        "-include news.d"};

struct Options {
  cli::Inputs inputs;
  cli::Common common;
  prov::ScanOptions scan;
  prov::ShingleParams shingle;
  prov::SketchParams sketch;
  std::string output = "-";
  std::string rejects;
  cli::ErrorIf error_if;
};

absl::StatusOr<cli::ExitCode> Sketch(Options& options) {
  cli::Progress progress(options.common);
  cli::Outputs outputs(options.common);
  PROV_ASSIGN_OR_RETURN(
      prov::Corpus corpus,
      cli::OpenCorpus(options.inputs, {}, {options.output, options.rejects},
                      outputs));
  const prov::Resources resources = options.common.Use();
  options.scan.threads = resources.threads;
  options.scan.memory = resources.memory;
  options.scan.collect_rejects = !options.rejects.empty();
  options.scan.digest_records = true;
  options.scan.on_progress = [&progress](uint64_t bytes, uint64_t total,
                                         uint64_t documents) {
    progress.Show(bytes, total, documents);
  };
  PROV_ASSIGN_OR_RETURN(const prov::SignatureTable signatures,
                        prov::SketchCorpus(corpus, options.scan,
                                           options.shingle, options.sketch));
  PROV_ASSIGN_OR_RETURN(const std::vector<prov::InputFacts> inputs,
                        prov::DigestInputs(corpus.inputs(), resources.threads));
  prov::Params params;
  prov::AddParams(options.inputs.reading.options, params);
  prov::AddParams(options.shingle, options.sketch, params);
  if (!options.rejects.empty()) {
    PROV_ASSIGN_OR_RETURN(prov::OutputFile * rejects,
                          outputs.Create(options.rejects));
    PROV_RETURN_IF_ERROR(cli::WriteRejects(corpus, *rejects));
  }
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(
      prov::WriteSignatures(*out, corpus, signatures, params, inputs));
  PROV_RETURN_IF_ERROR(cli::CheckUnchanged(corpus));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  if (!options.common.quiet) {
    cli::WarnOfRejects(kTool, corpus);
    cli::WarnOfOddities(kTool, corpus, options.inputs.warnings);
  }
  return options.error_if.Answer(true, !corpus.rejects().empty());
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "signatures; - is stdout");
  cli::AddErrorIf(output, options.error_if, {"rejected"},
                  "exit with 1 if a record was rejected");
  cli::AddCommon(output, options.common);
  cli::AddMemory(output, options.common);
  cli::po::options_description groups;
  groups.add(cli::InputOptions(options.inputs))
      .add(cli::RecordOptions(options.scan, options.rejects))
      .add(cli::SketchOptions(options.shingle, options.sketch))
      .add(output)
      .add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return Sketch(options); });
}
