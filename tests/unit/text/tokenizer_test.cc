#include "libprov/text/tokenizer.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "libprov/text/normalized_text.h"
#include "libprov/text/utf8.h"
#include "tests/unit/text/nasty_text.h"

namespace prov {
namespace {

std::vector<uint64_t> Expected(std::string_view text) {
  const NormalizedText normalized(text);
  std::vector<uint64_t> hashes;
  for (size_t i = 0; i < normalized.size(); ++i) {
    hashes.push_back(TokenHash(normalized.token(i)));
  }
  return hashes;
}

std::vector<uint64_t> Actual(std::string_view text, Tokenizer* tokenizer) {
  const auto hashes = tokenizer->Hashes(text);
  return {hashes.begin(), hashes.end()};
}

// Frozen: signature files on disk depend on these values.
TEST(TokenHashTest, IsFrozen) {
  struct HashCase {
    std::string_view token;
    uint64_t hash;
  };
  const HashCase cases[] = {
      {"", 0xa1cd3f1e82b194c5U},
      {"a", 0xca39e7febf012411U},
      {"the", 0x1caeb2e3c836d000U},
      {"caf\u00e9", 0xdbb5f87b678aed00U},
      {"sixteen8sixteen8", 0x11490d5469910cf8U},
      {"sixteen8sixteen8s", 0x07c2bd4f87329c72U},
      {"\u6f22", 0xbfa8c9f066343127U},
  };
  for (const HashCase& c : cases)
    EXPECT_EQ(TokenHash(c.token), c.hash) << c.token;
}

TEST(TokenHashTest, TellsTokensApart) {
  std::set<uint64_t> seen;
  size_t count = 0;
  const auto add = [&](std::string_view token) {
    seen.insert(TokenHash(token));
    ++count;
  };
  std::string zeros, letters;
  for (int length = 0; length < 100; ++length) {
    add(zeros);
    zeros.push_back('\0');
    letters.push_back('a');
    add(letters);
  }
  for (int number = 0; number < 1000000; ++number) add(std::to_string(number));
  EXPECT_EQ(seen.size(), count);
}

TEST(TokenHashTest, EveryBitHangsOnEveryBit) {
  std::mt19937_64 random(1);
  for (const size_t length : {3u, 8u, 9u, 16u, 17u, 40u}) {
    std::vector<int> flips(64);
    int trials = 0;
    for (int round = 0; round < 400; ++round) {
      std::string token(length, 'a');
      for (char& c : token) c = static_cast<char>('a' + random() % 26);
      const uint64_t hash = TokenHash(token);
      for (size_t bit = 0; bit < 8 * length; ++bit, ++trials) {
        std::string other = token;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
        const uint64_t difference = hash ^ TokenHash(other);
        for (size_t i = 0; i < 64; ++i) flips[i] += (difference >> i & 1) != 0;
      }
    }
    for (const int count : flips) {
      EXPECT_NEAR(static_cast<double>(count) / trials, 0.5, 0.05) << length;
    }
  }
}

TEST(TokenizerTest, EveryCodePointBetweenLetters) {
  Tokenizer tokenizer;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "a";
    AppendUtf8(c, &text);
    text += "B ";
    AppendUtf8(c, &text);
    AppendUtf8(c, &text);
    text += " 1";
    AppendUtf8(c, &text);
    ASSERT_EQ(Actual(text, &tokenizer), Expected(text))
        << "U+" << std::hex << uint32_t{c};
  }
}

// Every length, so that every piece stands at every place of a block.
TEST(TokenizerTest, RandomTextsOfEveryLength) {
  std::mt19937_64 random(1);
  Tokenizer tokenizer;
  for (const Alphabet& alphabet : NastyAlphabets()) {
    for (size_t size = 0; size <= 300; ++size) {
      for (int round = 0; round < 8; ++round) {
        const std::string text = NastyText(alphabet, size, &random);
        ASSERT_EQ(Actual(text, &tokenizer), Expected(text))
            << alphabet.name << ": " << text;
      }
    }
  }
}

TEST(TokenizerTest, LongTextsAndLongTokens) {
  std::mt19937_64 random(1);
  Tokenizer tokenizer;
  for (const Alphabet& alphabet : NastyAlphabets()) {
    for (const size_t size : {4000u, 4096u, 4160u, 8191u, 8193u, 70000u}) {
      const std::string text = NastyText(alphabet, size, &random);
      ASSERT_EQ(Actual(text, &tokenizer), Expected(text)) << alphabet.name;
    }
  }
  for (const size_t length :
       {15u, 16u, 17u, 31u, 32u, 33u, 63u, 64u, 65u, 5000u, 20000u}) {
    for (const char* tail : {"", " b", "'b", "\u00e9", " caf\u00e9 b"}) {
      const std::string text = "a " + std::string(length, 'X') + tail;
      ASSERT_EQ(Actual(text, &tokenizer), Expected(text)) << length << tail;
    }
  }
}

// Every instruction set that this machine has.
TEST(TokenizerTest, AllTargetsAgree) {
  const int64_t all = hwy::SupportedTargets();
  for (int64_t left = all; left != 0; left &= left - 1) {
    hwy::SetSupportedTargetsForTest(left & -left);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    std::mt19937_64 random(1);
    Tokenizer tokenizer;
    for (const Alphabet& alphabet : NastyAlphabets()) {
      for (size_t size = 0; size <= 5000; size += size < 200 ? 1 : 379) {
        const std::string text = NastyText(alphabet, size, &random);
        ASSERT_EQ(Actual(text, &tokenizer), Expected(text))
            << hwy::TargetName(left & -left) << ", " << alphabet.name;
      }
    }
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

// The text ends where the readable memory ends, and begins at every alignment.
TEST(TokenizerTest, ReadsNoByteOutside) {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  void* const memory = mmap(nullptr, 3 * page, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  char* const first = static_cast<char*>(memory) + page;
  char* const end = first + page;
  ASSERT_EQ(mprotect(memory, page, PROT_NONE), 0);
  ASSERT_EQ(mprotect(end, page, PROT_NONE), 0);
  std::mt19937_64 random(1);
  Tokenizer tokenizer;
  for (const Alphabet& alphabet : NastyAlphabets()) {
    for (size_t size = 0; size <= 200; ++size) {
      const std::string text = NastyText(alphabet, size, &random);
      const auto expected = Expected(text);
      for (char* const at : {end - size, first}) {
        std::memcpy(at, text.data(), size);
        ASSERT_EQ(Actual({at, size}, &tokenizer), expected) << text;
      }
    }
  }
  ASSERT_EQ(munmap(memory, 3 * page), 0);
}

}  // namespace
}  // namespace prov
