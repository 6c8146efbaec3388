#include "libprov/passage/pair_text.h"

#include "libprov/text/token_scanner.h"
#include "libprov/text/tokenizer.h"

namespace prov {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Whether a sentence ends in what stands between two words.
bool EndsSentence(std::string_view before, std::string_view between,
                  char after) {
  size_t line_breaks = 0;
  bool stopped = false;
  bool spaced = false;
  for (const char c : between) {
    if (c == '\n' && ++line_breaks == 2) return true;
    if (IsSpace(c)) {
      spaced = true;
    } else if (c == '?' || c == '!' || c == '.') {
      stopped = true;
    }
  }
  if (between.find("\xE3\x80\x82") != std::string_view::npos) return true;
  if (!stopped || before.size() == 1) return false;
  return spaced || !IsLower(after);
}

}  // namespace

PairText MakePairText(std::string_view utf8, uint32_t min_words) {
  PairText text;
  TokenScanner scanner;
  scanner.Scan(utf8, [&](std::string_view token, const TokenSpan& span) {
    const auto at = static_cast<uint32_t>(text.words.size());
    if (at == 0) {
      text.sentences.push_back(0);
    } else {
      const TokenSpan& last = text.spans.back();
      const std::string_view before =
          utf8.substr(last.begin_byte, last.end_byte - last.begin_byte);
      const std::string_view between =
          span.begin_byte > last.end_byte
              ? utf8.substr(last.end_byte, span.begin_byte - last.end_byte)
              : std::string_view();
      if (at - text.sentences.back() >= min_words &&
          EndsSentence(before, between, utf8[span.begin_byte])) {
        text.sentences.push_back(at);
      }
    }
    text.words.push_back(MarkOf(TokenHash(token)));
    text.spans.push_back(span);
  });
  if (!text.words.empty()) {
    text.sentences.push_back(static_cast<uint32_t>(text.words.size()));
  }
  return text;
}

}  // namespace prov
