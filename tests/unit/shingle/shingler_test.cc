#include "libprov/shingle/shingler.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <set>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

// The formula of the header, run by run.
std::vector<uint64_t> Expected(const std::vector<uint64_t>& tokens,
                               uint32_t width) {
  std::vector<uint64_t> shingles;
  const size_t w = std::min<size_t>(width, tokens.size());
  for (size_t i = 0; w > 0 && i + w <= tokens.size(); ++i) {
    uint64_t sum = 0;
    for (size_t k = 0; k < w; ++k) {
      const size_t turns = 13 * (w - 1 - k);
      sum ^= std::rotl(tokens[i + k], static_cast<int>(turns % 64));
    }
    sum = (sum ^ (sum >> 32)) * 0xd6e8feb86659fd93;
    shingles.push_back(sum ^ (sum >> 32));
  }
  return shingles;
}

std::vector<uint64_t> Actual(const std::vector<uint64_t>& tokens,
                             uint32_t width) {
  std::vector<uint64_t> shingles = {1, 2, 3};  // To be overwritten.
  MakeShingles(tokens, {.width_tokens = width}, shingles);
  EXPECT_EQ(shingles.size(),
            ShingleCount(tokens.size(), {.width_tokens = width}));
  return shingles;
}

std::vector<uint64_t> RandomTokens(uint64_t seed, size_t count,
                                   size_t vocabulary) {
  Random random(seed);
  std::vector<uint64_t> tokens;
  for (size_t i = 0; i < count; ++i) {
    tokens.push_back(Mix64(random.Below(vocabulary) + 1));
  }
  return tokens;
}

TEST(ShinglerTest, IsTheFormulaOfTheHeader) {
  for (uint32_t width = 1; width <= 64; ++width) {
    for (const size_t count : {0U, 1U, 2U, 4U, 5U, 6U, 63U, 64U, 65U, 200U}) {
      const std::vector<uint64_t> tokens =
          RandomTokens(width * 1000 + count, count, 50);
      EXPECT_EQ(Actual(tokens, width), Expected(tokens, width))
          << width << " of " << count;
    }
  }
}

// Frozen: signature files on disk depend on these values.
TEST(ShinglerTest, IsFrozen) {
  EXPECT_EQ(
      Actual({1, 2, 3, 4, 5, 6}, 5),
      (std::vector<uint64_t>{6802711084073554799U, 11310250043723889039U}));
}

TEST(ShinglerTest, CountsShinglesOfShortTexts) {
  struct CountCase {
    size_t tokens;
    uint32_t width;
    size_t shingles;
  };
  const CountCase cases[] = {{0, 5, 0}, {1, 5, 1},   {4, 5, 1},  {5, 5, 1},
                             {6, 5, 2}, {9, 5, 5},   {0, 1, 0},  {1, 1, 1},
                             {3, 1, 3}, {64, 64, 1}, {65, 64, 2}};
  for (const CountCase& c : cases) {
    EXPECT_EQ(ShingleCount(c.tokens, {.width_tokens = c.width}), c.shingles)
        << c.tokens << " tokens, width " << c.width;
  }
}

TEST(ShinglerTest, OrderAndPlaceOfTokensCount) {
  const std::vector<uint64_t> tokens = RandomTokens(1, 8, 1000000);
  std::set<uint64_t> seen;
  for (size_t i = 0; i < tokens.size(); ++i) {
    for (size_t j = 0; j < tokens.size(); ++j) {
      std::vector<uint64_t> swapped = tokens;
      std::swap(swapped[i], swapped[j]);
      seen.insert(Actual(swapped, 8).front());
    }
  }
  EXPECT_EQ(seen.size(), 1U + 8 * 7 / 2);
}

TEST(ShinglerTest, EqualRunsHaveEqualShingles) {
  std::vector<uint64_t> tokens = RandomTokens(2, 30, 1000000);
  const std::vector<uint64_t> once = Actual(tokens, 5);
  tokens.insert(tokens.end(), tokens.begin(), tokens.begin() + 30);
  const std::vector<uint64_t> twice = Actual(tokens, 5);
  for (size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(twice[i], once[i]);
    EXPECT_EQ(twice[i + 30], once[i]);
  }
}

TEST(ShinglerTest, DifferentRunsHaveDifferentShingles) {
  // Few words, so that most runs are permutations of others.
  std::vector<uint64_t> tokens = RandomTokens(3, 200000, 12);
  const std::vector<uint64_t> shingles = Actual(tokens, 5);
  std::set<std::vector<uint64_t>> runs;
  for (size_t i = 0; i < shingles.size(); ++i) {
    runs.emplace(tokens.begin() + static_cast<ptrdiff_t>(i),
                 tokens.begin() + static_cast<ptrdiff_t>(i + 5));
  }
  EXPECT_EQ(std::set<uint64_t>(shingles.begin(), shingles.end()).size(),
            runs.size());
}

TEST(ShinglerTest, ValidatesTheWidth) {
  for (const uint32_t width : {1U, 5U, 64U}) {
    EXPECT_TRUE(IsOk(Validate({.width_tokens = width})));
  }
  for (const uint32_t width : {0U, 65U, ~0U}) {
    EXPECT_TRUE(Says(Validate({.width_tokens = width}),
                     absl::StatusCode::kInvalidArgument, "shingle width"));
  }
}

}  // namespace
}  // namespace prov
