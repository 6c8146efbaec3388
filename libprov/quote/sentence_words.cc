// Held by read_quotes_test.cc.

#include "libprov/quote/sentence_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "libprov/text/unicode_tables.h"
#include "libprov/text/utf8.h"

namespace prov {
namespace {

using Kind = SentenceWord::Kind;

bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }

// Bytes that are words of their own code points.
const std::array<bool, 128> kIsAsciiWord = [] {
  std::array<bool, 128> is_word{};
  for (char32_t c = 0; c < is_word.size(); ++c) {
    is_word[c] = IsWord(PropertiesOf(c).char_class);
  }
  return is_word;
}();

// Sets `lowered` to a word in lower case; only what word lists hold is lowered:
// ASCII, and the capitals of Latin-1 (Ä, É).
void SetLowered(std::string_view word, std::string& lowered) {
  lowered.resize(word.size());
  bool is_ascii = true;
  for (size_t i = 0; i < word.size(); ++i) {
    const auto byte = static_cast<unsigned char>(word[i]);
    is_ascii &= byte < 0x80;
    lowered[i] =
        static_cast<char>(byte | (byte - unsigned{'A'} < 26u ? 0x20u : 0u));
  }
  if (is_ascii) return;
  for (size_t i = 0; i + 1 < lowered.size(); ++i) {
    const auto next = static_cast<unsigned char>(lowered[i + 1]);
    if (lowered[i] != '\xC3' || next < 0x80 || next > 0x9E) continue;
    lowered[++i] = static_cast<char>(next + 32);
  }
}

bool IsCapital(std::string_view word) {
  if (word.empty()) return false;
  if (IsAsciiUpper(word[0])) return true;
  size_t at = 0;
  const char32_t c = NextCodePoint(word, &at);
  return (c >= 0xC0 && c <= 0xDE) || (c >= 0x0100 && c <= 0x017F && c % 2 == 0);
}

constexpr std::array<std::string_view, 7> kClitics = {"s",  "m", "re", "ve",
                                                      "ll", "d", "S"};

// How many bytes of an apostrophe `text` begins with.
size_t ApostropheLength(std::string_view text) {
  if (text.starts_with('\'')) return 1;
  return text.starts_with("\u2019") || text.starts_with("\u2018") ? 3 : 0;
}

constexpr uint32_t kWordBytes = 5;  // Of most words, space and all.

class Reader {
 public:
  Reader(std::string_view text, const WordClasses& classes, size_t words)
      : text_(text), classes_(classes) {
    words_.reserve(words);
  }

  void Read(size_t begin, size_t end) {
    for (size_t at = begin; at < end;) at = ReadOne(at, end);
  }

  void AddQuote(const Quote& quote, uint32_t number) {
    Add(Kind::kQuote, quote.outer.begin_byte, quote.outer.end_byte);
    words_.back().quote = number;
    const std::string_view within = text_.substr(
        quote.span.begin_byte, quote.span.end_byte - quote.span.begin_byte);
    words_.back().capital = IsCapital(within);
  }

  std::vector<SentenceWord> Take() { return std::move(words_); }

 private:
  void Add(Kind kind, size_t begin, size_t end) {
    words_.push_back({.kind = kind,
                      .joined = !words_.empty() && words_.back().end == begin,
                      .begin = static_cast<uint32_t>(begin),
                      .end = static_cast<uint32_t>(end)});
  }

  bool IsWordAt(size_t at) const {
    if (at >= text_.size()) return false;
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 0x80) return kIsAsciiWord[byte];
    size_t next = at;
    return IsWord(PropertiesOf(NextCodePoint(text_, &next)).char_class);
  }

  // The end of the letters and digits at `at`.
  size_t RunEnd(size_t at, size_t end) const {
    while (at < end) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if (byte < 0x80 && kIsAsciiWord[byte]) {
        ++at;
        continue;
      }
      size_t next = at;
      const CharClass c = PropertiesOf(NextCodePoint(text_, &next)).char_class;
      if (!IsWord(c) && c != CharClass::kDropped) break;
      at = next;
    }
    return at;
  }

  // The end of a word with what joins its parts: hyphens, apostrophes, the
  // points of U.S., commas and points between digits.
  size_t WordEnd(size_t begin, size_t end) const {
    size_t at = RunEnd(begin, end);
    for (;;) {
      if (at >= end || text_[at] == ' ') return at;  // As most words end.
      const std::string_view rest = text_.substr(at, end - at);
      const size_t apostrophe = ApostropheLength(rest);
      if (apostrophe > 0 && IsWordAt(at + apostrophe)) {
        const size_t next = RunEnd(at + apostrophe, end);
        if (std::ranges::find(kClitics, text_.substr(at + apostrophe,
                                                     next - at - apostrophe)) !=
            kClitics.end()) {
          return at;
        }
        at = next;
      } else if (rest.starts_with('-') && IsWordAt(at + 1)) {
        at = RunEnd(at + 1, end);
      } else if (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') &&
                 IsDigit(text_[at - 1]) && IsDigit(rest[1])) {
        at = RunEnd(at + 1, end);
      } else if (rest.starts_with('.') && IsWordAt(at + 1) &&
                 at - begin <= 4) {  // U.S, a.m, but no e.g. "end.Next".
        at = RunEnd(at + 1, end);
      } else {
        return at;
      }
    }
  }

  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }

  // Whether the point behind a word belongs to it.
  bool IsAbbreviation(std::string_view word, std::string_view lowered) const {
    if (word.find('.') != std::string_view::npos) return true;
    if (word.size() == 1 && IsAsciiUpper(word[0])) return true;
    const std::string dotted = std::string(lowered) + ".";
    return classes_.Find(dotted) != 0 || lowered == "jr" || lowered == "sr" ||
           lowered == "no" || lowered == "vs" || lowered == "inc" ||
           lowered == "corp" || lowered == "co" || lowered == "ltd";
  }

  // Whether what follows a point belongs to the same sentence: a mark, or a
  // word in lower case.
  bool GoesOn(size_t at, size_t end) const {
    if (at >= end) return false;
    if (std::string_view(",;:)").find(text_[at]) != std::string_view::npos) {
      return true;
    }
    return at + 1 < end && text_[at] == ' ' && text_[at + 1] >= 'a' &&
           text_[at + 1] <= 'z';
  }

  size_t ReadWord(size_t at, size_t end) {
    size_t word_end = WordEnd(at, end);
    const std::string_view word = text_.substr(at, word_end - at);
    std::string& lowered = lowered_;
    SetLowered(word, lowered);
    if (word_end < end && text_[word_end] == '.' &&
        (IsAbbreviation(word, lowered) || GoesOn(word_end + 1, end))) {
      ++word_end;
      lowered += '.';
    }
    Add(IsDigit(text_[at]) ? Kind::kNumber : Kind::kWord, at, word_end);
    SentenceWord& added = words_.back();
    added.capital = IsCapital(word) ||  // al-Assad
                    (word.size() > 2 && word[2] == '-' && word[1] != '-' &&
                     IsCapital(word.substr(3)));
    added.classes = classes_.Find(lowered);
    if (added.classes == 0 && lowered.back() == '.') {
      lowered.pop_back();
      added.classes = classes_.Find(lowered);
    }
    if (added.classes == 0 && added.capital && classes_.is_german()) {
      added.classes = classes_.FindEnd(lowered);
    }
    if (added.classes == 0 && !added.capital && !classes_.is_german() &&
        lowered.size() > 4 && lowered.ends_with("ly")) {
      added.classes = kAdverb;
    }
    return word_end;
  }

  size_t ReadOne(size_t at, size_t end) {
    if (IsWordAt(at)) return ReadWord(at, end);
    if (text_[at] == ' ') return at + 1;
    const std::string_view rest = text_.substr(at, end - at);
    const size_t apostrophe = ApostropheLength(rest);
    if (apostrophe > 0) {
      size_t clitic = at + apostrophe;
      if (!words_.empty() && words_.back().end == at) {
        clitic = RunEnd(clitic, end);
        Add(Kind::kWord, at, clitic);
        words_.back().classes =
            classes_.Find(text_.substr(at, clitic - at)) | kPossessive;
      }
      return clitic;
    }
    size_t next = at;
    const char32_t c = NextCodePoint(text_, &next);
    const Kind kind = KindOf(c);
    if (kind == Kind::kDash && c == U'-' && next < end && text_[next] == '-') {
      ++next;
    }
    if (kind != Kind::kOther || (c > U' ' && c != U'\u00A0' && !IsMark(c))) {
      Add(kind, at, next);
    }
    return next;
  }

  static bool IsMark(char32_t c) {
    return c == U'"' || c == U'\u201C' || c == U'\u201D' || c == U'\u201E' ||
           c == U'\u00AB' || c == U'\u00BB' ||
           PropertiesOf(c).char_class == CharClass::kDropped ||
           (c >= U'\u2000' && c <= U'\u200F') || c == U'\u202F';
  }

  static Kind KindOf(char32_t c) {
    switch (c) {
      case U',':
        return Kind::kComma;
      case U'.':
      case U'!':
      case U'?':
      case U'\u2026':
        return Kind::kStop;
      case U':':
        return Kind::kColon;
      case U';':
        return Kind::kSemicolon;
      case U'-':
      case U'\u2013':
      case U'\u2014':
      case U'\u2015':
        return Kind::kDash;
      case U'(':
      case U'[':
        return Kind::kOpen;
      case U')':
      case U']':
        return Kind::kClose;
      default:
        return Kind::kOther;
    }
  }

  std::string_view text_;
  const WordClasses& classes_;
  std::string lowered_;  // The word at work.
  std::vector<SentenceWord> words_;
};

}  // namespace

std::vector<SentenceWord> SentenceWords(std::string_view text,
                                        const Paragraph& paragraph,
                                        std::span<const Quote> quotes,
                                        uint32_t first_quote,
                                        const WordClasses& classes) {
  Reader reader(text, classes, (paragraph.end - paragraph.begin) / kWordBytes);
  uint32_t at = paragraph.begin;
  for (uint32_t i = first_quote;
       i < quotes.size() && quotes[i].outer.begin_byte < paragraph.end; ++i) {
    if (quotes[i].parent != kNoQuote || quotes[i].outer.begin_byte < at) {
      continue;
    }
    reader.Read(at, quotes[i].outer.begin_byte);
    reader.AddQuote(quotes[i], i);
    at = quotes[i].outer.end_byte;
  }
  reader.Read(at, paragraph.end);
  return reader.Take();
}

}  // namespace prov
