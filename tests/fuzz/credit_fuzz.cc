// Credits, quote marks and quoted stretches of any text lie in it, in order,
// and cut no code point; each mark is one of those that the naive walk over all
// code points would have to look at.

#include <cstdint>
#include <string>

#include "libprov/credit/credit.h"
#include "libprov/passage/quoted_stretches.h"
#include "libprov/text/quote_marks.h"
#include "libprov/text/utf8.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/well_formed.h"

namespace {

bool IsBoundary(const std::string& text, size_t at) {
  return at == text.size() || (at < text.size() && (text[at] & 0xC0) != 0x80);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const prov::OutletBook book = prov::OutletBook::BuiltIn();
  const std::string text =
      WithoutBadBytes(std::string(reinterpret_cast<const char*>(data), size));
  uint32_t last = 0;
  for (const prov::Credit& credit : prov::FindCredits(text, book)) {
    Require(last <= credit.begin && credit.begin < credit.end);
    Require(credit.end <= text.size());
    Require(IsBoundary(text, credit.begin));
    Require(credit.name_begin <= credit.name_end);
    Require(credit.begin <= credit.name_begin && credit.name_end <= credit.end);
    Require(credit.outlet == prov::kUnknownOutlet ||
            credit.outlet < book.size());
    last = credit.begin;
  }
  last = 0;
  for (const prov::OutletMention& mention : book.FindMentions(text)) {
    Require(last <= mention.begin && mention.begin < mention.end);
    const uint32_t* const outlet =
        book.Find(text.substr(mention.begin, mention.end - mention.begin));
    Require(outlet != nullptr && *outlet == mention.outlet);
    last = mention.end;
  }
  last = 0;
  for (const prov::QuoteMark& mark : prov::FindQuoteMarks(text)) {
    Require(last <= mark.span.begin_byte);
    Require(mark.span.begin_byte < mark.span.end_byte);
    Require(mark.span.end_byte <= text.size());
    const std::string_view before(text.data(), mark.span.begin_byte);
    Require(prov::CountCodePoints(before) == mark.span.begin);
    last = mark.span.end_byte;
  }
  last = 0;
  for (const prov::ByteRange& range : prov::FindQuotedStretches(text)) {
    Require(last <= range.begin && range.begin < range.end);
    Require(range.end <= text.size());
    last = range.end;
  }
  return 0;
}
