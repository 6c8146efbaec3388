#include "libprov/base/utf8_check.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/base/hash.h"

namespace prov {
namespace {

// Bytes of the sequence that begins at `at`, 0 if it is none; RFC 3629.
size_t SequenceAt(std::string_view bytes, size_t at) {
  const auto byte = [&](size_t i) -> uint32_t {
    return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i])
                                 : 0;
  };
  const auto is_tail = [&](size_t i) { return byte(i) >> 6 == 2; };
  if (byte(0) < 0x80) return 1;
  if (byte(0) < 0xC2 || byte(0) > 0xF4) return 0;
  if (byte(0) < 0xE0) return is_tail(1) ? 2 : 0;
  if (byte(0) < 0xF0) {
    const uint32_t code = (byte(0) & 15) << 12 | (byte(1) & 63) << 6;
    const bool fits = code >= 0x800 && (code < 0xD800 || code > 0xDFFF);
    return is_tail(1) && is_tail(2) && fits ? 3 : 0;
  }
  const uint32_t code = (byte(0) & 7) << 18 | (byte(1) & 63) << 12;
  const bool fits = code >= 0x10000 && code < 0x110000;
  return is_tail(1) && is_tail(2) && is_tail(3) && fits ? 4 : 0;
}

std::optional<size_t> Expected(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const size_t length = SequenceAt(bytes, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

TEST(Utf8CheckTest, FindsWhatTheDefinitionFinds) {
  const std::string_view parts[] = {"a",
                                    "plain words ",
                                    "\xC3\xA9",
                                    "\xE2\x80\x9C",
                                    "\xF0\x9F\x98\x80",
                                    "\xED\x9F\xBF",
                                    "\xEE\x80\x80",
                                    "\xF4\x8F\xBF\xBF",
                                    "\0"};
  const std::string_view bad[] = {
      "\x80",
      "\xC3",
      "\xC0\xAF",
      "\xE0\x9F\xBF",
      "\xED\xA0\x80",
      "\xE2\x80",
      "\xF0\x8F\xBF\xBF",
      "\xF4\x90\x80\x80",
      "\xF8",
      "\xFF\xFE",
      "\x80\x80\x80\x80",
      "\xF0\x9F\x98",
      "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"};
  uint64_t state = 1;
  const auto below = [&state](size_t bound) {
    return static_cast<size_t>(Mix64(state += 0x9e3779b97f4a7c15) % bound);
  };
  for (int round = 0; round < 4000; ++round) {
    std::string bytes;
    for (size_t i = below(40); i > 0; --i) bytes += parts[below(9)];
    ASSERT_EQ(FindInvalidUtf8(bytes), std::nullopt);
    for (size_t i = below(3); i > 0; --i) bytes += bad[below(13)];
    for (size_t i = below(40); i > 0; --i) bytes += parts[below(9)];
    ASSERT_EQ(FindInvalidUtf8(bytes), Expected(bytes)) << round;
  }
}

TEST(Utf8CheckTest, EveryLeadAndSecondByte) {
  for (int lead = 0; lead < 256; ++lead) {
    for (int second = 0; second < 256; ++second) {
      std::string bytes = "xx";
      bytes += static_cast<char>(lead);
      bytes += static_cast<char>(second);
      bytes += "\x80\x80";
      EXPECT_EQ(FindInvalidUtf8(bytes), Expected(bytes));
    }
  }
}

}  // namespace
}  // namespace prov
