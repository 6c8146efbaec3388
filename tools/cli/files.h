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
#include "tools/cli/options.h"
#include "tools/cli/tool.h"

namespace prov::cli {

// Opens the inputs, and an archive after them, and checks that no output is
// one of them.  Empty names of outputs are passed over.
absl::StatusOr<Corpus> OpenCorpus(const Inputs& inputs,
                                  const std::vector<std::string>& archive,
                                  std::vector<std::string> outputs);

// InvalidArgument if an output is an input of the corpus or another output.
absl::Status CheckOutputs(const Corpus& corpus,
                          std::vector<std::string> outputs);

// InvalidArgument if an output is the same file as one of those read: plans,
// lists and signatures.  Empty names are passed over.
absl::Status CheckNotRead(const std::vector<std::string>& outputs,
                          const std::vector<std::string>& read);

// The documents whose keys the file lists, one a line; none if there is no
// file.  Adds the digest of the list to the parameters of the run.  Reads the
// file once, as it may be a pipe.  InvalidArgument if a key is of no document.
absl::StatusOr<absl::flat_hash_set<DocumentId>> ReadProtected(
    const std::string& path, const DocumentTable& documents, Params& params);

// Makes a folder and those above it.
absl::Status MakeFolders(const std::string& path);

// The output files of a run, committed together in the order of creation: the
// main one is created last.
class Outputs {
 public:
  explicit Outputs(const Common& common) : threads_(common.threads) {}

  // The file is owned by this object.
  absl::StatusOr<OutputFile*> Create(const std::string& path);

  // Writes a line to a file of its own, which is committed before all others.
  absl::Status WriteFirst(const std::string& path, const std::string& line);

  // Finishes what is not finished and makes all files appear.
  absl::Status Commit();

 private:
  unsigned threads_;
  std::deque<OutputFile> files_;
};

// Copies the rejected lines as they are.
absl::Status WriteRejects(const Corpus& corpus, OutputFile& out);

// Says on stderr which lines were rejected, and why.
void WarnOfRejects(const ToolInfo& tool, const Corpus& corpus);

// DataLoss if an input is not what it was when it was opened.
absl::Status CheckUnchanged(const Corpus& corpus);

// Says on stderr what the user may want to know of the documents: repeated
// ids, dates that could not be read.
void WarnOfOddities(const ToolInfo& tool, const Corpus& corpus);

}  // namespace prov::cli

#endif  // TOOLS_CLI_FILES_H_
