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

// With memory for all of it, for some, and for next to nothing.
TEST(DocumentTableTest, GrowsBySegments) {
  for (const MemoryBudget& memory :
       {MemoryBudget(), MemoryBudget(60 << 20), MemoryBudget(1000)}) {
    DocumentTable table(memory);
    constexpr DocumentId kCount = 100'000;
    const std::string tail(20, '-');
    for (DocumentId d = 0; d < kCount; ++d) {
      table.Append({.token_count = d}, std::to_string(d) + tail,
                   std::to_string(d % 100));
    }
    EXPECT_EQ(table.has_resident_keys(), !memory.limited());
    for (const DocumentId d : {DocumentId{7}, kCount - 1}) {
      table.SetKey(d, std::to_string(d) + tail + "#1");
    }
    ASSERT_EQ(table.size(), kCount);
    DocumentTable::Reader reader(table);
    for (DocumentId d = 0; d < kCount; ++d) {
      const std::string id = std::to_string(d) + tail;
      const std::string key = d == 7 || d == kCount - 1 ? id + "#1" : id;
      ASSERT_EQ(reader[d].token_count, d);
      ASSERT_EQ(reader.key(d), key);
      if (d % 97 != 0 && d > 100 && d + 100 < kCount) continue;
      ASSERT_EQ(table[d].token_count, d);
      ASSERT_EQ(table.key(d), key);
      ASSERT_EQ(table.id(d), id);
      ASSERT_TRUE(table.HasKey(d, key));
      ASSERT_FALSE(table.HasKey(d, key + "x"));
      ASSERT_EQ(table.outlet(d), std::to_string(d % 100));
    }
    EXPECT_TRUE(table.status().ok());
  }
}

}  // namespace
}  // namespace prov
