// prov-show: any of our binary files as text; two documents side by side.

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <optional>
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
        "difference of the two\ndocuments with the keys A and B: [-only in "
        "A-] {+only in B+}.",
    .example = "prov-show --pair w-17 w-2 news.jsonl"};

struct Options {
  std::vector<std::string> paths;
  cli::Common common;
  bool pair = false;
  bool check = false;
};

absl::Status ShowContainer(const std::string& path) {
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
  std::cout << line << '\n';
  return absl::OkStatus();
}

absl::Status ShowSignatures(const std::string& path) {
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
    std::cout << line << '\n';
  }
  return absl::OkStatus();
}

absl::StatusOr<cli::ExitCode> Show(const Options& options) {
  if (options.pair) {
    if (options.paths.size() < 3) {
      return absl::InvalidArgumentError("name two keys and the documents: " +
                                        std::string(kTool.example));
    }
    const bool coloured =
        isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    PROV_RETURN_IF_ERROR(
        cli::ShowPair(options.paths[0], options.paths[1],
                      {options.paths.begin() + 2, options.paths.end()},
                      coloured ? cli::Colour::kYes : cli::Colour::kNo,
                      options.common.threads));
    return cli::kOk;
  }
  if (options.paths.empty()) {
    return absl::InvalidArgumentError("name a file, or --pair A B DOCUMENTS");
  }
  bool all_whole = true;
  for (const std::string& path : options.paths) {
    if (options.check) {
      const absl::Status status = prov::DescribeContainer(path).status();
      if (absl::IsDataLoss(status)) {
        cli::Warn(kTool, std::string(status.message()));
        all_whole = false;
      } else {
        PROV_RETURN_IF_ERROR(status);
      }
      continue;
    }
    PROV_RETURN_IF_ERROR(ShowContainer(path));
    PROV_RETURN_IF_ERROR(ShowSignatures(path));
  }
  return all_whole ? cli::kOk : cli::kNo;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description input("Input");
  input.add_options()(
      "input,i",
      cli::po::value(&options.paths)->value_name("FILE")->composing(),
      "what to show; also as plain arguments");
  cli::AddFlag(input, "pair", options.pair, true,
               "show the difference of two documents: their keys, then where "
               "they are");
  cli::AddFlag(input, "check", options.check, true,
               "only check that files are whole and unaltered; exit with 1 if "
               "one is not");
  cli::AddCommon(input, options.common);
  cli::po::options_description groups;
  groups.add(input);
  cli::po::positional_options_description positional;
  positional.add("input", -1);
  if (const std::optional<int> exit_code =
          cli::Parse(kTool, groups, positional, argc, argv)) {
    return *exit_code;
  }
  return cli::Run(kTool, [&options] { return Show(options); });
}
