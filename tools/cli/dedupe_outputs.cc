#include "tools/cli/dedupe_outputs.h"

#include <filesystem>

#include "absl/strings/str_format.h"
#include "libprov/dedupe/kept_files.h"
#include "libprov/dedupe/path_lists.h"
#include "tools/cli/archive.h"
#include "tools/cli/options.h"
#include "tools/cli/visible.h"

namespace prov::cli {

void AddPathLists(po::options_description& group, PathLists& lists) {
  AddPath(group, "kept-list", lists.kept,
          "where each document is a file: the paths of all that are not "
          "dropped, a line each; nothing is copied");
  AddPath(group, "dropped-list", lists.dropped,
          "the paths of those that are dropped");
  AddFlag(group, "null,0", lists.end, '\0',
          "end each path of these lists with a zero byte");
}

std::string GuardMessage(const std::vector<GuardedOutlet>& outlets,
                         const GuardParams& guard) {
  std::string message = absl::StrFormat("would remove more than %g%% of",
                                        guard.max_removal.value / 100.0);
  for (const GuardedOutlet& outlet : outlets) {
    message += absl::StrFormat(
        "%s '%s' (%d of %d records)", &outlet == outlets.data() ? "" : ",",
        VisibleName(outlet.outlet), outlet.dropped, outlet.records);
  }
  return message;
}

absl::Status CheckFits(const Corpus& corpus, const std::string& output,
                       const PathLists& lists) {
  const size_t num_inputs = corpus.num_own_inputs();
  if (lists.any()) {
    PROV_RETURN_IF_ERROR(CheckPathLists(corpus, num_inputs, lists.end));
  }
  if (output.empty() || IsFolder(output)) return absl::OkStatus();
  return CheckOneKeptFile(corpus, num_inputs);
}

absl::Status CreateKept(const Corpus& corpus, std::span<const InputFacts> names,
                        const SpillVector<Removal>& removals,
                        const std::string& output, Outputs& outputs,
                        SplitOutputs& split) {
  const size_t num_inputs = corpus.num_own_inputs();
  if (output.empty()) {
    split.kept.resize(num_inputs);
    return absl::OkStatus();
  }
  if (!IsFolder(output)) {
    PROV_ASSIGN_OR_RETURN(split.kept.emplace_back(), outputs.Create(output));
    return absl::OkStatus();
  }
  const std::vector<size_t> inputs = KeptFiles(corpus, num_inputs, removals);
  std::vector<std::string> paths;
  PROV_RETURN_IF_ERROR(MakeFolders(output));  // Be it for nothing.
  for (const size_t input : inputs) {
    const auto path = std::filesystem::path(output) / names[input].name;
    PROV_RETURN_IF_ERROR(MakeFolders(path.parent_path().string()));
    paths.push_back(path.string());
  }
  PROV_RETURN_IF_ERROR(outputs.Check(paths, InputsOf(corpus)));
  PROV_ASSIGN_OR_RETURN(const std::vector<OutputFile*> files,
                        outputs.CreateAll(paths));
  split.kept.resize(num_inputs);
  for (size_t i = 0; i < inputs.size(); ++i) split.kept[inputs[i]] = files[i];
  return absl::OkStatus();
}

absl::Status WriteLists(const Corpus& corpus,
                        const SpillVector<Removal>& removals,
                        const PathLists& lists, Outputs& outputs) {
  OutputFile* kept = nullptr;
  OutputFile* dropped = nullptr;
  if (!lists.dropped.empty()) {
    PROV_ASSIGN_OR_RETURN(dropped, outputs.Create(lists.dropped));
  }
  if (!lists.kept.empty()) {
    PROV_ASSIGN_OR_RETURN(kept, outputs.Create(lists.kept));
  }
  return WritePathLists(corpus, corpus.num_own_inputs(), removals, lists.end,
                        kept, dropped);
}

}  // namespace prov::cli
