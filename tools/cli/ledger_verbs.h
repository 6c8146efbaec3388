// The verbs of prov-ledger.

#ifndef TOOLS_CLI_LEDGER_VERBS_H_
#define TOOLS_CLI_LEDGER_VERBS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/ledger/export.h"
#include "libprov/ledger/query.h"
#include "tools/cli/options.h"
#include "tools/cli/tool.h"

namespace prov::cli {

struct LedgerOptions {
  std::vector<std::string> arguments;  // The verb, and what it is for.
  Common common;
  std::string key;      // A file.
  std::string against;  // A file.
  bool unsigned_on_purpose = false;
  std::string origin;
  std::string name;
  std::optional<uint64_t> supersedes;
  std::string reason;
  std::string entry;                   // A file.
  std::vector<std::string> archive;    // Documents.
  std::optional<ExportFormat> format;  // PROV-JSON if none is given.
  ExportTexts texts = ExportTexts::kYes;
  LedgerQuery query;
  std::string output = "-";
};

// An option that is the number of an entry.
void AddEntry(po::options_description& group, const char* name,
              std::optional<uint64_t>& field, const char* help);

// --outlet, --document, --quote, --since, --until.
void AddQuery(po::options_description& group, LedgerQuery& query);

// --format and --no-text.
void AddExport(po::options_description& group, LedgerOptions& options);

// InvalidArgument if there is no such verb, arguments are missing or too many,
// or an option is for others.
absl::StatusOr<ExitCode> RunLedgerVerb(const ToolInfo& tool,
                                       const LedgerOptions& options);

}  // namespace prov::cli

#endif  // TOOLS_CLI_LEDGER_VERBS_H_
