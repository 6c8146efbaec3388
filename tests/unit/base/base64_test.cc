#include "libprov/base/base64.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "libprov/base/hash.h"

namespace prov {
namespace {

struct Base64Case {
  std::string_view bytes;
  std::string_view text;
};

// RFC 4648 section 10, and the letters at the ends of the alphabet.
constexpr Base64Case kCases[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
    {std::string_view("\0", 1), "AA=="},
    {"\xff\xff\xff", "////"},
    {"\xfb\xef\xbe", "++++"},
};

TEST(Base64Test, IsThatOfTheRfc) {
  for (const Base64Case& c : kCases) {
    EXPECT_EQ(Base64(c.bytes), c.text);
    EXPECT_EQ(FromBase64(c.text), std::string(c.bytes)) << c.text;
  }
}

TEST(Base64Test, EveryLengthComesBack) {
  std::string bytes;
  for (uint64_t i = 0; i < 300; ++i) {
    ASSERT_EQ(FromBase64(Base64(bytes)), bytes) << i;
    bytes.push_back(static_cast<char>(Mix64(i)));
  }
}

// OpenSSL is given a few megabytes at a time.
TEST(Base64Test, LargeBytesComeBack) {
  for (const size_t size : {(size_t{3} << 20) - 1, size_t{3} << 20,
                            (size_t{3} << 20) + 1, (size_t{6} << 20) + 2}) {
    std::string bytes(size, '\0');
    for (size_t i = 0; i < size; ++i) {
      bytes[i] = static_cast<char>(i * 0x9e3779b97f4a7c15 >> 56);
    }
    const std::string text = Base64(bytes);
    ASSERT_EQ(text.size(), (size + 2) / 3 * 4);
    // The pieces have joined as if there had been one.
    const size_t border = size_t{4} << 20;
    if (text.size() > border) {
      EXPECT_EQ(text.substr(border, 4),
                Base64(std::string_view(bytes).substr(size_t{3} << 20, 3)));
    }
    EXPECT_TRUE(FromBase64(text) == bytes) << size;
  }
}

TEST(Base64Test, RefusesWhatItDoesNotWrite) {
  const std::string_view cases[] = {
      "Z",        "Zg",        "Zg=",
      "Zh==",     "Zm9=",      "====",
      "=AAA",     "A===",      "Zg==Zg==",
      "Zm9v\n",   "Zm9 v",     " Zm9vYg=",
      "Zm9v   ",  "\nZm9vYmF", "Zm-_",
      "Zm9v====", "Zm9\xff",   "Zm9vYmF*",
      "Z=9v",     "Zm=v",      std::string_view("Zm9\0", 4)};
  for (const std::string_view text : cases) {
    EXPECT_EQ(FromBase64(text), std::nullopt) << text;
  }
}

// Whatever four letters: refused, or just what Base64() gives.
TEST(Base64Test, NothingHasTwoSpellings) {
  constexpr std::string_view kLetters = "AQg/+=\n -";
  int accepted = 0;
  for (const char a : kLetters) {
    for (const char b : kLetters) {
      for (const char c : kLetters) {
        for (const char d : kLetters) {
          const std::string text = {a, b, c, d};
          const auto bytes = FromBase64(text);
          if (!bytes.has_value()) continue;
          ++accepted;
          EXPECT_EQ(Base64(*bytes), text);
        }
      }
    }
  }
  EXPECT_GE(accepted, 5 * 5 * 5 * 5);
}

}  // namespace
}  // namespace prov
