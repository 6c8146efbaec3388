// Held by chain_score_test.cc.

#include "libprov/score/chain_score.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libprov/score/chain_lines.h"

namespace prov {
namespace {

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

// Of each true chain the found one that goes with it, or kNone: pairs by the
// share of documents in common, the largest first.
std::vector<uint32_t> Pair(const std::vector<ListedChain>& truth,
                           const std::vector<ListedChain>& found) {
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> with_document;
  for (uint32_t i = 0; i < found.size(); ++i) {
    for (const uint32_t document : found[i].documents) {
      with_document[document].push_back(i);
    }
  }
  std::vector<std::tuple<double, uint32_t, uint32_t>> pairs;
  for (uint32_t i = 0; i < truth.size(); ++i) {
    std::map<uint32_t, size_t> shared;
    for (const uint32_t document : truth[i].documents) {
      for (const uint32_t one : with_document[document]) ++shared[one];
    }
    for (const auto& [one, count] : shared) {
      const size_t all =
          truth[i].documents.size() + found[one].documents.size() - count;
      if (count < 2) continue;
      pairs.emplace_back(-static_cast<double>(count) / static_cast<double>(all),
                         i, one);
    }
  }
  std::ranges::sort(pairs);
  std::vector<uint32_t> pair_of(truth.size(), kNone);
  std::vector<bool> is_taken(found.size());
  for (const auto& [share, i, one] : pairs) {
    if (pair_of[i] != kNone || is_taken[one]) continue;
    pair_of[i] = one;
    is_taken[one] = true;
  }
  return pair_of;
}

bool IsDescent(const std::string& relation) {
  return relation == "wire" || relation == "copies" ||
         relation == "press-release" || relation == "revision";
}

// A true chain's links as a way back from each document.
class WayBack {
 public:
  explicit WayBack(const ListedChain& truth) {
    for (const ListedLink& link : truth.links) links_[link.from] = &link;
  }

  // Whether links lead from one to the other; only those of descent, if asked.
  bool Leads(uint32_t from, uint32_t to, bool by_descent = false) const {
    for (size_t steps = 0; steps <= links_.size(); ++steps) {
      const ListedLink* const link = From(from);
      if (link == nullptr || (by_descent && !IsDescent(link->relation))) {
        return false;
      }
      if (link->to == to) return true;
      from = link->to;
    }
    return false;
  }

  const ListedLink* From(uint32_t document) const {
    const auto found = links_.find(document);
    return found == links_.end() ? nullptr : found->second;
  }

 private:
  std::map<uint32_t, const ListedLink*> links_;
};

class Scorer {
 public:
  void AddUnfound(const ListedChain& truth) {
    if (truth.is_decidable) ++score_.committed.of;
  }

  void Add(const ListedChain& truth, const ListedChain& found) {
    ++score_.compared;
    const bool right = found.first == truth.first;
    if (truth.is_decidable) ++score_.committed.of;
    if (found.is_committed) {
      Count(score_.right_of_all, right);
      if (truth.is_decidable) {
        ++score_.committed.hits;
        Count(score_.right, right);
      }
    }
    if (found.probability.has_value()) {
      const Outcome outcome = right ? Outcome::kTrue : Outcome::kFalse;
      score_.calibration_of_all.Add(*found.probability, outcome);
      if (truth.is_decidable) {
        score_.calibration.Add(*found.probability, outcome);
      }
    }
    AddLinks(WayBack(truth), truth, found);
  }

  ChainScore Finish() {
    for (const auto& [names, links] : relations_) {
      score_.relations.push_back(
          {.truth = names.first, .found = names.second, .links = links});
    }
    return std::move(score_);
  }

  ChainScore& score() { return score_; }

 private:
  static void Count(Proportion& proportion, bool hit) {
    ++proportion.of;
    if (hit) ++proportion.hits;
  }

  void AddLinks(const WayBack& way, const ListedChain& truth,
                const ListedChain& found) {
    bool is_cautious = true;
    for (const ListedLink& link : found.links) {
      if (const ListedLink* const real = way.From(link.from)) {
        ++relations_[{real->relation, link.relation}];
      }
      if (IsDescent(link.relation) && !way.Leads(link.from, link.to, true)) {
        is_cautious = false;
      }
      if (!link.claims_order) continue;
      const bool holds = way.Leads(link.from, link.to);
      if (holds || way.Leads(link.to, link.from)) {
        Count(score_.direction, holds);
      } else {
        ++score_.not_judged;
      }
    }
    if (truth.is_deleted) Count(score_.cautious, is_cautious);
  }

  ChainScore score_;
  std::map<std::pair<std::string, std::string>, uint64_t> relations_;
};

}  // namespace

absl::StatusOr<ChainScore> ScoreChains(const std::string& chains_path,
                                       const std::string& truth_path) {
  KeyNumbers keys;
  PROV_ASSIGN_OR_RETURN(const std::vector<ListedChain> truth,
                        ReadTrueChains(truth_path, keys));
  PROV_ASSIGN_OR_RETURN(const std::vector<ListedChain> found,
                        ReadFoundChains(chains_path, keys));
  const std::vector<uint32_t> pair_of = Pair(truth, found);
  Scorer scorer;
  scorer.score().true_chains = truth.size();
  scorer.score().found_chains = found.size();
  for (size_t i = 0; i < truth.size(); ++i) {
    if (pair_of[i] == kNone) {
      scorer.AddUnfound(truth[i]);
    } else {
      scorer.Add(truth[i], found[pair_of[i]]);
    }
  }
  return scorer.Finish();
}

}  // namespace prov
