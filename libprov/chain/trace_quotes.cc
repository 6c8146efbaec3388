// Held by the golden cases of prov-trace.

#include "libprov/chain/trace_quotes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "libprov/base/parallel.h"
#include "libprov/chain/archive_facts.h"
#include "libprov/chain/build_chains.h"
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

// What one thread works with.
struct Worker {
  DocumentReader reader;
  DocumentFacts facts;
};

absl::StatusOr<ChainNode> PlaceOf(const DocumentTable& documents,
                                  const FoundGroup& group, size_t number,
                                  const OutletBook& book, Worker& worker) {
  const QuoteOccurrence& occurrence = group.occurrences[number];
  PROV_ASSIGN_OR_RETURN(const Document document,
                        worker.reader.Read(occurrence.document));
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
  worker.facts.Fill(document, documents.key(occurrence.document), place);
  if (group.occurrences.size() <= kMaxCompared) {
    worker.facts.FillText(document, place);
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
  for (const FoundGroup& group : quotes.groups) {
    if (IsTraced(group)) traced.push_back(&group);
  }
  const SourceNames names(book);
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(options.threads, 1U); ++i) {
    workers.push_back(
        {.reader = DocumentReader(corpus), .facts = DocumentFacts(book)});
  }
  std::vector<std::vector<Chain>> built(traced.size());
  PROV_RETURN_IF_ERROR(ParallelFor(
      traced.size(), options.threads,
      [&](size_t i, unsigned worker) -> absl::Status {
        const FoundGroup& group = *traced[i];
        std::vector<ChainNode> places;
        for (size_t k = 0; k < group.occurrences.size(); ++k) {
          PROV_ASSIGN_OR_RETURN(
              ChainNode place,
              PlaceOf(documents, group, k, book, workers[worker]));
          places.push_back(std::move(place));
        }
        built[i] = BuildChains(group.text, std::move(places), names);
        return absl::OkStatus();
      }));
  for (std::vector<Chain>& chains : built) {
    for (Chain& chain : chains) {
      if (chain.nodes.size() > 1) result.chains.push_back(std::move(chain));
    }
  }
  return result;
}

}  // namespace prov
