// The kind is decided from the cheapest evidence up: record bytes, text bytes,
// token sequence, shingles.  Shingles are paired by hash and then compared as
// runs of normalised tokens.  Tested by comparison_test.cc.

#include "libprov/match/comparison.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "libprov/text/normalized_text.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

// Normalised tokens that turn a sentence round: English, German, French,
// Spanish.  An apostrophe is gone by now: don't is dont.
constexpr auto kNegations = std::to_array<std::string_view>(
    {"aint",    "arent",   "aucun",  "cannot", "cant",    "couldnt",
     "denied",  "denies",  "deny",   "didnt",  "doesnt",  "dont",
     "hadnt",   "hasnt",   "havent", "isnt",   "jamais",  "kein",
     "keine",   "keinem",  "keinen", "keiner", "keines",  "mustnt",
     "neither", "never",   "nicht",  "nichts", "nie",     "niemals",
     "niemand", "no",      "nobody", "none",   "nor",     "not",
     "nothing", "nowhere", "nunca",  "ohne",   "pas",     "shouldnt",
     "sin",     "wasnt",   "weder",  "werent", "without", "wont",
     "wouldnt"});
static_assert(std::ranges::is_sorted(kNegations));

bool IsNegation(std::string_view token) {
  return std::ranges::binary_search(kNegations, token);
}

bool HasDigit(std::string_view token) {
  return std::ranges::any_of(token,
                             [](char c) { return c >= '0' && c <= '9'; });
}

struct Shingle {
  uint64_t hash;
  uint32_t position;
};

}  // namespace

// One document, and what has been derived from it so far.
struct Comparer::Side {
  explicit Side(const Corpus& corpus) : reader(corpus) {}

  absl::Status Load(DocumentId wanted) {
    if (document == wanted) return absl::OkStatus();
    document.reset();
    normalized.reset();
    shingles.clear();
    PROV_ASSIGN_OR_RETURN(content, reader.Read(wanted));
    document = wanted;
    return absl::OkStatus();
  }

  const NormalizedText& Normalized() {
    if (!normalized.has_value()) normalized.emplace(content.text);
    return *normalized;
  }

  // The set of shingles by hash, each with one place where it stands.
  const std::vector<Shingle>& Shingles(const ShingleParams& params) {
    if (!shingles.empty()) return shingles;
    std::vector<uint64_t> hashes;
    MakeShingles(tokenizer.Hashes(content.text), params, hashes);
    for (uint32_t i = 0; i < hashes.size(); ++i) {
      shingles.push_back({hashes[i], i});
    }
    std::ranges::sort(shingles, {}, [](const Shingle& s) {
      return std::pair(s.hash, s.position);
    });
    const auto repeated = std::ranges::unique(shingles, {}, &Shingle::hash);
    shingles.erase(repeated.begin(), repeated.end());
    return shingles;
  }

  // The tokens of a shingle.
  std::string_view Run(const Shingle& shingle, const ShingleParams& params) {
    const NormalizedText& text = Normalized();
    return text.run(shingle.position,
                    std::min<size_t>(params.width_tokens, text.size()));
  }

  DocumentReader reader;
  std::optional<DocumentId> document;
  Document content;
  Tokenizer tokenizer;
  std::optional<NormalizedText> normalized;
  std::vector<Shingle> shingles;
};

namespace {

// The tokens of `text` for which `wanted` holds, sorted.
std::vector<std::string_view> SortedTokens(const NormalizedText& text,
                                           bool (*wanted)(std::string_view)) {
  std::vector<std::string_view> tokens;
  for (size_t i = 0; i < text.size(); ++i) {
    if (wanted(text.token(i))) tokens.push_back(text.token(i));
  }
  std::ranges::sort(tokens);
  return tokens;
}

uint64_t CountOnlyInB(const NormalizedText& a, const NormalizedText& b) {
  constexpr auto kAll = [](std::string_view) { return true; };
  const std::vector<std::string_view> in_a = SortedTokens(a, kAll);
  const std::vector<std::string_view> in_b = SortedTokens(b, kAll);
  std::vector<std::string_view> only;
  std::ranges::set_difference(in_b, in_a, std::back_inserter(only));
  return only.size();
}

}  // namespace

Comparer::Comparer(const Corpus& corpus, const ShingleParams& shingle)
    : corpus_(&corpus),
      shingle_(shingle),
      a_(std::make_unique<Side>(corpus)),
      b_(std::make_unique<Side>(corpus)) {}
Comparer::~Comparer() = default;
Comparer::Comparer(Comparer&&) noexcept = default;

absl::StatusOr<Comparison> Comparer::Compare(DocumentId a, DocumentId b,
                                             Depth depth) {
  PROV_RETURN_IF_ERROR(a_->Load(a));
  PROV_RETURN_IF_ERROR(b_->Load(b));
  const bool same_record = a_->reader.record() == b_->reader.record();
  if (same_record || a_->content.text == b_->content.text) {
    Comparison same{.kind = same_record ? MatchKind::kIdenticalRecord
                                        : MatchKind::kIdenticalText,
                    .overlap = {1, 1, 1}};
    if (depth == Depth::kOverlap) {
      const uint64_t size = a_->Shingles(shingle_).size();
      same.overlap = {size, size, size};
    }
    return same;
  }

  Comparison comparison;
  const std::vector<Shingle>& in_a = a_->Shingles(shingle_);
  const std::vector<Shingle>& in_b = b_->Shingles(shingle_);
  comparison.overlap = {.size_a = in_a.size(), .size_b = in_b.size()};
  for (auto i = in_a.begin(), j = in_b.begin();
       i != in_a.end() && j != in_b.end();) {
    if (i->hash < j->hash) {
      ++i;
    } else if (j->hash < i->hash) {
      ++j;
    } else {
      comparison.overlap.shared += static_cast<uint64_t>(
          a_->Run(*i++, shingle_) == b_->Run(*j++, shingle_));
    }
  }
  const NormalizedText& text_a = a_->Normalized();
  const NormalizedText& text_b = b_->Normalized();
  if (text_a.str() == text_b.str()) {
    comparison.kind = MatchKind::kIdenticalTokens;
    return comparison;
  }
  const bool same_url = !a_->content.url.empty() &&
                        a_->content.url == b_->content.url &&
                        a_->content.outlet == b_->content.outlet;
  comparison.kind = same_url ? MatchKind::kRevision : MatchKind::kNear;
  comparison.numbers_differ =
      SortedTokens(text_a, HasDigit) != SortedTokens(text_b, HasDigit);
  comparison.negations_differ =
      SortedTokens(text_a, IsNegation) != SortedTokens(text_b, IsNegation);
  comparison.words_only_in_b = CountOnlyInB(text_a, text_b);
  return comparison;
}

}  // namespace prov
