// The kind is decided from the cheapest evidence up: record bytes, text bytes,
// token sequence, shingles.  Shingles are paired by hash and then compared as
// runs of normalised tokens.  Tested by comparison_test.cc.

#include "libprov/match/comparison.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "libprov/base/scratch_map.h"
#include "libprov/match/same_text.h"
#include "libprov/shingle/text_masks.h"
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

// The hashes of the negations, which is how tokens come out of the tokenizer.
const absl::flat_hash_set<uint64_t>& NegationHashes() {
  static const auto* const kHashes = [] {
    auto* hashes = new absl::flat_hash_set<uint64_t>;
    for (const std::string_view token : kNegations) {
      hashes->insert(TokenHash(token));
    }
    return hashes;
  }();
  return *kHashes;
}

bool HasDigit(std::string_view token) {
  return std::ranges::any_of(token,
                             [](char c) { return c >= '0' && c <= '9'; });
}

// How often a token stands in a, and how many of these b has used up.
struct TokenCount {
  uint32_t in_a = 0;
  uint32_t used = 0;
};

}  // namespace

// One document, and what has been derived from it so far.
struct Comparer::Side {
  explicit Side(const Corpus& read_from)
      : corpus(read_from), parser(read_from.read_options()) {}

  absl::Status Read(DocumentId wanted) {
    if (document == wanted) return absl::OkStatus();
    document.reset();
    is_parsed = false;
    normalized.reset();
    is_shingled = false;
    PROV_RETURN_IF_ERROR(corpus.ReadRecord(wanted, bytes));
    document = wanted;
    return absl::OkStatus();
  }

  absl::Status Parse(const TextMasks* masks) {
    if (is_parsed) return absl::OkStatus();
    PROV_ASSIGN_OR_RETURN(content, parser.Parse(source(), record()));
    counting = masks == nullptr
                   ? std::string_view(content.text)
                   : masks->Strip(*document, content.text, stripped);
    is_parsed = true;
    return absl::OkStatus();
  }

  std::string_view record() const {
    return std::string_view(bytes).substr(
        0, corpus.documents()[*document].place.length);
  }

  const Source& source() const {
    return corpus.sources()[corpus.documents()[*document].place.input];
  }

  const NormalizedText& Normalized() {
    if (!normalized.has_value()) normalized.emplace(counting);
    return *normalized;
  }

  // Fills `tokens`, `shingles`, `place_of` and `distinct`.
  void Shingle(const ShingleParams& params) {
    if (is_shingled) return;
    is_shingled = true;
    tokens = tokenizer.Hashes(counting);
    MakeShingles(tokens, params, shingles);
    place_of.Reset(shingles.size());
    distinct.clear();
    for (uint32_t i = 0; i < shingles.size(); ++i) {
      uint32_t& place = place_of[shingles[i]];
      if (place != 0) continue;
      place = i + 1;
      distinct.push_back(i);
    }
  }

  bool has_masks() const { return counting.size() != content.text.size(); }

  // The tokens of the shingle at a position.
  std::string_view Run(size_t position, const ShingleParams& params) {
    const NormalizedText& text = Normalized();
    return text.run(position,
                    std::min<size_t>(params.width_tokens, text.size()));
  }

  const Corpus& corpus;
  std::optional<DocumentId> document;
  std::string bytes;
  DocumentParser parser;
  bool is_parsed = false;
  Document content;
  std::string stripped;
  std::string_view counting;  // The text without what is masked.
  Tokenizer tokenizer;
  std::optional<NormalizedText> normalized;

  bool is_shingled = false;
  std::span<const uint64_t> tokens;
  std::vector<uint64_t> shingles;  // By position.
  ScratchMap<uint32_t> place_of;   // Shingle -> its first position + 1.
  std::vector<uint32_t> distinct;  // First positions: one for each of the set.
};

// Scratch space of CompareTokens().
struct Comparer::Counts {
  ScratchMap<TokenCount> of_token;
};

// The outcome of the last full comparison: copies of a changed text are
// compared with the same kept record one after the other.
struct Comparer::Last {
  std::optional<DocumentId> a;
  std::string text_of_b;
  Comparison comparison;
};

Comparer::Comparer(const Corpus& corpus, const ShingleParams& shingle)
    : corpus_(&corpus),
      shingle_(shingle),
      a_(std::make_unique<Side>(corpus)),
      b_(std::make_unique<Side>(corpus)),
      counts_(std::make_unique<Counts>()),
      last_(std::make_unique<Last>()) {}
Comparer::~Comparer() = default;
Comparer::Comparer(Comparer&&) noexcept = default;

std::string_view Comparer::record_a() const { return a_->record(); }
std::string_view Comparer::record_b() const { return b_->record(); }

absl::StatusOr<Comparison> Comparer::Compare(DocumentId a, DocumentId b,
                                             Depth depth) {
  PROV_RETURN_IF_ERROR(a_->Read(a));
  PROV_RETURN_IF_ERROR(b_->Read(b));
  const bool same_record = a_->record() == b_->record();
  // What a look at the bytes tells is true of JSON whose text is its `text`.
  const bool plain_json = a_->source().format == Format::kJsonLines &&
                          b_->source().format == Format::kJsonLines &&
                          !corpus_->read_options().fields.Has(kText);
  bool same_text =
      same_record ||
      (plain_json && DifferOutsideTextOnly(a_->record(), b_->record()));
  if (!same_text || depth == Depth::kOverlap) {
    PROV_RETURN_IF_ERROR(a_->Parse(shingle_.masks));
  }
  if (!same_text) {
    PROV_RETURN_IF_ERROR(b_->Parse(shingle_.masks));
    same_text = a_->content.text == b_->content.text;
  }
  if (same_text) {
    Comparison same{.kind = same_record ? MatchKind::kIdenticalRecord
                                        : MatchKind::kIdenticalText,
                    .overlap = {1, 1, 1}};
    if (depth == Depth::kOverlap) {
      a_->Shingle(shingle_);
      const uint64_t size = a_->distinct.size();
      same.overlap = {size, size, size};
    }
    return same;
  }

  if (last_->a != a || last_->text_of_b != b_->content.text ||
      shingle_.masks != nullptr) {
    last_->comparison = CompareTexts();
    last_->a = a;
    last_->text_of_b = b_->content.text;
  }
  Comparison comparison = last_->comparison;
  const bool same_url = !a_->content.url.empty() &&
                        a_->content.url == b_->content.url &&
                        a_->content.outlet == b_->content.outlet;
  if (comparison.kind == MatchKind::kNear && same_url) {
    comparison.kind = MatchKind::kRevision;
  }
  return comparison;
}

Comparison Comparer::CompareTexts() {
  a_->Shingle(shingle_);
  b_->Shingle(shingle_);
  Comparison comparison{.overlap = CompareShingles()};
  const bool same_tokens = std::ranges::equal(a_->tokens, b_->tokens) &&
                           a_->Normalized().str() == b_->Normalized().str();
  const bool masked = a_->has_masks() || b_->has_masks();
  // What is masked does not make texts less similar, but they are not identical
  // for it.
  if (same_tokens && (!masked || NormalizedText(a_->content.text).str() ==
                                     NormalizedText(b_->content.text).str())) {
    comparison.kind = MatchKind::kIdenticalTokens;
  } else {
    CompareTokens(comparison);
  }
  return comparison;
}

Overlap Comparer::CompareShingles() {
  Overlap overlap{.size_a = a_->distinct.size(), .size_b = b_->distinct.size()};
  for (const uint32_t position : b_->distinct) {
    const uint32_t* place = a_->place_of.Lookup(b_->shingles[position]);
    if (place != nullptr &&
        a_->Run(*place - 1, shingle_) == b_->Run(position, shingle_)) {
      ++overlap.shared;
    }
  }
  return overlap;
}

// Each token of b uses up one of a's; what is left over on either side makes
// the difference.  Tokens that both texts begin or end with need no counting.
void Comparer::CompareTokens(Comparison& comparison) {
  const std::span<const uint64_t> tokens_a = a_->tokens;
  const std::span<const uint64_t> tokens_b = b_->tokens;
  const size_t most = std::min(tokens_a.size(), tokens_b.size());
  size_t head = 0;
  while (head < most && tokens_a[head] == tokens_b[head]) ++head;
  size_t tail = 0;
  while (tail < most - head && tokens_a[tokens_a.size() - 1 - tail] ==
                                   tokens_b[tokens_b.size() - 1 - tail]) {
    ++tail;
  }
  ScratchMap<TokenCount>& counts = counts_->of_token;
  counts.Reset(tokens_a.size() - head - tail);
  for (size_t i = head; i < tokens_a.size() - tail; ++i) {
    ++counts[tokens_a[i]].in_a;
  }
  auto add = [&comparison](uint64_t hash, std::string_view token) {
    comparison.numbers_differ |= HasDigit(token);
    comparison.negations_differ |= NegationHashes().contains(hash);
  };
  for (size_t i = head; i < tokens_b.size() - tail; ++i) {
    TokenCount* count = counts.Lookup(tokens_b[i]);
    if (count != nullptr && count->used < count->in_a) {
      ++count->used;
    } else {
      ++comparison.words_only_in_b;
      add(tokens_b[i], b_->Normalized().token(i));
    }
  }
  for (size_t i = head; i < tokens_a.size() - tail; ++i) {
    const TokenCount* count = counts.Lookup(tokens_a[i]);
    if (count->used < count->in_a) add(tokens_a[i], a_->Normalized().token(i));
  }
}

}  // namespace prov
