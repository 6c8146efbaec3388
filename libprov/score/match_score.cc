// The found pairs are read first, as groups that may stand for many pairs; each
// true pair is then looked up among them.  What no true pair has hit is not
// true; only for examples of that are the pairs of a group listed.
//
// Tested by match_score_test.cc against sets of pairs.

#include "libprov/score/match_score.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_format.h"
#include "libprov/score/found_pairs.h"
#include "libprov/score/truth_file.h"

namespace prov {
namespace {

constexpr uint32_t kTenth = 1000;
constexpr uint32_t kSame = 10000;

using DocumentPair = std::pair<uint32_t, uint32_t>;

DocumentPair InOrder(uint32_t a, uint32_t b) {
  return {std::min(a, b), std::max(a, b)};
}

std::vector<SimilarityBand> BandsFrom(TenThousandths threshold) {
  std::vector<SimilarityBand> bands;
  for (uint32_t from = threshold.value; from < kSame;) {
    const uint32_t to = (from / kTenth + 1) * kTenth;
    bands.push_back({.from = {from}, .to = {to}});
    from = to;
  }
  bands.push_back({.from = {kSame}, .to = {kSame}});
  return bands;
}

class MatchScorer {
 public:
  MatchScorer(FoundPairs found, TenThousandths threshold, size_t examples)
      : found_(std::move(found)),
        examples_(examples),
        hits_(found_.groups().size()) {
    score_.threshold = threshold;
    score_.bands = BandsFrom(threshold);
  }

  absl::Status AddTruth(const TruthPair& truth);

  // After all of the truth.
  MatchScore Finish(bool is_closed);

 private:
  bool Counts(TenThousandths jaccard) const {
    return jaccard >= score_.threshold;
  }

  // REQUIRES: Counts(jaccard)
  SimilarityBand& BandOf(TenThousandths jaccard) {
    return *std::prev(std::ranges::upper_bound(score_.bands, jaccard, {},
                                               &SimilarityBand::from));
  }

  void Note(std::vector<PairExample>& examples, PairExample example) const {
    if (examples.size() < examples_) examples.push_back(std::move(example));
  }

  void CompareSimilarity(const TruthPair& truth, TenThousandths found);
  void CountGroup(const FoundPairs::Group& group, uint64_t hits);
  void NoteNotTrue(const FoundPairs::Group& group);

  FoundPairs found_;
  size_t examples_;
  MatchScore score_;
  KeyNumbers truth_documents_;
  absl::flat_hash_set<DocumentPair> truth_pairs_;  // By truth_documents_.
  absl::flat_hash_set<DocumentPair> true_found_;   // By found_.documents().
  std::vector<uint64_t> hits_;  // Pairs of each group that are true.
};

absl::Status MatchScorer::AddTruth(const TruthPair& truth) {
  if (!truth_pairs_
           .insert(InOrder(truth_documents_.Add(truth.a).number,
                           truth_documents_.Add(truth.b).number))
           .second) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "the pair of '%s' and '%s' is listed already", truth.a, truth.b));
  }
  const std::optional<uint32_t> group = found_.Find(truth.a, truth.b);
  std::optional<TenThousandths> jaccard;
  if (group.has_value()) {
    jaccard = found_.groups()[*group].jaccard;
    CompareSimilarity(truth, *jaccard);
  }
  if (!Counts(truth.jaccard)) return absl::OkStatus();
  const bool is_found = jaccard.has_value() && Counts(*jaccard);
  SimilarityBand& band = BandOf(truth.jaccard);
  for (Proportion* recall : {&score_.recall, &band.recall}) {
    ++recall->of;
    recall->hits += is_found ? 1 : 0;
  }
  if (is_found) {
    ++hits_[*group];
    true_found_.insert(InOrder(*found_.documents().Find(truth.a),
                               *found_.documents().Find(truth.b)));
  } else {
    Note(score_.not_found, {.a = std::string(truth.a),
                            .b = std::string(truth.b),
                            .found = jaccard,
                            .truth = truth.jaccard});
  }
  return absl::OkStatus();
}

void MatchScorer::CompareSimilarity(const TruthPair& truth,
                                    TenThousandths found) {
  if (found == truth.jaccard) return;
  ++score_.differing;
  const TenThousandths difference{std::max(found, truth.jaccard).value -
                                  std::min(found, truth.jaccard).value};
  score_.largest_difference = std::max(score_.largest_difference, difference);
  Note(score_.differ, {.a = std::string(truth.a),
                       .b = std::string(truth.b),
                       .found = found,
                       .truth = truth.jaccard});
}

void MatchScorer::CountGroup(const FoundPairs::Group& group, uint64_t hits) {
  const uint64_t pairs = found_.PairsIn(group);
  SimilarityBand& band = BandOf(group.jaccard);
  for (Proportion* precision : {&score_.precision, &band.precision}) {
    precision->of += pairs;
    precision->hits += hits;
  }
  if (hits < pairs) NoteNotTrue(group);
}

// Lists no more pairs than are true, or than are wanted as examples.
void MatchScorer::NoteNotTrue(const FoundPairs::Group& group) {
  const std::span<const uint32_t> others = found_.Members(group.b);
  for (const uint32_t a : found_.Members(group.a)) {
    for (const uint32_t b : others) {
      if (score_.not_true.size() == examples_) return;
      if (group.a == group.b && a >= b) continue;
      if (true_found_.contains(InOrder(a, b))) continue;
      const auto [first, second] =
          std::minmax({found_.documents().key(a), found_.documents().key(b)});
      Note(score_.not_true, {.a = std::string(first),
                             .b = std::string(second),
                             .found = group.jaccard});
    }
  }
}

MatchScore MatchScorer::Finish(bool is_closed) {
  // What an open list lacks may be true all the same.
  for (size_t i = 0; is_closed && i < hits_.size(); ++i) {
    const FoundPairs::Group& group = found_.groups()[i];
    if (Counts(group.jaccard)) CountGroup(group, hits_[i]);
  }
  return std::move(score_);
}

}  // namespace

absl::StatusOr<MatchScore> ScoreMatches(const std::string& matches_path,
                                        const std::string& truth_path,
                                        const MatchScoreParams& params) {
  PROV_ASSIGN_OR_RETURN(FoundPairs found, FoundPairs::Read(matches_path));
  const std::optional<TenThousandths> threshold =
      params.threshold.has_value() ? params.threshold : found.threshold();
  if (!threshold.has_value()) {
    return absl::FailedPreconditionError(
        matches_path + ": does not say its threshold; state it");
  }
  MatchScorer scorer(std::move(found), *threshold, params.examples);
  PROV_ASSIGN_OR_RETURN(
      const TruthHeader header,
      ForEachTruthPair(truth_path, [&scorer](const TruthPair& pair) {
        return scorer.AddTruth(pair);
      }));
  if (header.floor.has_value() && *threshold < *header.floor) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: lists the pairs from %s up, but the threshold is %s; give a "
        "higher one",
        truth_path, ToString(*header.floor), ToString(*threshold)));
  }
  return scorer.Finish(header.floor.has_value());
}

}  // namespace prov
