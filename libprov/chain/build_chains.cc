// Whom each has the words from is found first (sources.h), then who of the
// others was the first, then a link is made for each.  Held by
// build_chains_test.cc.

#include "libprov/chain/build_chains.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "libprov/chain/clocks.h"
#include "libprov/chain/interval_order.h"
#include "libprov/chain/occasions.h"
#include "libprov/chain/sources.h"
#include "libprov/quote/quote_words.h"

namespace prov {
namespace {

constexpr size_t kMaxCandidates = 64;
constexpr size_t kMaxWitnesses = 64;      // Asked when a document came out.
constexpr uint32_t kMaxNeighbours = 16;   // Whose texts are compared.
constexpr double kMinProbability = 0.01;  // Of a rival.
constexpr double kTiedProbability = 0.9;
// Of chains of several documents, those where no source is a wrong one.
constexpr double kEvidenceHolds = 0.99;
// Of what has the words from another, so many may be earlier all the same.
constexpr double kUnreliable = 0.02;

bool IsDated(const ChainNode& node) {
  return node.published.grade != DateGrade::kNone;
}

bool IsOfWholeText(const CitedOutlet& cited) {
  const std::string_view form = cited.form;
  return form == "dateline" || form == "byline" || form == "tail";
}

class Builder {
 public:
  Builder(std::string_view text, std::vector<ChainNode> nodes,
          const SourceNames& names)
      : names_(names), documents_(static_cast<uint32_t>(nodes.size())) {
    chain_.text = text;
    chain_.nodes = std::move(nodes);
  }

  Chain Run() {
    for (ChainNode& node : chain_.nodes) {
      clocks_.push_back(ReadClock(node.published, node.updated, node.url));
      node.is_swapped = clocks_.back().is_swapped;
      if (!IsDated(node)) chain_.flags |= kChainUndated;
    }
    found_ = FindSources(chain_.nodes, clocks_, names_);
    if (found_.has_circles) chain_.flags |= kChainCitationsContradict;
    if (chain_.nodes.size() > documents_) chain_.flags |= kChainCitesOutside;
    for (const DocumentSource& source : found_.sources) {
      out_.push_back(source.document);
    }
    Judge();
    for (uint32_t node = 0; node < documents_; ++node) Link(node);
    std::ranges::stable_sort(
        chain_.links, [](const ChainLink& a, const ChainLink& b) {
          return std::pair(a.from, a.to) < std::pair(b.from, b.to);
        });
    NameSpeaker();
    for (ChainNode& node : chain_.nodes) {
      std::vector<uint64_t>().swap(node.shingles);
    }
    return std::move(chain_);
  }

 private:
  const DateInterval& DateOf(uint32_t node) const { return clocks_[node].date; }

  // What clocks say of a document, given that all that have the words from it
  // came out later.
  PossibleDates Believed(uint32_t node,
                         std::span<const uint32_t> descendants) const {
    PossibleDates dates = clocks_[node].possible;
    size_t asked = 0;
    for (const uint32_t descendant : descendants) {
      const PossibleDates& later = clocks_[descendant].possible;
      if (later.empty() || ++asked > kMaxWitnesses) continue;
      for (DateStretch& date : dates) {
        date.weight *=
            kUnreliable +
            ProbabilityBefore({{date.earliest, date.latest, 1}}, later);
      }
    }
    double total = 0;
    for (const DateStretch& date : dates) total += date.weight;
    for (DateStretch& date : dates) date.weight /= total;
    return dates;
  }

  std::vector<std::vector<uint32_t>> Descendants() const {
    std::vector<std::vector<uint32_t>> descendants(documents_);
    for (uint32_t node = 0; node < documents_; ++node) {
      uint32_t root = node;
      while (found_.sources[root].document != kNoNode) {
        root = found_.sources[root].document;
      }
      if (root != node) descendants[root].push_back(node);
    }
    return descendants;
  }

  void Judge() {
    std::vector<uint32_t> free;
    bool all_dated = true;
    for (uint32_t node = 0; node < documents_; ++node) {
      if (found_.sources[node].document != kNoNode) continue;
      all_dated &= IsDated(chain_.nodes[node]);
      free.push_back(node);
    }
    anchor_ = free[0];
    std::vector<Candidate> candidates;
    if (free.size() > 1 && !all_dated) {
      JudgeUndated(free);
      return;
    }
    // By the earliest they can be; what comes later is not the first.
    if (free.size() > kMaxCandidates) free.resize(kMaxCandidates);
    const std::vector<double> first = FirstOf(free);
    for (size_t i = 0; i < free.size(); ++i) {
      if (first[i] >= kMinProbability) {
        candidates.push_back({.node = free[i], .probability = first[i]});
      }
    }
    // What differs by rounding alone is equal.
    std::ranges::stable_sort(
        candidates, [](const Candidate& a, const Candidate& b) {
          return Rounded(*a.probability) > Rounded(*b.probability);
        });
    anchor_ = candidates[0].node;
    chain_.first = candidates[0];
    chain_.verdict = VerdictOn(candidates);
    chain_.rivals.assign(candidates.begin() + 1, candidates.end());
  }

  std::vector<double> FirstOf(const std::vector<uint32_t>& free) const {
    if (documents_ == 1) return {1};
    if (free.size() == 1) return {kEvidenceHolds};
    const std::vector<std::vector<uint32_t>> descendants = Descendants();
    std::vector<PossibleDates> dates;
    for (const uint32_t node : free) {
      dates.push_back(Believed(node, descendants[node]));
    }
    std::vector<double> first = ProbabilitiesFirst(dates);
    for (double& probability : first) probability *= kEvidenceHolds;
    return first;
  }

  // Those that none is before as printed: nothing else is known.
  void JudgeUndated(const std::vector<uint32_t>& free) {
    std::vector<DateInterval> dates;
    for (const uint32_t node : free) dates.push_back(DateOf(node));
    const std::vector<size_t> minimal = MinimalElements(dates);
    for (const size_t i : minimal) chain_.rivals.push_back({.node = free[i]});
    anchor_ = chain_.rivals[0].node;
  }

  static int64_t Rounded(double probability) {
    return static_cast<int64_t>(probability * 1e9 + 0.5);
  }

  ChainVerdict VerdictOn(const std::vector<Candidate>& candidates) const {
    if (*candidates[0].probability >= kFirstProbability) {
      return ChainVerdict::kEarliest;
    }
    const DateInterval& best = DateOf(candidates[0].node);
    if (best.grade != DateGrade::kInstant && best.grade != DateGrade::kDay) {
      return ChainVerdict::kOrderUnknown;
    }
    double together = 0;
    size_t equal = 0;
    for (const Candidate& candidate : candidates) {
      if (DateOf(candidate.node) != best) continue;
      together += *candidate.probability;
      ++equal;
    }
    return equal > 1 && together >= kTiedProbability
               ? ChainVerdict::kTied
               : ChainVerdict::kOrderUnknown;
  }

  void Link(uint32_t node) {
    const DocumentSource& source = found_.sources[node];
    if (source.outside != kNoNode) {
      ChainLink link = NewLink(node, source.outside);
      link.relation = RelationTo(node, source.outside);
      link.evidence.push_back(Citation(node));
      chain_.links.push_back(std::move(link));
    }
    if (source.document == kNoNode) {
      if (node != anchor_) LinkSideways(node);
      return;
    }
    ChainLink link = NewLink(node, source.document);
    if (source.how == Evidence::Kind::kUrl) {
      link.relation = Relation::kRevision;
      link.evidence.push_back({.kind = Evidence::Kind::kUrl});
    } else {
      link.relation = RelationTo(node, source.document);
      link.evidence.push_back(source.how == Evidence::Kind::kText
                                  ? TextEvidence(node, source.document)
                                  : Citation(node));
    }
    if (IsBefore(DateOf(node), DateOf(source.document))) {
      chain_.flags |= kChainClockContradicted;
    }
    chain_.links.push_back(std::move(link));
  }

  // Of one that has the words from the other.
  Relation RelationTo(uint32_t node, uint32_t source) const {
    const std::string& outlet = chain_.nodes[source].is_virtual
                                    ? chain_.nodes[source].outlet
                                    : found_.outlets[source];
    if (SourceNames::IsPressService(outlet)) return Relation::kPressRelease;
    if (found_.sources[node].how == Evidence::Kind::kText) {
      return Relation::kWire;
    }
    const CitedOutlet& cited = *chain_.nodes[node].cited;
    const bool sends =
        names_.IsAgency(outlet) || (!chain_.nodes[source].is_virtual &&
                                    !chain_.nodes[source].own_initials.empty());
    return IsOfWholeText(cited) && sends ? Relation::kWire : Relation::kCopies;
  }

  // With what clocks say.
  ChainLink NewLink(uint32_t from, uint32_t to) const {
    ChainLink link{.from = from, .to = to};
    if (to >= documents_ || clocks_[from].possible.empty() ||
        clocks_[to].possible.empty()) {
      return link;
    }
    link.probability =
        ProbabilityBefore(clocks_[to].possible, clocks_[from].possible);
    if (*link.probability >= kFirstProbability) {
      link.evidence.push_back({.kind = Evidence::Kind::kTime});
    }
    return link;
  }

  Evidence Citation(uint32_t node) const {
    return {.kind = Evidence::Kind::kCitation,
            .node = node,
            .span = chain_.nodes[node].cited->span};
  }

  Evidence TextEvidence(uint32_t from, uint32_t to) const {
    return {.kind = Evidence::Kind::kText,
            .overlap = Intersect(chain_.nodes[from].shingles,
                                 chain_.nodes[to].shingles)};
  }

  // With another neither of which is known to have the words from the other:
  // one that cites the same outlet, one of a like text, or the first.
  void LinkSideways(uint32_t node) {
    const auto leads_back = [this, node](uint32_t at) {
      while (at != kNoNode && at != node) at = out_[at];
      return at == node;
    };
    uint32_t partner = anchor_;
    const uint32_t outside = found_.sources[node].outside;
    const auto cites_same = [&](uint32_t other) {
      return outside != kNoNode && found_.sources[other].outside == outside;
    };
    if (!cites_same(anchor_) && !AreAlike(node, anchor_)) {
      const uint32_t begin = node > kMaxNeighbours ? node - kMaxNeighbours : 0;
      for (uint32_t other = begin; other < node; ++other) {
        if ((cites_same(other) || AreAlike(node, other)) &&
            !leads_back(other)) {
          partner = other;
          break;
        }
      }
    }
    out_[node] = partner;
    ChainLink link = NewLink(node, partner);
    Relate(link, cites_same(partner));
    chain_.links.push_back(std::move(link));
  }

  bool AreAlike(uint32_t a, uint32_t b) const {
    return IsAlike(
        Intersect(chain_.nodes[a].shingles, chain_.nodes[b].shingles));
  }

  void Relate(ChainLink& link, bool cites_same) const {
    const ChainNode& a = chain_.nodes[link.to];
    const ChainNode& b = chain_.nodes[link.from];
    if (cites_same) {
      link.relation = Relation::kCommonSource;
      link.evidence.push_back(Citation(link.from));
      link.evidence.push_back(Citation(link.to));
      return;
    }
    if (AreAlike(link.from, link.to)) {
      link.relation = Relation::kCommonSource;
      link.evidence.push_back(TextEvidence(link.from, link.to));
      return;
    }
    const std::string speaker = SpeakerKey(a);
    if (!a.is_unmarked && !b.is_unmarked && !speaker.empty() &&
        speaker == SpeakerKey(b)) {
      link.relation = Relation::kSameUtterance;
      for (const uint32_t node : {link.from, link.to}) {
        link.evidence.push_back({.kind = Evidence::Kind::kSpeaker,
                                 .node = node,
                                 .span = chain_.nodes[node].speaker->span});
      }
      return;
    }
    if (b.is_unmarked && WordsOfQuote(b.exact).size() < kOneOccasionWords) {
      link.relation = Relation::kIncidental;
    }
    link.evidence.push_back(
        {.kind = Evidence::Kind::kWords, .node = link.from, .span = b.span});
  }

  void NameSpeaker() {
    std::map<std::string, std::pair<int, std::string>> names;
    int most = 0;
    for (const ChainNode& node : chain_.nodes) {
      const std::string key = SpeakerKey(node);
      if (key.empty()) continue;
      auto& [count, longest] = names[key];
      ++count;
      if (node.speaker->name.size() > longest.size()) {
        longest = node.speaker->name;
      }
    }
    for (const auto& [key, name] : names) {
      if (name.first <= most) continue;
      most = name.first;
      chain_.speaker = name.second;
    }
  }

  const SourceNames& names_;
  uint32_t documents_;  // Nodes before this one are no virtual ones.
  Chain chain_;
  std::vector<ClockReading> clocks_;  // Of each document.
  ChainSources found_;
  // The document that each document's link leads to, as far as it is made.
  std::vector<uint32_t> out_;
  uint32_t anchor_ = 0;  // The first, or a candidate.
};

}  // namespace

const char* NameOf(Relation relation) {
  constexpr const char* kNames[] = {
      "press-release", "wire",           "revision",   "copies",
      "common-source", "same-utterance", "incidental", "undetermined"};
  return kNames[static_cast<size_t>(relation)];
}

const char* NameOf(Evidence::Kind kind) {
  constexpr const char* kNames[] = {"time", "citation", "speaker",
                                    "url",  "text",     "words"};
  return kNames[static_cast<size_t>(kind)];
}

const char* NameOf(Subject subject) {
  constexpr const char* kNames[] = {"quote", "passage", "document"};
  return kNames[static_cast<size_t>(subject)];
}

const char* NameOf(ChainVerdict verdict) {
  constexpr const char* kNames[] = {"earliest-in-archive", "tied",
                                    "order-unknown"};
  return kNames[static_cast<size_t>(verdict)];
}

std::vector<Chain> BuildChains(std::string_view text,
                               std::vector<ChainNode> places,
                               const SourceNames& names) {
  std::vector<Chain> chains;
  if (places.empty()) return chains;
  for (std::vector<ChainNode>& nodes : Occasions(text, std::move(places))) {
    chains.push_back(Builder(text, std::move(nodes), names).Run());
  }
  return chains;
}

}  // namespace prov
