#include "libprov/dedupe/boilerplate.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "libprov/base/parallel.h"
#include "libprov/corpus/documents.h"
#include "libprov/passage/find_passages.h"
#include "libprov/passage/passage_file.h"
#include "libprov/passage/passage_text.h"
#include "libprov/passage/token_rows.h"
#include "libprov/sketch/sketch_masked.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

constexpr uint64_t kMemoryParts = 2;  // Of the budget.

absl::Status CheckFits(uint64_t words, const MemoryBudget& memory) {
  if (words >= kNoPosition) {
    return absl::ResourceExhaustedError(
        "the documents have too many words to look for boilerplate in them "
        "together; strip them in parts, such as outlet by outlet");
  }
  return memory.CheckFits(words * kRowBytesPerToken, kMemoryParts,
                          "words to look for boilerplate in");
}

struct Worker {
  DocumentReader reader;
  Tokenizer tokenizer;
};

absl::StatusOr<TokenRows> ReadRows(const Corpus& corpus,
                                   const Resources& resources) {
  const DocumentTable& documents = corpus.documents();
  uint64_t words = 0;
  for (DocumentId document = 0; document < documents.size(); ++document) {
    words += documents[document].token_count;
  }
  PROV_RETURN_IF_ERROR(CheckFits(words, resources.memory));
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(resources.threads, 1U); ++i) {
    workers.push_back({.reader = DocumentReader(corpus), .tokenizer = {}});
  }
  const std::vector<DocumentId> order = EarliestFirst(documents);
  std::vector<uint32_t> lengths;
  lengths.reserve(order.size());
  for (const DocumentId document : order) {
    lengths.push_back(documents[document].token_count);
  }
  TokenRows rows(order, lengths);
  PROV_RETURN_IF_ERROR(ParallelFor(
      order.size(), resources.threads,
      [&](size_t row, unsigned number) -> absl::Status {
        Worker& worker = workers[number];
        PROV_ASSIGN_OR_RETURN(const Document document,
                              worker.reader.Read(order[row]));
        const std::span<const uint64_t> hashes =
            worker.tokenizer.Hashes(document.text);
        if (hashes.size() != lengths[row]) {
          return absl::DataLossError(
              corpus.PlaceName(documents[order[row]].place) +
              ": changed while it was read");
        }
        std::ranges::transform(hashes, rows.MutableTokens(row).data(), MarkOf);
        return absl::OkStatus();
      }));
  return rows;
}

}  // namespace

absl::StatusOr<TextMasks> FindBoilerplate(const Corpus& corpus,
                                          const Resources& resources) {
  PROV_ASSIGN_OR_RETURN(const TokenRows rows, ReadRows(corpus, resources));
  const RunParams run{.threads = resources.threads, .memory = resources.memory};
  PROV_ASSIGN_OR_RETURN(const Passages found, FindPassages(rows, run));
  PROV_ASSIGN_OR_RETURN(const std::vector<PlacedPassage> passages,
                        PlacePassages(corpus, rows, found.passages,
                                      CompaniesOf(rows, found.passages),
                                      Edits::kNo, resources.threads));
  std::vector<MaskedSpan> spans;
  for (const PlacedPassage& passage : passages) {
    if (passage.passage_class != PassageClass::kBoilerplate) continue;
    for (const PlacedOccurrence& occurrence : passage.occurrences) {
      spans.push_back({.document = occurrence.document,
                       .begin_byte = occurrence.span.begin_byte,
                       .end_byte = occurrence.span.end_byte});
    }
  }
  return TextMasks(std::move(spans));
}

absl::StatusOr<TextMasks> StripBoilerplate(const Corpus& corpus,
                                           const ShingleParams& shingle,
                                           const SketchParams& sketch,
                                           const Resources& resources,
                                           SignatureTable& signatures) {
  PROV_ASSIGN_OR_RETURN(TextMasks masks, FindBoilerplate(corpus, resources));
  PROV_RETURN_IF_ERROR(SketchMasked(corpus, shingle, sketch, resources.threads,
                                    masks, signatures));
  return masks;
}

void AddStripParams(Params& params) {
  params["strip"] = "boilerplate";
  Params passages;
  AddParams(RunParams(), passages);
  params["strip_min_words"] = passages["min_words"];
}

bool HasStripParams(const Params& params) { return params.contains("strip"); }

}  // namespace prov
