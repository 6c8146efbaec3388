// Valid UTF-8 out of any bytes, for targets that require it.

#ifndef TESTS_FUZZ_WELL_FORMED_H_
#define TESTS_FUZZ_WELL_FORMED_H_

#include <cstddef>
#include <string>

// How many bytes at `i` are one well-formed code point; 0 if none.
inline size_t WellFormed(const std::string& s, size_t i) {
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

// Every byte that is not part of valid UTF-8 becomes an apostrophe.
inline std::string WithoutBadBytes(std::string bytes) {
  for (size_t i = 0; i < bytes.size();) {
    const size_t length = WellFormed(bytes, i);
    if (length == 0) bytes[i] = '\'';
    i += length == 0 ? 1 : length;
  }
  return bytes;
}

#endif  // TESTS_FUZZ_WELL_FORMED_H_
