// Documents are measured a batch at a time on several threads; their signatures
// are then put into the table by one.

#include "libprov/sketch/sketch_masked.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "libprov/base/hash.h"
#include "libprov/base/parallel.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

constexpr size_t kBatch = 1024;

struct Worker {
  DocumentReader reader;
  Tokenizer tokenizer;
  Sketcher sketcher;
  std::vector<uint64_t> shingles;
  std::string scratch;
};

}  // namespace

absl::Status SketchMasked(const Corpus& corpus, const ShingleParams& shingle,
                          const SketchParams& sketch, unsigned threads,
                          TextMasks& masks, SignatureTable& signatures) {
  PROV_ASSIGN_OR_RETURN(const Sketcher sketcher, Sketcher::Create(sketch));
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    workers.push_back({.reader = DocumentReader(corpus),
                       .tokenizer = {},
                       .sketcher = sketcher,
                       .shingles = {},
                       .scratch = {}});
  }
  const std::span<const DocumentId> documents = masks.documents();
  std::vector<uint16_t> slots(kBatch * sketch.num_slots);
  for (size_t begin = 0; begin < documents.size(); begin += kBatch) {
    const auto batch =
        documents.subspan(begin, std::min(kBatch, documents.size() - begin));
    const auto slots_of = [&](size_t i) {
      return std::span(slots).subspan(i * sketch.num_slots, sketch.num_slots);
    };
    PROV_RETURN_IF_ERROR(
        ParallelFor(batch.size(), threads, [&](size_t i, unsigned number) {
          Worker& worker = workers[number];
          PROV_ASSIGN_OR_RETURN(const Document document,
                                worker.reader.Read(batch[i]));
          const std::span<const uint64_t> tokens = worker.tokenizer.Hashes(
              masks.Strip(batch[i], document.text, worker.scratch));
          MakeShingles(tokens, shingle, worker.shingles);
          worker.sketcher.Sketch(worker.shingles, slots_of(i));
          masks.SetMeasured(
              begin + i, {.token_count = static_cast<uint32_t>(tokens.size()),
                          .tokens_hash = Hash64(
                              {reinterpret_cast<const char*>(tokens.data()),
                               tokens.size_bytes()})});
          return absl::OkStatus();
        }));
    for (size_t i = 0; i < batch.size(); ++i) {
      signatures.Set(batch[i], slots_of(i));
    }
  }
  return signatures.status();
}

}  // namespace prov
