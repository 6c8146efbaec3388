#include "libprov/sketch/sketch_corpus.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
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

// What has been measured of the texts so far.  A text that comes again, as
// whole copies do, is not tokenised again.  An equal hash is taken for an equal
// text here: were it ever wrong, one signature would be another's, and a claim
// made from it is refuted when texts are compared (match/comparison.h).
class Measurements {
 public:
  explicit Measurements(uint32_t num_slots) : signatures_(num_slots) {}

  // Fills `slots` and returns what is known of the text, or nullopt.
  std::optional<Measured> Find(uint64_t text_hash,
                               std::span<uint16_t> slots) const {
    const std::shared_lock lock(mutex_);
    const auto found = first_.find(text_hash);
    if (found == first_.end()) return std::nullopt;
    signatures_.Get(found->second.document, slots);
    return found->second.measured;
  }

  void Append(const DocumentTable& documents, size_t count,
              std::span<const uint16_t> signatures) {
    const std::unique_lock lock(mutex_);
    signatures_.Append(signatures);
    for (size_t i = documents.size() - count; i < documents.size(); ++i) {
      const auto document = static_cast<DocumentId>(i);
      const DocumentRow& row = documents[document];
      first_.try_emplace(row.text_hash,
                         First{.document = document,
                               .measured = {.token_count = row.token_count,
                                            .tokens_hash = row.tokens_hash}});
    }
  }

  SignatureTable TakeSignatures() { return std::move(signatures_); }

 private:
  struct First {
    DocumentId document;
    Measured measured;
  };

  mutable std::shared_mutex mutex_;
  SignatureTable signatures_;
  absl::flat_hash_map<uint64_t, First> first_;
};

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
  Measurements known(sketch.num_slots);
  PROV_RETURN_IF_ERROR(corpus.Scan(
      scan,
      [&](const Document& document, unsigned number,
          std::vector<uint16_t>& payload) {
        payload.resize(payload.size() + sketch.num_slots);
        const std::span<uint16_t> slots =
            std::span(payload).last(sketch.num_slots);
        if (const std::optional<Measured> found =
                known.Find(document.text_hash, slots)) {
          return *found;
        }
        Worker& worker = workers[number];
        const std::span<const uint64_t> tokens =
            worker.tokenizer.Hashes(document.text);
        MakeShingles(tokens, shingle, worker.shingles);
        worker.sketcher.Sketch(worker.shingles, slots);
        return Measured{.token_count = static_cast<uint32_t>(tokens.size()),
                        .tokens_hash = HashOfTokens(tokens)};
      },
      [&](size_t documents, std::vector<uint16_t> payload) {
        known.Append(corpus.documents(), documents, payload);
      }));
  return known.TakeSignatures();
}

}  // namespace prov
