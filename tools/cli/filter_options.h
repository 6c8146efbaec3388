// --since, --until and --outlet.

#ifndef TOOLS_CLI_FILTER_OPTIONS_H_
#define TOOLS_CLI_FILTER_OPTIONS_H_

#include "libprov/passage/document_filter.h"
#include "tools/cli/options.h"

namespace prov::cli {

// `outlet_help` says what only those outlets' are given.
void AddDocumentFilter(po::options_description& group, DocumentFilter& filter,
                       const char* outlet_help);

}  // namespace prov::cli

#endif  // TOOLS_CLI_FILTER_OPTIONS_H_
