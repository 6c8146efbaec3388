// Held by the golden cases of prov-quotes.

#include "libprov/quote/find_quotes.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/documents.h"
#include "libprov/quote/unmarked_quotes.h"
#include "libprov/quote/word_classes.h"
#include "libprov/text/normalized_text.h"

namespace prov {
namespace {

constexpr size_t kBatch = 256;  // Quotes or groups that a thread takes at once.

using PerDocument = std::vector<std::vector<QuoteOccurrence>>;

absl::StatusOr<PerDocument> ReadAll(const Corpus& corpus,
                                    const std::vector<DocumentId>& order,
                                    unsigned threads) {
  const OutletBook book = BookOf(corpus.documents());
  std::vector<DocumentReader> readers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    readers.emplace_back(corpus);
  }
  PerDocument found(order.size());
  PROV_RETURN_IF_ERROR(ParallelFor(
      order.size(), threads, [&](size_t row, unsigned worker) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(const Document document,
                              readers[worker].Read(order[row]));
        TextQuotes read = ReadQuotes(document.text, document.outlet, book);
        for (AttributedQuote& quote : read.quotes) {
          const TokenSpan& span = quote.quote.span;
          std::string exact(document.text.substr(
              span.begin_byte, span.end_byte - span.begin_byte));
          found[row].push_back({.document = order[row],
                                .read = std::move(quote),
                                .exact = std::move(exact),
                                .language = read.language});
        }
        return absl::OkStatus();
      }));
  return found;
}

absl::Status CheckSize(const PerDocument& found, uint64_t memory_bytes) {
  uint64_t needed = 0;
  for (const std::vector<QuoteOccurrence>& quotes : found) {
    for (const QuoteOccurrence& quote : quotes) {
      // Of each word a hash, and its entries in the index.
      needed += sizeof quote + quote.exact.size() +
                quote.read.quote.words * uint64_t{48};
    }
  }
  if (needed <= memory_bytes) return absl::OkStatus();
  return absl::ResourceExhaustedError(absl::StrFormat(
      "--memory is too small: the quotes of these documents take at least %dM; "
      "split them by date with --since and --until",
      (needed >> 20) + 1));
}

std::vector<GroupedQuote> ForGrouping(
    const DocumentTable& documents, const std::vector<QuoteOccurrence>& quotes,
    unsigned threads) {
  std::vector<GroupedQuote> grouped(quotes.size());
  ParallelForEach(quotes.size(), kBatch, threads, [&](size_t i) {
    const QuoteOccurrence& quote = quotes[i];
    GroupedQuote& made = grouped[i];
    made.words = WordsOfQuote(quote.exact);
    made.exact = quote.exact;
    if (quote.read.speaker.has_value()) {
      made.speaker = quote.read.speaker->name;
    }
    const DateInterval published = documents[quote.document].published;
    if (published.grade != DateGrade::kNone) {
      made.earliest = published.earliest;
      made.latest = published.latest;
    }
  });
  return grouped;
}

FoundGroup Gather(const QuoteGroup& group,
                  std::vector<QuoteOccurrence>& quotes) {
  FoundGroup found{.type = quotes[group.reference].read.quote.type,
                   .traceable = group.traceable,
                   .text = quotes[group.reference].exact,
                   .variants = group.variants};
  if (found.type == QuoteType::kTitle) found.traceable = false;
  for (const uint32_t member : group.members) {
    found.occurrences.push_back(std::move(quotes[member]));
  }
  return found;
}

}  // namespace

Consensus ConsensusOf(const std::vector<QuoteOccurrence>& occurrences) {
  // By last word: how often, and each form's count.
  std::map<std::string, std::map<std::string, uint32_t>> names;
  for (const QuoteOccurrence& occurrence : occurrences) {
    if (!occurrence.read.speaker.has_value()) continue;
    const std::string& name = occurrence.read.speaker->name;
    const NormalizedText words(name);
    if (words.size() == 0) continue;
    ++names[std::string(words.token(words.size() - 1))][name];
  }
  std::vector<std::pair<std::string, uint32_t>> counted;
  for (const auto& [last, forms] : names) {
    uint32_t total = 0;
    const std::pair<const std::string, uint32_t>* best = nullptr;
    for (const auto& form : forms) {
      total += form.second;
      if (best == nullptr || form.second > best->second ||
          (form.second == best->second &&
           form.first.size() > best->first.size())) {
        best = &form;
      }
    }
    counted.emplace_back(best->first, total);
  }
  std::ranges::sort(counted, [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  Consensus consensus;
  if (counted.empty()) return consensus;
  consensus.name = counted[0].first;
  consensus.count = counted[0].second;
  consensus.conflicts.assign(counted.begin() + 1, counted.end());
  return consensus;
}

absl::StatusOr<QuoteFindings> FindQuotes(
    Corpus& corpus, const ScanOptions& options, uint64_t memory_bytes,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
  PROV_RETURN_IF_ERROR(ScanDocuments(corpus, options));
  const DocumentTable& documents = corpus.documents();
  std::vector<DocumentId> order = EarliestFirst(documents);
  std::erase_if(
      order, [&](DocumentId document) { return !wanted(documents, document); });
  PROV_ASSIGN_OR_RETURN(PerDocument found,
                        ReadAll(corpus, order, options.threads));
  PROV_RETURN_IF_ERROR(CheckSize(found, memory_bytes));
  QuoteFindings findings;
  std::vector<QuoteOccurrence> quotes;
  for (std::vector<QuoteOccurrence>& of_document : found) {
    if (!of_document.empty() &&
        WordClasses::Of(of_document[0].language) == nullptr) {
      ++findings.other_languages;
    }
    std::ranges::move(of_document, std::back_inserter(quotes));
  }
  found.clear();
  findings.quotes = quotes.size();
  const std::vector<GroupedQuote> grouped =
      ForGrouping(corpus.documents(), quotes, options.threads);
  const std::vector<QuoteGroup> groups = GroupQuotes(grouped, options.threads);
  PROV_ASSIGN_OR_RETURN(
      UnmarkedQuotes unmarked,
      FindUnmarked(corpus, order, grouped, groups, quotes, options.threads));
  for (size_t i = 0; i < groups.size(); ++i) {
    findings.groups.push_back(Gather(groups[i], quotes));
    FoundGroup& group = findings.groups.back();
    for (UnmarkedQuote& place : unmarked[i]) {
      group.occurrences.push_back(std::move(place.occurrence));
      group.variants.push_back(place.variant);
      ++findings.unmarked;
    }
  }
  ParallelForEach(groups.size(), kBatch, options.threads, [&](size_t i) {
    FoundGroup& group = findings.groups[i];
    group.speaker = ConsensusOf(group.occurrences);
  });
  return findings;
}

}  // namespace prov
