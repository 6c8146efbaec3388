// Held by tests/unit/base/json_reader_test.cc.

#include "libprov/base/json_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <system_error>

namespace prov {
namespace {

constexpr std::string_view kTooLarge = "9e99";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Passes over the digits from `at` on; false if there are none.
bool SkipDigits(std::string_view token, size_t& at) {
  const size_t begin = at;
  while (at < token.size() && IsDigit(token[at])) ++at;
  return at > begin;
}

// Is this a number as RFC 8259 writes it?
bool IsNumber(std::string_view token) {
  size_t at = token.starts_with('-') ? 1 : 0;
  const size_t digits = at;
  if (!SkipDigits(token, at)) return false;
  if (token[digits] == '0' && at > digits + 1) return false;
  if (at < token.size() && token[at] == '.' && !SkipDigits(token, ++at)) {
    return false;
  }
  if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
    ++at;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    if (!SkipDigits(token, at)) return false;
  }
  return at == token.size();
}

template <typename Number>
bool Fits(std::string_view token) {
  Number number{};
  return std::from_chars(token.data(), token.data() + token.size(), number)
             .ec == std::errc();
}

// Would simdjson refuse this number, though well formed, for its size?
bool IsTooLarge(std::string_view token) {
  if (!IsNumber(token)) return false;
  if (token.find_first_of(".eE") != std::string_view::npos)
    return !Fits<double>(token);
  return !Fits<int64_t>(token) && !Fits<uint64_t>(token);
}

bool IsLong(std::string_view token) {
  return token.size() > kTooLarge.size() && IsNumber(token);
}

// The numbers that are `unwanted` are all longer than kTooLarge.  Strings are
// passed over.
size_t ReplaceNumbers(bool (*unwanted)(std::string_view),
                      std::span<char> bytes) {
  const std::string_view json(bytes.data(), bytes.size());
  size_t depth = 0;
  size_t deepest = 0;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      for (++i; i < json.size() && json[i] != '"'; ++i) {
        if (json[i] == '\\') ++i;
      }
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      if (depth > 0) --depth;
    } else if (c == '-' || IsDigit(c)) {
      const size_t end =
          std::min(json.find_first_not_of("0123456789+-.eE", i), json.size());
      if (unwanted(json.substr(i, end - i))) {
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(i), end - i,
                    ' ');
        kTooLarge.copy(bytes.data() + i, kTooLarge.size());
      }
      i = end - 1;
    }
  }
  return deepest;
}

// The four digits after the "\u" at `offset`.
uint32_t CodeUnit(std::string_view json, size_t offset) {
  uint32_t unit = 0;
  const char* digits = json.data() + offset + 2;
  std::from_chars(digits, digits + 4, unit, 16);
  return unit;
}

// Whether "\ud" begins at that byte, in any case of letters: 1 or 0.
uint8_t BeginsSurrogate(const char* at) {
  const int differs = (at[0] ^ '\\') | (at[1] ^ 'u') | ((at[2] | 0x20) ^ 'd');
  return static_cast<uint8_t>(differs) == 0 ? 1 : 0;
}

// Whether it does anywhere: in few records.  A block at a time without a
// branch, so that compilers make vector code of it.
bool MayHoldSurrogates(std::string_view json) {
  constexpr size_t kBlockBytes = 256;
  size_t i = 0;
  uint8_t found = 0;
  for (; i + kBlockBytes + 2 <= json.size() && found == 0; i += kBlockBytes) {
    const char* const block = json.data() + i;
    uint8_t here = 0;
    for (size_t k = 0; k < kBlockBytes; ++k) here |= BeginsSurrogate(block + k);
    found = here;
  }
  for (; i + 2 < json.size(); ++i) found |= BeginsSurrogate(json.data() + i);
  return found != 0;
}

}  // namespace

size_t ReplaceTooLargeNumbers(std::span<char> json) {
  return ReplaceNumbers(IsTooLarge, json);
}

size_t ReplaceLongNumbers(std::span<char> json) {
  return ReplaceNumbers(IsLong, json);
}

size_t FindLoneSurrogate(std::string_view json) {
  if (!MayHoldSurrogates(json)) return std::string_view::npos;
  size_t i = 0;
  while (i < json.size()) {
    // Escapes often follow each other; memchr is for the long way.
    if (json[i] != '\\') {
      const void* found = std::memchr(json.data() + i, '\\', json.size() - i);
      if (found == nullptr) return std::string_view::npos;
      i = static_cast<size_t>(static_cast<const char*>(found) - json.data());
    }
    if (json[i + 1] != 'u' || (json[i + 2] | 0x20) != 'd' ||
        json[i + 3] < '8') {
      i += 2;
      continue;
    }
    if (CodeUnit(json, i) >= 0xDC00 || json.substr(i + 6, 2) != "\\u") {
      return i;
    }
    const uint32_t low = CodeUnit(json, i + 6);
    if (low < 0xDC00 || low > 0xDFFF) return i;
    i += 12;
  }
  return std::string_view::npos;
}

}  // namespace prov
