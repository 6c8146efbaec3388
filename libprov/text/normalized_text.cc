// Collects what TokenScanner finds.  Held by
// tests/unit/text/normalized_text_test.cc.

#include "libprov/text/normalized_text.h"

#include "libprov/text/token_scanner.h"

namespace prov {

NormalizedText::NormalizedText(std::string_view utf8) {
  TokenScanner scanner;
  scanner.Scan(utf8, [this](std::string_view token, const TokenSpan& span) {
    begins_.push_back(bytes_.size());
    spans_.push_back(span);
    bytes_.append(token);
    bytes_.push_back(' ');
  });
  begins_.push_back(bytes_.size());
}

std::string_view NormalizedText::str() const {
  return size() == 0 ? std::string_view() : run(0, size());
}

}  // namespace prov
