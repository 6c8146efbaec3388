// What --against may name, and what -o DIR/ means.

#ifndef TOOLS_CLI_ARCHIVE_H_
#define TOOLS_CLI_ARCHIVE_H_

#include <string>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"

namespace prov::cli {

// The documents of an archive: those named, and those that a named signature
// file was made from.
absl::StatusOr<std::vector<std::string>> ArchivePaths(
    const std::vector<std::string>& named, const MemoryBudget& memory);

// Whether a path ends in "/" or is a folder.
bool IsFolder(const std::string& path);

}  // namespace prov::cli

#endif  // TOOLS_CLI_ARCHIVE_H_
