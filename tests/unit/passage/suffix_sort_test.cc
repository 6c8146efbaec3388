#include "libprov/passage/suffix_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace prov {
namespace {

SuffixOrder Oracle(const std::vector<uint32_t>& symbols) {
  SuffixOrder order;
  order.suffixes.resize(symbols.size());
  std::iota(order.suffixes.begin(), order.suffixes.end(), 0U);
  std::ranges::sort(order.suffixes, [&](uint32_t a, uint32_t b) {
    return std::lexicographical_compare(symbols.begin() + a, symbols.end(),
                                        symbols.begin() + b, symbols.end());
  });
  order.common.resize(symbols.size());
  for (size_t i = 1; i < symbols.size(); ++i) {
    const auto a = symbols.begin() + order.suffixes[i - 1];
    const auto b = symbols.begin() + order.suffixes[i];
    order.common[i] = static_cast<uint32_t>(
        std::mismatch(a, symbols.end(), b, symbols.end()).first - a);
  }
  return order;
}

void Check(const std::vector<uint32_t>& symbols) {
  const SuffixOrder found = SortSuffixes(symbols);
  const SuffixOrder expected = Oracle(symbols);
  EXPECT_EQ(found.suffixes, expected.suffixes);
  EXPECT_EQ(found.common, expected.common);
}

TEST(SuffixSort, IsWhatSortingSuffixesGives) {
  std::mt19937 random(7);
  for (uint32_t round = 0; round < 300; ++round) {
    std::vector<uint32_t> symbols(random() % 60);
    const auto most = std::min<uint32_t>(1 + round % 9,
                                         static_cast<uint32_t>(symbols.size()));
    for (uint32_t& symbol : symbols)
      symbol = static_cast<uint32_t>(random() % most);
    Check(symbols);
  }
}

TEST(SuffixSort, OfPeriods) {
  Check({});
  Check({0});
  Check(std::vector<uint32_t>(300, 0));
  std::vector<uint32_t> two(301);
  for (size_t i = 0; i < two.size(); ++i) two[i] = i % 2;
  Check(two);
}

}  // namespace
}  // namespace prov
