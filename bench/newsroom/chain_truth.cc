#include "chain_truth.h"

#include <algorithm>

#include "clock.h"

namespace prov_bench {
namespace {

class ChainMaker {
 public:
  ChainMaker(const Story& story, std::span<const Appearance> appearances,
             const World& world)
      : story_(story), world_(world) {
    for (const Appearance& appearance : appearances) {
      all_.push_back(appearance);
    }
    std::stable_sort(all_.begin(), all_.end(),
                     [this](const Appearance& a, const Appearance& b) {
                       return Of(a).published < Of(b).published;
                     });
    for (const Appearance& a : all_) {
      if (InArchive(Of(a))) seen_.push_back(a);
    }
  }

  Chain Make() const {
    Chain chain;
    chain.first = all_[0].draft;
    chain.earliest = seen_[0].draft;
    chain.deleted = chain.first != chain.earliest;
    for (size_t i = 1; i < seen_.size(); ++i) {
      chain.links.push_back(LinkFrom(seen_[i].draft));
    }
    chain.decidable = !chain.deleted && (DatesTell() || CitationsTell());
    return chain;
  }

 private:
  static bool InArchive(const Draft& draft) {
    return !draft.hidden && !draft.deleted;
  }
  const Draft& Of(const Appearance& a) const { return story_.drafts[a.draft]; }

  uint32_t RootOf(uint32_t draft) const {
    for (;;) {
      const uint32_t source = SourceOf(story_.drafts[draft]);
      if (source == kNobody) return draft;
      draft = source;
    }
  }

  std::string_view RelationTo(const Draft& draft, uint32_t source) const {
    if (draft.relation == Relation::kRelease) return "press-release";
    return world_.IsAgency(story_.drafts[source].outlet) ? "wire" : "copies";
  }

  ChainLink LinkFrom(uint32_t from) const {
    const uint32_t source = SourceOf(story_.drafts[from]);
    if (source != kNobody && InArchive(story_.drafts[source])) {
      return {from, source, RelationTo(story_.drafts[from], source)};
    }
    const uint32_t root = RootOf(from);
    for (const Appearance& other : seen_) {
      if (other.draft == from) break;
      if (source != kNobody && RootOf(other.draft) == root) {
        return {from, other.draft, "common-source"};
      }
    }
    return {from, seen_[0].draft, "same-utterance"};
  }

  Interval IntervalOf(const Draft& draft) const {
    return PrintedInterval(draft.printed, world_.outlets[draft.outlet]);
  }

  bool DatesTell() const {
    const Draft& first = Of(seen_[0]);
    const Interval own = IntervalOf(first);
    return std::all_of(
        seen_.begin() + 1, seen_.end(), [&](const Appearance& rival) {
          const Draft& other = Of(rival);
          if (other.outlet == first.outlet && other.article == first.article) {
            return true;
          }
          const Interval theirs = IntervalOf(other);
          return own.latest < theirs.earliest || theirs.latest < own.earliest;
        });
  }

  bool Cites(const Appearance& from, const Appearance& to) const {
    const Draft& draft = Of(from);
    const uint32_t outlet = Of(to).outlet;
    return from.draft != to.draft &&
           (draft.uses[from.use].cited == outlet || draft.agency == outlet);
  }

  // Spreads from the first to all that cite one that is reached.
  bool CitationsTell() const {
    std::vector<bool> reached(seen_.size());
    reached[0] = true;
    for (size_t round = 0; round < seen_.size(); ++round) {
      for (size_t i = 0; i < seen_.size(); ++i) {
        for (size_t j = 0; j < seen_.size() && !reached[i]; ++j) {
          reached[i] = reached[j] && Cites(seen_[i], seen_[j]);
        }
      }
    }
    return std::all_of(reached.begin(), reached.end(),
                       [](bool one) { return one; });
  }

  const Story& story_;
  const World& world_;
  std::vector<Appearance> all_, seen_;  // In the true order of publication.
};

}  // namespace

Chain ChainOf(const Story& story, std::span<const Appearance> appearances,
              const World& world) {
  return ChainMaker(story, appearances, world).Make();
}

}  // namespace prov_bench
