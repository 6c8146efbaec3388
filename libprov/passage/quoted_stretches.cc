// Held by passage_class_test.cc.

#include "libprov/passage/quoted_stretches.h"

#include <algorithm>
#include <optional>

#include "libprov/text/quote_marks.h"

namespace prov {

std::vector<ByteRange> FindQuotedStretches(std::string_view utf8) {
  std::vector<ByteRange> stretches;
  std::optional<uint32_t> open;
  size_t paragraph_end = 0;
  const auto close = [&](size_t end) {
    if (open.has_value() && *open < end) {
      stretches.push_back({.begin = *open, .end = static_cast<uint32_t>(end)});
    }
    open.reset();
  };
  for (const QuoteMark& mark : FindQuoteMarks(utf8)) {
    if (mark.level != QuoteMark::Level::kDouble) continue;
    if (mark.span.begin_byte >= paragraph_end) {
      close(paragraph_end);
      paragraph_end =
          std::min(utf8.find('\n', mark.span.begin_byte), utf8.size());
    }
    if (open.has_value() && mark.side != QuoteMark::Side::kOpen) {
      close(mark.span.begin_byte);
    } else if (mark.side != QuoteMark::Side::kClose) {
      close(mark.span.begin_byte);
      open = mark.span.end_byte;
    }
  }
  close(paragraph_end);
  return stretches;
}

}  // namespace prov
