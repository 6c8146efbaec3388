#include "libprov/cluster/keep_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

// Rows with few values of each field, so that ties reach the last of them.
DocumentTable RandomTable(uint64_t seed, size_t count) {
  Random random(seed);
  DocumentTable table;
  for (size_t i = 0; i < count; ++i) {
    DocumentRow row{.token_count = static_cast<uint32_t>(random.Below(3))};
    if (!random.OneIn(3)) {
      row.published.earliest = static_cast<int64_t>(random.Below(3)) - 1;
      row.published.latest =
          row.published.earliest + static_cast<int64_t>(random.Below(2));
      row.published.grade = DateGrade::kDay;
    }
    table.Append(row, "id" + std::to_string(random.Below(count / 2)),
                 "outlet " + std::to_string(random.Below(4)));
  }
  return table;
}

int64_t OutletRank(const ClusterParams& params, std::string_view outlet) {
  return std::ranges::find(params.outlets, outlet) - params.outlets.begin();
}

// The header's order, field by field.
bool Before(const DocumentTable& table, const ClusterParams& params,
            DocumentId a, DocumentId b) {
  auto fields = [&](DocumentId d) {
    const DocumentRow& row = table[d];
    int64_t rule = 0;
    if (params.keep == KeepRule::kLongest) rule = -int64_t{row.token_count};
    if (params.keep == KeepRule::kFirst) rule = d;
    if (params.keep == KeepRule::kOutlet) {
      rule = OutletRank(params, table.outlet(d));
    }
    const bool undated = row.published.grade == DateGrade::kNone;
    return std::tuple(rule, undated, undated ? 0 : row.published.earliest,
                      undated ? 0 : row.published.latest,
                      -int64_t{row.token_count}, std::string(table.key(d)), d);
  };
  return fields(a) < fields(b);
}

void Sort(const DocumentTable& table, const ClusterParams& params,
          std::vector<DocumentId>& documents) {
  std::vector<DocumentId> few = documents;
  const auto keys = KeyOrder::Create(table, {});
  EXPECT_TRUE(SortByPreference(table, *keys, params, {}, documents).ok());
  // However little memory there is.
  EXPECT_TRUE(
      SortByPreference(table, *keys, params, MemoryBudget(1000), few).ok());
  EXPECT_EQ(few, documents);
}

TEST(KeepOrderTest, IsTheTotalOrderOfTheHeader) {
  const ClusterParams cases[] = {
      {.keep = KeepRule::kEarliest},
      {.keep = KeepRule::kLongest},
      {.keep = KeepRule::kFirst},
      {.keep = KeepRule::kOutlet, .outlets = {"outlet 2", "none", "outlet 0"}},
      {.keep = KeepRule::kOutlet, .outlets = {}},
  };
  for (const ClusterParams& params : cases) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
      const DocumentTable table = RandomTable(seed, 120);
      std::vector<DocumentId> expected(table.size());
      std::iota(expected.begin(), expected.end(), 0);
      Random random(seed);
      std::erase_if(expected, [&](DocumentId) { return random.OneIn(5); });
      std::vector<DocumentId> documents = expected;
      Shuffle(random, documents);
      std::ranges::sort(expected, [&](DocumentId a, DocumentId b) {
        return Before(table, params, a, b);
      });
      Sort(table, params, documents);
      EXPECT_EQ(documents, expected) << ToString(params.keep);
    }
  }
}

TEST(KeepOrderTest, FirstOfAListedTwiceOutletCounts) {
  DocumentTable table;
  table.Append({}, "a", "B");
  table.Append({}, "b", "A");
  std::vector<DocumentId> documents = {0, 1};
  Sort(table, {.keep = KeepRule::kOutlet, .outlets = {"A", "B", "A"}},
       documents);
  EXPECT_EQ(documents, (std::vector<DocumentId>{1, 0}));
}

}  // namespace
}  // namespace prov
