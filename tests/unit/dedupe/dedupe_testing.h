// Splits a corpus into files and puts it together again, as the tools do.

#ifndef TESTS_UNIT_DEDUPE_DEDUPE_TESTING_H_
#define TESTS_UNIT_DEDUPE_DEDUPE_TESTING_H_

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libprov/dedupe/restore.h"
#include "libprov/dedupe/split.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {

// Where a split went.
struct SplitPaths {
  std::vector<std::string> kept;  // Empty: there is none, or it stays.
  std::string dropped;
  std::optional<std::string> rejects;
};

// Outputs that are committed together.
class OpenOutputs {
 public:
  absl::StatusOr<OutputFile*> Create(const std::string& path) {
    PROV_ASSIGN_OR_RETURN(OutputFile file, OutputFile::Create(path));
    files_.push_back(std::make_unique<OutputFile>(std::move(file)));
    return files_.back().get();
  }
  absl::Status Commit() {
    std::vector<OutputFile*> files;
    for (const auto& file : files_) files.push_back(file.get());
    return CommitAll(files);
  }

 private:
  std::vector<std::unique_ptr<OutputFile>> files_;
};

inline absl::Status SplitTo(const Corpus& corpus,
                            const std::vector<Removal>& removals,
                            const SplitPaths& paths,
                            const Resources& resources = {}) {
  RunFacts run{.tool = "prov-dedupe", .params = {{"keep", "first"}}};
  PROV_ASSIGN_OR_RETURN(run.inputs, DigestInputs(corpus.inputs(), 1));
  run.inputs.resize(corpus.num_own_inputs());
  OpenOutputs outputs;
  SplitOutputs split;
  for (const std::string& path : paths.kept) {
    split.kept.push_back(nullptr);
    if (path.empty()) continue;
    PROV_ASSIGN_OR_RETURN(split.kept.back(), outputs.Create(path));
  }
  PROV_ASSIGN_OR_RETURN(split.dropped, outputs.Create(paths.dropped));
  if (paths.rejects.has_value()) {
    PROV_ASSIGN_OR_RETURN(split.rejects, outputs.Create(*paths.rejects));
  }
  PROV_RETURN_IF_ERROR(Split(corpus, corpus.num_own_inputs(),
                             SpillVector<Removal>(removals), run, split,
                             resources));
  return outputs.Commit();
}

// What comes back, input by input; files are "back0", "back1", ... of `folder`.
inline absl::StatusOr<std::vector<std::string>> RestoreFrom(
    const SplitPaths& paths, const std::vector<std::string>& archive,
    const ScratchFolder& folder) {
  std::vector<std::string> kept = paths.kept;
  std::erase(kept, "");
  PROV_ASSIGN_OR_RETURN(
      Restorer restorer,
      Restorer::Open(paths.dropped, kept, paths.rejects, archive));
  OpenOutputs outputs;
  std::vector<OutputFile*> files;
  std::vector<std::string> names;
  for (size_t i = 0; i < restorer.inputs().size(); ++i) {
    names.push_back(folder.File("back" + std::to_string(i)));
    PROV_ASSIGN_OR_RETURN(files.emplace_back(), outputs.Create(names.back()));
  }
  PROV_RETURN_IF_ERROR(restorer.Restore(files));
  PROV_RETURN_IF_ERROR(outputs.Commit());
  std::vector<std::string> bytes;
  for (const std::string& name : names) {
    PROV_ASSIGN_OR_RETURN(bytes.emplace_back(), ReadAll(name));
  }
  return bytes;
}

// The lines of a file, without "\n".
inline std::vector<std::string> LinesOf(std::string_view bytes) {
  std::vector<std::string> lines;
  while (!bytes.empty()) {
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    lines.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return lines;
}

}  // namespace prov

#endif  // TESTS_UNIT_DEDUPE_DEDUPE_TESTING_H_
