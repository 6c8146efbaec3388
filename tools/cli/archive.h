// What --against may name, and what -o DIR/ means.

#ifndef TOOLS_CLI_ARCHIVE_H_
#define TOOLS_CLI_ARCHIVE_H_

#include <string>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/findings.h"
#include "tools/cli/inputs.h"

namespace prov::cli {

// The documents of an archive: those named, those in folders named, and those
// that a named signature file was made from.  Adds to `warnings` what is passed
// over.
absl::StatusOr<std::vector<std::string>> ArchivePaths(
    const std::vector<std::string>& named, const Reading& reading,
    const MemoryBudget& memory, std::vector<std::string>& warnings);

// The facts of the inputs, then those of the archive.  Where an archive lies
// says nothing about the names of the inputs.
absl::StatusOr<std::vector<InputFacts>> DigestAll(const Corpus& corpus,
                                                  unsigned threads);

// Adds what the parameters say of an archive, which bytes it had, and leaves
// only the facts of the inputs.
void AddArchive(const Corpus& corpus, std::vector<InputFacts>& inputs,
                Params& params);

// Whether a path ends in "/" or is a folder.
bool IsFolder(const std::string& path);

}  // namespace prov::cli

#endif  // TOOLS_CLI_ARCHIVE_H_
