// The findings of one tool, as prov-eval reads them.

#ifndef LIBPROV_SCORE_FOUND_LINES_H_
#define LIBPROV_SCORE_FOUND_LINES_H_

#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/base/json_reader.h"
#include "libprov/base/status.h"

namespace prov {

struct FoundKind {
  std::string_view tool;    // "prov-quotes"
  std::string_view schema;  // "prov.quote/1"
  std::string_view noun;    // "quotes"
};

// Calls `visit` with each line of the schema.  Errors are as those of
// ForEachFinding(); DataLoss also if there is no such line, and no run of that
// tool that could have found some: other findings would pass for none.
absl::Status ForEachFound(
    const std::string& path, const FoundKind& kind,
    absl::FunctionRef<absl::Status(const JsonObject& line)> visit);

// Whether the line has that member, and it is null.
bool IsNull(const JsonObject& line, std::string_view name);

}  // namespace prov

#endif  // LIBPROV_SCORE_FOUND_LINES_H_
