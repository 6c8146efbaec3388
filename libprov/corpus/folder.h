// The files of a folder, for tools that are given one.

#ifndef LIBPROV_CORPUS_FOLDER_H_
#define LIBPROV_CORPUS_FOLDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/read_options.h"

namespace prov {

struct FolderFiles {
  std::vector<std::string> paths;  // Below the folder as it was named.
  // What is there, but is neither a folder nor a file of a format that its
  // name tells; links to folders, which are not followed, among them.
  uint64_t others = 0;
  std::string other_example;
};

// Goes through `folder` and all folders in it; paths come in the order of
// their bytes.  Takes every file if options.format is given, else those whose
// names tell a format.
//
// Errors: Unavailable or PermissionDenied naming a folder that cannot be read.
absl::StatusOr<FolderFiles> FilesUnder(const std::string& folder,
                                       const ReadOptions& options);

}  // namespace prov

#endif  // LIBPROV_CORPUS_FOLDER_H_
