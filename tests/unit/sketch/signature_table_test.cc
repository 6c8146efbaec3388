#include "libprov/sketch/signature_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

constexpr uint32_t kSlots = 3;
constexpr size_t kSegment = SignatureTable::kSegmentDocuments;

void ExpectTable(const std::vector<size_t>& runs, const MemoryBudget& memory,
                 Random& random) {
  SignatureTable table(kSlots, memory);
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
  for (size_t sets = count == 0 ? 0 : 20; sets > 0; --sets) {
    const size_t d = random.Below(count);
    std::vector<uint16_t> slots(kSlots);
    for (uint16_t& slot : slots) slot = static_cast<uint16_t>(random.Next());
    table.Set(static_cast<DocumentId>(d), slots);
    std::ranges::copy(slots,
                      expected.begin() + static_cast<ptrdiff_t>(d * kSlots));
  }
  ASSERT_EQ(table.size(), count);
  ASSERT_EQ(table.segment_count(), (count + kSegment - 1) / kSegment);
  std::vector<uint16_t> slots(kSlots);
  for (DocumentId d = 0; d < count; ++d) {
    ASSERT_EQ(table.Get(d, slots), table.IsResident(d));
    ASSERT_TRUE(table.IsResident(d) || memory.limited());
    if (!table.IsResident(d)) continue;
    ASSERT_TRUE(
        std::equal(slots.begin(), slots.end(), expected.begin() + d * kSlots))
        << d;
  }
  std::vector<uint16_t> scratch;
  size_t documents = 0;
  for (size_t segment = 0; segment < table.segment_count(); ++segment) {
    for (uint32_t slot = 0; slot < kSlots; ++slot) {
      const auto row = table.Rows(segment, slot, 1, scratch)
                           .first(table.SegmentSize(segment));
      ASSERT_EQ(row.size(), std::min(kSegment, count - documents));
      for (size_t i = 0; i < row.size(); ++i) {
        ASSERT_EQ(row[i], expected[(documents + i) * kSlots + slot]);
      }
    }
    documents += table.SegmentSize(segment);
  }
  EXPECT_EQ(documents, count);
}

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
  // All in memory, the first segment, none but the last.
  for (const uint64_t bytes :
       {MemoryBudget::kUnlimited, uint64_t{4} << 20, uint64_t{1000}}) {
    for (const std::vector<size_t>& runs : cases) {
      ExpectTable(runs, MemoryBudget(bytes), random);
    }
  }
}

}  // namespace
}  // namespace prov
