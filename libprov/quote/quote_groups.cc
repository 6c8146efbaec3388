// Quotes of equal words are one text; texts are indexed by runs of four words,
// and go, longest first, to the best reference among their candidates.  Words
// and runs are numbered, so that each is looked up once.  Held by
// quote_groups_test.cc.

#include "libprov/quote/quote_groups.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"
#include "libprov/base/parallel.h"
#include "libprov/quote/shared_runs.h"
#include "libprov/text/normalized_text.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

constexpr size_t kRun = 4;           // Words of an index key.
constexpr size_t kKeysTried = 6;     // Of one text, rarest first.
constexpr size_t kMaxPostings = 48;  // Texts looked at of one key.
constexpr size_t kMaxVerified = 8;   // Candidates compared word by word.
constexpr size_t kMaxGeneric = 7;    // Words that two people may well both say.
constexpr size_t kBatch = 256;       // Quotes that a thread takes at a time.
constexpr int64_t kOccasionSeconds = int64_t{60} * 24 * 3600;

// Quotes of the same words (and, if they are few, of one speaker).
struct Text {
  uint32_t first = 0;  // Quote.
  std::vector<uint32_t> quotes;
};

// A hash; 0 if there is no word.
uint64_t LastWordOf(std::string_view name) {
  if (name.empty()) return 0;
  const NormalizedText words(name);
  return words.size() == 0 ? 0 : TokenHash(words.token(words.size() - 1));
}

class Grouper {
 public:
  Grouper(std::span<const GroupedQuote> quotes, unsigned threads)
      : quotes_(quotes), threads_(threads) {}

  std::vector<QuoteGroup> Run() {
    NumberWords();
    ReadSpeakers();
    MakeTexts();
    IndexTexts();
    std::vector<uint32_t> order(texts_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, [this](uint32_t a, uint32_t b) {
      return WordsOf(a).size() > WordsOf(b).size();
    });
    reference_of_.assign(texts_.size(), std::nullopt);
    for (const uint32_t text : order) Place(text);
    return Finish();
  }

 private:
  const QuoteWords& WordsOf(uint32_t text) const {
    return quotes_[texts_[text].first].words;
  }

  void NumberWords() {
    absl::flat_hash_map<uint64_t, uint32_t> numbers;
    std::vector<uint32_t> with_word;  // Quotes.
    std::vector<uint32_t> last_with;  // 1 + the last of them.
    for (uint32_t i = 0; i < quotes_.size(); ++i) {
      for (const uint64_t word : quotes_[i].words.hashes) {
        const uint32_t number =
            numbers.try_emplace(word, static_cast<uint32_t>(numbers.size()))
                .first->second;
        word_numbers_.push_back(number);
        if (number == with_word.size()) {
          with_word.push_back(0);
          last_with.push_back(0);
        }
        with_word[number] += last_with[number] == i + 1 ? 0 : 1;
        last_with[number] = i + 1;
      }
      word_ends_.push_back(word_numbers_.size());
    }
    for (const uint32_t with : with_word) {
      rarity_.push_back(
          std::log2((static_cast<double>(quotes_.size()) + 1000) / (with + 1)));
    }
    marked_.resize(rarity_.size());
  }

  // Of each word of a quote.
  std::span<const uint32_t> WordNumbers(uint32_t quote) const {
    const size_t begin = quote == 0 ? 0 : word_ends_[quote - 1];
    return std::span(word_numbers_).subspan(begin, word_ends_[quote] - begin);
  }

  void ReadSpeakers() {
    speakers_.resize(quotes_.size());
    ParallelForEach(quotes_.size(), kBatch, threads_, [this](size_t i) {
      speakers_[i] = LastWordOf(quotes_[i].speaker);
    });
  }

  bool MayShareSpeaker(uint32_t a, uint32_t b) const {
    return speakers_[a] == 0 || speakers_[b] == 0 ||
           speakers_[a] == speakers_[b];
  }

  double RarityOf(uint32_t quote) const {
    double sum = 0;
    for (const uint32_t word : WordNumbers(quote)) sum += rarity_[word];
    return sum;
  }

  // Whether the same few words may have been said by both, on one occasion.
  bool OneOccasion(uint32_t a, uint32_t b, size_t words) const {
    const GroupedQuote& first = quotes_[a];
    const GroupedQuote& second = quotes_[b];
    if (words <= kMaxGeneric && !MayShareSpeaker(a, b)) {
      return false;
    }
    const bool dated = first.latest != 0 && second.latest != 0;
    const int64_t apart = std::max(second.earliest - first.latest,
                                   first.earliest - second.latest);
    return !dated || words > kMaxGeneric || apart <= kOccasionSeconds;
  }

  void MakeTexts() {
    absl::flat_hash_map<uint64_t, std::vector<uint32_t>> by_words;
    for (uint32_t i = 0; i < quotes_.size(); ++i) {
      std::vector<uint32_t>& same =
          by_words[HashOfRun(quotes_[i].words.hashes)];
      const size_t size = quotes_[i].words.size();
      const auto looked_at = same.end() - static_cast<ptrdiff_t>(std::min(
                                              same.size(), kMaxPostings));
      const auto text =
          std::find_if(looked_at, same.end(), [&](uint32_t candidate) {
            const uint32_t other = texts_[candidate].first;
            if (quotes_[other].words.hashes != quotes_[i].words.hashes) {
              return false;
            }
            if (size < kRun &&
                (quotes_[other].speaker.empty() != quotes_[i].speaker.empty() ||
                 !MayShareSpeaker(other, i))) {
              return false;
            }
            return OneOccasion(texts_[candidate].quotes.back(), i, size);
          });
      if (text == same.end()) {
        same.push_back(static_cast<uint32_t>(texts_.size()));
        texts_.push_back({.first = i, .quotes = {i}});
      } else {
        texts_[*text].quotes.push_back(i);
      }
    }
  }

  void IndexTexts() {
    runs_.emplace(
        texts_.size(), kRun,
        [this](size_t text) {
          return std::span(WordsOf(static_cast<uint32_t>(text)).hashes);
        },
        threads_);
    references_.resize(runs_->size());
  }

  // Those that were found by most keys; of equals the first.
  static std::vector<uint32_t> MostFrequent(std::vector<uint32_t> found) {
    std::ranges::sort(found);
    std::vector<std::pair<size_t, uint32_t>> counted;  // Times missing, text.
    for (size_t i = 0; i < found.size();) {
      size_t end = i;
      while (end < found.size() && found[end] == found[i]) ++end;
      counted.emplace_back(kKeysTried - (end - i), found[i]);
      i = end;
    }
    const size_t count = std::min(counted.size(), kMaxVerified);
    std::partial_sort(counted.begin(),
                      counted.begin() + static_cast<ptrdiff_t>(count),
                      counted.end());
    std::vector<uint32_t> most;
    for (size_t i = 0; i < count; ++i) most.push_back(counted[i].second);
    return most;
  }

  // References that share some of the rarest keys, most of them first.
  std::vector<uint32_t> Candidates(uint32_t text) const {
    std::vector<uint32_t> keys;
    for (const uint32_t key : runs_->Of(text)) {
      if (!references_[key].empty()) keys.push_back(key);
    }
    std::ranges::stable_sort(
        keys, {}, [this](uint32_t key) { return runs_->texts_with(key); });
    if (keys.size() > kKeysTried) keys.resize(kKeysTried);
    std::vector<uint32_t> candidates;
    for (const uint32_t key : keys) {
      const std::vector<uint32_t>& postings = references_[key];
      const size_t count = std::min(postings.size(), kMaxPostings);
      candidates.insert(candidates.end(), postings.begin(),
                        postings.begin() + static_cast<ptrdiff_t>(count));
    }
    return MostFrequent(std::move(candidates));
  }

  // The rarity of the text's words that the reference has, in whatever order:
  // no less than Shared(), and told without comparing the two.
  double AtMostShared(uint32_t reference, uint32_t text) {
    ++mark_;
    for (const uint32_t word : WordNumbers(texts_[reference].first)) {
      marked_[word] = mark_;
    }
    double sum = 0;
    for (const uint32_t word : WordNumbers(texts_[text].first)) {
      if (marked_[word] == mark_) sum += rarity_[word];
    }
    return sum;
  }

  // How much the text shares with a reference; 0 if it is none of its variants.
  double Shared(uint32_t reference, uint32_t text) const {
    const VariantRelation relation = Relate(WordsOf(reference), WordsOf(text));
    if (relation.variant == Variant::kNone) return 0;
    const uint32_t a = texts_[reference].first;
    const uint32_t b = texts_[text].first;
    double shared = 0;
    for (const uint32_t word : relation.shared) {
      shared += rarity_[WordNumbers(b)[word]];
    }
    if (shared < kMinRarity) return 0;
    if (!OneOccasion(a, b, relation.shared.size())) return 0;
    // Two who say different things with words in common.
    const bool whole = relation.shared.size() * 10 >= WordsOf(text).size() * 9;
    if (!whole && !MayShareSpeaker(a, b)) return 0;
    return shared;
  }

  void Place(uint32_t text) {
    std::optional<uint32_t> best;
    double most = 0;
    if (WordsOf(text).size() >= kRun) {
      for (const uint32_t candidate : Candidates(text)) {
        const double at_most = AtMostShared(candidate, text);
        if (at_most < kMinRarity || at_most <= most) continue;
        const double shared = Shared(candidate, text);
        if (shared > most) {
          most = shared;
          best = candidate;
        }
      }
    }
    if (best.has_value()) {
      reference_of_[text] = best;
      return;
    }
    for (const uint32_t key : runs_->Of(text)) {
      references_[key].push_back(text);
    }
  }

  bool IsTraceable(uint32_t text) const {
    const QuoteWords& words = WordsOf(text);
    const double rarity = RarityOf(texts_[text].first);
    if (words.size() <= 3) return false;
    return rarity >= (words.size() <= 5 ? kMinRarity + 5 : kMinRarity);
  }

  std::vector<QuoteGroup> Finish() {
    std::vector<QuoteGroup> groups;
    std::vector<uint32_t> group_at(texts_.size());
    for (uint32_t text = 0; text < texts_.size(); ++text) {
      if (reference_of_[text].has_value()) continue;
      group_at[text] = static_cast<uint32_t>(groups.size());
      groups.push_back(
          {.reference = texts_[text].first, .traceable = IsTraceable(text)});
    }
    for (uint32_t text = 0; text < texts_.size(); ++text) {
      const uint32_t reference = reference_of_[text].value_or(text);
      QuoteGroup& group = groups[group_at[reference]];
      group.members.insert(group.members.end(), texts_[text].quotes.begin(),
                           texts_[text].quotes.end());
    }
    ParallelForEach(groups.size(), kBatch, threads_, [&](size_t i) {
      QuoteGroup& group = groups[i];
      std::ranges::sort(group.members);
      const GroupedQuote& reference = quotes_[group.reference];
      for (const uint32_t member : group.members) {
        group.variants.push_back(VariantOf(reference, quotes_[member]));
      }
    });
    std::ranges::sort(groups, {}, [](const QuoteGroup& group) {
      return group.members.front();
    });
    return groups;
  }

  static Variant VariantOf(const GroupedQuote& reference,
                           const GroupedQuote& quote) {
    if (reference.exact == quote.exact) return Variant::kIdentical;
    if (reference.words.hashes == quote.words.hashes) return Variant::kFolded;
    return Relate(reference.words, quote.words).variant;
  }

  std::span<const GroupedQuote> quotes_;
  unsigned threads_;
  std::vector<Text> texts_;
  // Words by number, of one quote after the other.
  std::vector<uint32_t> word_numbers_;
  std::vector<size_t> word_ends_;
  std::vector<double> rarity_;    // Of each word.
  std::vector<uint32_t> marked_;  // The last mark_ set for each word.
  uint32_t mark_ = 0;
  std::vector<uint64_t> speakers_;                 // LastWordOf() each quote's.
  std::optional<SharedRuns> runs_;                 // Of all texts.
  std::vector<std::vector<uint32_t>> references_;  // By run.
  std::vector<std::optional<uint32_t>> reference_of_;
};

}  // namespace

bool MayBeSame(std::string_view a, std::string_view b) {
  const uint64_t last_of_a = LastWordOf(a);
  const uint64_t last_of_b = LastWordOf(b);
  return last_of_a == 0 || last_of_b == 0 || last_of_a == last_of_b;
}

std::vector<QuoteGroup> GroupQuotes(std::span<const GroupedQuote> quotes,
                                    unsigned threads) {
  return Grouper(quotes, threads).Run();
}

}  // namespace prov
