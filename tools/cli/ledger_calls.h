// What the verbs of prov-ledger have in common, and the functions that carry
// them out: for ledger_verbs.cc, which chooses among them.

#ifndef TOOLS_CLI_LEDGER_CALLS_H_
#define TOOLS_CLI_LEDGER_CALLS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "tools/cli/ledger_verbs.h"
#include "tools/cli/tool.h"

namespace prov::cli {

struct LedgerCall {
  const ToolInfo& tool;
  const LedgerOptions& options;

  const std::string& argument(size_t i) const { return options.arguments[i]; }
  unsigned threads() const { return options.common.threads; }
  // Says something on stderr, unless it is to be quiet.
  void Say(const std::string& message) const {
    if (!options.common.quiet) Warn(tool, message);
  }
};

// InvalidArgument if it is none.
absl::StatusOr<uint64_t> ParseEntryNumber(const std::string& text);

// The answer of a call that has read these files.
absl::StatusOr<ExitCode> Answer(const LedgerCall& call,
                                const std::vector<std::string>& read,
                                const std::string& text, ExitCode code = kOk);

// ledger_writing.cc
absl::StatusOr<ExitCode> RunRecord(const LedgerCall& call);
absl::StatusOr<ExitCode> RunWithdraw(const LedgerCall& call);
absl::StatusOr<ExitCode> RunKeygen(const LedgerCall& call);

// ledger_reading.cc
absl::StatusOr<ExitCode> RunVerify(const LedgerCall& call);
absl::StatusOr<ExitCode> RunProve(const LedgerCall& call);
absl::StatusOr<ExitCode> RunCheck(const LedgerCall& call);
absl::StatusOr<ExitCode> RunShow(const LedgerCall& call);
absl::StatusOr<ExitCode> RunQuery(const LedgerCall& call);
absl::StatusOr<ExitCode> RunExport(const LedgerCall& call);

}  // namespace prov::cli

#endif  // TOOLS_CLI_LEDGER_CALLS_H_
