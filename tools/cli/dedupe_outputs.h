// What prov-dedupe writes of the inputs: kept files, or lists of paths.

#ifndef TOOLS_CLI_DEDUPE_OUTPUTS_H_
#define TOOLS_CLI_DEDUPE_OUTPUTS_H_

#include <span>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/findings.h"
#include "libprov/dedupe/removal.h"
#include "libprov/dedupe/removal_guard.h"
#include "libprov/dedupe/split.h"
#include "tools/cli/files.h"

namespace prov::cli {

// Where each document is a file: lists of those kept and dropped.
struct PathLists {
  std::string kept;
  std::string dropped;
  char end = '\n';  // Of each path.

  bool any() const { return !kept.empty() || !dropped.empty(); }
};

void AddPathLists(po::options_description& group, PathLists& lists);

// "would remove more than 50% of 'Harbor Wire' (7 of 10 records), ..."
std::string GuardMessage(const std::vector<GuardedOutlet>& outlets,
                         const GuardParams& guard);

// InvalidArgument, before the work begins, if the inputs cannot be written to
// the one kept file `output`, or named by the lists.
absl::Status CheckFits(const Corpus& corpus, const std::string& output,
                       const PathLists& lists);

// Creates the kept files: `output` for all inputs, or in the folder `output`
// one for each input that has one; none if it is empty, where every file stays
// where it is.  `names` are those of the inputs.
absl::Status CreateKept(const Corpus& corpus, std::span<const InputFacts> names,
                        const SpillVector<Removal>& removals,
                        const std::string& output, Outputs& outputs,
                        SplitOutputs& split);

absl::Status WriteLists(const Corpus& corpus,
                        const SpillVector<Removal>& removals,
                        const PathLists& lists, Outputs& outputs);

}  // namespace prov::cli

#endif  // TOOLS_CLI_DEDUPE_OUTPUTS_H_
