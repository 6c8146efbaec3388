// Held by extract_quotes_test.cc.

#include "libprov/quote/quote_type.h"

#include <algorithm>
#include <array>

#include "libprov/text/unicode_tables.h"
#include "libprov/text/utf8.h"

namespace prov {
namespace {

constexpr uint32_t kMaxScareWords = 3;
constexpr uint32_t kMinDirectWords = 7;
constexpr uint32_t kMaxTitleWords = 9;

// Words after which a quote is a name.
constexpr std::array<std::string_view, 42> kBeforeTitles = {
    "film",    "films",     "movie",       "book",        "song",    "album",
    "novel",   "play",      "show",        "series",      "episode", "magazine",
    "titled",  "entitled",  "headlined",   "documentary", "musical", "opera",
    "program", "programme", "painting",    "single",      "video",   "report",
    "poem",    "on",        "memoir",      "sitcom",      "ship",    "yacht",
    "Film",    "Buch",      "Lied",        "Roman",       "Titel",   "Schiff",
    "Zeitung", "Magazin",   "Zeitschrift", "Sendung",     "Projekt", "Partei"};

// Little words of titles.
constexpr std::array<std::string_view, 30> kLittle = {
    "a",   "an",  "the",  "of",   "and", "in", "to",  "for", "on",  "at",
    "by",  "or",  "with", "from", "as",  "is", "der", "die", "das", "und",
    "von", "des", "dem",  "den",  "im",  "am", "zu",  "vs.", "de",  "la"};

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

bool IsCapital(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z';
  std::array<char32_t, kMaxFoldLength> buffer;
  if (PropertiesOf(c).char_class != CharClass::kLetter) return false;
  const auto fold = FoldOf(c, std::span<char32_t, kMaxFoldLength>(buffer));
  // Capitals of the Latin, Greek and Cyrillic blocks come before their small
  // letters, with and without diacritics.
  return !fold.empty() && fold[0] != c &&
         ((c >= 0xC0 && c <= 0xDE) || (c >= 0x0391 && c <= 0x03A9) ||
          (c >= 0x0410 && c <= 0x042F) || (c >= 0x0400 && c <= 0x040F));
}

bool BeginsWithCapital(std::string_view word) {
  size_t at = 0;
  return !word.empty() && IsCapital(NextCodePoint(word, &at));
}

bool IsWordCodePoint(char32_t c) { return IsWord(PropertiesOf(c).char_class); }

// What the words of a quote look like; that of the first ones, if they are more
// than a title has.
struct WordCounts {
  uint32_t words = 0;
  uint32_t capitalised = 0;
  uint32_t little = 0;
};

// A word between spaces, without marks before it.
void CountWord(std::string_view word, WordCounts& counts) {
  size_t first = 0;
  for (size_t at = 0; at < word.size(); first = at) {
    if (IsWordCodePoint(NextCodePoint(word, &at))) break;
  }
  if (first >= word.size()) return;
  word.remove_prefix(first);
  if (++counts.words > kMaxTitleWords) return;
  if (BeginsWithCapital(word) || (word[0] >= '0' && word[0] <= '9')) {
    ++counts.capitalised;
  } else if (std::ranges::find(kLittle, word) != kLittle.end()) {
    ++counts.little;
  }
}

WordCounts CountWords(std::string_view text) {
  WordCounts counts;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && !IsSpace(text[end])) ++end;
    if (end > at) CountWord(text.substr(at, end - at), counts);
    at = end + 1;
  }
  return counts;
}

std::string_view LastWord(std::string_view text) {
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  size_t begin = text.size();
  while (begin > 0 && !IsSpace(text[begin - 1])) --begin;
  return text.substr(begin);
}

// The end of what stands before the quote in its paragraph.
std::string_view Before(std::string_view text, const Quote& quote) {
  const size_t begin = quote.outer.begin_byte;
  std::string_view before =
      text.substr(begin > 80 ? begin - 80 : 0, std::min<size_t>(begin, 80));
  const size_t line = before.rfind('\n');
  if (line != std::string_view::npos) before.remove_prefix(line + 1);
  return before;
}

bool IsTitle(std::string_view text, const Quote& quote,
             const WordCounts& counts) {
  if (counts.words > kMaxTitleWords) return false;
  const std::string_view within = text.substr(
      quote.span.begin_byte, quote.span.end_byte - quote.span.begin_byte);
  if (!BeginsWithCapital(within) || within.ends_with('.') ||
      within.find(", ") != std::string_view::npos) {
    return false;
  }
  const bool all = counts.capitalised + counts.little == counts.words &&
                   counts.capitalised >= 2;
  if (counts.words <= 5 && all && !within.ends_with(',')) return true;
  const std::string_view word = LastWord(Before(text, quote));
  return (all || counts.words == 1) &&
         std::ranges::find(kBeforeTitles, word) != kBeforeTitles.end();
}

bool EndsSentence(std::string_view text) {
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') ||
         text.ends_with(',') || text.ends_with("\u2026");
}

QuoteType TypeOf(std::string_view text, const Quote& quote,
                 const WordCounts& counts) {
  const std::string_view within = text.substr(
      quote.span.begin_byte, quote.span.end_byte - quote.span.begin_byte);
  std::string_view before = Before(text, quote);
  while (!before.empty() && IsSpace(before.back())) before.remove_suffix(1);
  const bool led_in = before.empty() || before.ends_with(',') ||
                      before.ends_with(':') || before.ends_with('.') ||
                      before.ends_with('?') || before.ends_with('!') ||
                      before.ends_with("\u201D") || before.ends_with('"');
  const bool capital = BeginsWithCapital(within);
  const bool after_comma = text.substr(quote.outer.end_byte).starts_with(',');
  const bool sentence = EndsSentence(within) || after_comma;
  if (!(led_in && sentence) && IsTitle(text, quote, counts)) {
    return QuoteType::kTitle;
  }
  if (capital && led_in && (sentence || counts.words > kMaxScareWords)) {
    return QuoteType::kDirect;
  }
  if (counts.words <= kMaxScareWords) return QuoteType::kScare;
  if (counts.words >= kMinDirectWords && sentence && (capital || led_in)) {
    return QuoteType::kDirect;
  }
  return QuoteType::kMixed;
}

}  // namespace

void Describe(std::string_view text, Quote& quote) {
  const std::string_view within = text.substr(
      quote.span.begin_byte, quote.span.end_byte - quote.span.begin_byte);
  const WordCounts counts = CountWords(within);
  quote.words = counts.words;
  quote.type = TypeOf(text, quote, counts);
  const size_t bracket = within.find('[');
  if (bracket != std::string_view::npos &&
      within.find(']', bracket) != std::string_view::npos) {
    quote.flags |= kQuoteBracket;
  }
  if (within.find("...") != std::string_view::npos ||
      within.find(". .") != std::string_view::npos ||
      within.find("\u2026") != std::string_view::npos) {
    quote.flags |= kQuoteEllipsis;
  }
}

bool IsNickname(std::string_view text, const Quote& quote) {
  if (quote.words > 2) return false;
  const std::string_view within = text.substr(
      quote.span.begin_byte, quote.span.end_byte - quote.span.begin_byte);
  const WordCounts counts = CountWords(within);
  if (counts.capitalised < counts.words || EndsSentence(within)) {
    return false;
  }
  const std::string_view before = Before(text, quote);
  const std::string_view after = text.substr(quote.outer.end_byte);
  if (!before.ends_with(' ') || after.size() < 2 || after[0] != ' ') {
    return false;
  }
  const std::string_view word = LastWord(before);
  return BeginsWithCapital(word) && word.size() > 1 &&
         word.find_first_of(".,:;") == std::string_view::npos &&
         word != "The" && word != "A" && BeginsWithCapital(after.substr(1));
}

}  // namespace prov
