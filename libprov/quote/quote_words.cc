// Held by variant_test.cc.

#include "libprov/quote/quote_words.h"

#include <algorithm>
#include <array>

#include "absl/container/flat_hash_map.h"
#include "libprov/text/normalized_text.h"
#include "libprov/text/token_scanner.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

constexpr std::array<std::string_view, 26> kNegations = {
    "not",   "no",     "never", "none",    "nothing", "nobody", "neither",
    "nor",   "cannot", "cant",  "dont",    "doesnt",  "didnt",  "wont",
    "isnt",  "arent",  "wasnt", "werent",  "without", "nicht",  "kein",
    "keine", "keinen", "nie",   "niemals", "nichts"};

// As tokens: folded.
constexpr std::array<std::string_view, 52> kNumbers = {
    "one",      "two",      "three",     "four",      "five",      "six",
    "seven",    "eight",    "nine",      "ten",       "eleven",    "twelve",
    "thirteen", "fourteen", "fifteen",   "sixteen",   "seventeen", "eighteen",
    "nineteen", "twenty",   "thirty",    "forty",     "fifty",     "sixty",
    "seventy",  "eighty",   "ninety",    "dozen",     "hundred",   "thousand",
    "million",  "billion",  "half",      "zwei",      "drei",      "vier",
    "funf",     "sechs",    "sieben",    "acht",      "neun",      "zehn",
    "elf",      "zwolf",    "zwanzig",   "dreissig",  "vierzig",   "funfzig",
    "hundert",  "tausend",  "millionen", "milliarden"};

// By TokenHash().
const absl::flat_hash_map<uint64_t, uint8_t>& KindsOfWords() {
  static const auto* const kinds = [] {
    auto* const made = new absl::flat_hash_map<uint64_t, uint8_t>;
    for (const std::string_view word : kNumbers) {
      (*made)[TokenHash(word)] = kNumberWord;
    }
    for (const std::string_view word : kNegations) {
      (*made)[TokenHash(word)] = kNegation;
    }
    return made;
  }();
  return *kinds;
}

uint8_t KindOf(std::string_view token, uint64_t hash) {
  if (token[0] >= '0' && token[0] <= '9') return kNumberWord;
  const auto found = KindsOfWords().find(hash);
  return found == KindsOfWords().end() ? 0 : found->second;
}

bool HasEllipsis(std::string_view between) {
  return between.find("...") != std::string_view::npos ||
         between.find(". .") != std::string_view::npos ||
         between.find("\u2026") != std::string_view::npos;
}

}  // namespace

QuoteWords WordsOfQuote(std::string_view exact) {
  QuoteWords words;
  TokenScanner scanner;
  size_t done = 0;
  bool in_bracket = false;
  scanner.Scan(exact, [&](std::string_view token, const TokenSpan& span) {
    const std::string_view between =
        exact.substr(done, std::max<size_t>(span.begin_byte, done) - done);
    if (between != " ") {  // As between most words.
      for (const char c : between) {
        if (c == '[') in_bracket = true;
        if (c == ']') in_bracket = false;
      }
      if (HasEllipsis(between)) {
        words.gaps.push_back(static_cast<uint32_t>(words.size()));
      }
    }
    const uint64_t hash = TokenHash(token);
    words.hashes.push_back(hash);
    words.kinds.push_back(static_cast<uint8_t>(KindOf(token, hash) |
                                               (in_bracket ? kInBracket : 0)));
    done = span.end_byte;
  });
  return words;
}

}  // namespace prov
