// A bit per hash of two words passes over most of a text; runs of five words
// are looked up, and what they find is compared word by word.  Held by the
// golden cases of prov-quotes.

#include "libprov/quote/unmarked_quotes.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"
#include "libprov/base/parallel.h"
#include "libprov/text/token_finder.h"

namespace prov {
namespace {

constexpr size_t kRun = 5;
constexpr size_t kMinWords = 6;
constexpr size_t kFilterBits = size_t{1} << 20;

// Of a run of words; rolled by hand, as the run is short.
uint64_t KeyOf(std::span<const uint64_t> words) {
  uint64_t key = 0;
  for (const uint64_t word : words) key = key * 0x9E3779B97F4A7C15u + word;
  return key ^ key >> 29;
}

class Index {
 public:
  Index(std::span<const GroupedQuote> quotes,
        std::span<const QuoteGroup> groups)
      : filter_(kFilterBits) {
    for (uint32_t i = 0; i < groups.size(); ++i) {
      const std::vector<uint64_t>& words =
          quotes[groups[i].reference].words.hashes;
      if (!groups[i].traceable || words.size() < kMinWords) continue;
      const uint64_t key = KeyOf(std::span(words).first(kRun));
      by_key_[key].push_back(i);
      filter_[key % kFilterBits] = true;
    }
  }

  bool empty() const { return by_key_.empty(); }

  // The groups whose reference begins with these words.
  std::span<const uint32_t> Find(std::span<const uint64_t> run) const {
    const uint64_t key = KeyOf(run);
    if (!filter_[key % kFilterBits]) return {};
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? std::span<const uint32_t>()
                                  : std::span<const uint32_t>(found->second);
  }

 private:
  std::vector<bool> filter_;
  absl::flat_hash_map<uint64_t, std::vector<uint32_t>> by_key_;
};

struct Hit {
  uint32_t group = 0;
  size_t begin = 0;  // Tokens.
  size_t end = 0;
};

struct Worker {
  DocumentReader reader;
  Tokenizer tokenizer;
  TokenFinder finder;
};

bool InQuotes(std::span<const TokenSpan> quoted, const TokenSpan& span) {
  return std::ranges::any_of(quoted, [&span](const TokenSpan& quote) {
    return quote.begin_byte < span.end_byte && span.begin_byte < quote.end_byte;
  });
}

std::vector<Hit> HitsIn(std::span<const uint64_t> words, const Index& index,
                        std::span<const GroupedQuote> quotes,
                        std::span<const QuoteGroup> groups) {
  std::vector<Hit> hits;
  for (size_t at = 0; at + kMinWords <= words.size(); ++at) {
    for (const uint32_t group : index.Find(words.subspan(at, kRun))) {
      const std::vector<uint64_t>& wanted =
          quotes[groups[group].reference].words.hashes;
      if (at + wanted.size() > words.size() ||
          !std::ranges::equal(wanted, words.subspan(at, wanted.size()))) {
        continue;
      }
      hits.push_back({.group = group, .begin = at, .end = at + wanted.size()});
    }
  }
  return hits;
}

// One look at the text for all hits: most are of its own quotes.
std::vector<TokenSpan> SpansOf(std::span<const Hit> hits, std::string_view text,
                               TokenFinder& finder) {
  std::vector<size_t> tokens;
  for (const Hit& hit : hits) {
    tokens.push_back(hit.begin);
    tokens.push_back(hit.end - 1);
  }
  std::ranges::sort(tokens);
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  const std::span<const TokenSpan> found = finder.Find(text, tokens);
  const auto span_of = [&](size_t token) -> const TokenSpan& {
    return found[static_cast<size_t>(std::ranges::lower_bound(tokens, token) -
                                     tokens.begin())];
  };
  std::vector<TokenSpan> spans;
  for (const Hit& hit : hits) {
    const TokenSpan& first = span_of(hit.begin);
    const TokenSpan& last = span_of(hit.end - 1);
    spans.push_back({.begin_byte = first.begin_byte,
                     .end_byte = last.end_byte,
                     .begin = first.begin,
                     .end = last.end});
  }
  return spans;
}

}  // namespace

absl::StatusOr<UnmarkedQuotes> FindUnmarked(
    const Corpus& corpus, const std::vector<DocumentId>& order,
    std::span<const GroupedQuote> quotes, std::span<const QuoteGroup> groups,
    std::span<const QuoteOccurrence> occurrences, unsigned threads) {
  UnmarkedQuotes result(groups.size());
  const Index index(quotes, groups);
  if (index.empty()) return result;
  // The quotes of each document follow each other.
  absl::flat_hash_map<DocumentId, std::vector<TokenSpan>> quoted;
  for (const QuoteOccurrence& occurrence : occurrences) {
    quoted[occurrence.document].push_back(occurrence.read.quote.span);
  }
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    workers.push_back({.reader = DocumentReader(corpus)});
  }
  std::vector<std::vector<std::pair<uint32_t, UnmarkedQuote>>> found(
      order.size());
  PROV_RETURN_IF_ERROR(ParallelFor(
      order.size(), threads, [&](size_t row, unsigned number) -> absl::Status {
        Worker& worker = workers[number];
        PROV_ASSIGN_OR_RETURN(const Document document,
                              worker.reader.Read(order[row]));
        const std::vector<Hit> hits = HitsIn(
            worker.tokenizer.Hashes(document.text), index, quotes, groups);
        if (hits.empty()) return absl::OkStatus();
        const auto own = quoted.find(order[row]);
        const std::vector<TokenSpan> spans =
            SpansOf(hits, document.text, worker.finder);
        for (size_t i = 0; i < hits.size(); ++i) {
          if (own != quoted.end() && InQuotes(own->second, spans[i])) continue;
          UnmarkedQuote place;
          place.occurrence.document = order[row];
          place.occurrence.read.quote.span = spans[i];
          place.occurrence.exact = document.text.substr(
              spans[i].begin_byte, spans[i].end_byte - spans[i].begin_byte);
          place.occurrence.unmarked = true;
          if (place.occurrence.exact ==
              quotes[groups[hits[i].group].reference].exact) {
            place.variant = Variant::kIdentical;
          }
          found[row].emplace_back(hits[i].group, std::move(place));
        }
        return absl::OkStatus();
      }));
  for (auto& of_document : found) {
    for (auto& [group, place] : of_document) {
      result[group].push_back(std::move(place));
    }
  }
  return result;
}

}  // namespace prov
