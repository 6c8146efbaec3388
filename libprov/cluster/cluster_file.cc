#include "libprov/cluster/cluster_file.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"
#include "libprov/cluster/keep_order.h"
#include "libprov/corpus/key_order.h"
#include "libprov/match/match.h"
#include "libprov/store/sorted_set.h"

namespace prov {
namespace {

constexpr uint64_t kSortParts = 16;  // Of a budget.

struct Drop {
  DocumentId kept = 0;
  DocumentId dropped = 0;
};

struct LessByKept {
  const KeyOrder* keys;
  bool operator()(const Drop& a, const Drop& b) const {
    return a.kept != b.kept ? keys->Less(a.kept, b.kept)
                            : a.dropped < b.dropped;
  }
};

void AppendMember(const DocumentTable& documents, const Assignment& assignment,
                  DocumentId member, JsonWriter& json) {
  const DocumentId kept = assignment.kept_for[member];
  json.BeginObject()
      .Member("key", documents.key(member))
      .Member("outlet", documents.outlet(member));
  json.Key("published").Raw(ToJson(documents[member].published));
  json.Member("kind",
              member == kept
                  ? std::string_view("kept")
                  : ToString(KindUnder(assignment.measure,
                                       KindByHash(documents, kept, member))));
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
  const std::string keep = documents.key(members.front());
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
    const ClusterParams& params, const MemoryBudget& memory,
    absl::FunctionRef<absl::Status(std::string_view line)> write) {
  PROV_ASSIGN_OR_RETURN(const KeyOrder keys,
                        KeyOrder::Create(documents, memory));
  SortedSet<Drop, LessByKept> drops(memory.Share(kSortParts),
                                    LessByKept{&keys});
  for (DocumentId document = 0; document < documents.size(); ++document) {
    if (assignment.IsKept(document)) continue;
    drops.Add({.kept = assignment.kept_for[document], .dropped = document});
  }
  std::vector<DocumentId> members;  // The kept one first.
  auto write_cluster = [&]() -> absl::Status {
    if (members.empty()) return absl::OkStatus();
    std::vector<DocumentId> dropped(members.begin() + 1, members.end());
    PROV_RETURN_IF_ERROR(
        SortByPreference(documents, keys, params, memory, dropped));
    std::ranges::copy(dropped, members.begin() + 1);
    PROV_RETURN_IF_ERROR(
        write(ClusterLineOf(documents, assignment, params, members)));
    members.clear();
    return absl::OkStatus();
  };
  PROV_RETURN_IF_ERROR(drops.ForEach([&](const Drop& drop) -> absl::Status {
    if (!members.empty() && members.front() != drop.kept) {
      PROV_RETURN_IF_ERROR(write_cluster());
    }
    if (members.empty()) members.push_back(drop.kept);
    members.push_back(drop.dropped);
    return absl::OkStatus();
  }));
  PROV_RETURN_IF_ERROR(write_cluster());
  return documents.status();
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
