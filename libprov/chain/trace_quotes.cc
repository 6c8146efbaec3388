// Held by the golden cases of prov-trace.

#include "libprov/chain/trace_quotes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "libprov/chain/archive_facts.h"
#include "libprov/chain/place_chains.h"
#include "libprov/corpus/documents.h"
#include "libprov/quote/cited_outlet.h"
#include "libprov/quote/find_quotes.h"

namespace prov {
namespace {

bool IsTraced(const FoundGroup& group) {
  if (!group.traceable) return false;
  const std::vector<QuoteOccurrence>& all = group.occurrences;
  return std::ranges::any_of(all, [&all](const QuoteOccurrence& one) {
    return one.document != all[0].document || one.read.cited.has_value();
  });
}

ChainNode PlaceOf(const FoundGroup& group, size_t number,
                  const Document& document, const OutletBook& book) {
  const QuoteOccurrence& occurrence = group.occurrences[number];
  ChainNode place{.span = occurrence.read.quote.span,
                  .exact = occurrence.exact,
                  .variant = group.variants[number],
                  .is_unmarked = occurrence.unmarked,
                  .speaker = occurrence.read.speaker,
                  .cited = occurrence.read.cited};
  if (place.is_unmarked) {
    place.cited =
        TextCitation(document.text, document.outlet, book, place.span);
  }
  return place;
}

}  // namespace

absl::StatusOr<TracedChains> TraceQuotes(
    Corpus& corpus, const ScanOptions& options, uint64_t memory_bytes,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
  PROV_ASSIGN_OR_RETURN(const QuoteFindings quotes,
                        FindQuotes(corpus, options, memory_bytes, wanted));
  const DocumentTable& documents = corpus.documents();
  TracedChains result{.coverage =
                          CoverageOf(documents, WantedOf(documents, wanted))};
  const OutletBook book = BookOf(documents);
  std::vector<const FoundGroup*> traced;
  std::vector<PlacedWords> words;
  for (const FoundGroup& group : quotes.groups) {
    if (!IsTraced(group)) continue;
    traced.push_back(&group);
    PlacedWords& own = words.emplace_back(PlacedWords{.text = group.text});
    for (const QuoteOccurrence& occurrence : group.occurrences) {
      own.documents.push_back(occurrence.document);
    }
  }
  PROV_ASSIGN_OR_RETURN(
      std::vector<std::vector<Chain>> built,
      ChainsOfPlaces(corpus, words, book, options.threads,
                     [&](size_t i, size_t at, const Document& document) {
                       return PlaceOf(*traced[i], at, document, book);
                     }));
  for (std::vector<Chain>& chains : built) {
    for (Chain& chain : chains) {
      if (chain.nodes.size() > 1) result.chains.push_back(std::move(chain));
    }
  }
  return result;
}

}  // namespace prov
