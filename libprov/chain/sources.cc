// A document has one source at most, so that circles are found by walking.
// Held by build_chains_test.cc.

#include "libprov/chain/sources.h"

#include <algorithm>
#include <map>

#include "libprov/quote/quote_words.h"

namespace prov {
namespace {

constexpr uint64_t kMinShared = 40;  // More than quotes of the same words.
constexpr size_t kMaxTextSources = 16;
constexpr double kSurelyAfter = 0.99;

class Finder {
 public:
  Finder(std::vector<ChainNode>& nodes, std::span<const ClockReading> clocks,
         const SourceNames& names)
      : nodes_(nodes),
        clocks_(clocks),
        names_(names),
        documents_(static_cast<uint32_t>(nodes.size())) {}

  ChainSources Run() {
    result_.sources.resize(documents_);
    NameOutlets();
    FollowCitations();
    BreakCircles();
    FollowUrls();
    FollowTexts();
    return std::move(result_);
  }

 private:
  // That the one came out after the other, though nothing but clocks says so.
  bool IsSurelyAfter(uint32_t one, uint32_t other) const {
    const PossibleDates& a = clocks_[one].possible;
    const PossibleDates& b = clocks_[other].possible;
    return !a.empty() && !b.empty() && ProbabilityBefore(b, a) > kSurelyAfter;
  }

  void NameOutlets() {
    // Initials by which an outlet's own datelines name it.
    std::map<std::string, std::string> own;
    for (const ChainNode& node : nodes_) {
      result_.outlets.push_back(names_.NameOf(node.outlet));
      if (!node.own_initials.empty()) {
        own[node.own_initials] = result_.outlets.back();
      }
    }
    for (uint32_t i = 0; i < documents_; ++i) {
      std::optional<CitedOutlet>& cited = nodes_[i].cited;
      if (!cited.has_value()) continue;
      const auto found = own.find(cited->outlet);
      cited->outlet =
          found == own.end() ? names_.NameOf(cited->outlet) : found->second;
      if (cited->outlet == result_.outlets[i]) cited.reset();
    }
  }

  void FollowCitations() {
    std::map<std::string, std::vector<uint32_t>> by_outlet;
    for (uint32_t i = 0; i < documents_; ++i) {
      by_outlet[result_.outlets[i]].push_back(i);
    }
    std::map<std::string, uint32_t> outside;
    for (uint32_t i = 0; i < documents_; ++i) {
      const std::optional<CitedOutlet>& cited = nodes_[i].cited;
      if (!cited.has_value()) continue;
      const auto own = by_outlet.find(cited->outlet);
      if (own == by_outlet.end()) {
        outside.emplace(cited->outlet, 0);
        continue;
      }
      const auto earlier = std::ranges::find_if(
          own->second, [&](uint32_t one) { return !IsSurelyAfter(one, i); });
      result_.sources[i].document =
          earlier == own->second.end() ? own->second.front() : *earlier;
    }
    for (auto& [name, node] : outside) {
      node = static_cast<uint32_t>(nodes_.size());
      nodes_.push_back(
          {.id = "outlet:" + name, .outlet = name, .is_virtual = true});
    }
    for (uint32_t i = 0; i < documents_; ++i) {
      if (nodes_[i].cited.has_value() &&
          result_.sources[i].document == kNoNode) {
        result_.sources[i].outside = outside[nodes_[i].cited->outlet];
      }
    }
  }

  void BreakCircles() {
    std::vector<uint32_t> walk_of(documents_, kNoNode);
    std::vector<uint32_t> on_circle;
    for (uint32_t start = 0; start < documents_; ++start) {
      uint32_t at = start;
      while (at != kNoNode && walk_of[at] == kNoNode) {
        walk_of[at] = start;
        at = result_.sources[at].document;
      }
      if (at == kNoNode || walk_of[at] != start) continue;
      for (uint32_t node = at;;) {
        on_circle.push_back(node);
        node = result_.sources[node].document;
        if (node == at) break;
      }
    }
    for (const uint32_t node : on_circle) {
      result_.sources[node].document = kNoNode;
    }
    result_.has_circles = !on_circle.empty();
  }

  bool IsFree(uint32_t node) const {
    return result_.sources[node].document == kNoNode;
  }

  // Whether sources lead from one to the other.
  bool Leads(uint32_t from, uint32_t to) const {
    while (from != kNoNode && from != to) {
      from = result_.sources[from].document;
    }
    return from == to;
  }

  bool Follow(uint32_t node, uint32_t source, Evidence::Kind how) {
    if (node == source || Leads(source, node)) return false;
    result_.sources[node].document = source;
    result_.sources[node].how = how;
    return true;
  }

  // Of two versions of a page, whether the one came out before the other: what
  // has not been updated is before what has.
  bool IsVersionBefore(uint32_t one, uint32_t other) const {
    const DateInterval& a = nodes_[one].updated;
    const DateInterval& b = nodes_[other].updated;
    const bool is_updated = a.grade != DateGrade::kNone;
    if (is_updated != (b.grade != DateGrade::kNone)) return !is_updated;
    return is_updated ? a.latest < b.latest
                      : clocks_[one].date.latest < clocks_[other].date.latest;
  }

  void FollowUrls() {
    std::map<std::pair<std::string, std::string>, uint32_t> first;
    for (uint32_t i = 0; i < documents_; ++i) {
      const ChainNode& node = nodes_[i];
      if (node.url.empty() || result_.outlets[i].empty() ||
          node.published.grade == DateGrade::kNone) {
        continue;
      }
      const auto [found, is_new] =
          first.try_emplace({result_.outlets[i], node.url}, i);
      if (!is_new && IsVersionBefore(i, found->second)) found->second = i;
    }
    for (uint32_t i = 0; i < documents_; ++i) {
      const auto found = first.find({result_.outlets[i], nodes_[i].url});
      if (found == first.end() || !IsFree(i)) continue;
      if (IsVersionBefore(found->second, i)) {
        Follow(i, found->second, Evidence::Kind::kUrl);
      }
    }
  }

  void FollowTexts() {
    std::vector<uint32_t> senders;
    for (uint32_t i = 0; i < documents_; ++i) {
      if (!nodes_[i].shingles.empty() && senders.size() < kMaxTextSources &&
          (names_.IsAgency(result_.outlets[i]) ||
           !nodes_[i].own_initials.empty() ||
           SourceNames::IsPressService(result_.outlets[i]))) {
        senders.push_back(i);
      }
    }
    if (senders.empty()) return;
    for (uint32_t i = 0; i < documents_; ++i) {
      if (!IsFree(i) || std::ranges::count(senders, i) > 0) continue;
      uint32_t best = kNoNode;
      uint64_t most = 0;
      for (const uint32_t sender : senders) {
        const Overlap overlap =
            Intersect(nodes_[i].shingles, nodes_[sender].shingles);
        if (overlap.shared <= most || !IsAlike(overlap) ||
            IsSurelyAfter(sender, i) || !HasAllWords(sender, i)) {
          continue;
        }
        most = overlap.shared;
        best = sender;
      }
      if (best != kNoNode) Follow(i, best, Evidence::Kind::kText);
    }
  }

  // Who prints more of the words than another has them from elsewhere, give or
  // take an edit.
  bool HasAllWords(uint32_t source, uint32_t node) const {
    return WordsOfQuote(nodes_[node].exact).size() <=
           WordsOfQuote(nodes_[source].exact).size() + 2;
  }

  std::vector<ChainNode>& nodes_;
  std::span<const ClockReading> clocks_;
  const SourceNames& names_;
  uint32_t documents_;  // Nodes before this one are no virtual ones.
  ChainSources result_;
};

}  // namespace

ChainSources FindSources(std::vector<ChainNode>& nodes,
                         std::span<const ClockReading> clocks,
                         const SourceNames& names) {
  return Finder(nodes, clocks, names).Run();
}

bool IsAlike(const Overlap& overlap) {
  return overlap.shared >= kMinShared &&
         4 * overlap.shared >= std::min(overlap.size_a, overlap.size_b);
}

}  // namespace prov
