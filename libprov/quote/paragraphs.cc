// Held by extract_quotes_test.cc.

#include "libprov/quote/paragraphs.h"

#include <algorithm>

namespace prov {
namespace {

constexpr size_t kMaxWrappedLine = 84;
constexpr size_t kMinWrappedLines = 4;

bool IsSpace(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' ||
         c == '\v';
}

// Without white space at its ends, non-breaking spaces included.
Paragraph Trimmed(std::string_view text, size_t begin, size_t end) {
  for (bool more = true; more && begin < end;) {
    const std::string_view rest = text.substr(begin, end - begin);
    const size_t skip = IsSpace(rest[0])             ? 1
                        : rest.starts_with("\u00A0") ? 2
                                                     : 0;
    begin += skip;
    more = skip > 0;
  }
  for (bool more = true; more && begin < end;) {
    const std::string_view rest = text.substr(begin, end - begin);
    const size_t skip = IsSpace(rest.back())       ? 1
                        : rest.ends_with("\u00A0") ? 2
                                                   : 0;
    end -= skip;
    more = skip > 0;
  }
  return {.begin = static_cast<uint32_t>(begin),
          .end = static_cast<uint32_t>(end)};
}

bool EndsSentence(std::string_view line) {
  return !line.empty() &&
         (line.back() == '.' || line.back() == '?' || line.back() == '!' ||
          line.back() == '"' || line.back() == ':' || line.ends_with("\u201D"));
}

// Whether lines are wrapped: decided by the first few dozen.
bool IsWrapped(std::string_view text) {
  size_t lines = 0;
  size_t cut = 0;
  for (size_t begin = 0; begin < text.size() && lines < 40;) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const Paragraph line = Trimmed(text, begin, end);
    if (line.end - line.begin > kMaxWrappedLine) return false;
    if (line.begin < line.end) {
      ++lines;
      cut += EndsSentence(text.substr(line.begin, line.end - line.begin)) ||
                     line.end - line.begin < kMaxWrappedLine / 2
                 ? 0
                 : 1;
    }
    begin = end + 1;
  }
  return lines >= kMinWrappedLines && 2 * cut > lines;
}

}  // namespace

std::vector<Paragraph> FindParagraphs(std::string_view text) {
  const bool wrapped = IsWrapped(text);
  std::vector<Paragraph> paragraphs;
  size_t from = 0;
  const auto add = [&](size_t end) {
    const Paragraph paragraph = Trimmed(text, from, end);
    if (paragraph.begin < paragraph.end) paragraphs.push_back(paragraph);
  };
  for (size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (wrapped && at + 1 < text.size() && !IsSpace(text[at + 1])) continue;
    add(at);
    from = at + 1;
  }
  add(text.size());
  return paragraphs;
}

}  // namespace prov
