#include "libprov/match/find_matches.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/candidate/band_curve.h"
#include "libprov/candidate/band_join.h"
#include "libprov/candidate/prefix_join.h"
#include "libprov/match/comparison.h"

namespace prov {
namespace {

constexpr size_t kPairsPerTask = 64;

// Classes of documents, merged as equal sets turn up; the root of a class is
// its document with the least key.
class SetClasses {
 public:
  SetClasses(const DocumentTable& documents, const Twins& twins)
      : documents_(documents), parent_(documents.size()) {
    std::iota(parent_.begin(), parent_.end(), 0);
    for (DocumentId document = 0; document < parent_.size(); ++document) {
      Merge(document, twins.leader_of[document]);
    }
  }

  DocumentId First(DocumentId document) {
    while (parent_[document] != document) {
      parent_[document] = parent_[parent_[document]];
      document = parent_[document];
    }
    return document;
  }

  void Merge(DocumentId a, DocumentId b) {
    a = First(a);
    b = First(b);
    if (a == b) return;
    if (documents_.key(b) < documents_.key(a)) std::swap(a, b);
    parent_[b] = a;
  }

 private:
  const DocumentTable& documents_;
  std::vector<DocumentId> parent_;
};

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
  params["search"] = match.search == Search::kExact ? "exact" : "bands";
  if (match.search == Search::kBands) {
    params["recall"] = Shortest(match.recall);
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
    } else if (name == "threshold" || name == "recall" || name == "search") {
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
                                          Crowds crowds, unsigned threads) {
  SetMatches found{
      .twins = FindTwins(corpus.documents()), .matches = {}, .crowds = {}};
  Candidates candidates;
  if (match.search == Search::kExact) {
    PROV_ASSIGN_OR_RETURN(candidates.pairs,
                          JoinPrefixes(corpus, found.twins.leaders, shingle,
                                       match.threshold, threads));
  } else {
    PROV_ASSIGN_OR_RETURN(const Banding banding,
                          ChooseBanding(match.threshold.value / 10000.0,
                                        match.recall, signatures.num_slots()));
    PROV_ASSIGN_OR_RETURN(candidates, JoinBands(signatures, found.twins.leaders,
                                                banding, threads));
    if (crowds == Crowds::kExpand) ExpandCrowds(candidates);
  }
  PairVerifier verifier(corpus, shingle, match.threshold, threads);
  PROV_ASSIGN_OR_RETURN(found.matches, verifier.Verify(candidates.pairs));
  found.crowds = std::move(candidates.crowds);
  return found;
}

absl::StatusOr<std::vector<Match>> ListMatches(const Corpus& corpus,
                                               const SetMatches& found,
                                               const ShingleParams& shingle,
                                               TenThousandths threshold,
                                               unsigned threads) {
  const DocumentTable& documents = corpus.documents();
  SetClasses classes(documents, found.twins);
  for (const SetMatch& match : found.matches) {
    if (match.overlap().same_set()) classes.Merge(match.a, match.b);
  }
  std::vector<std::pair<DocumentId, DocumentId>> pairs;
  for (DocumentId document = 0; document < documents.size(); ++document) {
    const DocumentId first = classes.First(document);
    if (first != document) pairs.emplace_back(first, document);
  }
  for (const SetMatch& match : found.matches) {
    std::pair pair(classes.First(match.a), classes.First(match.b));
    if (pair.first == pair.second) continue;
    if (documents.key(pair.second) < documents.key(pair.first)) {
      std::swap(pair.first, pair.second);
    }
    pairs.push_back(pair);
  }
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());

  std::vector<Comparer> comparers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    comparers.emplace_back(corpus, shingle);
  }
  std::vector<Match> matches(pairs.size());
  PROV_RETURN_IF_ERROR(ParallelFor(
      (pairs.size() + kPairsPerTask - 1) / kPairsPerTask, threads,
      [&](size_t task, unsigned worker) {
        const size_t end = std::min(pairs.size(), (task + 1) * kPairsPerTask);
        for (size_t i = task * kPairsPerTask; i < end; ++i) {
          const auto [a, b] = pairs[i];
          PROV_ASSIGN_OR_RETURN(
              const Comparison comparison,
              comparers[worker].Compare(a, b, Depth::kOverlap));
          matches[i] = {.a = a,
                        .b = b,
                        .overlap = comparison.overlap,
                        .kind = comparison.kind};
        }
        return absl::OkStatus();
      }));
  // Only a hash collision can have made a pair that the tokens refute.
  std::erase_if(matches, [threshold](const Match& match) {
    return match.overlap.jaccard() < threshold;
  });
  std::ranges::sort(matches, {}, [&documents](const Match& match) {
    return std::pair(documents.key(match.a), documents.key(match.b));
  });
  return matches;
}

}  // namespace prov
