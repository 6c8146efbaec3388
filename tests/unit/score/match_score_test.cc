#include "libprov/score/match_score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

// Pairs of keys and their similarity in ten-thousandths.
using Pairs = std::map<std::pair<std::string, std::string>, uint32_t>;

std::string RunOf(const std::string& parameters) {
  return "{\"schema\":\"prov.run/1\",\"tool\":\"prov-match\",\"version\":\"0\","
         "\"parameters\":{" +
         parameters + "},\"inputs\":[]}\n";
}

const std::string kRun = RunOf("\"threshold\":\"0.5000\"");
const std::string kTruth =
    "{\"schema\":\"prov.truth/1\",\"kind\":\"pairs\",\"documents\":99,"
    "\"floor\":0.3000}\n";

std::string Lines(const Pairs& pairs, const std::string& schema) {
  std::string lines;
  for (const auto& [keys, jaccard] : pairs) {
    lines += absl::StrFormat(
        "{\"schema\":\"%s\",\"a\":\"%s\",\"b\":\"%s\",\"jaccard\":%s}\n",
        schema, keys.first, keys.second, ToString(TenThousandths{jaccard}));
  }
  return lines;
}

std::string Found(const Pairs& pairs) {
  return kRun + Lines(pairs, "prov.match/1");
}

std::string True(const Pairs& pairs) {
  return kTruth + Lines(pairs, "prov.truth.pair/1");
}

class MatchScoreTest : public testing::Test {
 protected:
  absl::StatusOr<MatchScore> Score(const std::string& found,
                                   const std::string& truth,
                                   const MatchScoreParams& params = {}) {
    return ScoreMatches(Spill(found_, found), Spill(truth_, truth), params);
  }

  ScratchFolder folder_;
  std::string found_ = folder_.File("found");
  std::string truth_ = folder_.File("truth");
};

TEST_F(MatchScoreTest, CountsByBand) {
  const auto score = Score(Found({{{"a", "b"}, 10000},
                                  {{"a", "c"}, 6123},
                                  {{"d", "e"}, 6999},
                                  {{"f", "g"}, 7000},
                                  {{"h", "i"}, 9999}}),
                           True({{{"a", "b"}, 10000},
                                 {{"a", "c"}, 6123},
                                 {{"b", "c"}, 6123},
                                 {{"f", "g"}, 7001},
                                 {{"j", "k"}, 6500},
                                 {{"l", "m"}, 4999}}));
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->threshold, TenThousandths{5000});
  // a and b have equal texts, so a's match with c is also b's.
  EXPECT_EQ(score->precision, (Proportion{4, 6}));
  EXPECT_EQ(score->recall, (Proportion{4, 5}));
  ASSERT_EQ(score->bands.size(), 6u);
  EXPECT_EQ(score->bands[1].from, TenThousandths{6000});
  EXPECT_EQ(score->bands[1].to, TenThousandths{7000});
  EXPECT_EQ(score->bands[1].precision, (Proportion{2, 3}));
  EXPECT_EQ(score->bands[1].recall, (Proportion{2, 3}));
  EXPECT_EQ(score->bands[2].precision, (Proportion{1, 1}));
  EXPECT_EQ(score->bands[4].precision, (Proportion{0, 1}));
  EXPECT_EQ(score->bands[4].recall, (Proportion{0, 0}));
  EXPECT_EQ(score->bands[5].precision, (Proportion{1, 1}));
  EXPECT_EQ(score->bands[5].recall, (Proportion{1, 1}));
  ASSERT_EQ(score->not_true.size(), 2u);
  EXPECT_EQ(score->not_true[0].a + score->not_true[0].b, "de");
  EXPECT_EQ(score->not_true[1].a + score->not_true[1].b, "hi");
  EXPECT_EQ(score->not_true[1].found, TenThousandths{9999});
  ASSERT_EQ(score->not_found.size(), 1u);
  EXPECT_EQ(score->not_found[0].a + score->not_found[0].b, "jk");
  EXPECT_EQ(score->not_found[0].truth, TenThousandths{6500});
  EXPECT_EQ(score->differing, 1u);
  EXPECT_EQ(score->largest_difference, TenThousandths{1});
  ASSERT_EQ(score->differ.size(), 1u);
  EXPECT_EQ(score->differ[0].found, TenThousandths{7000});
  EXPECT_EQ(score->differ[0].truth, TenThousandths{7001});
}

TEST_F(MatchScoreTest, TheThresholdTakesBothSides) {
  const std::string found =
      Found({{{"a", "b"}, 8000}, {{"c", "d"}, 7999}, {{"e", "f"}, 8500}});
  const std::string truth =
      True({{{"a", "b"}, 8000}, {{"c", "d"}, 8001}, {{"e", "f"}, 7000}});
  const auto score = Score(found, truth, {.threshold = TenThousandths{8000}});
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->precision, (Proportion{1, 2}));
  EXPECT_EQ(score->recall, (Proportion{1, 2}));
  EXPECT_EQ(score->differing, 2u);
  EXPECT_EQ(score->largest_difference, TenThousandths{1500});
  EXPECT_EQ(score->bands.front().from, TenThousandths{8000});
  const auto inside = Score(found, truth, {.threshold = TenThousandths{8500}});
  EXPECT_EQ(inside->bands.front().to, TenThousandths{9000});
  EXPECT_EQ(inside->precision, (Proportion{0, 1}));
  const auto exact = Score(found, truth, {.threshold = TenThousandths{10000}});
  EXPECT_EQ(exact->bands.size(), 1u);
  EXPECT_EQ(exact->precision, (Proportion{0, 0}));
}

TEST_F(MatchScoreTest, AnOpenListSaysNothingOfPrecision) {
  const std::string open =
      "{\"schema\":\"prov.truth/1\",\"kind\":\"pairs\",\"documents\":9}\n" +
      Lines({{{"a", "b"}, 8000}}, "prov.truth.pair/1");
  const auto score =
      Score(Found({{{"a", "b"}, 8000}, {{"x", "y"}, 9000}}), open);
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->precision, (Proportion{0, 0}));
  EXPECT_EQ(score->recall, (Proportion{1, 1}));
  EXPECT_TRUE(score->not_true.empty());
}

TEST_F(MatchScoreTest, LinesThatCannotBeTrueSayWhere) {
  const std::string match = Lines({{{"a", "b"}, 9000}}, "prov.match/1");
  const std::string truth = True({{{"a", "b"}, 9000}});
  EXPECT_TRUE(Says(Score(RunOf("") + match, truth).status(),
                   StatusCode::kFailedPrecondition,
                   found_ + ": does not say its threshold; state it"));
  EXPECT_TRUE(Says(
      Score(kRun + match, truth, {.threshold = TenThousandths{2000}}).status(),
      StatusCode::kFailedPrecondition,
      truth_ + ": lists the pairs from 0.3000 up, but the threshold is 0.2000; "
               "give a higher one"));
  EXPECT_TRUE(Says(Score(Found({{{"a", "a"}, 9000}}), truth).status(),
                   StatusCode::kDataLoss,
                   found_ + ":2: 'a' is matched with itself"));
  EXPECT_TRUE(Says(Score(kRun + match, truth + Lines({{{"a", "b"}, 9000}},
                                                     "prov.truth.pair/1"))
                       .status(),
                   StatusCode::kDataLoss,
                   truth_ + ":3: the pair of 'a' and 'b' is listed already"));
  EXPECT_TRUE(Says(
      Score(
          Found({{{"a", "b"}, 10000}, {{"a", "c"}, 8000}, {{"b", "c"}, 8001}}),
          truth)
          .status(),
      StatusCode::kDataLoss,
      found_ + ":4: 'b' and 'c' have a similarity of 0.8001, but by other "
               "lines, which say it of texts equal to theirs, one of 0.8000"));
  EXPECT_TRUE(
      Says(Score(kRun + Lines({{{"a", "b"}, 9000}}, "prov.passage/1"), truth)
               .status(),
           StatusCode::kDataLoss,
           found_ + ": holds prov.passage/1 and no matches; name what "
                    "prov-match wrote"));
  // The same said twice, or the other way round, is no contradiction.
  EXPECT_TRUE(IsOk(
      Score(kRun + match + match + Lines({{{"b", "a"}, 9000}}, "prov.match/1"),
            truth)
          .status()));
}

// Documents of a few texts; what is found is true or not; then written in full,
// and in the few words of prov-match.  Counted by going through sets of pairs.
TEST_F(MatchScoreTest, ClassesCountAsIfTheirPairsWereListed) {
  std::mt19937 random(1901);
  const auto below = [&random](uint32_t n) {
    return static_cast<uint32_t>(random() % n);
  };
  for (int round = 0; round < 60; ++round) {
    const uint32_t texts = 2 + below(6);
    std::map<std::string, uint32_t> text_of;
    for (uint32_t i = 0; i < 3 + below(15); ++i) {
      text_of["d" + std::to_string(i)] = below(texts);
    }
    std::map<uint32_t, std::string> first_of;
    for (const auto& [key, text] : text_of) first_of.emplace(text, key);
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> similarity;
    for (uint32_t a = 0; a < texts; ++a) {
      similarity[{a, a}] = 10000;
      for (uint32_t b = a + 1; b < texts; ++b) {
        similarity[{a, b}] = below(3) == 0 ? 5000 + below(5000) : 0;
      }
    }
    Pairs listed;
    Pairs in_full;
    Pairs truth;
    for (const auto& [a, text_a] : text_of) {
      for (const auto& [b, text_b] : text_of) {
        if (a >= b) continue;
        const uint32_t jaccard = similarity[std::minmax({text_a, text_b})];
        if (jaccard > 0) {
          in_full[{a, b}] = jaccard;
          const bool b_is_first = first_of[text_b] == b;
          if (first_of[text_a] == a && (b_is_first || text_a == text_b)) {
            listed[{a, b}] = jaccard;
          }
        }
        const uint32_t turn = below(8);
        if (jaccard > 0 && turn > 0) truth[{a, b}] = jaccard;
        if (jaccard == 0 && turn == 0) truth[{a, b}] = 5000 + below(5000);
      }
    }
    uint64_t both = 0;
    for (const auto& [pair, jaccard] : in_full) both += truth.contains(pair);

    const MatchScoreParams params{.examples = 10000};
    const auto score = Score(Found(listed), True(truth), params);
    const auto full = Score(Found(in_full), True(truth), params);
    SCOPED_TRACE(round);
    ASSERT_TRUE(IsOk(score.status()));
    ASSERT_TRUE(IsOk(full.status()));
    EXPECT_EQ(score->precision, (Proportion{both, in_full.size()}));
    EXPECT_EQ(score->recall, (Proportion{both, truth.size()}));
    EXPECT_EQ(score->not_true.size(), in_full.size() - both);
    EXPECT_EQ(score->not_found.size(), truth.size() - both);
    for (const PairExample& pair : score->not_true) {
      EXPECT_TRUE(in_full.contains({pair.a, pair.b}));
      EXPECT_FALSE(truth.contains({pair.a, pair.b}));
    }
    for (size_t i = 0; i < score->bands.size(); ++i) {
      EXPECT_EQ(score->bands[i].precision, full->bands[i].precision);
      EXPECT_EQ(score->bands[i].recall, full->bands[i].recall);
    }
  }
}

}  // namespace
}  // namespace prov
