#include "libprov/ledger/entry.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

JsonObject Parsed(JsonReader& reader, std::string& line) {
  line.reserve(line.size() + kJsonPadding);
  const auto object = reader.Parse(line);
  EXPECT_TRUE(object.ok()) << object.status() << " " << line;
  return *object;
}

TEST(Entry, OwnLinesComeBack) {
  JsonReader reader;
  std::string line = ToLine(RecordEntry{.time = "2031-03-02T08:00:00Z",
                                        .name = "a \"b\".jsonl",
                                        .size_bytes = 12,
                                        .supersedes = 3,
                                        .reason = "a wrong date"});
  EXPECT_EQ(KindOf(line), EntryKind::kRecord);
  const auto record = ParseRecordEntry(Parsed(reader, line));
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(ToLine(*record), line);

  line = ToLine(ObjectEntry{.of = "prov.quote/1",
                            .sha256 = Hex(Sha256("x")),
                            .size_bytes = 70000,
                            .counts = {{"occurrences", 812}}});
  EXPECT_EQ(KindOf(line), EntryKind::kObject);
  const auto object = ParseObjectEntry(Parsed(reader, line));
  ASSERT_TRUE(object.ok());
  EXPECT_EQ(ToLine(*object), line);
  EXPECT_TRUE(StandsFor(line, "x"));
  EXPECT_FALSE(StandsFor(line, "y"));

  line = ToLine(WithdrawalEntry{
      .time = "2031-03-02T08:00:00Z", .entry = 7, .of = "x/1", .leaf = "ab"});
  EXPECT_EQ(KindOf(line), EntryKind::kWithdrawal);
  const auto withdrawal = ParseWithdrawalEntry(Parsed(reader, line));
  ASSERT_TRUE(withdrawal.ok());
  EXPECT_EQ(ToLine(*withdrawal), line);
}

TEST(Entry, WhatWasWithdrawnKeepsItsHash) {
  const std::string text = "{\"schema\":\"prov.quote/1\",\"text\":\"gone\"}";
  const std::string line = WithdrawnLine(LeafHash(text));
  EXPECT_EQ(KindOf(line), EntryKind::kWithdrawn);
  EXPECT_EQ(HashOfLine(line), LeafHash(text));
  EXPECT_EQ(HashOfLine(text), LeafHash(text));
  EXPECT_TRUE(StandsFor(line, text));
  // A line that is not that to the byte is hashed as what it is.
  for (size_t bit = 0; bit < 8 * line.size(); ++bit) {
    std::string other = line;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    EXPECT_NE(HashOfLine(other), LeafHash(text)) << bit;
  }
  EXPECT_EQ(KindOf(line + " "), EntryKind::kFinding);
}

TEST(Entry, FindingsHaveNoSchemaOfTheLedger) {
  for (const char* schema : {"prov.record/1", "prov.object/1",
                             "prov.withdrawal/1", "prov.withdrawn/1"}) {
    EXPECT_TRUE(IsLedgerSchema(schema));
  }
  EXPECT_FALSE(IsLedgerSchema("prov.quote/1"));
  EXPECT_EQ(KindOf("{\"schema\":\"prov.quote/1\"}"), EntryKind::kFinding);
  EXPECT_EQ(KindOf(""), EntryKind::kFinding);
}

}  // namespace
}  // namespace prov
