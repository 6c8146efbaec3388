#include "libprov/match/set_match.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "tests/unit/match/match_testing.h"

namespace prov {
namespace {

bool SameMeasures(const std::vector<SetMatch>& found,
                  const std::vector<SetMatch>& expected) {
  return std::ranges::equal(
      found, expected, {},
      [](const SetMatch& m) {
        return std::tuple(m.a, m.b, m.shared, m.size_a, m.size_b);
      },
      [](const SetMatch& m) {
        return std::tuple(m.a, m.b, m.shared, m.size_a, m.size_b);
      });
}

TEST(PairVerifierTest, MeasuresLikeTheDefinition) {
  for (uint64_t seed = 0; seed < 4; ++seed) {
    const std::vector<Record> records = FamilyRecords(seed, 60);
    const SketchedCorpus corpus(records);
    std::vector<CandidatePair> candidates;
    for (DocumentId a = 0; a < records.size(); ++a) {
      for (DocumentId b = a + 1; b < records.size(); ++b) {
        candidates.push_back({a, b});
      }
    }
    Random random(seed);
    Shuffle(random, candidates);
    for (const uint32_t threshold : {1U, 5000U, 8000U, 10000U}) {
      std::vector<SetMatch> expected;
      for (const auto& [a, b] : candidates) {
        const Overlap overlap =
            OverlapOf(RunsOf(records[a].text), RunsOf(records[b].text));
        if (overlap.jaccard() < TenThousandths{threshold}) continue;
        expected.push_back({a, b, static_cast<uint32_t>(overlap.shared),
                            static_cast<uint32_t>(overlap.size_a),
                            static_cast<uint32_t>(overlap.size_b)});
      }
      for (const unsigned threads : {1U, 2U, 8U}) {
        PairVerifier verifier(corpus.corpus(), kTestShingle,
                              TenThousandths{threshold}, threads);
        const auto found = verifier.Verify(candidates);
        ASSERT_TRUE(IsOk(found.status()));
        EXPECT_TRUE(SameMeasures(*found, expected)) << threshold;
        const auto none = verifier.Verify({});
        ASSERT_TRUE(IsOk(none.status()));
        EXPECT_TRUE(none->empty());
      }
    }
  }
}

// More sets than a thread keeps at a time.
TEST(SetMatcherTest, ForgetsSetsWithoutHarm) {
  Random random(1);
  std::vector<Record> records;
  for (int i = 0; i < 9; ++i) {
    records.push_back({std::to_string(i), RandomText(random, 300000, 5000)});
  }
  records.push_back(records[0]);
  const SketchedCorpus corpus(records);
  SetMatcher matcher(corpus.corpus(), kTestShingle, uint64_t{16} << 20);
  std::vector<SetMatch> first;
  for (int round = 0; round < 2; ++round) {
    for (DocumentId b = 1; b < records.size(); ++b) {
      const auto match = matcher.Measure({0, b});
      ASSERT_TRUE(IsOk(match.status()));
      if (round == 0) first.push_back(*match);
      EXPECT_TRUE(SameMeasures({*match}, {first[b - 1]}));
    }
  }
  EXPECT_TRUE(first.back().overlap().same_set());
  EXPECT_EQ(first[0].overlap(),
            OverlapOf(RunsOf(records[0].text), RunsOf(records[1].text)));
}

}  // namespace
}  // namespace prov
