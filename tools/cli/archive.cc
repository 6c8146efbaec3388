#include "tools/cli/archive.h"

#include <filesystem>

#include "libprov/sketch/signature_file.h"
#include "libprov/store/container.h"

namespace prov::cli {

absl::StatusOr<std::vector<std::string>> ArchivePaths(
    const std::vector<std::string>& named, const MemoryBudget& memory) {
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
  return paths;
}

bool IsFolder(const std::string& path) {
  std::error_code error;
  return path.ends_with('/') || std::filesystem::is_directory(path, error);
}

}  // namespace prov::cli
