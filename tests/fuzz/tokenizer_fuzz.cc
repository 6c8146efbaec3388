// Tokenizer against NormalizedText on any text: the same tokens, spans inside
// the text, and normalising twice changes nothing.

#include <cstdint>
#include <string>

#include "libprov/text/normalized_text.h"
#include "libprov/text/tokenizer.h"
#include "tests/fuzz/memory_file.h"

namespace {

// How many bytes at `i` are one well-formed code point; 0 if none.
size_t WellFormed(const std::string& s, size_t i) {
  const auto byte = [&](size_t k) {
    return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0u;
  };
  const auto trail = [&](size_t k) { return (byte(k) & 0xC0) == 0x80; };
  const unsigned lead = byte(0), next = byte(1);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return trail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool range =
        (lead != 0xE0 || next >= 0xA0) && (lead != 0xED || next <= 0x9F);
    return range && trail(1) && trail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool range =
        (lead != 0xF0 || next >= 0x90) && (lead != 0xF4 || next <= 0x8F);
    return range && trail(1) && trail(2) && trail(3) ? 4 : 0;
  }
  return 0;
}

std::string WithoutBadBytes(std::string bytes) {
  for (size_t i = 0; i < bytes.size();) {
    const size_t length = WellFormed(bytes, i);
    if (length == 0) bytes[i] = '\'';
    i += length == 0 ? 1 : length;
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text =
      WithoutBadBytes(std::string(reinterpret_cast<const char*>(data), size));
  const prov::NormalizedText normalized(text);
  prov::Tokenizer tokenizer;
  const auto hashes = tokenizer.Hashes(text);
  Require(hashes.size() == normalized.size());
  for (size_t i = 0; i < hashes.size(); ++i) {
    Require(hashes[i] == prov::TokenHash(normalized.token(i)));
    const prov::TokenSpan& span = normalized.span(i);
    Require(span.begin_byte < span.end_byte && span.end_byte <= text.size());
    Require(span.begin < span.end && span.end <= text.size());
    if (i > 0) Require(normalized.span(i - 1).begin <= span.begin);
  }
  const prov::NormalizedText again(normalized.str());
  Require(again.size() == normalized.size());
  Require(again.str() == normalized.str());
  return 0;
}
