#include "libprov/match/match_file.h"

#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"
#include "libprov/corpus/key_index.h"
#include "libprov/corpus/key_order.h"
#include "libprov/match/set_classes.h"
#include "libprov/store/sorted_set.h"

namespace prov {
namespace {

constexpr uint64_t kSortParts = 8;  // Of a budget.

struct LessByPair {
  bool operator()(const SetMatch& a, const SetMatch& b) const {
    return std::pair(a.a, a.b) < std::pair(b.a, b.b);
  }
};

absl::StatusOr<DocumentId> Find(const KeyIndex& documents,
                                const JsonObject& line, const char* member) {
  PROV_ASSIGN_OR_RETURN(const std::string_view key, line.String(member));
  const std::optional<DocumentId> found = documents.Find(key);
  if (found.has_value()) return *found;
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
  return match;
}

// The same pair with the lower document first.
SetMatch Ordered(SetMatch match) {
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

// Lines may stand in any order, so that who leads a class is known at the end:
// only then are the other pairs those of leaders.
absl::StatusOr<MatchFile> ReadMatches(const std::string& path,
                                      const DocumentTable& documents,
                                      const MemoryBudget& memory) {
  const KeyIndex index = KeyIndex::Of(documents);
  PROV_ASSIGN_OR_RETURN(const KeyOrder keys,
                        KeyOrder::Create(documents, memory));
  SetClasses classes(keys, documents.size());
  SpillVector<SetMatch> read(memory.Share(kMatchParts));
  MatchFile file;
  PROV_RETURN_IF_ERROR(ForEachFinding(
      path,
      [&](std::string_view schema, const JsonObject& line) -> absl::Status {
        if (schema == "prov.run/1") {
          PROV_ASSIGN_OR_RETURN(file.run, ParseRunLine(line));
          PROV_ASSIGN_OR_RETURN(const MatchParams params,
                                MatchParamsFrom(file.run.params));
          file.matches.similarity = params.similarity;
        }
        if (schema != "prov.match/1") return absl::OkStatus();
        PROV_ASSIGN_OR_RETURN(const SetMatch match, ParseMatch(index, line));
        if (match.overlap().same_set()) {
          classes.Merge(match.a, match.b);
        } else {
          read.Append(match);
        }
        return absl::OkStatus();
      }));
  SetMatches& matches = file.matches;
  for (DocumentId document = 0; document < documents.size(); ++document) {
    matches.twins.leader_of.push_back(classes.First(document));
  }
  SortedSet<SetMatch, LessByPair> sorted(memory.Share(kSortParts));
  for (SetMatch match : read) {
    match.a = classes.First(match.a);
    match.b = classes.First(match.b);
    if (match.a != match.b) sorted.Add(Ordered(match));
  }
  matches.matches = SpillVector<SetMatch>(memory.Share(kMatchParts));
  PROV_RETURN_IF_ERROR(sorted.ForEach([&matches](const SetMatch& match) {
    matches.matches.Append(match);
    return absl::OkStatus();
  }));
  PROV_RETURN_IF_ERROR(read.status());
  PROV_RETURN_IF_ERROR(matches.matches.status());
  return file;
}

}  // namespace prov
