// A document cites one outlet at most, so that citations between documents are
// a function, and its circles are found by walking.  Held by
// build_chains_test.cc.

#include "libprov/chain/build_chains.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "libprov/chain/interval_order.h"
#include "libprov/quote/quote_words.h"
#include "libprov/text/normalized_text.h"

namespace prov {
namespace {

constexpr size_t kOneOccasionWords = 8;
constexpr uint32_t kNobody = std::numeric_limits<uint32_t>::max();

bool IsDated(const ChainNode& node) {
  return node.published.grade != DateGrade::kNone;
}

// The order of nodes: date, key.
bool StandsBefore(const ChainNode& a, const ChainNode& b) {
  if (IsDated(a) != IsDated(b)) return IsDated(a);
  if (a.published.earliest != b.published.earliest) {
    return a.published.earliest < b.published.earliest;
  }
  return a.id < b.id;
}

// One place for each document.
std::vector<ChainNode> BestPlaces(std::vector<ChainNode> places) {
  const auto rank = [](const ChainNode& node) {
    return std::tuple(!node.cited.has_value(), node.is_unmarked, node.variant,
                      node.span.begin_byte, node.span.end_byte);
  };
  std::ranges::stable_sort(
      places, [&rank](const ChainNode& a, const ChainNode& b) {
        return a.id != b.id ? a.id < b.id : rank(a) < rank(b);
      });
  const auto rest = std::ranges::unique(places, {}, &ChainNode::id);
  places.erase(rest.begin(), rest.end());
  std::ranges::sort(places, StandsBefore);
  return places;
}

// The last word of a name that is one; empty for "a spokesman" and nobody.
std::string SpeakerKey(const ChainNode& node) {
  if (!node.speaker.has_value() ||
      node.speaker->kind == SpeakerMention::Kind::kNominal) {
    return {};
  }
  const NormalizedText name(node.speaker->name);
  return name.size() == 0 ? std::string()
                          : std::string(name.token(name.size() - 1));
}

// By occasion, as far as speakers tell; the largest first.
std::vector<std::vector<ChainNode>> Occasions(std::string_view text,
                                              std::vector<ChainNode> nodes) {
  std::vector<std::vector<ChainNode>> groups;
  if (WordsOfQuote(text).size() >= kOneOccasionWords) {
    groups.push_back(std::move(nodes));
    return groups;
  }
  std::map<std::string, std::vector<ChainNode>> by_speaker;
  for (ChainNode& node : nodes) {
    by_speaker[SpeakerKey(node)].push_back(std::move(node));
  }
  std::vector<ChainNode> nobody;
  if (const auto found = by_speaker.find(""); found != by_speaker.end()) {
    nobody = std::move(found->second);
    by_speaker.erase(found);
  }
  for (auto& [speaker, group] : by_speaker) groups.push_back(std::move(group));
  std::ranges::stable_sort(groups, [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size()
                                : StandsBefore(a[0], b[0]);
  });
  if (groups.empty()) groups.emplace_back();
  std::ranges::move(nobody, std::back_inserter(groups[0]));
  std::ranges::sort(groups[0], StandsBefore);
  return groups;
}

bool IsOfWholeText(const CitedOutlet& cited) {
  const std::string_view form = cited.form;
  return form == "dateline" || form == "byline" || form == "tail";
}

class Builder {
 public:
  Builder(std::string_view text, std::vector<ChainNode> nodes,
          const OutletBook& book)
      : book_(book), documents_(static_cast<uint32_t>(nodes.size())) {
    chain_.text = text;
    chain_.nodes = std::move(nodes);
  }

  Chain Run() {
    for (const ChainNode& node : chain_.nodes) {
      names_.push_back(NameOfOutlet(node.outlet));
      if (!IsDated(node)) chain_.flags |= kChainUndated;
    }
    ForgetOwnOutlets();
    FindSources();
    BreakCircles();
    Judge();
    for (uint32_t node = 0; node < documents_; ++node) Link(node);
    std::ranges::stable_sort(
        chain_.links, [](const ChainLink& a, const ChainLink& b) {
          return std::pair(a.from, a.to) < std::pair(b.from, b.to);
        });
    NameSpeaker();
    return std::move(chain_);
  }

 private:
  const DateInterval& DateOf(uint32_t node) const {
    return chain_.nodes[node].published;
  }

  // As the book has it.
  std::string NameOfOutlet(const std::string& printed) const {
    const uint32_t* known = book_.Find(printed);
    return known == nullptr ? printed : book_[*known].name;
  }

  bool IsAgency(const std::string& name) const {
    const uint32_t* known = book_.Find(name);
    return known != nullptr && book_[*known].is_agency;
  }

  void ForgetOwnOutlets() {
    for (uint32_t node = 0; node < documents_; ++node) {
      std::optional<CitedOutlet>& cited = chain_.nodes[node].cited;
      if (!cited.has_value()) continue;
      cited->outlet = NameOfOutlet(cited->outlet);
      if (cited->outlet == names_[node]) cited.reset();
    }
  }

  // Whom each document cites: a document of that outlet that need not be later,
  // else any of its documents, else a virtual node.
  void FindSources() {
    source_.assign(documents_, kNobody);
    std::map<std::string, std::vector<uint32_t>> by_outlet;
    for (uint32_t node = 0; node < documents_; ++node) {
      by_outlet[names_[node]].push_back(node);
    }
    std::map<std::string, uint32_t> outside;
    for (uint32_t node = 0; node < documents_; ++node) {
      const std::optional<CitedOutlet>& cited = chain_.nodes[node].cited;
      if (!cited.has_value()) continue;
      const auto own = by_outlet.find(cited->outlet);
      if (own == by_outlet.end()) {
        outside.emplace(cited->outlet, 0);
        continue;
      }
      const auto earlier = std::ranges::find_if(own->second, [&](uint32_t one) {
        return !IsBefore(DateOf(node), DateOf(one));
      });
      source_[node] =
          earlier == own->second.end() ? own->second.front() : *earlier;
    }
    for (auto& [name, node] : outside) {
      node = static_cast<uint32_t>(chain_.nodes.size());
      chain_.nodes.push_back(
          {.id = "outlet:" + name, .outlet = name, .is_virtual = true});
      chain_.flags |= kChainCitesOutside;
    }
    for (uint32_t node = 0; node < documents_; ++node) {
      const std::optional<CitedOutlet>& cited = chain_.nodes[node].cited;
      if (cited.has_value() && source_[node] == kNobody) {
        source_[node] = outside[cited->outlet];
      }
    }
  }

  bool CitesDocument(uint32_t node) const { return source_[node] < documents_; }

  void BreakCircles() {
    std::vector<uint32_t> walk_of(documents_, kNobody);
    std::vector<uint32_t> on_circle;
    for (uint32_t start = 0; start < documents_; ++start) {
      uint32_t at = start;
      while (at < documents_ && walk_of[at] == kNobody) {
        walk_of[at] = start;
        at = source_[at];
      }
      if (at >= documents_ || walk_of[at] != start) continue;
      for (uint32_t node = at;;) {
        on_circle.push_back(node);
        node = source_[node];
        if (node == at) break;
      }
    }
    for (const uint32_t node : on_circle) source_[node] = kNobody;
    if (!on_circle.empty()) chain_.flags |= kChainCitationsContradict;
  }

  void Judge() {
    std::vector<uint32_t> free;
    std::vector<DateInterval> dates;
    for (uint32_t node = 0; node < documents_; ++node) {
      if (CitesDocument(node)) continue;
      free.push_back(node);
      dates.push_back(DateOf(node));
    }
    std::vector<Candidate> candidates;
    bool all_dated = true;
    for (const size_t i : MinimalElements(dates)) {
      candidates.push_back({.node = free[i]});
      all_dated &= dates[i].grade != DateGrade::kNone;
    }
    anchor_ = candidates[0].node;
    if (candidates.size() == 1) {
      candidates[0].probability = 1;
    } else if (all_dated) {
      const std::vector<double> first = ProbabilitiesFirst(dates);
      for (size_t i = 0, k = 0; i < free.size(); ++i) {
        if (k < candidates.size() && candidates[k].node == free[i]) {
          candidates[k++].probability = first[i];
        }
      }
      // What differs by rounding alone is equal.
      std::ranges::stable_sort(
          candidates, [](const Candidate& a, const Candidate& b) {
            return Rounded(*a.probability) > Rounded(*b.probability);
          });
      anchor_ = candidates[0].node;
    } else {
      chain_.rivals = std::move(candidates);
      return;
    }
    chain_.first = candidates[0];
    chain_.verdict = VerdictOn(candidates);
    chain_.rivals.assign(candidates.begin() + 1, candidates.end());
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
    return equal > 1 && together >= kFirstProbability
               ? ChainVerdict::kTied
               : ChainVerdict::kOrderUnknown;
  }

  void Link(uint32_t node) {
    const ChainNode& from = chain_.nodes[node];
    const uint32_t source = source_[node];
    if (source != kNobody) {
      ChainLink link = NewLink(node, source);
      link.relation = IsOfWholeText(*from.cited) && IsAgency(from.cited->outlet)
                          ? Relation::kWire
                          : Relation::kCopies;
      link.evidence.push_back(Citation(node));
      if (CitesDocument(node) && IsBefore(from.published, DateOf(source))) {
        chain_.flags |= kChainClockContradicted;
      }
      chain_.links.push_back(std::move(link));
      if (CitesDocument(node)) return;
    }
    if (node == anchor_) return;
    ChainLink link = NewLink(node, anchor_);
    Relate(link);
    chain_.links.push_back(std::move(link));
  }

  // With what dates say.
  ChainLink NewLink(uint32_t from, uint32_t to) const {
    ChainLink link{.from = from, .to = to};
    const ChainNode& a = chain_.nodes[to];
    const ChainNode& b = chain_.nodes[from];
    if (IsDated(a) && IsDated(b)) {
      link.probability = ProbabilityBefore(a.published, b.published);
    }
    if (IsBefore(a.published, b.published)) {
      link.evidence.push_back({.kind = Evidence::Kind::kTime});
    }
    return link;
  }

  Evidence Citation(uint32_t node) const {
    return {.kind = Evidence::Kind::kCitation,
            .node = node,
            .span = chain_.nodes[node].cited->span};
  }

  // Two documents neither of which is known to have the words from the other.
  void Relate(ChainLink& link) const {
    const ChainNode& a = chain_.nodes[link.to];
    const ChainNode& b = chain_.nodes[link.from];
    if (!a.url.empty() && a.url == b.url && !names_[link.to].empty() &&
        names_[link.to] == names_[link.from] &&
        IsBefore(a.published, b.published)) {
      link.relation = Relation::kRevision;
      link.evidence.push_back({.kind = Evidence::Kind::kUrl});
      return;
    }
    if (source_[link.from] != kNobody &&
        source_[link.from] == source_[link.to]) {
      link.relation = Relation::kCommonSource;
      link.evidence.push_back(Citation(link.from));
      link.evidence.push_back(Citation(link.to));
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

  const OutletBook& book_;
  uint32_t documents_;  // Nodes before this one are no virtual ones.
  Chain chain_;
  std::vector<std::string> names_;  // Of each document's outlet.
  std::vector<uint32_t> source_;    // Of each document: a node, or nobody.
  uint32_t anchor_ = 0;             // The first, or a candidate.
};

}  // namespace

const char* NameOf(Relation relation) {
  constexpr const char* kNames[] = {"wire",           "copies",
                                    "revision",       "common-source",
                                    "same-utterance", "undetermined"};
  return kNames[static_cast<size_t>(relation)];
}

const char* NameOf(Evidence::Kind kind) {
  constexpr const char* kNames[] = {"time", "citation", "speaker", "url",
                                    "words"};
  return kNames[static_cast<size_t>(kind)];
}

const char* NameOf(ChainVerdict verdict) {
  constexpr const char* kNames[] = {"earliest-in-archive", "tied",
                                    "order-unknown"};
  return kNames[static_cast<size_t>(verdict)];
}

std::vector<Chain> BuildChains(std::string_view text,
                               std::vector<ChainNode> places,
                               const OutletBook& book) {
  std::vector<Chain> chains;
  if (places.empty()) return chains;
  for (std::vector<ChainNode>& nodes :
       Occasions(text, BestPlaces(std::move(places)))) {
    chains.push_back(Builder(text, std::move(nodes), book).Run());
  }
  return chains;
}

}  // namespace prov
