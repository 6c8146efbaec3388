// Held by passage_class_test.cc.

#include "libprov/passage/quoted_stretches.h"

#include <algorithm>
#include <optional>

#include "libprov/text/quote_marks.h"

namespace prov {
namespace {

// Those of some whole paragraphs of the text, which begin at `begin`.
void AppendStretches(std::string_view paragraphs, size_t begin,
                     std::vector<ByteRange>& stretches) {
  std::optional<size_t> open;
  size_t paragraph_end = 0;
  const auto close = [&](size_t end) {
    if (open.has_value() && *open < end) {
      stretches.push_back({.begin = static_cast<uint32_t>(begin + *open),
                           .end = static_cast<uint32_t>(begin + end)});
    }
    open.reset();
  };
  for (const QuoteMark& mark : FindQuoteMarks(paragraphs)) {
    if (mark.level != QuoteMark::Level::kDouble) continue;
    if (mark.span.begin_byte >= paragraph_end) {
      close(paragraph_end);
      paragraph_end = std::min(paragraphs.find('\n', mark.span.begin_byte),
                               paragraphs.size());
    }
    if (open.has_value() && mark.side != QuoteMark::Side::kOpen) {
      close(mark.span.begin_byte);
    } else if (mark.side != QuoteMark::Side::kClose) {
      close(mark.span.begin_byte);
      open = mark.span.end_byte;
    }
  }
  close(paragraph_end);
}

}  // namespace

std::vector<ByteRange> FindQuotedStretches(std::string_view utf8) {
  std::vector<ByteRange> stretches;
  AppendStretches(utf8, 0, stretches);
  return stretches;
}

std::vector<ByteRange> FindQuotedStretches(std::string_view utf8,
                                           std::span<const ByteRange> wanted) {
  std::vector<ByteRange> stretches;
  size_t done = 0;  // Up to there, the end of a paragraph.
  for (const ByteRange& range : wanted) {
    if (range.end <= done) continue;
    // No mark sees past a line break, so paragraphs can be taken by themselves.
    const size_t begin =
        range.begin <= done ? done : utf8.rfind('\n', range.begin) + 1;
    done = std::min(utf8.find('\n', range.end - 1), utf8.size());
    AppendStretches(utf8.substr(begin, done - begin), begin, stretches);
  }
  return stretches;
}

}  // namespace prov
