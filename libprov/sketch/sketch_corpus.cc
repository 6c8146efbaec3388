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

// With a budget, what a longer text needed is given back after it.
constexpr size_t kLargeTextBytes = size_t{256} << 10;
constexpr uint64_t kKnownParts = 32;
constexpr uint64_t kKnownBytes = 80;  // Of one text, while the map grows.

uint64_t HashOfTokens(std::span<const uint64_t> tokens) {
  return Hash64(
      {reinterpret_cast<const char*>(tokens.data()), tokens.size_bytes()});
}

// What one thread needs from text to signature.
struct Worker {
  Tokenizer tokenizer;
  Sketcher sketcher;
  std::vector<uint64_t> shingles;

  // Fills `slots`.
  Measured Measure(const Document& document, const ShingleParams& shingle,
                   std::span<uint16_t> slots) {
    const std::span<const uint64_t> tokens = tokenizer.Hashes(document.text);
    MakeShingles(tokens, shingle, shingles);
    sketcher.Sketch(shingles, slots);
    return {.token_count = static_cast<uint32_t>(tokens.size()),
            .tokens_hash = HashOfTokens(tokens)};
  }
};

// What has been measured of the texts so far.  A text that comes again, as
// whole copies do, is not tokenised again.  An equal hash is taken for an equal
// text here: were it ever wrong, one signature would be another's, and a claim
// made from it is refuted when texts are compared (match/comparison.h).
// A budget leaves out most texts: measuring again gives the same.
class Measurements {
 public:
  Measurements(uint32_t num_slots, const MemoryBudget& memory)
      : signatures_(num_slots, memory),
        max_known_(memory.Share(kKnownParts) / kKnownBytes) {}

  // Fills `slots` and returns what is known of the text, or nullopt.
  std::optional<Measured> Find(uint64_t text_hash,
                               std::span<uint16_t> slots) const {
    const std::shared_lock lock(mutex_);
    const auto found = first_.find(text_hash);
    if (found == first_.end() ||
        !signatures_.Get(found->second.document, slots)) {
      return std::nullopt;
    }
    return found->second.measured;
  }

  void Append(const DocumentTable& documents, size_t count,
              std::span<const uint16_t> signatures) {
    const std::unique_lock lock(mutex_);
    signatures_.Append(signatures);
    DocumentTable::Reader rows(documents);
    for (size_t i = documents.size() - count; i < documents.size(); ++i) {
      if (first_.size() >= max_known_) break;
      const auto document = static_cast<DocumentId>(i);
      const DocumentRow& row = rows[document];
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
  uint64_t max_known_;
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
  Measurements known(sketch.num_slots, scan.memory);
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
        if (scan.memory.limited() && document.text.size() > kLargeTextBytes) {
          Worker once{.tokenizer = {}, .sketcher = sketcher, .shingles = {}};
          return once.Measure(document, shingle, slots);
        }
        return workers[number].Measure(document, shingle, slots);
      },
      [&](size_t documents, std::vector<uint16_t> payload) {
        known.Append(corpus.documents(), documents, payload);
      }));
  SignatureTable signatures = known.TakeSignatures();
  PROV_RETURN_IF_ERROR(signatures.status());
  return signatures;
}

}  // namespace prov
