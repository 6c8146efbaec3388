#include "libprov/score/found_pairs.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_format.h"
#include "libprov/corpus/findings.h"
#include "libprov/match/find_matches.h"

namespace prov {
namespace {

constexpr TenThousandths kSame{10000};

uint64_t PairKey(uint32_t a, uint32_t b) {
  return uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

// The lowest document of the class, with paths halved on the way.
uint32_t Root(std::vector<uint32_t>& parents, uint32_t document) {
  while (parents[document] != document) {
    parents[document] = parents[parents[document]];
    document = parents[document];
  }
  return document;
}

}  // namespace

absl::StatusOr<FoundPairs> FoundPairs::Read(const std::string& path) {
  FoundPairs found;
  PROV_ASSIGN_OR_RETURN(const std::vector<Line> lines, found.ReadLines(path));
  found.FindClasses(lines);
  for (const Line& line : lines) {
    PROV_RETURN_IF_ERROR(found.AddToGroups(path, line));
  }
  return found;
}

absl::StatusOr<std::vector<FoundPairs::Line>> FoundPairs::ReadLines(
    const std::string& path) {
  std::vector<Line> lines;
  std::string other_schema;
  PROV_RETURN_IF_ERROR(ForEachFinding(
      path,
      [&](std::string_view schema, const JsonObject& object,
          uint64_t number) -> absl::Status {
        if (schema == "prov.run/1") {
          PROV_ASSIGN_OR_RETURN(const RunFacts run, ParseRunLine(object));
          PROV_ASSIGN_OR_RETURN(const MatchParams params,
                                MatchParamsFrom(run.params));
          if (params.similarity == SimilarityMeasure::kContainment) {
            return absl::InvalidArgumentError(
                "these matches are by containment, but truth is of Jaccard "
                "similarity; make them without --similarity");
          }
          if (run.params.contains("threshold")) threshold_ = params.threshold;
          return absl::OkStatus();
        }
        if (schema != "prov.match/1") {
          other_schema = schema;
          return absl::OkStatus();
        }
        PROV_ASSIGN_OR_RETURN(const std::string_view a, object.String("a"));
        PROV_ASSIGN_OR_RETURN(const std::string_view b, object.String("b"));
        Line line{.number = number};
        PROV_ASSIGN_OR_RETURN(line.jaccard, object.Ratio("jaccard"));
        if (a == b) {
          return absl::InvalidArgumentError(
              absl::StrFormat("'%s' is matched with itself", a));
        }
        line.a = documents_.Add(a).number;
        line.b = documents_.Add(b).number;
        lines.push_back(line);
        return absl::OkStatus();
      }));
  if (!lines.empty() || other_schema.empty()) return lines;
  return absl::DataLossError(
      absl::StrFormat("%s: holds %s and no matches; name what prov-match wrote",
                      path, other_schema));
}

void FoundPairs::FindClasses(const std::vector<Line>& lines) {
  class_of_.resize(documents_.size());
  std::iota(class_of_.begin(), class_of_.end(), 0);
  for (const Line& line : lines) {
    if (line.jaccard != kSame) continue;
    const uint32_t a = Root(class_of_, line.a);
    const uint32_t b = Root(class_of_, line.b);
    class_of_[std::max(a, b)] = std::min(a, b);
  }
  for (uint32_t document = 0; document < documents_.size(); ++document) {
    const uint32_t root = Root(class_of_, document);
    class_of_[document] = root;
    if (root == document) continue;
    std::vector<uint32_t>& members = members_[root];
    if (members.empty()) members.push_back(root);
    members.push_back(document);
  }
}

absl::Status FoundPairs::AddToGroups(const std::string& path,
                                     const Line& line) {
  const auto [a, b] = std::minmax(class_of_[line.a], class_of_[line.b]);
  const auto [found, is_new] =
      group_of_.emplace(PairKey(a, b), static_cast<uint32_t>(groups_.size()));
  if (is_new) groups_.push_back({.a = a, .b = b, .jaccard = line.jaccard});
  const TenThousandths jaccard = groups_[found->second].jaccard;
  if (jaccard == line.jaccard) return absl::OkStatus();
  return absl::DataLossError(absl::StrFormat(
      "%s:%d: '%s' and '%s' have a similarity of %s, but by other lines, which "
      "say it of texts equal to theirs, one of %s",
      path, line.number, documents_.key(line.a), documents_.key(line.b),
      ToString(line.jaccard), ToString(jaccard)));
}

uint64_t FoundPairs::PairsIn(const Group& group) const {
  const uint64_t a = Members(group.a).size();
  if (group.a == group.b) return a * (a - 1) / 2;
  return a * Members(group.b).size();
}

std::optional<uint32_t> FoundPairs::Find(std::string_view a,
                                         std::string_view b) const {
  const std::optional<uint32_t> first = documents_.Find(a);
  const std::optional<uint32_t> second = documents_.Find(b);
  if (!first.has_value() || !second.has_value()) return std::nullopt;
  const auto found =
      group_of_.find(PairKey(class_of_[*first], class_of_[*second]));
  if (found == group_of_.end()) return std::nullopt;
  return found->second;
}

std::span<const uint32_t> FoundPairs::Members(uint32_t class_of) const {
  const auto found = members_.find(class_of);
  if (found != members_.end()) return found->second;
  return std::span(class_of_).subspan(class_of, 1);
}

}  // namespace prov
