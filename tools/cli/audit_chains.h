// The chains of a file, each checked against the documents.

#ifndef TOOLS_CLI_AUDIT_CHAINS_H_
#define TOOLS_CLI_AUDIT_CHAINS_H_

#include <cstdint>
#include <string>

#include "libprov/base/status.h"
#include "libprov/chain/audit.h"
#include "libprov/corpus/corpus.h"
#include "libprov/store/output_file.h"

namespace prov::cli {

struct AuditCount {
  uint64_t chains = 0;
  uint64_t refuted = 0;
};

// Writes of each chain what `line` makes of it.  DataLoss with the place of a
// line that is malformed; also where the file neither has chains nor is of a
// run that could have found some.  REQUIRES: the corpus has been scanned.
absl::StatusOr<AuditCount> AuditChains(const std::string& path,
                                       const Corpus& corpus,
                                       std::string (*line)(const AuditedChain&),
                                       OutputFile& out);

}  // namespace prov::cli

#endif  // TOOLS_CLI_AUDIT_CHAINS_H_
