// Held by the golden cases of prov-trace.

#include "libprov/chain/place_chains.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "libprov/base/parallel.h"
#include "libprov/chain/archive_facts.h"
#include "libprov/chain/build_chains.h"
#include "libprov/chain/found_places.h"
#include "libprov/chain/source_names.h"

namespace prov {
namespace {

// What one thread works with.
struct Worker {
  DocumentReader reader;
  DocumentFacts facts;
};

bool IsCompared(const std::vector<DocumentId>& documents) {
  return documents.size() <= kMaxCompared ||
         absl::flat_hash_set<DocumentId>(documents.begin(), documents.end())
                 .size() <= kMaxCompared;
}

}  // namespace

absl::StatusOr<std::vector<std::vector<Chain>>> ChainsOfPlaces(
    const Corpus& corpus, const std::vector<PlacedWords>& all,
    const OutletBook& book, unsigned threads, PlaceReader place_of) {
  const DocumentTable& documents = corpus.documents();
  const SourceNames names(book);
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    workers.push_back(
        {.reader = DocumentReader(corpus), .facts = DocumentFacts(book)});
  }
  std::vector<std::vector<Chain>> chains(all.size());
  PROV_RETURN_IF_ERROR(ParallelFor(
      all.size(), threads, [&](size_t i, unsigned number) -> absl::Status {
        Worker& worker = workers[number];
        const bool is_compared = IsCompared(all[i].documents);
        std::string text = all[i].text;
        std::vector<ChainNode> places;
        for (size_t at = 0; at < all[i].documents.size(); ++at) {
          const DocumentId id = all[i].documents[at];
          PROV_ASSIGN_OR_RETURN(const Document document,
                                worker.reader.Read(id));
          PROV_ASSIGN_OR_RETURN(ChainNode place, place_of(i, at, document));
          if (text.empty()) text = HeadlineOf(document);
          worker.facts.Fill(document, documents.key(id), place);
          if (is_compared) worker.facts.FillText(document, place);
          places.push_back(std::move(place));
        }
        chains[i] = BuildChains(text, std::move(places), names);
        return absl::OkStatus();
      }));
  return chains;
}

}  // namespace prov
