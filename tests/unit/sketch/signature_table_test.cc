#include "libprov/sketch/signature_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

constexpr uint32_t kSlots = 3;
constexpr size_t kSegment = SignatureTable::kSegmentDocuments;

// Appended in runs of any size, the table reads as one list of signatures.
TEST(SignatureTableTest, GivesBackWhatWasAppended) {
  const std::vector<std::vector<size_t>> cases = {
      {},
      {0, 1, 0},
      {kSegment - 1, 1, 1},
      {kSegment, kSegment},
      {5, kSegment - 5, 0, 1},
      {3 * kSegment + 7, 2},
      {kSegment + 1, 2 * kSegment - 2, 1, 1},
  };
  Random random(1);
  for (const std::vector<size_t>& runs : cases) {
    SignatureTable table(kSlots);
    std::vector<uint16_t> expected;
    for (const size_t run : runs) {
      std::vector<uint16_t> signatures(run * kSlots);
      for (uint16_t& slot : signatures) {
        slot = static_cast<uint16_t>(random.Next());
      }
      table.Append(signatures);
      expected.insert(expected.end(), signatures.begin(), signatures.end());
    }
    const size_t count = expected.size() / kSlots;
    ASSERT_EQ(table.size(), count);
    ASSERT_EQ(table.segment_count(), (count + kSegment - 1) / kSegment);
    std::vector<uint16_t> slots(kSlots);
    for (DocumentId d = 0; d < count; ++d) {
      table.Get(d, slots);
      ASSERT_TRUE(
          std::equal(slots.begin(), slots.end(), expected.begin() + d * kSlots))
          << d;
    }
    size_t documents = 0;
    for (size_t segment = 0; segment < table.segment_count(); ++segment) {
      for (uint32_t slot = 0; slot < kSlots; ++slot) {
        const auto row = table.Row(segment, slot);
        ASSERT_EQ(row.size(), std::min(kSegment, count - documents));
        for (size_t i = 0; i < row.size(); ++i) {
          ASSERT_EQ(row[i], expected[(documents + i) * kSlots + slot]);
        }
      }
      documents += table.Row(segment, 0).size();
    }
    EXPECT_EQ(documents, count);
  }
}

}  // namespace
}  // namespace prov
