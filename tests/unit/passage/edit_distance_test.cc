#include "libprov/passage/edit_distance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace prov {
namespace {

uint32_t Textbook(const std::vector<TokenMark>& a,
                  const std::vector<TokenMark>& b) {
  std::vector<uint32_t> row(b.size() + 1);
  for (uint32_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (uint32_t i = 1; i <= a.size(); ++i) {
    uint32_t diagonal = row[0];
    row[0] = i;
    for (uint32_t j = 1; j <= b.size(); ++j) {
      const uint32_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

TEST(EditDistance, IsTheTextbooks) {
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::vector<TokenMark> a(random() % (kMaxDistanceTokens + 1));
    std::vector<TokenMark> b(random() % 90);
    const auto words = static_cast<uint32_t>(1 + random() % 12);
    for (TokenMark& token : a) token = static_cast<TokenMark>(random() % words);
    for (TokenMark& token : b) token = static_cast<TokenMark>(random() % words);
    ASSERT_EQ(EditDistance(a, b), Textbook(a, b));
  }
}

}  // namespace
}  // namespace prov
