#include "libprov/match/match_file.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"

namespace prov {
namespace {

using KeyIndex = absl::flat_hash_map<std::string_view, DocumentId>;

absl::StatusOr<DocumentId> Find(const KeyIndex& documents,
                                const JsonObject& line, const char* member) {
  PROV_ASSIGN_OR_RETURN(const std::string_view key, line.String(member));
  const auto found = documents.find(key);
  if (found != documents.end()) return found->second;
  return absl::InvalidArgumentError(absl::StrFormat(
      "no document has the key '%s'; make matches and signatures from the "
      "same documents",
      key));
}

absl::StatusOr<SetMatch> ParseMatch(const KeyIndex& documents,
                                    const JsonObject& line) {
  SetMatch match;
  PROV_ASSIGN_OR_RETURN(match.a, Find(documents, line, "a"));
  PROV_ASSIGN_OR_RETURN(match.b, Find(documents, line, "b"));
  PROV_ASSIGN_OR_RETURN(const uint64_t shared, line.Unsigned("shared"));
  PROV_ASSIGN_OR_RETURN(const uint64_t size_a, line.Unsigned("size_a"));
  PROV_ASSIGN_OR_RETURN(const uint64_t size_b, line.Unsigned("size_b"));
  constexpr uint64_t kMostShingles = std::numeric_limits<uint32_t>::max();
  if (match.a == match.b || shared > size_a || shared > size_b ||
      size_a > kMostShingles || size_b > kMostShingles) {
    return absl::InvalidArgumentError("no two documents overlap like that");
  }
  match.shared = static_cast<uint32_t>(shared);
  match.size_a = static_cast<uint32_t>(size_a);
  match.size_b = static_cast<uint32_t>(size_b);
  if (match.a > match.b) {
    std::swap(match.a, match.b);
    std::swap(match.size_a, match.size_b);
  }
  return match;
}

}  // namespace

std::string MatchLine(const DocumentTable& documents, const Match& match) {
  std::string line;
  JsonWriter(line)
      .BeginObject()
      .Member("schema", "prov.match/1")
      .Member("a", documents.key(match.a))
      .Member("b", documents.key(match.b))
      .Member("jaccard", match.overlap.jaccard())
      .Member("a_in_b", match.overlap.a_in_b())
      .Member("b_in_a", match.overlap.b_in_a())
      .Member("shared", match.overlap.shared)
      .Member("size_a", match.overlap.size_a)
      .Member("size_b", match.overlap.size_b)
      .Member("kind", ToString(match.kind))
      .EndObject();
  return line;
}

// prov-match names only the first key of a class of equal sets in its other
// pairs, so following one step leads from every member to its leader.
absl::StatusOr<MatchFile> ReadMatches(const std::string& path,
                                      const DocumentTable& documents) {
  KeyIndex index;
  index.reserve(documents.size());
  for (DocumentId document = 0; document < documents.size(); ++document) {
    index.emplace(documents.key(document), document);
  }
  MatchFile file;
  Twins& twins = file.matches.twins;
  twins.leader_of.resize(documents.size());
  std::iota(twins.leader_of.begin(), twins.leader_of.end(), 0);
  PROV_RETURN_IF_ERROR(ForEachFinding(
      path,
      [&](std::string_view schema, const JsonObject& line) -> absl::Status {
        if (schema == "prov.run/1") {
          PROV_ASSIGN_OR_RETURN(file.run, ParseRunLine(line));
        }
        if (schema != "prov.match/1") return absl::OkStatus();
        PROV_ASSIGN_OR_RETURN(const SetMatch match, ParseMatch(index, line));
        if (match.overlap().same_set()) {
          const bool a_first = documents.key(match.a) < documents.key(match.b);
          twins.leader_of[a_first ? match.b : match.a] =
              a_first ? match.a : match.b;
        } else {
          file.matches.matches.push_back(match);
        }
        return absl::OkStatus();
      }));
  std::ranges::sort(file.matches.matches, {}, [](const SetMatch& match) {
    return std::pair(match.a, match.b);
  });
  return file;
}

}  // namespace prov
