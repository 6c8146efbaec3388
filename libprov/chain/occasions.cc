// Held by build_chains_test.cc.

#include "libprov/chain/occasions.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "libprov/quote/quote_words.h"
#include "libprov/text/normalized_text.h"

namespace prov {
namespace {

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
  places.erase(std::unique(places.begin(), places.end(),
                           [](const ChainNode& x, const ChainNode& y) {
                             return x.id == y.id;
                           }),
               places.end());
  std::ranges::sort(places, StandsBefore);
  return places;
}

}  // namespace

std::string SpeakerKey(const ChainNode& node) {
  if (!node.speaker.has_value() ||
      node.speaker->kind == SpeakerMention::Kind::kNominal) {
    return {};
  }
  const NormalizedText name(node.speaker->name);
  return name.size() == 0 ? std::string()
                          : std::string(name.token(name.size() - 1));
}

std::vector<std::vector<ChainNode>> Occasions(std::string_view text,
                                              std::vector<ChainNode> places) {
  std::vector<ChainNode> nodes = BestPlaces(std::move(places));
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

}  // namespace prov
