// simdjson answers yes or no; where the answer is no, halving what is still in
// doubt finds the place.
//
// Held by utf8_check_test.cc against a decoder that goes byte by byte.

#include "libprov/base/utf8_check.h"

#include <simdjson.h>

#include <algorithm>

namespace prov {
namespace {

constexpr size_t kLongest = 4;

bool IsContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

bool IsValid(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

}  // namespace

std::optional<size_t> FindInvalidUtf8(std::string_view bytes) {
  if (IsValid(bytes)) return std::nullopt;
  // [0, good) is valid; the first bad sequence begins before `bad`.
  size_t good = 0;
  size_t bad = bytes.size();
  while (bad - good > 4 * kLongest) {
    size_t middle = good + (bad - good) / 2;
    // Cut where a sequence begins; so long a run of others is bad itself.
    for (size_t i = 0; i < kLongest && IsContinuation(bytes[middle]); ++i) {
      --middle;
    }
    if (IsValid(bytes.substr(good, middle - good))) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  while (good < bytes.size()) {
    size_t length = 1;
    const size_t most = std::min(kLongest, bytes.size() - good);
    while (length <= most && !IsValid(bytes.substr(good, length))) ++length;
    if (length > most) break;
    good += length;
  }
  return good;
}

}  // namespace prov
