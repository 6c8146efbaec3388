#include "tools/cli/archive.h"

#include <filesystem>
#include <span>

#include "libprov/sketch/signature_file.h"
#include "libprov/store/container.h"

namespace prov::cli {

absl::StatusOr<std::vector<std::string>> ArchivePaths(
    const std::vector<std::string>& named, const Reading& reading,
    const MemoryBudget& memory, std::vector<std::string>& warnings) {
  std::vector<std::string> paths;
  for (const std::string& path : named) {
    if (!path.ends_with(".sig")) {
      paths.push_back(path);
      continue;
    }
    PROV_ASSIGN_OR_RETURN(const SignatureFile file,
                          ReadSignatures(path, memory));
    const std::filesystem::path folder =
        std::filesystem::path(path).parent_path();
    for (const std::string& document : file.paths) {
      paths.push_back((folder / document).string());
    }
  }
  return ExpandFolders(paths, reading, warnings);
}

absl::StatusOr<std::vector<InputFacts>> DigestAll(const Corpus& corpus,
                                                  unsigned threads) {
  const std::span<const InputBytes> all(corpus.inputs());
  PROV_ASSIGN_OR_RETURN(
      std::vector<InputFacts> facts,
      DigestInputs(all.first(corpus.num_own_inputs()), threads));
  PROV_ASSIGN_OR_RETURN(
      const std::vector<InputFacts> archive,
      DigestInputs(all.subspan(corpus.num_own_inputs()), threads));
  facts.insert(facts.end(), archive.begin(), archive.end());
  return facts;
}

void AddArchive(const Corpus& corpus, std::vector<InputFacts>& inputs,
                Params& params) {
  std::string digests;
  for (size_t i = corpus.num_own_inputs(); i < inputs.size(); ++i) {
    digests += (digests.empty() ? "" : " ") + inputs[i].sha256;
  }
  if (!digests.empty()) params["against_sha256"] = digests;
  inputs.resize(corpus.num_own_inputs());
}

bool IsFolder(const std::string& path) {
  std::error_code error;
  return path.ends_with('/') || std::filesystem::is_directory(path, error);
}

}  // namespace prov::cli
