// Tokenizer against NormalizedText on any text: the same tokens, spans inside
// the text, and normalising twice changes nothing.

#include <cstdint>
#include <string>

#include "libprov/text/normalized_text.h"
#include "libprov/text/tokenizer.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/well_formed.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text =
      WithoutBadBytes(std::string(reinterpret_cast<const char*>(data), size));
  const prov::NormalizedText normalized(text);
  prov::Tokenizer tokenizer;
  const auto hashes = tokenizer.HashesAndPlaces(text);
  Require(hashes.size() == normalized.size());
  for (size_t i = 0; i < hashes.size(); ++i) {
    Require(hashes[i] == prov::TokenHash(normalized.token(i)));
    const prov::TokenSpan& span = normalized.span(i);
    Require(span.begin_byte < span.end_byte && span.end_byte <= text.size());
    const prov::TokenPlace place = tokenizer.place(i);
    Require(place.begin_byte == span.begin_byte &&
            place.end_byte == span.end_byte);
    Require(span.begin < span.end && span.end <= text.size());
    if (i > 0) Require(normalized.span(i - 1).begin <= span.begin);
  }
  const prov::NormalizedText again(normalized.str());
  Require(again.size() == normalized.size());
  Require(again.str() == normalized.str());
  return 0;
}
