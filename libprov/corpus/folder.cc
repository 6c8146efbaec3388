#include "libprov/corpus/folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace prov {
namespace {

namespace fs = std::filesystem;

absl::Status CannotRead(const std::string& path, const std::error_code& error) {
  const std::string message =
      absl::StrCat(path, ": cannot read the folder: ", error.message());
  return error == std::errc::permission_denied
             ? absl::PermissionDeniedError(message)
             : absl::UnavailableError(message);
}

// Adds what is in one folder; returns the folders in it.
absl::StatusOr<std::vector<std::string>> AddFolder(const std::string& folder,
                                                   const ReadOptions& options,
                                                   FolderFiles& files) {
  std::vector<std::string> folders;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  const std::string prefix = folder.ends_with('/') ? folder : folder + "/";
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::string path = prefix + entry->path().filename().string();
    std::error_code ignored;  // What cannot be looked up is something else.
    if (!entry->is_symlink(ignored) && entry->is_directory(ignored)) {
      folders.push_back(std::move(path));
    } else if (entry->is_regular_file(ignored) &&
               (options.format.has_value() || FormatNamed(path).has_value())) {
      files.paths.push_back(std::move(path));
    } else {
      // The first in the order of bytes, whatever order the disk has.
      if (files.others++ == 0 || path < files.other_example) {
        files.other_example = std::move(path);
      }
    }
  }
  if (error) return CannotRead(folder, error);
  return folders;
}

}  // namespace

absl::StatusOr<FolderFiles> FilesUnder(const std::string& folder,
                                       const ReadOptions& options) {
  FolderFiles files;
  std::vector<std::string> waiting = {folder};
  while (!waiting.empty()) {
    const std::string next = std::move(waiting.back());
    waiting.pop_back();
    PROV_ASSIGN_OR_RETURN(const std::vector<std::string> folders,
                          AddFolder(next, options, files));
    waiting.insert(waiting.end(), folders.begin(), folders.end());
  }
  std::ranges::sort(files.paths);
  return files;
}

}  // namespace prov
