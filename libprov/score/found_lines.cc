// Held by quote_score_test.cc, passage_score_test.cc and chain_score_test.cc.

#include "libprov/score/found_lines.h"

#include "absl/strings/str_format.h"
#include "libprov/corpus/findings.h"

namespace prov {

absl::Status ForEachFound(
    const std::string& path, const FoundKind& kind,
    absl::FunctionRef<absl::Status(const JsonObject& line)> visit) {
  bool could_find = false;
  PROV_RETURN_IF_ERROR(ForEachFinding(
      path,
      [&](std::string_view schema, const JsonObject& line) -> absl::Status {
        if (schema == "prov.run/1") {
          PROV_ASSIGN_OR_RETURN(const RunFacts run, ParseRunLine(line));
          could_find = could_find || run.tool == kind.tool;
        }
        if (schema != kind.schema) return absl::OkStatus();
        could_find = true;
        return visit(line);
      }));
  if (could_find) return absl::OkStatus();
  return absl::DataLossError(absl::StrFormat(
      "%s: has no %s; name what %s wrote", path, kind.noun, kind.tool));
}

bool IsNull(const JsonObject& line, std::string_view name) {
  bool is_null = false;
  line.ForEachField([&](std::string_view field, JsonValue value) {
    if (field == name) is_null = value.type() == JsonType::kNull;
  });
  return is_null;
}

}  // namespace prov
