#include "libprov/match/find_matches.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/candidate/band_curve.h"
#include "libprov/candidate/band_join.h"
#include "libprov/candidate/prefix_join.h"

namespace prov {
namespace {

// The fewest digits that read as the same number.
std::string Shortest(double number) {
  std::array<char, 32> digits;
  return {digits.data(),
          std::to_chars(digits.begin(), digits.end(), number).ptr};
}

// A number from 0 to 1.
std::optional<double> ParseShare(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  if (!(number >= 0 && number <= 1)) return std::nullopt;
  return number;
}

}  // namespace

void AddParams(const MatchParams& match, Params& params) {
  params["threshold"] = ToString(match.threshold);
  params["search"] = match.is_exact() ? "exact" : "bands";
  if (!match.is_exact()) params["recall"] = Shortest(match.recall);
  if (match.similarity == SimilarityMeasure::kContainment) {
    params["similarity"] = ToString(match.similarity);
  }
}

absl::StatusOr<MatchParams> MatchParamsFrom(const Params& params) {
  MatchParams match;
  for (const auto& [name, value] : params) {
    const std::optional<double> share = ParseShare(value);
    if (name == "threshold" && share.has_value()) {
      match.threshold = {static_cast<uint32_t>(*share * 10000 + 0.5)};
    } else if (name == "recall" && share.has_value()) {
      match.recall = *share;
    } else if (name == "search" && (value == "exact" || value == "bands")) {
      match.search = value == "exact" ? Search::kExact : Search::kBands;
    } else if (name == "similarity" &&
               (value == "jaccard" || value == "containment")) {
      match.similarity = value == "jaccard" ? SimilarityMeasure::kJaccard
                                            : SimilarityMeasure::kContainment;
    } else if (name == "threshold" || name == "recall" || name == "search" ||
               name == "similarity") {
      return absl::InvalidArgumentError(
          absl::StrFormat("parameter '%s' = '%s' cannot be read", name, value));
    }
  }
  return match;
}

absl::StatusOr<SetMatches> FindSetMatches(const Corpus& corpus,
                                          const SignatureTable& signatures,
                                          const ShingleParams& shingle,
                                          const MatchParams& match,
                                          Crowds crowds,
                                          const Resources& resources) {
  const MemoryBudget& memory = resources.memory;
  SetMatches found{
      .twins = FindTwins(corpus.documents(), memory, shingle.masks),
      .matches = SpillVector<SetMatch>(memory.Share(kMatchParts)),
      .crowds = {},
      .similarity = match.similarity};
  Candidates candidates;
  if (match.is_exact()) {
    PROV_ASSIGN_OR_RETURN(candidates.pairs,
                          JoinPrefixes(corpus, found.twins.leaders, shingle,
                                       match.criterion(), resources));
  } else {
    PROV_ASSIGN_OR_RETURN(const Banding banding,
                          ChooseBanding(match.threshold.value / 10000.0,
                                        match.recall, signatures.num_slots()));
    PROV_ASSIGN_OR_RETURN(candidates, JoinBands(signatures, found.twins.leaders,
                                                banding, resources));
    if (crowds == Crowds::kExpand) ExpandCrowds(candidates);
  }
  found.twins.leaders = {};
  PairVerifier verifier(corpus, shingle, match.criterion(), resources);
  PROV_RETURN_IF_ERROR(candidates.pairs.ForEachBatch(
      [&](std::span<const CandidatePair> batch) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(const std::vector<SetMatch> matches,
                              verifier.Verify(batch));
        for (const SetMatch& verified : matches) found.matches.Append(verified);
        return absl::OkStatus();
      }));
  PROV_RETURN_IF_ERROR(found.matches.status());
  found.crowds = std::move(candidates.crowds);
  return found;
}

}  // namespace prov
