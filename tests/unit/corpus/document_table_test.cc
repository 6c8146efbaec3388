#include "libprov/corpus/document_table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace prov {
namespace {

TEST(DocumentTableTest, KeepsIdsOfEveryLength) {
  constexpr size_t kMiB = size_t{1} << 20;
  DocumentTable table;
  std::vector<std::string> ids;
  for (const size_t length :
       {size_t{0}, kMiB, size_t{0}, size_t{1}, kMiB - 1, size_t{0}, kMiB + 5,
        size_t{0}, size_t{7}, kMiB - 7, size_t{0}, size_t{3}}) {
    ids.emplace_back(length, static_cast<char>('a' + ids.size()));
  }
  for (const std::string& id : ids) table.Append({}, id, id.substr(0, 2));
  for (DocumentId d = 0; d < ids.size(); ++d) {
    EXPECT_TRUE(table.key(d) == ids[d]) << d;
    EXPECT_EQ(table.outlet(d), ids[d].substr(0, 2));
  }
  EXPECT_EQ(table.outlet_count(), 8U);  // "" and seven others.
}

TEST(DocumentTableTest, GrowsBySegments) {
  DocumentTable table;
  constexpr DocumentId kCount = 40000;
  for (DocumentId d = 0; d < kCount; ++d) {
    table.Append({.token_count = d}, std::to_string(d),
                 std::to_string(d % 100));
  }
  table.SetKey(7, "seven");
  ASSERT_EQ(table.size(), kCount);
  for (DocumentId d = 0; d < kCount; ++d) {
    ASSERT_EQ(table[d].token_count, d);
    ASSERT_EQ(table.key(d), d == 7 ? "seven" : std::to_string(d));
    ASSERT_EQ(table.outlet(d), std::to_string(d % 100));
  }
}

}  // namespace
}  // namespace prov
