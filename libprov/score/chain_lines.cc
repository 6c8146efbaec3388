#include "libprov/score/chain_lines.h"

#include <algorithm>
#include <string_view>

#include "libprov/score/found_lines.h"
#include "libprov/score/truth_file.h"

namespace prov {
namespace {

absl::StatusOr<std::vector<JsonObject>> Objects(const JsonObject& line,
                                                std::string_view name) {
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> values, line.Array(name));
  std::vector<JsonObject> objects;
  for (const JsonValue& value : values) {
    if (value.type() != JsonType::kObject) {
      return absl::InvalidArgumentError("'" + std::string(name) +
                                        "' has what is no object");
    }
    objects.push_back(value.object());
  }
  return objects;
}

absl::StatusOr<bool> Bool(const JsonObject& line, std::string_view name) {
  std::optional<bool> found;
  line.ForEachField([&](std::string_view field, JsonValue value) {
    if (field == name && value.type() == JsonType::kBool && !found) {
      found = value.boolean();
    }
  });
  if (found.has_value()) return *found;
  return absl::InvalidArgumentError("'" + std::string(name) +
                                    "' is missing, or neither true nor false");
}

std::optional<double> Number(const JsonObject& line, std::string_view name) {
  std::optional<double> found;
  line.ForEachField([&](std::string_view field, JsonValue value) {
    if (field == name && !found) found = value.number();
  });
  return found;
}

void MakeSet(std::vector<uint32_t>& documents) {
  std::ranges::sort(documents);
  documents.erase(std::unique(documents.begin(), documents.end()),
                  documents.end());
}

absl::StatusOr<ListedLink> LinkOf(const JsonObject& object, KeyNumbers& keys) {
  ListedLink link;
  PROV_ASSIGN_OR_RETURN(const std::string_view from, object.String("from"));
  PROV_ASSIGN_OR_RETURN(const std::string_view to, object.String("to"));
  PROV_ASSIGN_OR_RETURN(link.relation, object.String("relation"));
  link.from = keys.Add(from).number;
  link.to = keys.Add(to).number;
  return link;
}

absl::StatusOr<ListedChain> TrueChain(const JsonObject& line,
                                      KeyNumbers& keys) {
  ListedChain chain;
  PROV_ASSIGN_OR_RETURN(const std::string_view first, line.String("earliest"));
  chain.first = keys.Add(first).number;
  chain.documents.push_back(*chain.first);
  PROV_ASSIGN_OR_RETURN(chain.is_decidable, Bool(line, "decidable"));
  PROV_ASSIGN_OR_RETURN(chain.is_deleted, Bool(line, "deleted"));
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonObject> links,
                        Objects(line, "links"));
  for (const JsonObject& object : links) {
    PROV_ASSIGN_OR_RETURN(chain.links.emplace_back(), LinkOf(object, keys));
    chain.documents.push_back(chain.links.back().from);
    chain.documents.push_back(chain.links.back().to);
  }
  MakeSet(chain.documents);
  return chain;
}

absl::Status AddNodes(const JsonObject& line, KeyNumbers& keys,
                      ListedChain& chain) {
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonObject> nodes,
                        Objects(line, "nodes"));
  for (const JsonObject& node : nodes) {
    PROV_ASSIGN_OR_RETURN(const bool is_virtual, Bool(node, "virtual"));
    if (is_virtual) continue;
    PROV_ASSIGN_OR_RETURN(const std::string_view id, node.String("id"));
    chain.documents.push_back(keys.Add(id).number);
  }
  MakeSet(chain.documents);
  return absl::OkStatus();
}

absl::Status AddLinks(const JsonObject& line, KeyNumbers& keys,
                      ListedChain& chain) {
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonObject> links,
                        Objects(line, "links"));
  for (const JsonObject& object : links) {
    PROV_ASSIGN_OR_RETURN(ListedLink link, LinkOf(object, keys));
    PROV_ASSIGN_OR_RETURN(const std::vector<JsonObject> evidence,
                          Objects(object, "evidence"));
    for (const JsonObject& one : evidence) {
      PROV_ASSIGN_OR_RETURN(const std::string_view kind, one.String("kind"));
      link.claims_order |= kind == "time" || kind == "citation";
    }
    const auto is_document = [&chain](uint32_t key) {
      return std::ranges::binary_search(chain.documents, key);
    };
    if (is_document(link.from) && is_document(link.to)) {
      chain.links.push_back(std::move(link));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<ListedChain> FoundChain(const JsonObject& line,
                                       KeyNumbers& keys) {
  ListedChain chain;
  PROV_RETURN_IF_ERROR(AddNodes(line, keys, chain));
  PROV_RETURN_IF_ERROR(AddLinks(line, keys, chain));
  PROV_ASSIGN_OR_RETURN(const std::string_view verdict, line.String("verdict"));
  if (IsNull(line, "first")) return chain;
  PROV_ASSIGN_OR_RETURN(const JsonObject first, line.Object("first"));
  PROV_ASSIGN_OR_RETURN(const std::string_view id, first.String("id"));
  chain.first = keys.Add(id).number;
  chain.probability = Number(first, "probability");
  chain.is_committed = verdict == "earliest-in-archive";
  if (chain.probability.has_value() &&
      !(*chain.probability >= 0 && *chain.probability <= 1)) {
    return absl::InvalidArgumentError("'probability' is not in [0, 1]");
  }
  return chain;
}

}  // namespace

absl::StatusOr<std::vector<ListedChain>> ReadTrueChains(const std::string& path,
                                                        KeyNumbers& keys) {
  std::vector<ListedChain> chains;
  PROV_RETURN_IF_ERROR(
      ForEachTruth(path, "chains", "prov.truth.chain/1",
                   [&](const JsonObject& line) -> absl::Status {
                     PROV_ASSIGN_OR_RETURN(chains.emplace_back(),
                                           TrueChain(line, keys));
                     return absl::OkStatus();
                   })
          .status());
  return chains;
}

absl::StatusOr<std::vector<ListedChain>> ReadFoundChains(
    const std::string& path, KeyNumbers& keys) {
  std::vector<ListedChain> chains;
  PROV_RETURN_IF_ERROR(ForEachFound(
      path, {.tool = "prov-trace", .schema = "prov.chain/1", .noun = "chains"},
      [&](const JsonObject& line) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(chains.emplace_back(), FoundChain(line, keys));
        return absl::OkStatus();
      }));
  return chains;
}

}  // namespace prov
