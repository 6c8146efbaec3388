#include "libprov/sketch/sketch_corpus.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "libprov/base/hash.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

// What one thread needs from text to signature.
struct Worker {
  Tokenizer tokenizer;
  Sketcher sketcher;
  std::vector<uint64_t> shingles;
};

uint64_t HashOfTokens(std::span<const uint64_t> tokens) {
  return Hash64(
      {reinterpret_cast<const char*>(tokens.data()), tokens.size_bytes()});
}

}  // namespace

absl::StatusOr<SignatureTable> SketchCorpus(Corpus& corpus,
                                            const ScanOptions& scan,
                                            const ShingleParams& shingle,
                                            const SketchParams& sketch) {
  PROV_RETURN_IF_ERROR(Validate(shingle));
  PROV_ASSIGN_OR_RETURN(const Sketcher sketcher, Sketcher::Create(sketch));
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(scan.threads, 1U); ++i) {
    workers.push_back({.tokenizer = {}, .sketcher = sketcher, .shingles = {}});
  }
  SignatureTable signatures(sketch.num_slots);
  PROV_RETURN_IF_ERROR(corpus.Scan(
      scan,
      [&](const Document& document, unsigned number,
          std::vector<uint16_t>& payload) {
        Worker& worker = workers[number];
        const std::span<const uint64_t> tokens =
            worker.tokenizer.Hashes(document.text);
        MakeShingles(tokens, shingle, worker.shingles);
        payload.resize(payload.size() + sketch.num_slots);
        worker.sketcher.Sketch(worker.shingles,
                               std::span(payload).last(sketch.num_slots));
        return Measured{.token_count = static_cast<uint32_t>(tokens.size()),
                        .tokens_hash = HashOfTokens(tokens)};
      },
      [&signatures](size_t, std::vector<uint16_t> payload) {
        signatures.Append(payload);
      }));
  return signatures;
}

}  // namespace prov
