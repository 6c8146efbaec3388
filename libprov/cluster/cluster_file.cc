#include "libprov/cluster/cluster_file.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"
#include "libprov/cluster/keep_order.h"
#include "libprov/match/match.h"

namespace prov {
namespace {

void AppendMember(const DocumentTable& documents, const Assignment& assignment,
                  DocumentId member, JsonWriter& json) {
  const DocumentId kept = assignment.kept_for[member];
  json.BeginObject()
      .Member("key", documents.key(member))
      .Member("outlet", documents.outlet(member));
  json.Key("published").Raw(ToJson(documents[member].published));
  json.Member("kind", member == kept
                          ? std::string_view("kept")
                          : ToString(KindByHash(documents, kept, member)));
  json.Key("similarity");
  if (assignment.similarity[member].has_value()) {
    json.Value(*assignment.similarity[member]);
  } else {
    json.Value(nullptr);
  }
  json.EndObject();
}

std::string ClusterLineOf(const DocumentTable& documents,
                          const Assignment& assignment,
                          const ClusterParams& params,
                          const std::vector<DocumentId>& members) {
  const std::string_view keep = documents.key(members.front());
  std::optional<TenThousandths> least = TenThousandths{10000};
  for (const DocumentId member : members) {
    const std::optional<TenThousandths> similarity =
        assignment.similarity[member];
    least = least.has_value() && similarity.has_value()
                ? std::optional(std::min(*least, *similarity))
                : std::nullopt;
  }
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.cluster/1")
      .Member("cluster", keep)
      .Member("size", members.size())
      .Member("keep", keep)
      .Member("rule", ToString(params.keep));
  json.Key("min_similarity");
  if (least.has_value()) {
    json.Value(*least);
  } else {
    json.Value(nullptr);
  }
  json.Key("members").BeginArray();
  for (const DocumentId member : members) {
    AppendMember(documents, assignment, member, json);
  }
  json.EndArray().EndObject();
  return line + "\n";
}

}  // namespace

absl::Status WriteClusters(
    const DocumentTable& documents, const Assignment& assignment,
    const ClusterParams& params,
    absl::FunctionRef<absl::Status(std::string_view line)> write) {
  // Dropped documents by the kept one: (kept, dropped), kept in order of keys.
  std::vector<std::pair<DocumentId, DocumentId>> pairs;
  for (DocumentId document = 0; document < documents.size(); ++document) {
    if (!assignment.IsKept(document)) {
      pairs.emplace_back(assignment.kept_for[document], document);
    }
  }
  std::ranges::sort(pairs, [&documents](const auto& a, const auto& b) {
    if (a.first == b.first) return a.second < b.second;
    const std::string_view key_a = documents.key(a.first);
    const std::string_view key_b = documents.key(b.first);
    return key_a != key_b ? key_a < key_b : a.first < b.first;
  });
  for (size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    std::vector<DocumentId> members;
    for (; end < pairs.size() && pairs[end].first == pairs[begin].first;
         ++end) {
      members.push_back(pairs[end].second);
    }
    SortByPreference(documents, params, members);
    members.insert(members.begin(), pairs[begin].first);
    PROV_RETURN_IF_ERROR(
        write(ClusterLineOf(documents, assignment, params, members)));
  }
  return absl::OkStatus();
}

absl::StatusOr<ClusterFile> ReadClusters(const std::string& path) {
  ClusterFile file;
  PROV_RETURN_IF_ERROR(ForEachFinding(
      path,
      [&](std::string_view schema, const JsonObject& line,
          uint64_t number) -> absl::Status {
        if (schema == "prov.run/1") {
          PROV_ASSIGN_OR_RETURN(file.run, ParseRunLine(line));
        }
        if (schema != "prov.cluster/1") return absl::OkStatus();
        ClusterLine& cluster = file.clusters.emplace_back();
        cluster.place = absl::StrFormat("%s:%d", path, number);
        PROV_ASSIGN_OR_RETURN(cluster.keep, line.String("keep"));
        PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> members,
                              line.Array("members"));
        for (const JsonValue& member : members) {
          if (member.type() != JsonType::kObject) {
            return absl::InvalidArgumentError("a member is not an object");
          }
          PROV_ASSIGN_OR_RETURN(const std::string_view key,
                                member.object().String("key"));
          if (key != cluster.keep) cluster.dropped.emplace_back(key);
        }
        return absl::OkStatus();
      }));
  return file;
}

}  // namespace prov
