#include "libprov/candidate/band_join.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using Pairs = std::set<CandidatePair>;

constexpr uint32_t kSlots = 32;

// Signatures of few values, so that bands agree now and then; one in
// `crowded` is that of the first document, but for a slot.
SignatureTable RandomTable(uint64_t seed, size_t documents, size_t values,
                           size_t crowded) {
  Random random(seed);
  SignatureTable table(kSlots);
  std::vector<uint16_t> first(kSlots);
  for (uint16_t& slot : first) slot = static_cast<uint16_t>(random.Next());
  for (size_t d = 0; d < documents; ++d) {
    std::vector<uint16_t> slots(kSlots);
    for (uint16_t& slot : slots) {
      slot = static_cast<uint16_t>(random.Below(values));
    }
    if (crowded > 0 && random.OneIn(crowded)) {
      slots = first;
      slots[random.Below(kSlots)] = 1;
    }
    table.Append(slots);
  }
  return table;
}

bool SharesABand(const SignatureTable& table, const Banding& banding,
                 DocumentId a, DocumentId b) {
  std::vector<uint16_t> x(kSlots);
  std::vector<uint16_t> y(kSlots);
  table.Get(a, x);
  table.Get(b, y);
  for (uint32_t band = 0; band < banding.bands; ++band) {
    const auto begin = static_cast<ptrdiff_t>(band * banding.rows);
    if (std::equal(x.begin() + begin, x.begin() + begin + banding.rows,
                   y.begin() + begin)) {
      return true;
    }
  }
  return false;
}

Pairs AllPairs(const SignatureTable& table,
               const std::vector<DocumentId>& documents,
               const Banding& banding) {
  Pairs pairs;
  for (size_t i = 0; i < documents.size(); ++i) {
    for (size_t j = i + 1; j < documents.size(); ++j) {
      if (SharesABand(table, banding, documents[i], documents[j])) {
        pairs.insert({documents[i], documents[j]});
      }
    }
  }
  return pairs;
}

// What a join has found, as lists.
struct Joined {
  std::vector<CandidatePair> pairs;
  std::vector<std::vector<DocumentId>> crowds;

  friend bool operator==(const Joined&, const Joined&) = default;
};

Joined ListsOf(Candidates& candidates) {
  auto pairs = candidates.pairs.Values();
  EXPECT_TRUE(IsOk(pairs.status()));
  return {*std::move(pairs), candidates.crowds};
}

Joined Join(const SignatureTable& table,
            const std::vector<DocumentId>& documents, const Banding& banding,
            const Resources& resources) {
  auto candidates = JoinBands(table, documents, banding, resources);
  EXPECT_TRUE(IsOk(candidates.status()));
  return ListsOf(*candidates);
}

void ExpectAllPairs(const SignatureTable& table,
                    const std::vector<DocumentId>& documents,
                    const Banding& banding) {
  const Joined one = Join(table, documents, banding, 1);
  for (const unsigned threads : {2U, 8U}) {
    EXPECT_TRUE(Join(table, documents, banding, threads) == one) << threads;
    // So little that crowds would not fit.
    if (!one.crowds.empty()) continue;
    const Resources few(threads, MemoryBudget(100'000));
    EXPECT_TRUE(Join(table, documents, banding, few) == one) << threads;
  }
  EXPECT_TRUE(std::ranges::is_sorted(one.pairs));
  EXPECT_EQ(Pairs(one.pairs.begin(), one.pairs.end()).size(), one.pairs.size());
  EXPECT_EQ(std::set(one.crowds.begin(), one.crowds.end()).size(),
            one.crowds.size());
  for (const std::vector<DocumentId>& crowd : one.crowds) {
    EXPECT_GT(crowd.size(), kCrowdSize);
    EXPECT_TRUE(std::ranges::is_sorted(crowd));
  }
  Candidates candidates{.pairs = {}, .crowds = one.crowds};
  for (const CandidatePair& pair : one.pairs) candidates.pairs.Add(pair);
  ExpandCrowds(candidates);
  const Joined expanded = ListsOf(candidates);
  EXPECT_TRUE(expanded.crowds.empty());
  const Pairs expected = AllPairs(table, documents, banding);
  EXPECT_TRUE(std::ranges::equal(expanded.pairs, expected))
      << expanded.pairs.size() << " pairs, not " << expected.size();
}

std::vector<DocumentId> AllDocuments(const SignatureTable& table) {
  std::vector<DocumentId> documents(table.size());
  std::iota(documents.begin(), documents.end(), 0);
  return documents;
}

TEST(BandJoinTest, FindsAllPairsThatShareABand) {
  struct JoinCase {
    size_t documents;
    size_t values;
    size_t crowded;
    Banding banding;
  };
  const JoinCase cases[] = {
      {0, 2, 0, {4, 4}},   {1, 2, 0, {4, 4}},    {2, 2, 0, {32, 1}},
      {300, 3, 0, {8, 4}}, {300, 9, 0, {10, 3}}, {1000, 40, 0, {16, 2}},
      {700, 9, 4, {8, 4}}, {300, 1, 0, {1, 32}}, {900, 3, 3, {4, 7}},
      {65, 1, 0, {2, 3}},  {64, 1, 0, {2, 3}},   {400, 2, 2, {16, 2}},
  };
  uint64_t seed = 0;
  for (const JoinCase& c : cases) {
    SCOPED_TRACE(seed);
    const SignatureTable table =
        RandomTable(seed++, c.documents, c.values, c.crowded);
    ExpectAllPairs(table, AllDocuments(table), c.banding);
  }
}

TEST(BandJoinTest, GivesBucketsOverTheSizeAsCrowds) {
  const Banding banding{.bands = 2, .rows = 3};
  const SignatureTable small = RandomTable(1, kCrowdSize, 1, 0);
  const SignatureTable large = RandomTable(1, kCrowdSize + 1, 1, 0);
  const Joined pairs = Join(small, AllDocuments(small), banding, 1);
  EXPECT_EQ(pairs.pairs.size(), kCrowdSize * (kCrowdSize - 1) / 2);
  EXPECT_TRUE(pairs.crowds.empty());
  const Joined crowd = Join(large, AllDocuments(large), banding, 1);
  EXPECT_TRUE(crowd.pairs.empty());
  EXPECT_EQ(crowd.crowds,
            std::vector<std::vector<DocumentId>>{AllDocuments(large)});
}

TEST(BandJoinTest, LooksAtTheDocumentsGivenOnly) {
  for (uint64_t seed = 0; seed < 10; ++seed) {
    Random random(seed);
    const SignatureTable table = RandomTable(seed, 600, 4, 5);
    std::vector<DocumentId> documents = AllDocuments(table);
    std::erase_if(documents, [&](DocumentId) { return random.OneIn(3); });
    ExpectAllPairs(table, documents, {8, 4});
  }
}

// More documents than a segment of the table and than a partition.
TEST(BandJoinTest, JoinsAcrossSegments) {
  constexpr size_t kDocuments = 3 * SignatureTable::kSegmentDocuments + 100;
  const Banding banding{.bands = 2, .rows = 16};
  const MemoryBudget memory(uint64_t{1} << 20);
  SignatureTable table(kSlots);
  SignatureTable spilled(kSlots, memory);
  Random random(7);
  std::vector<std::vector<uint16_t>> signatures;
  Pairs expected;
  for (DocumentId d = 0; d < kDocuments; ++d) {
    std::vector<uint16_t> slots(kSlots);
    for (uint16_t& slot : slots) slot = static_cast<uint16_t>(random.Next());
    // At most one other document has either half.
    if (d > 0 && random.OneIn(5)) {
      const auto other = static_cast<DocumentId>(random.Below(d));
      const auto half = random.OneIn(2) ? 16 : 0;
      std::copy_n(signatures[other].begin() + half, 16, slots.begin() + half);
      for (DocumentId e = 0; e < d; ++e) {
        if (std::equal(slots.begin() + half, slots.begin() + half + 16,
                       signatures[e].begin() + half)) {
          expected.insert({e, d});
        }
      }
    }
    signatures.push_back(slots);
    table.Append(slots);
    spilled.Append(slots);
  }
  std::vector<DocumentId> documents = AllDocuments(table);
  EXPECT_TRUE(
      std::ranges::equal(Join(table, documents, banding, 2).pairs, expected));
  EXPECT_FALSE(spilled.IsResident(SignatureTable::kSegmentDocuments));
  EXPECT_TRUE(std::ranges::equal(
      Join(spilled, documents, banding, Resources(2, memory)).pairs, expected));
  // Without the middle segment.
  auto in_middle = [](DocumentId d) {
    return d / SignatureTable::kSegmentDocuments == 1;
  };
  std::erase_if(documents, in_middle);
  std::erase_if(expected, [&](const CandidatePair& pair) {
    return in_middle(pair.a) || in_middle(pair.b);
  });
  EXPECT_GT(expected.size(), 1000U);
  EXPECT_TRUE(
      std::ranges::equal(Join(table, documents, banding, 2).pairs, expected));
}

// Pairs of sets of a known similarity are found as often as the curve says.
TEST(BandJoinTest, RecallFollowsTheCurve) {
  constexpr size_t kPairs = 4000;
  constexpr size_t kUnion = 400;
  struct RecallCase {
    double threshold;
    double similarity;
  };
  const RecallCase cases[] = {{.5, .5}, {.5, .3}, {.7, .7}, {.8, .8},
                              {.8, .7}, {.8, .5}, {.9, .9}, {.9, .8}};
  for (const RecallCase& c : cases) {
    const auto banding = ChooseBanding(c.threshold, .99, 128);
    ASSERT_TRUE(IsOk(banding.status()));
    auto sketcher = Sketcher::Create({});
    ASSERT_TRUE(IsOk(sketcher.status()));
    Random random(static_cast<uint64_t>(c.threshold * 100 + c.similarity));
    SignatureTable table(128);
    std::vector<uint16_t> slots(128);
    const auto shared = static_cast<size_t>(std::lround(c.similarity * kUnion));
    const size_t only = (kUnion - shared) / 2;
    for (size_t pair = 0; pair < kPairs; ++pair) {
      std::vector<uint64_t> all(kUnion);
      for (uint64_t& shingle : all) shingle = random.Next();
      // Those of a alone, the shared ones, those of b alone.
      sketcher->Sketch(std::span(all).first(only + shared), slots);
      table.Append(slots);
      sketcher->Sketch(std::span(all).subspan(only), slots);
      table.Append(slots);
    }
    const Joined found = Join(table, AllDocuments(table), *banding, 2);
    const auto hits =
        std::ranges::count_if(found.pairs, [](const CandidatePair& pair) {
          return pair.a % 2 == 0 && pair.b == pair.a + 1;
        });
    const double missed =
        1 - static_cast<double>(hits) / static_cast<double>(kPairs);
    const double expected = MissProbability(*banding, c.similarity);
    // 4 sigma of a binomial, and the 2^-16 of every slot.
    const double bound =
        4 * std::sqrt(expected * (1 - expected) / kPairs) + 1e-3;
    EXPECT_NEAR(missed, expected, bound)
        << c.threshold << " at " << c.similarity;
  }
}

}  // namespace
}  // namespace prov
