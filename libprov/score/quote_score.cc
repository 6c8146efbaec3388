#include "libprov/score/quote_score.h"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libprov/score/listed_quotes.h"
#include "libprov/score/partition.h"

namespace prov {
namespace {

struct Quotes {
  QuoteNames names;
  TrueQuotes truth;
  QuotesByDocument<FoundQuote> found;

  std::span<const FoundQuote> FoundIn(uint32_t document) const {
    const auto of_document = found.find(document);
    if (of_document == found.end()) return {};
    return of_document->second;
  }
};

absl::StatusOr<Quotes> ReadQuotes(const std::string& quotes_path,
                                  const std::string& truth_path) {
  Quotes quotes;
  PROV_ASSIGN_OR_RETURN(quotes.truth, ReadTrueQuotes(truth_path, quotes.names));
  PROV_ASSIGN_OR_RETURN(quotes.found,
                        ReadFoundQuotes(quotes_path, quotes.names));
  return quotes;
}

bool Touch(const TextRange& a, const TextRange& b) {
  return Common(a, b).length() > 0;
}

bool IsSame(const TextRange& a, const TextRange& b) {
  return a.begin == b.begin && a.end == b.end;
}

const ListedQuote* FindSame(std::span<const FoundQuote> found,
                            const TextRange& span) {
  const auto same = std::ranges::find_if(
      found, [&](const FoundQuote& quote) { return IsSame(quote.span, span); });
  return same == found.end() ? nullptr : &*same;
}

// Found quotes that are right or wrong; the same place in two groups is one.
uint64_t CountJudged(const Quotes& quotes) {
  uint64_t judged = 0;
  for (const auto& [document, found] : quotes.found) {
    const auto of_truth = quotes.truth.quotes.find(document);
    const FoundQuote* last = nullptr;
    for (const FoundQuote& quote : found) {
      if (last != nullptr && IsSame(last->span, quote.span)) continue;
      last = &quote;
      const bool is_true =
          of_truth != quotes.truth.quotes.end() &&
          std::ranges::any_of(of_truth->second, [&](const TrueQuote& t) {
            return IsSame(t.span, quote.span);
          });
      const bool counts =
          is_true ||
          (!quote.is_nested && quotes.truth.Judges(document, quote.span));
      judged += counts ? 1 : 0;
    }
  }
  return judged;
}

// Groups numbered anew from 0.
std::vector<uint32_t> Renumbered(const std::vector<uint32_t>& groups) {
  std::map<uint32_t, uint32_t> numbers;
  std::vector<uint32_t> renumbered;
  for (const uint32_t group : groups) {
    const auto next = static_cast<uint32_t>(numbers.size());
    renumbered.push_back(numbers.try_emplace(group, next).first->second);
  }
  return renumbered;
}

// Adds a name that is given (or null) beside what is true.
template <typename IsRight>
void Judge(const NamedPlace* given, const std::vector<NamedPlace>& truth,
           const IsRight& is_right, NameScore& score) {
  const bool right = given != nullptr &&
                     std::ranges::any_of(truth, [&](const NamedPlace& place) {
                       return is_right(*given, place);
                     });
  score.precision.of += given == nullptr ? 0 : 1;
  score.precision.hits += right ? 1 : 0;
  score.recall.of += truth.empty() ? 0 : 1;
  score.recall.hits += right ? 1 : 0;
}

// Of what was found of a true quote, the one whose `names` count; null if none
// has any.
const FoundQuote* FindNaming(const TrueQuote& quote,
                             std::span<const FoundQuote> found,
                             std::vector<NamedPlace> ListedQuote::*names) {
  const FoundQuote* best = nullptr;
  for (const FoundQuote& other : found) {
    if (!Touch(other.span, quote.span) || (other.*names).empty()) continue;
    if (other.span.begin == quote.span.begin) return &other;
    if (best == nullptr) best = &other;
  }
  return best;
}

// "mayor Ana Ruiz's" -> "ruiz"
std::string LastWord(const std::string& name) {
  std::string lower = absl::AsciiStrToLower(name);
  const auto ends_with = [&lower](std::string_view end) {
    return std::string_view(lower).ends_with(end);
  };
  for (const std::string_view end :
       {"'s", "\u2019s", ".", ",", "'", "\u2019"}) {
    if (ends_with(end)) lower.resize(lower.size() - end.size());
  }
  return lower.substr(lower.rfind(' ') + 1);
}

bool IsSpeaker(const NamedPlace& given, const NamedPlace& truth) {
  const std::string word = LastWord(given.name);
  return Touch(given.span, truth.span) ||
         (!word.empty() && word == LastWord(truth.name));
}

bool IsCited(const NamedPlace& given, const NamedPlace& truth) {
  return Touch(given.span, truth.span) ||
         absl::EqualsIgnoreCase(given.name, truth.name);
}

}  // namespace

absl::StatusOr<QuoteScore> ScoreQuotes(const std::string& quotes_path,
                                       const std::string& truth_path) {
  PROV_ASSIGN_OR_RETURN(const Quotes quotes,
                        ReadQuotes(quotes_path, truth_path));
  QuoteScore score;
  std::map<std::string, Proportion> variants;
  std::vector<uint32_t> true_groups;
  std::vector<uint32_t> found_groups;
  for (const auto& [document, of_truth] : quotes.truth.quotes) {
    for (const TrueQuote& quote : of_truth) {
      const ListedQuote* found = FindSame(quotes.FoundIn(document), quote.span);
      const uint64_t hit = found != nullptr ? 1 : 0;
      ++score.recall.of;
      score.recall.hits += hit;
      if (quote.variant.has_value()) {
        Proportion& of_variant =
            variants[std::string(quotes.names.variants.key(*quote.variant))];
        ++of_variant.of;
        of_variant.hits += hit;
      }
      if (found == nullptr || !quote.knows_group) continue;
      true_groups.push_back(quote.group);
      found_groups.push_back(found->group);
    }
  }
  score.precision = {.hits = score.recall.hits, .of = CountJudged(quotes)};
  for (const auto& [name, proportion] : variants) {
    score.variants.push_back({.variant = name, .found = proportion});
  }
  const PartitionScore groups =
      ScorePartition(Renumbered(found_groups), Renumbered(true_groups));
  score.group_precision = groups.pair_precision;
  score.group_recall = groups.pair_recall;
  return score;
}

absl::StatusOr<SpeakerScore> ScoreSpeakers(const std::string& quotes_path,
                                           const std::string& truth_path) {
  PROV_ASSIGN_OR_RETURN(const Quotes quotes,
                        ReadQuotes(quotes_path, truth_path));
  SpeakerScore score;
  for (const auto& [document, of_truth] : quotes.truth.quotes) {
    for (const TrueQuote& quote : of_truth) {
      if (quote.speakers.empty()) continue;
      const FoundQuote* const found =
          FindNaming(quote, quotes.FoundIn(document), &ListedQuote::speakers);
      const NamedPlace* const given =
          found == nullptr ? nullptr : &found->speakers.front();
      Judge(given, quote.speakers, IsSpeaker, score.all);
      if (quote.words.value_or(kSpokenWords) < kSpokenWords) continue;
      Judge(given, quote.speakers, IsSpeaker, score.spoken);
    }
  }
  return score;
}

absl::StatusOr<CitedScore> ScoreCited(const std::string& quotes_path,
                                      const std::string& truth_path) {
  PROV_ASSIGN_OR_RETURN(const Quotes quotes,
                        ReadQuotes(quotes_path, truth_path));
  CitedScore score;
  for (const auto& [document, of_truth] : quotes.truth.quotes) {
    for (const TrueQuote& quote : of_truth) {
      const FoundQuote* const found =
          FindNaming(quote, quotes.FoundIn(document), &ListedQuote::cited);
      const NamedPlace* const given =
          found == nullptr ? nullptr : &found->cited.front();
      const bool is_credit = found != nullptr && found->is_credit;
      if (quote.knows_cited) {
        Judge(is_credit ? nullptr : given, quote.cited, IsCited, score.quotes);
      }
      // A text's credit stands where no outlet is cited for the quote itself.
      if (quote.knows_credited && quote.cited.empty()) {
        Judge(is_credit ? given : nullptr, quote.credited, IsCited,
              score.texts);
      }
    }
  }
  return score;
}

}  // namespace prov
