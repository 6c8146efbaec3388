#include "libprov/score/truth_file.h"

#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/corpus/findings.h"

namespace prov {
namespace {

absl::StatusOr<TruthHeader> ParseHeader(const JsonObject& line,
                                        std::string_view kind) {
  TruthHeader header;
  PROV_ASSIGN_OR_RETURN(const std::string_view stated, line.String("kind"));
  if (stated != kind) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "this is truth about %s; name a file of kind '%s'", stated, kind));
  }
  PROV_ASSIGN_OR_RETURN(header.documents, line.Unsigned("documents"));
  if (line.Has("floor")) {
    PROV_ASSIGN_OR_RETURN(header.floor, line.Ratio("floor"));
  }
  return header;
}

}  // namespace

absl::StatusOr<TruthHeader> ForEachTruth(
    const std::string& path, std::string_view kind,
    absl::FunctionRef<absl::Status(std::string_view schema,
                                   const JsonObject& line)>
        visit) {
  std::optional<TruthHeader> header;
  PROV_RETURN_IF_ERROR(ForEachFinding(
      path,
      [&](std::string_view line_schema,
          const JsonObject& line) -> absl::Status {
        const bool is_header = line_schema == "prov.truth/1";
        if (is_header == header.has_value()) {
          return absl::InvalidArgumentError(
              "the first line, and no other, is of the schema prov.truth/1");
        }
        if (is_header) {
          PROV_ASSIGN_OR_RETURN(header, ParseHeader(line, kind));
          return absl::OkStatus();
        }
        return visit(line_schema, line);
      }));
  if (header.has_value()) return *header;
  return absl::DataLossError(
      path + ": is empty; the first line of a truth file is prov.truth/1");
}

absl::StatusOr<TruthHeader> ForEachTruth(
    const std::string& path, std::string_view kind, std::string_view schema,
    absl::FunctionRef<absl::Status(const JsonObject& line)> visit) {
  return ForEachTruth(
      path, kind, [&](std::string_view line_schema, const JsonObject& line) {
        return line_schema == schema ? visit(line) : absl::OkStatus();
      });
}

absl::StatusOr<TruthHeader> ForEachTruthPair(
    const std::string& path,
    absl::FunctionRef<absl::Status(const TruthPair& pair)> visit) {
  return ForEachTruth(
      path, "pairs", "prov.truth.pair/1",
      [&](const JsonObject& line) -> absl::Status {
        TruthPair pair;
        PROV_ASSIGN_OR_RETURN(pair.a, line.String("a"));
        PROV_ASSIGN_OR_RETURN(pair.b, line.String("b"));
        PROV_ASSIGN_OR_RETURN(pair.jaccard, line.Ratio("jaccard"));
        if (pair.a < pair.b) return visit(pair);
        return absl::InvalidArgumentError(
            absl::StrFormat("'%s' does not come before '%s'", pair.a, pair.b));
      });
}

absl::StatusOr<TruthHeader> ForEachTruthMember(
    const std::string& path,
    absl::FunctionRef<absl::Status(std::string_view key, uint32_t cluster)>
        visit) {
  uint32_t clusters = 0;
  uint64_t members = 0;
  PROV_ASSIGN_OR_RETURN(
      const TruthHeader header,
      ForEachTruth(
          path, "clusters", "prov.truth.cluster/1",
          [&](const JsonObject& line) -> absl::Status {
            PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> keys,
                                  line.Array("members"));
            if (keys.empty()) {
              return absl::InvalidArgumentError("the cluster has no members");
            }
            for (const JsonValue& key : keys) {
              if (key.type() != JsonType::kString) {
                return absl::InvalidArgumentError("a member is not a string");
              }
              PROV_RETURN_IF_ERROR(visit(key.string(), clusters));
            }
            members += keys.size();
            ++clusters;
            return absl::OkStatus();
          }));
  if (members == header.documents) return header;
  return absl::DataLossError(absl::StrFormat(
      "%s: says that there are %d documents, but its clusters have %d members; "
      "it must be a partition, singletons included",
      path, header.documents, members));
}

}  // namespace prov
