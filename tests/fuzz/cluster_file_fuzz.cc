// Any bytes as a plan for four documents: refused with its place, or obeyed,
// and then every removal is proved and no record is dropped for a dropped one.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/dedupe/plan.h"
#include "tests/fuzz/memory_file.h"

namespace {

constexpr std::string_view kRecords =
    "{\"id\":\"a\",\"text\":\"the ferry left the pier at noon with nine "
    "passengers and a goat on board\"}\n"
    "{\"id\":\"b\",\"text\":\"the ferry left the pier at noon with nine "
    "passengers and a goat on board\",\"outlet\":\"Post\"}\n"
    "{\"id\":\"c\",\"text\":\"the ferry left the pier at noon with ten "
    "passengers and a goat on board\"}\n"
    "{\"id\":\"d\",\"text\":\"nothing was said about the barrier or its "
    "gates this week\"}\n";

// Kept for the whole run.
const prov::Corpus& Documents() {
  static const prov::Corpus* const documents = [] {
    static const MemoryFile file(kRecords);
    auto corpus = prov::Corpus::Open({file.path()});
    Require(corpus.ok());
    const auto scanned = corpus->Scan(
        {},
        [](const prov::Document& document, unsigned, std::vector<uint16_t>&) {
          return prov::Measured{.token_count = 16,
                                .tokens_hash = prov::Hash64(document.text)};
        },
        [](size_t, const std::vector<uint16_t>&) {});
    Require(scanned.ok());
    return new prov::Corpus(*std::move(corpus));
  }();
  return *documents;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (IsCompressed(bytes)) return 0;
  const MemoryFile file(bytes);
  const auto clusters = prov::ReadClusters(file.path());
  if (!clusters.ok()) {
    Require(Names(clusters.status(), file.path()));
    return 0;
  }
  prov::PlanParams params;
  params.match.threshold = {3000};
  const auto plan = prov::PlanFromClusters(Documents(), *clusters, params, 1);
  if (!plan.ok()) {
    Require(Names(plan.status(), file.path()));
    return 0;
  }
  for (const prov::Removal& removal : plan->removals) {
    Require(removal.kept != removal.dropped);
    Require(plan->assignment.IsKept(removal.kept));
    Require(!plan->assignment.IsKept(removal.dropped));
    Require(removal.similarity >= params.match.threshold);
  }
  return 0;
}
