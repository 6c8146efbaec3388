#include "libprov/match/twins.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/match/match_testing.h"

namespace prov {
namespace {

TEST(TwinsTest, AreDocumentsWithTheSameTokens) {
  const SketchedCorpus corpus({
      {"a", "one two"},           // 0
      {"b", "two one"},           // 1
      {"c", "One, two!"},         // 2: as 0.
      {"d", ""},                  // 3
      {"e", ""},                  // 4: no tokens, another record.
      {"d", ""},                  // 5: the same record as 3.
      {"f", "..."},               // 6
      {"g", "one two", "other"},  // 7: as 0.
      {"h", "one two one two"},   // 8
      {"i", "Two-one"},           // 9: as 1.
  });
  const Twins twins = FindTwins(corpus.documents());
  EXPECT_EQ(twins.leader_of,
            (std::vector<DocumentId>{0, 1, 0, 3, 4, 3, 6, 0, 8, 1}));
  EXPECT_EQ(twins.leaders, (std::vector<DocumentId>{0, 1, 8}));
}

TEST(TwinsTest, AreThoseOfAllPairs) {
  for (uint64_t seed = 0; seed < 5; ++seed) {
    const std::vector<Record> records = FamilyRecords(seed, 200);
    const SketchedCorpus corpus(records);
    const Twins twins = FindTwins(corpus.documents());
    std::vector<DocumentId> leaders;
    for (DocumentId d = 0; d < records.size(); ++d) {
      const NormalizedText text(records[d].text);
      DocumentId leader = d;
      for (DocumentId e = d; e-- > 0;) {
        const NormalizedText other(records[e].text);
        if (text.size() > 0 ? text.str() == other.str()
                            : ToJson(records[d]) == ToJson(records[e])) {
          leader = e;
        }
      }
      EXPECT_EQ(twins.leader_of[d], leader) << d;
      if (leader == d && text.size() > 0) leaders.push_back(d);
    }
    EXPECT_EQ(twins.leaders, leaders);
    for (const uint64_t bytes : {uint64_t{100}, uint64_t{10'000}}) {
      const Twins few = FindTwins(corpus.documents(), MemoryBudget(bytes));
      EXPECT_EQ(few.leader_of, twins.leader_of);
      EXPECT_EQ(few.leaders, twins.leaders);
    }
  }
}

TEST(TwinsTest, OfNothingAreNone) {
  const Twins twins = FindTwins(DocumentTable());
  EXPECT_TRUE(twins.leader_of.empty());
  EXPECT_TRUE(twins.leaders.empty());
}

}  // namespace
}  // namespace prov
