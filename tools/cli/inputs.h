// What tools read: which inputs, and how.

#ifndef TOOLS_CLI_INPUTS_H_
#define TOOLS_CLI_INPUTS_H_

#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/read_options.h"
#include "tools/cli/tool.h"

namespace prov::cli {

// How a tool reads documents.
struct Reading {
  ReadOptions options;
  std::string manifest;  // A table of what is known of text files.
};

// Each folder among `paths` replaced by the files in it, but for the manifest.
// Adds to `warnings`
// what is passed over.  InvalidArgument for a folder with none that its name
// tells a format of, though it is not empty, and for a path that is not UTF-8.
absl::StatusOr<std::vector<std::string>> ExpandFolders(
    const std::vector<std::string>& paths, const Reading& reading,
    std::vector<std::string>& warnings);

// Opens documents, described by the manifest if there is one, whose digest goes
// to `reading.options`.
absl::StatusOr<Corpus> OpenInputs(const std::vector<std::string>& paths,
                                  const std::vector<std::string>& archive,
                                  Reading& reading,
                                  std::vector<std::string>& warnings);

// The documents a tool reads: positional arguments, and files with more.
struct Inputs {
  std::vector<std::string> paths;
  std::string files_from;   // A path a line.
  std::string files0_from;  // Paths ended by a zero byte.
  Reading reading;
  // What the user should know of how they were found, for the end of the run.
  std::vector<std::string> warnings;

  // All paths, folders replaced by the files in them; stdin if none was given.
  absl::StatusOr<std::vector<std::string>> Resolve();
};

// `format_name`: what --format is called where that is said of the answer.
po::options_description InputOptions(Inputs& inputs,
                                     const char* format_name = "format");

// --format, --field, --date-order, --manifest: for tools whose inputs are named
// otherwise.
void AddReadOptions(po::options_description& group, Reading& reading,
                    const char* format_name = "format");

}  // namespace prov::cli

#endif  // TOOLS_CLI_INPUTS_H_
