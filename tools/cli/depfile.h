// Makefile fragments that say which files an output was made from, as
// `gcc -MD -MP` writes them: for `include` in a Makefile, and for ninja.

#ifndef TOOLS_CLI_DEPFILE_H_
#define TOOLS_CLI_DEPFILE_H_

#include <string>
#include <vector>

#include "libprov/base/status.h"

namespace prov::cli {

// "TARGETS: PREREQUISITES", then an empty rule for each prerequisite, so that
// Make goes on where one of them is gone.  Repeated prerequisites are named
// once.  InvalidArgument if a name is one that no Makefile can express.
// REQUIRES: there are targets.
absl::StatusOr<std::string> DepfileText(
    const std::vector<std::string>& targets,
    const std::vector<std::string>& prerequisites);

}  // namespace prov::cli

#endif  // TOOLS_CLI_DEPFILE_H_
