// Quotes of any text: spans lie within it, in order, and nest or do not touch;
// reading speakers and outlets of them ends.

#include <cstdint>
#include <string>

#include "libprov/base/utf8_check.h"
#include "libprov/quote/extract_quotes.h"
#include "libprov/quote/read_quotes.h"
#include "tests/fuzz/memory_file.h"

namespace {

void Check(const prov::TokenSpan& span, const std::string& text) {
  Require(span.begin_byte <= span.end_byte && span.end_byte <= text.size());
  Require(span.begin <= span.end &&
          span.end - span.begin <= span.end_byte - span.begin_byte);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const prov::OutletBook book = prov::OutletBook::BuiltIn();
  std::string text(reinterpret_cast<const char*>(data), size);
  if (prov::FindInvalidUtf8(text).has_value()) {
    for (char& c : text) c = static_cast<char>(c & 0x7F);
  }
  const prov::TextQuotes read = prov::ReadQuotes(text, "", book);
  for (size_t i = 0; i < read.quotes.size(); ++i) {
    const prov::Quote& quote = read.quotes[i].quote;
    Check(quote.span, text);
    Check(quote.outer, text);
    Require(quote.outer.begin_byte <= quote.span.begin_byte);
    Require(quote.span.end_byte <= quote.outer.end_byte);
    Require(quote.words > 0);
    if (quote.parent != prov::kNoQuote) {
      Require(quote.parent < i);
      const prov::Quote& outer = read.quotes[quote.parent].quote;
      Require(outer.span.begin_byte <= quote.outer.begin_byte);
      Require(quote.outer.end_byte <= outer.span.end_byte);
    }
    if (i > 0) {
      Require(read.quotes[i - 1].quote.outer.begin_byte <
              quote.outer.begin_byte);
    }
    if (read.quotes[i].speaker.has_value()) {
      Check(read.quotes[i].speaker->span, text);
    }
    if (read.quotes[i].cited.has_value()) {
      Check(read.quotes[i].cited->span, text);
    }
  }
  return 0;
}
