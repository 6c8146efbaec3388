// prov-restore: kept + dropped (+ rejects) -> the original inputs.

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "libprov/dedupe/restore.h"
#include "tools/cli/archive.h"
#include "tools/cli/files.h"
#include "tools/cli/options.h"
#include "tools/cli/tool.h"

namespace {

namespace cli = prov::cli;

constexpr cli::ToolInfo kTool = {
    .name = "prov-restore",
    .synopsis = "[OPTIONS] KEPT... DROPPED (-o FILE | --out-dir DIR)",
    .summary =
        "Put the inputs of prov-dedupe together again, byte for byte.\n"
        "KEPT is the kept file, or the folder of kept files.",
    .example = "prov-restore kept.jsonl dropped.jsonl -o news.jsonl",
    .recipe =
        "news.jsonl: kept.jsonl dropped.jsonl\n"
        "\t+prov-restore $^ -o $@ --depfile news.d\n"
        "-include news.d"};

struct Options {
  std::vector<std::string> paths;  // Kept files, then the dropped file.
  cli::Common common;
  std::string rejects;
  std::vector<std::string> archive;
  std::string manifest;  // No document of an archive.
  std::string output;
  std::string out_dir;
};

// Where the kept file of an input stands in the folder that is named.  A text
// file that was never moved may stand there under more of its path than the
// name that it has among the inputs.
std::string KeptPath(const std::filesystem::path& folder,
                     const prov::InputShape& input) {
  const std::string& name = input.facts.name;
  const std::string path = (folder / name).string();
  std::error_code ignored;
  if (!input.id.ends_with(name) || std::filesystem::exists(path, ignored)) {
    return path;
  }
  for (size_t at = input.id.size() - name.size(); at > 1;) {
    const size_t slash = input.id.rfind('/', at - 2);
    at = slash == std::string::npos ? 0 : slash + 1;
    const auto longer = folder / input.id.substr(at);
    if (std::filesystem::exists(longer, ignored)) return longer.string();
  }
  return path;
}

// Whether the input has no kept file: a text file that was dropped or rejected.
bool HasNoKeptFile(const prov::DropFileFrame& frame, size_t input) {
  const std::vector<std::string>& digests = frame.layout.kept_sha256;
  return digests.size() == frame.inputs.size() && digests[input].empty();
}

// The kept files: those named, or those of the folder named.
std::vector<std::string> KeptPaths(const Options& options,
                                   const prov::DropFileFrame& frame) {
  std::vector<std::string> kept(options.paths.begin(), options.paths.end() - 1);
  std::error_code ignored;
  const bool is_folder = kept.size() == 1 &&
                         (kept.front().ends_with('/') ||
                          std::filesystem::is_directory(kept.front(), ignored));
  const std::filesystem::path folder = is_folder ? kept.front() : "";
  if (is_folder) kept.clear();
  for (size_t i = 0; i < frame.inputs.size(); ++i) {
    if (HasNoKeptFile(frame, i)) {
      // A list of kept files has those that were rejected, too.
      std::erase(kept, frame.inputs[i].id);
    } else if (is_folder) {
      kept.push_back(KeptPath(folder, frame.inputs[i]));
    }
  }
  return kept;
}

// Names come from the dropped file, which may be anybody's: none may lead out
// of the folder that is asked for.
absl::Status CheckNames(const prov::DropFileFrame& frame,
                        const std::string& dropped) {
  for (const prov::InputShape& input : frame.inputs) {
    const std::filesystem::path name = input.facts.name;
    const bool leads_out =
        name.empty() || name.is_absolute() ||
        std::ranges::find(name, std::filesystem::path("..")) != name.end();
    if (!leads_out) continue;
    return absl::FailedPreconditionError(
        dropped + ": names an input '" + input.facts.name +
        "', which prov-dedupe never does: it would lead out of the folder; "
        "edit the name if you trust the file");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> OutputPaths(
    const Options& options, const std::vector<prov::InputShape>& inputs) {
  std::vector<std::string> paths;
  if (!options.output.empty()) {
    if (inputs.size() != 1) {
      return absl::InvalidArgumentError(
          "there are " + std::to_string(inputs.size()) +
          " inputs to restore; say --out-dir DIR");
    }
    return std::vector<std::string>{options.output};
  }
  for (const prov::InputShape& input : inputs) {
    const std::filesystem::path path =
        std::filesystem::path(options.out_dir) / input.facts.name;
    PROV_RETURN_IF_ERROR(cli::MakeFolders(path.parent_path().string()));
    paths.push_back(path.string());
  }
  return paths;
}

absl::StatusOr<cli::ExitCode> Restore(const Options& options) {
  const absl::Status too_few = absl::InvalidArgumentError(
      "name the kept and the dropped file: " + std::string(kTool.example));
  if (options.paths.empty()) return too_few;
  if (options.output.empty() == options.out_dir.empty()) {
    return absl::InvalidArgumentError("say either -o FILE or --out-dir DIR");
  }
  const std::string& dropped = options.paths.back();
  PROV_RETURN_IF_ERROR(cli::CheckReadableTwice(dropped));
  const absl::StatusOr<prov::DropFileFrame> read =
      prov::ReadDropFileFrame(dropped);
  // Where nothing was kept, there is no kept file to name.
  if (options.paths.size() < 2 &&
      (!read.ok() || read->layout.num_kept_files() > 0)) {
    return too_few;
  }
  PROV_RETURN_IF_ERROR(read.status());
  const prov::DropFileFrame& frame = *read;
  PROV_RETURN_IF_ERROR(CheckNames(frame, dropped));
  const std::vector<std::string> kept = KeptPaths(options, frame);
  cli::Reading reading{.manifest = options.manifest};
  PROV_ASSIGN_OR_RETURN(reading.options,
                        prov::ReadOptionsFrom(frame.run.params));
  std::vector<std::string> warnings;
  PROV_ASSIGN_OR_RETURN(
      const std::vector<std::string> archive,
      cli::ArchivePaths(options.archive, reading, {}, warnings));
  PROV_ASSIGN_OR_RETURN(
      prov::Restorer restorer,
      prov::Restorer::Open(dropped, kept,
                           options.rejects.empty()
                               ? std::nullopt
                               : std::optional(options.rejects),
                           archive));
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string> paths,
                        OutputPaths(options, restorer.inputs()));
  cli::Outputs outputs(options.common);
  outputs.Read({dropped});
  outputs.Read(options.archive);
  PROV_RETURN_IF_ERROR(outputs.Check(paths, restorer.files()));
  PROV_ASSIGN_OR_RETURN(const std::vector<prov::OutputFile*> files,
                        outputs.CreateAll(paths));
  PROV_RETURN_IF_ERROR(restorer.Restore(files));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  return cli::kOk;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  cli::po::options_description input("Input");
  cli::AddPaths(input, options.paths,
                "the kept files or their folder, then the dropped file; also "
                "as plain arguments");
  cli::AddPath(input, "rejects", options.rejects,
               "the rejects file, if there is one");
  input.add_options()(
      "against",
      cli::po::value(&options.archive)->value_name("FILE")->composing(),
      "the archive that prov-dedupe was run --against; documents, or the "
      "signatures that name them");
  cli::AddPath(input, "manifest", options.manifest,
               "the manifest that prov-dedupe had, if it lies in a folder of "
               "the archive");
  cli::po::options_description output("Output");
  cli::AddOutput(output, options.output, "the input, if it was one");
  output.add_options()("out-dir",
                       cli::po::value(&options.out_dir)->value_name("DIR"),
                       "folder for all inputs, under their names");
  cli::AddCommon(output, options.common);
  cli::po::options_description groups;
  groups.add(input).add(output).add(cli::MakeOptions(options.common));
  return cli::Main(kTool, groups, options.common, argc, argv,
                   [&options] { return Restore(options); });
}
