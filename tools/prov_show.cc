// prov-show: any of our binary files as text; two documents side by side.

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"
#include "libprov/match/comparison.h"
#include "libprov/match/word_diff.h"
#include "libprov/sketch/signature_file.h"
#include "tools/cli/files.h"
#include "tools/cli/inputs.h"
#include "tools/cli/options.h"
#include "tools/cli/show_pair.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-show",
    .synopsis = "[OPTIONS] FILE.sig | --pair A B DOCUMENTS...",
    .summary =
        "Print a binary file of ours as JSON Lines, or the word-level "
        "difference of the\ntwo documents with the keys A and B: [-only in "
        "A-] {+only in B+}.",
    .example = "prov-show --pair w-17 w-2 news.jsonl",
    .recipe =
        "news.checked: news.sig\n"
        "\t+prov-show --check $< --stamp $@"};

struct Options {
  std::vector<std::string> paths;
  cli::Reading reading;  // Of --pair.
  cli::Common common;
  bool pair = false;
  bool check = false;
  std::string output = "-";
};

absl::Status ShowContainer(const std::string& path, prov::OutputFile& out) {
  PROV_ASSIGN_OR_RETURN(const prov::ContainerSummary summary,
                        prov::DescribeContainer(path));
  std::string line;
  prov::JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.container/1")
      .Member("kind", summary.kind)
      .Member("version",
              absl::StrFormat("%d.%d", summary.major, summary.minor));
  json.Key("parameters").BeginObject();
  for (const auto& [name, value] : summary.params) json.Member(name, value);
  json.EndObject().Key("sections").BeginObject();
  for (const auto& section : summary.sections) {
    json.Member(section.name, section.size_bytes);
  }
  json.EndObject().EndObject();
  return out.Write(line + "\n");
}

absl::Status ShowSignatures(const std::string& path, prov::OutputFile& out) {
  PROV_ASSIGN_OR_RETURN(const prov::SignatureFile file,
                        prov::ReadSignatures(path));
  std::string line;
  std::vector<uint16_t> slots(file.signatures.num_slots());
  for (prov::DocumentId document = 0; document < file.documents.size();
       ++document) {
    const prov::DocumentRow& row = file.documents[document];
    file.signatures.Get(document, slots);
    line.clear();
    prov::JsonWriter json(line);
    json.BeginObject()
        .Member("schema", "prov.signature/1")
        .Member("key", file.documents.key(document))
        .Member("outlet", file.documents.outlet(document));
    json.Key("published").Raw(prov::ToJson(row.published));
    json.Member("tokens", row.token_count)
        .Member("input", row.place.input)
        .Member("line", row.place.line)
        .Member("offset", row.place.offset)
        .Member("length", row.place.length)
        .Member("sha256", prov::Hex(file.record_digests[document]));
    json.Key("slots").BeginArray();
    for (const uint16_t slot : slots) json.Value(slot);
    json.EndArray().EndObject();
    PROV_RETURN_IF_ERROR(out.Write(line + "\n"));
  }
  return absl::OkStatus();
}

absl::StatusOr<cli::ExitCode> ShowPair(Options& options) {
  if (options.paths.size() < 3) {
    return absl::InvalidArgumentError("name two keys and the documents: " +
                                      std::string(kTool.example));
  }
  std::vector<std::string> warnings;  // Of files that are none of the two.
  PROV_ASSIGN_OR_RETURN(
      const std::vector<std::string> paths,
      cli::ExpandFolders({options.paths.begin() + 2, options.paths.end()},
                         options.reading, warnings));
  PROV_ASSIGN_OR_RETURN(prov::Corpus corpus,
                        cli::OpenInputs(paths, {}, options.reading, warnings));
  cli::Outputs outputs(options.common);
  PROV_RETURN_IF_ERROR(outputs.Check({options.output}, cli::InputsOf(corpus)));
  const bool coloured = options.output == "-" && isatty(STDOUT_FILENO) == 1 &&
                        std::getenv("NO_COLOR") == nullptr;
  PROV_ASSIGN_OR_RETURN(
      const std::string shown,
      cli::ShowPair(options.paths[0], options.paths[1], corpus,
                    coloured ? cli::Colour::kYes : cli::Colour::kNo,
                    options.common.threads));
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  PROV_RETURN_IF_ERROR(out->Write(shown));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return cli::kOk;
}

absl::StatusOr<cli::ExitCode> Check(const Options& options,
                                    cli::Outputs& outputs) {
  if (options.output != "-") {
    return absl::InvalidArgumentError(
        "--check shows nothing that -o could hold; leave one of them out");
  }
  bool all_whole = true;
  for (const std::string& path : options.paths) {
    const absl::Status status = prov::DescribeContainer(path).status();
    if (absl::IsDataLoss(status)) {
      cli::Warn(kTool, std::string(status.message()));
      all_whole = false;
    } else {
      PROV_RETURN_IF_ERROR(status);
    }
  }
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return all_whole ? cli::kOk : cli::kNo;
}

absl::StatusOr<cli::ExitCode> Show(Options& options) {
  if (options.pair && options.check) {
    return absl::InvalidArgumentError(
        "--pair and --check do not go together; choose one of them");
  }
  if (options.pair) return ShowPair(options);
  if (options.paths.empty()) {
    return absl::InvalidArgumentError("name a file, or --pair A B DOCUMENTS");
  }
  cli::Outputs outputs(options.common);
  outputs.Read(options.paths);
  PROV_RETURN_IF_ERROR(outputs.Check({options.output}));
  if (options.check) return Check(options, outputs);
  PROV_ASSIGN_OR_RETURN(prov::OutputFile * out, outputs.Create(options.output));
  for (const std::string& path : options.paths) {
    PROV_RETURN_IF_ERROR(cli::CheckReadableTwice(path));
    PROV_RETURN_IF_ERROR(ShowContainer(path, *out));
    PROV_RETURN_IF_ERROR(ShowSignatures(path, *out));
  }
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return cli::kOk;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description input("Input");
  cli::AddPaths(input, options.paths, "what to show; also as plain arguments");
  cli::AddFlag(input, "pair", options.pair, true,
               "show the difference of two documents: their keys, then where "
               "they are");
  cli::AddFlag(input, "check", options.check, true,
               "only check that files are whole and unaltered; exit with 1 if "
               "one is not");
  cli::AddReadOptions(input, options.reading);
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "what is shown; - is stdout");
  cli::AddCommon(output, options.common);
  cli::po::options_description groups;
  groups.add(input).add(output).add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return Show(options); });
}
