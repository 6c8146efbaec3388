// A text is looked at closely only if it has enough of the words at all.  Held
// by find_words_test.cc.

#include "libprov/chain/find_words.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libprov/base/parallel.h"
#include "libprov/chain/archive_facts.h"
#include "libprov/corpus/documents.h"
#include "libprov/quote/cited_outlet.h"
#include "libprov/quote/quote_groups.h"
#include "libprov/quote/read_quotes.h"
#include "libprov/text/token_finder.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

constexpr size_t kMinVariantWords = 4;
constexpr size_t kManyWords = 8;

// The quote that holds the span, the innermost one; else one that it overlaps.
const AttributedQuote* QuoteAround(const std::vector<AttributedQuote>& quotes,
                                   const TokenSpan& span) {
  const AttributedQuote* best = nullptr;
  for (const AttributedQuote& read : quotes) {
    const TokenSpan& quote = read.quote.span;
    if (quote.end_byte <= span.begin_byte || span.end_byte <= quote.begin_byte)
      continue;
    const bool holds =
        quote.begin_byte <= span.begin_byte && span.end_byte <= quote.end_byte;
    if (best == nullptr || holds) best = &read;
  }
  return best;
}

ChainNode Place(std::string_view text, const TokenSpan& span, Variant variant,
                const AttributedQuote* read) {
  ChainNode place{.span = span,
                  .exact = std::string(text.substr(
                      span.begin_byte, span.end_byte - span.begin_byte)),
                  .variant = variant,
                  .is_unmarked = read == nullptr};
  if (read != nullptr) {
    place.speaker = read->speaker;
    place.cited = read->cited;
  }
  return place;
}

// How many documents have each of some words.
class WordCounts {
 public:
  explicit WordCounts(const QuoteWords& words) {
    for (const uint64_t word : words.hashes) counts_.emplace(word, 0);
  }

  // The words of a text, each once; true if the text has enough of them.
  bool Count(std::span<const uint64_t> text) {
    absl::flat_hash_set<uint64_t> seen;
    for (const uint64_t word : text) {
      const auto found = counts_.find(word);
      if (found != counts_.end() && seen.insert(word).second) ++found->second;
    }
    return seen.size() >= std::min(counts_.size(), kMinVariantWords);
  }

  void Add(const WordCounts& other) {
    for (const auto& [word, count] : other.counts_) counts_[word] += count;
  }

  // As quote_groups.h has it, in documents.
  bool IsShort(const QuoteWords& words, uint64_t documents) const {
    if (words.size() <= 3) return true;
    double rarity = 0;
    for (const uint64_t word : words.hashes) {
      rarity += std::log2((static_cast<double>(documents) + 1000) /
                          (static_cast<double>(counts_.at(word)) + 1));
    }
    return rarity < (words.size() <= 5 ? kMinRarity + 5 : kMinRarity);
  }

 private:
  absl::flat_hash_map<uint64_t, uint64_t> counts_;
};

struct Worker {
  DocumentReader reader;
  DocumentFacts facts;
  Tokenizer tokenizer;
  WordCounts counts;
};

// Reads the documents that have places once more, unless they are many.
absl::Status FillTexts(const std::vector<DocumentId>& documents,
                       unsigned threads, std::vector<Worker>& workers,
                       std::vector<std::vector<ChainNode>>& found) {
  std::vector<size_t> rows;
  for (size_t row = 0; row < found.size(); ++row) {
    if (!found[row].empty()) rows.push_back(row);
  }
  if (rows.size() > kMaxCompared) return absl::OkStatus();
  return ParallelFor(
      rows.size(), threads, [&](size_t i, unsigned number) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(const Document document,
                              workers[number].reader.Read(documents[rows[i]]));
        for (ChainNode& place : found[rows[i]]) {
          workers[number].facts.FillText(document, place);
        }
        return absl::OkStatus();
      });
}

}  // namespace

std::vector<TokenSpan> VerbatimSpans(std::string_view text,
                                     const QuoteWords& words) {
  TokenFinder finder;
  Tokenizer tokenizer;
  const std::span<const uint64_t> hashes = tokenizer.Hashes(text);
  std::vector<size_t> ends;
  for (size_t at = 0; at + words.size() <= hashes.size();) {
    if (!std::ranges::equal(words.hashes, hashes.subspan(at, words.size()))) {
      ++at;
      continue;
    }
    ends.push_back(at);
    at += words.size();
    if (words.size() > 1) ends.push_back(at - 1);
  }
  std::vector<TokenSpan> spans;
  const std::span<const TokenSpan> found = finder.Find(text, ends);
  const size_t step = words.size() > 1 ? 2 : 1;
  for (size_t i = 0; i < found.size(); i += step) {
    const TokenSpan& last = found[i + step - 1];
    spans.push_back({.begin_byte = found[i].begin_byte,
                     .end_byte = last.end_byte,
                     .begin = found[i].begin,
                     .end = last.end});
  }
  return spans;
}

Variant VariantOfWords(const QuoteWords& words, const QuoteWords& quote) {
  if (std::min(words.size(), quote.size()) < kMinVariantWords) {
    return Variant::kNone;
  }
  const bool longer = quote.size() > words.size();
  const VariantRelation relation =
      longer ? Relate(quote, words) : Relate(words, quote);
  const size_t shared = relation.shared.size();
  if (shared < kMinVariantWords ||
      5 * shared < 3 * std::min(words.size(), quote.size()) ||
      (5 * shared < 3 * words.size() && shared < kManyWords)) {
    return Variant::kNone;
  }
  return relation.variant;
}

std::vector<ChainNode> PlacesIn(std::string_view text, std::string_view outlet,
                                const QuoteWords& words,
                                const OutletBook& book) {
  std::vector<ChainNode> places;
  const TextQuotes read = ReadQuotes(text, outlet, book);
  const std::vector<TokenSpan> spans = VerbatimSpans(text, words);
  for (const TokenSpan& span : spans) {
    const AttributedQuote* quote = QuoteAround(read.quotes, span);
    places.push_back(Place(text, span, Variant::kIdentical, quote));
    if (quote == nullptr) {
      places.back().cited = TextCitation(text, outlet, book, span);
    }
  }
  for (const AttributedQuote& quote : read.quotes) {
    const TokenSpan& own = quote.quote.span;
    if (std::ranges::any_of(spans, [&own](const TokenSpan& span) {
          return own.begin_byte < span.end_byte &&
                 span.begin_byte < own.end_byte;
        })) {
      continue;
    }
    const Variant variant = VariantOfWords(
        words, WordsOfQuote(
                   text.substr(own.begin_byte, own.end_byte - own.begin_byte)));
    if (variant != Variant::kNone) {
      places.push_back(Place(text, own, variant, &quote));
    }
  }
  return places;
}

absl::StatusOr<WordsFound> FindWords(
    Corpus& corpus, const ScanOptions& options, std::string_view words,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
  const QuoteWords query = WordsOfQuote(words);
  if (query.size() == 0) {
    return absl::InvalidArgumentError("no word in what is to be found");
  }
  PROV_RETURN_IF_ERROR(ScanDocuments(corpus, options));
  const DocumentTable& documents = corpus.documents();
  const std::vector<DocumentId> looked_at = WantedOf(documents, wanted);
  WordsFound result{.book = BookOf(documents)};
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(options.threads, 1U); ++i) {
    workers.push_back({.reader = DocumentReader(corpus),
                       .facts = DocumentFacts(result.book),
                       .counts = WordCounts(query)});
  }
  std::vector<std::vector<ChainNode>> found(looked_at.size());
  PROV_RETURN_IF_ERROR(ParallelFor(
      looked_at.size(), options.threads,
      [&](size_t row, unsigned number) -> absl::Status {
        Worker& worker = workers[number];
        PROV_ASSIGN_OR_RETURN(const Document document,
                              worker.reader.Read(looked_at[row]));
        if (!worker.counts.Count(worker.tokenizer.Hashes(document.text))) {
          return absl::OkStatus();
        }
        found[row] =
            PlacesIn(document.text, document.outlet, query, result.book);
        for (ChainNode& place : found[row]) {
          if (place.variant == Variant::kIdentical && place.exact != words) {
            place.variant = Variant::kFolded;
          }
          worker.facts.Fill(document, documents.key(looked_at[row]), place);
        }
        return absl::OkStatus();
      }));
  result.coverage = CoverageOf(documents, looked_at);
  PROV_RETURN_IF_ERROR(FillTexts(looked_at, options.threads, workers, found));
  for (std::vector<ChainNode>& places : found) {
    std::ranges::move(places, std::back_inserter(result.places));
  }
  for (size_t i = 1; i < workers.size(); ++i) {
    workers[0].counts.Add(workers[i].counts);
  }
  result.is_short = workers[0].counts.IsShort(query, looked_at.size());
  return result;
}

}  // namespace prov
