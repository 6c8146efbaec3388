// Held by the golden cases of prov-trace and cli/audit.

#include "libprov/chain/found_places.h"

#include <array>
#include <span>
#include <vector>

#include "libprov/quote/cited_outlet.h"
#include "libprov/quote/quote_words.h"
#include "libprov/quote/variant.h"
#include "libprov/shingle/shingle_set.h"
#include "libprov/shingle/shingler.h"
#include "libprov/text/token_finder.h"
#include "libprov/text/utf8.h"

namespace prov {
namespace {

constexpr size_t kHeadlineWords = 16;
constexpr uint32_t kPassageRun = 5;

// So many words of the text, from its beginning.
std::string_view BeginningOf(std::string_view text) {
  TokenFinder finder;
  const std::array<size_t, 1> last = {kHeadlineWords - 1};
  const std::span<const TokenSpan> found = finder.Find(text, last);
  return found.empty() ? text : text.substr(0, found[0].end_byte);
}

bool ShareARun(const QuoteWords& a, const QuoteWords& b) {
  std::vector<uint64_t> runs_a;
  std::vector<uint64_t> runs_b;
  MakeShingles(a.hashes, {.width_tokens = kPassageRun}, runs_a);
  MakeShingles(b.hashes, {.width_tokens = kPassageRun}, runs_b);
  MakeSet(runs_a);
  MakeSet(runs_b);
  return Intersect(runs_a, runs_b).shared > 0;
}

// Whether no character is broken by beginning or ending there.
bool IsBoundary(std::string_view text, size_t at) {
  return at == text.size() || (text[at] & 0xC0) != 0x80;
}

}  // namespace

Variant VariantOf(const QuoteWords& words, const QuoteWords& own) {
  if (own.hashes == words.hashes) return Variant::kFolded;
  const Variant variant = Relate(words, own).variant;
  return variant != Variant::kNone ? variant : Relate(own, words).variant;
}

std::optional<ChainNode> PassagePlace(const Document& document,
                                      const TokenSpan& span,
                                      std::string_view words,
                                      const OutletBook& book) {
  if (span.begin_byte > span.end_byte || span.end_byte > document.text.size() ||
      !IsBoundary(document.text, span.begin_byte) ||
      !IsBoundary(document.text, span.end_byte)) {
    return std::nullopt;
  }
  const std::string_view before = document.text.substr(0, span.begin_byte);
  const std::string_view inside =
      document.text.substr(span.begin_byte, span.end_byte - span.begin_byte);
  const uint32_t begin = CountCodePoints(before);
  ChainNode place{.span = {.begin_byte = span.begin_byte,
                           .end_byte = span.end_byte,
                           .begin = begin,
                           .end = begin + CountCodePoints(inside)},
                  .exact = std::string(inside)};
  const QuoteWords query = WordsOfQuote(words);
  const QuoteWords own = WordsOfQuote(inside);
  place.variant = inside == words ? Variant::kIdentical : VariantOf(query, own);
  if (place.variant == Variant::kNone && !ShareARun(query, own)) {
    return std::nullopt;
  }
  place.cited = TextCitation(document.text, document.outlet, book, place.span);
  return place;
}

ChainNode WholePlace(const Document& document, const OutletBook& book) {
  ChainNode place{
      .span = {.begin_byte = 0,
               .end_byte = static_cast<uint32_t>(document.text.size()),
               .begin = 0,
               .end = CountCodePoints(document.text)},
      .exact = std::string(BeginningOf(document.text)),
      .variant = Variant::kNone};
  place.cited = TextCitation(document.text, document.outlet, book, place.span);
  return place;
}

std::string HeadlineOf(const Document& document) {
  return std::string(document.title.empty() ? BeginningOf(document.text)
                                            : document.title);
}

}  // namespace prov
