// Opening what tools read and committing what they write, alike for all tools.

#ifndef TOOLS_CLI_FILES_H_
#define TOOLS_CLI_FILES_H_

#include <deque>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/store/container.h"
#include "libprov/store/output_file.h"
#include "tools/cli/inputs.h"
#include "tools/cli/options.h"
#include "tools/cli/tool.h"

namespace prov::cli {

// The documents whose keys the file lists, one a line; none if there is no
// file.  Adds the digest of the list to the parameters of the run.  Reads the
// file once, as it may be a pipe.  InvalidArgument if a key is of no document.
absl::StatusOr<absl::flat_hash_set<DocumentId>> ReadProtected(
    const std::string& path, const DocumentTable& documents, Params& params);

// InvalidArgument for a pipe: the file will be read more than once.
absl::Status CheckReadableTwice(const std::string& path);

// Makes a folder and those above it.
absl::Status MakeFolders(const std::string& path);

// The output files of a run, committed together in the order of creation: the
// main one is created last.  Knows what the run reads, too: no output may be
// one of those files, and the depfile names them.
class Outputs {
 public:
  explicit Outputs(const Common& common);

  // Notes that the run reads these files: plans, lists, signatures.  Empty
  // names are passed over.
  void Read(std::vector<std::string> paths);

  // InvalidArgument if an output that is to be is an input, another file the
  // run reads, or another output, or if a depfile cannot be written about them.
  // Empty names are passed over.  To be called, once or several times, as soon
  // as names are known: before any work, and before Create().
  absl::Status Check(std::vector<std::string> outputs,
                     const std::vector<const InputBytes*>& inputs = {});

  // The file is owned by this object.
  absl::StatusOr<OutputFile*> Create(const std::string& path);

  // The same, if nobody asks for its digest: what Finish() returns is void.
  absl::StatusOr<OutputFile*> CreateUndigested(const std::string& path);

  // The same for files that are written one after the other, any number.
  absl::StatusOr<std::vector<OutputFile*>> CreateAll(
      const std::vector<std::string>& paths);

  // Writes a file of its own, which is committed before all others.
  absl::Status WriteFirst(const std::string& path, const std::string& text);

  // Finishes what is not finished and makes all files appear.
  absl::Status Commit();

 private:
  absl::StatusOr<std::string> Depfile(std::vector<std::string> targets) const;
  // For so many files.
  OutputOptions OptionsFor(size_t files) const;

  const Common& common_;
  std::vector<std::string> read_;   // All that is read, as given.
  std::vector<std::string> named_;  // Outputs that have been checked.
  std::deque<OutputFile> files_;
};

// Opens the inputs, and an archive after them, and checks the outputs against
// all that is read.
absl::StatusOr<Corpus> OpenCorpus(Inputs& inputs,
                                  const std::vector<std::string>& archive,
                                  const std::vector<std::string>& output_paths,
                                  Outputs& outputs);

// The inputs of a corpus, for Outputs::Check().
std::vector<const InputBytes*> InputsOf(const Corpus& corpus);

// Copies the rejected lines as they are.
absl::Status WriteRejects(const Corpus& corpus, OutputFile& out);

// Says on stderr which lines were rejected, and why.
void WarnOfRejects(const ToolInfo& tool, const Corpus& corpus);

// DataLoss if an input is not what it was when it was opened.
absl::Status CheckUnchanged(const Corpus& corpus);

// Says on stderr what the user may want to know of the inputs and documents:
// what was passed over, repeated ids, dates that could not be read.
void WarnOfOddities(const ToolInfo& tool, const Corpus& corpus,
                    const std::vector<std::string>& of_inputs = {});

}  // namespace prov::cli

#endif  // TOOLS_CLI_FILES_H_
