#include "libprov/score/quote_score.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_format.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

const std::string kRun =
    "{\"schema\":\"prov.run/1\",\"tool\":\"prov-quotes\",\"version\":\"0\","
    "\"parameters\":{},\"inputs\":[]}\n";
const std::string kTruth =
    "{\"schema\":\"prov.truth/1\",\"kind\":\"quotes\",\"documents\":9}\n";

std::string Place(const std::string& member, const std::string& name, int begin,
                  int end) {
  return absl::StrFormat("{\"%s\":\"%s\",\"begin\":%d,\"end\":%d}", member,
                         name, begin, end);
}

// An occurrence; speaker and cited are JSON.
std::string At(const std::string& id, int begin, int end,
               const std::string& speaker = "null",
               const std::string& cited = "null",
               const std::string& flags = "") {
  return absl::StrFormat(
      "{\"id\":\"%s\",\"begin\":%d,\"end\":%d,\"speaker\":%s,\"cited\":%s,"
      "\"flags\":[%s]}",
      id, begin, end, speaker, cited, flags);
}

std::string Group(const std::string& occurrences) {
  return "{\"schema\":\"prov.quote/1\",\"occurrences\":[" + occurrences +
         "]}\n";
}

std::string True(const std::string& quote, const std::string& id, int begin,
                 int end, const std::string& more = "") {
  return absl::StrFormat(
      "{\"schema\":\"prov.truth.quote/1\",\"quote\":\"%s\",\"id\":\"%s\","
      "\"begin\":%d,\"end\":%d%s}\n",
      quote, id, begin, end, more);
}

std::string Judged(const std::string& id, int begin, int end) {
  return absl::StrFormat(
      "{\"schema\":\"prov.truth.judged/1\",\"id\":\"%s\",\"begin\":%d,"
      "\"end\":%d}\n",
      id, begin, end);
}

class QuoteScoreTest : public testing::Test {
 protected:
  void Write(const std::string& found, const std::string& truth) {
    Spill(found_, kRun + found);
    Spill(truth_, kTruth + truth);
  }

  absl::StatusOr<QuoteScore> Quotes() { return ScoreQuotes(found_, truth_); }
  NameScore Speakers() { return ScoreSpeakers(found_, truth_)->spoken; }
  CitedScore Cited() { return *ScoreCited(found_, truth_); }

  ScratchFolder folder_;
  std::string found_ = folder_.File("found");
  std::string truth_ = folder_.File("truth");
};

TEST_F(QuoteScoreTest, QuotesAreRightToTheLetter) {
  Write(Group(At("a", 0, 10) + "," + At("b", 5, 15)) + Group(At("a", 20, 31)),
        True("q", "a", 0, 10) + True("q", "b", 5, 15) + True("r", "a", 20, 30) +
            True("s", "c", 0, 9));
  const auto score = Quotes();
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->precision, (Proportion{2, 3}));
  EXPECT_EQ(score->recall, (Proportion{2, 4}));
}

TEST_F(QuoteScoreTest, NestedAndUnmarkedQuotesAreWrongForNobody) {
  Write(Group(At("a", 0, 50)) +
            Group(At("a", 10, 20, "null", "null", "\"nested\"")) +
            Group(At("a", 22, 30, "null", "null", "\"nested\"")) +
            Group(At("b", 0, 50, "null", "null", "\"unmarked\"")),
        True("q", "a", 0, 50) + True("r", "a", 22, 30));
  const auto score = Quotes();
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->precision, (Proportion{2, 2}));
}

TEST_F(QuoteScoreTest, WhatTheTruthDoesNotSpeakOfIsNotJudged) {
  const std::string found = Group(At("a", 0, 10)) + Group(At("a", 40, 50)) +
                            Group(At("a", 100, 110)) + Group(At("b", 0, 10));
  const std::string truth = True("q", "a", 0, 10);
  Write(found, truth + Judged("a", 0, 41));
  EXPECT_EQ(Quotes()->precision, (Proportion{1, 2}));
  Write(found, truth);
  EXPECT_EQ(Quotes()->precision, (Proportion{1, 4}));
}

TEST_F(QuoteScoreTest, PairsOfOneUtteranceAreInOneGroup) {
  // Found: {a, b} and {c, d}; true: {a, b, c} and {d}.
  Write(Group(At("a", 0, 9) + "," + At("b", 0, 9)) +
            Group(At("c", 0, 9) + "," + At("d", 0, 9)),
        True("q", "a", 0, 9) + True("q", "b", 0, 9) + True("q", "c", 0, 9) +
            True("r", "d", 0, 9));
  const auto score = Quotes();
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->group_precision, (Proportion{1, 2}));
  EXPECT_EQ(score->group_recall, (Proportion{1, 3}));
}

TEST_F(QuoteScoreTest, RecallIsByVariant) {
  Write(Group(At("a", 0, 9)),
        True("q", "a", 0, 9, ",\"variant\":\"bracket\"") +
            True("q", "b", 0, 9, ",\"variant\":\"bracket\"") +
            True("q", "c", 0, 9, ",\"variant\":\"ellipsis\""));
  const auto score = Quotes();
  ASSERT_TRUE(IsOk(score.status()));
  ASSERT_EQ(score->variants.size(), 2);
  EXPECT_EQ(score->variants[0].variant, "bracket");
  EXPECT_EQ(score->variants[0].found, (Proportion{1, 2}));
  EXPECT_EQ(score->variants[1].found, (Proportion{0, 1}));
}

TEST_F(QuoteScoreTest, SpeakersAreRightByPlaceOrLastWord) {
  const auto said_by = [](const std::string& name, int begin, int end) {
    return absl::StrFormat(
        ",\"speaker\":\"%s\",\"speaker_begin\":%d,\"speaker_end\":%d", name,
        begin, end);
  };
  Write(
      Group(At("a", 0, 10, Place("name", "Ruiz", 12, 16))) +  // Place.
          Group(At("b", 0, 10, Place("name", "Ana Ruiz's", 90, 99))) +
          Group(At("c", 0, 10, Place("name", "Bo Noor", 90, 99))) +  // Wrong.
          Group(At("d", 0, 10)),  // None given.
      True("q", "a", 0, 10, said_by("Mayor", 11, 20)) +
          True("q", "b", 0, 10, said_by("the mayor, Ana Ruiz", 11, 20)) +
          True("q", "c", 0, 10, said_by("Ana Ruiz", 11, 20)) +
          True("q", "d", 0, 10, said_by("Ana Ruiz", 11, 20)) +
          True("q", "e", 0, 10, said_by("Ana Ruiz", 11, 20)) +  // Not found.
          True("q", "a", 50, 55) +  // Nobody knows who said it.
          True("r", "e", 30, 40, said_by("Ana Ruiz", 11, 20) + ",\"words\":4"));
  EXPECT_EQ(Speakers().precision, (Proportion{2, 3}));
  EXPECT_EQ(Speakers().recall, (Proportion{2, 5}));
  EXPECT_EQ(ScoreSpeakers(found_, truth_)->all.recall, (Proportion{2, 6}));
}

TEST_F(QuoteScoreTest, OfQuotesThatTouchTheOneThatBeginsThereCounts) {
  Write(Group(At("a", 0, 10, Place("name", "Bo Noor", 90, 99))) +
            Group(At("a", 5, 30, Place("name", "Ana Ruiz", 40, 48))),
        True("q", "a", 5, 20,
             ",\"speakers\":[{\"name\":\"Jo Lind\",\"begin\":60,\"end\":67},"
             "{\"name\":\"Ruiz\",\"begin\":44,\"end\":48}]"));
  EXPECT_EQ(Speakers().precision, (Proportion{1, 1}));
}

TEST_F(QuoteScoreTest, APronounWithoutANameIsRightByPlaceAlone) {
  Write(Group(At("a", 0, 10, "{\"name\":null,\"begin\":12,\"end\":15}")) +
            Group(At("b", 0, 10, "{\"name\":null,\"begin\":12,\"end\":15}")),
        True("q", "a", 0, 10,
             ",\"speaker\":\"she\",\"speaker_begin\":12,\"speaker_end\":15") +
            True("q", "b", 0, 10,
                 ",\"speaker\":\"\",\"speaker_begin\":70,\"speaker_end\":75"));
  EXPECT_EQ(Speakers().precision, (Proportion{1, 2}));
}

std::string Cites(const std::string& outlet, const std::string& form, int begin,
                  int end) {
  return absl::StrFormat(
      "{\"outlet\":\"%s\",\"form\":\"%s\",\"begin\":%d,\"end\":%d}", outlet,
      form, begin, end);
}

const std::string kCitesWire =
    ",\"cited\":\"Harbor Wire\",\"cited_begin\":20,\"cited_end\":31";

TEST_F(QuoteScoreTest, AnOutletGivenWhereNoneIsCitedIsWrong) {
  Write(Group(At("a", 0, 10, "null", Cites("harbor wire", "told", 90, 99))) +
            Group(At("b", 0, 10, "null", Cites("Tarn", "told", 90, 99))) +
            Group(At("c", 0, 10, "null", Cites("Tarn", "told", 12, 16))),
        True("q", "a", 0, 10, kCitesWire) +
            True("q", "b", 0, 10, ",\"cited\":null") + True("q", "c", 0, 10) +
            True("q", "d", 0, 10, kCitesWire));
  EXPECT_EQ(Cited().quotes.precision, (Proportion{1, 2}));
  EXPECT_EQ(Cited().quotes.recall, (Proportion{1, 2}));
  EXPECT_EQ(Cited().texts.recall, (Proportion{0, 0}));
}

TEST_F(QuoteScoreTest, CreditsOfTheWholeTextCountApart) {
  const std::string by_coast = ",\"cited\":null,\"credited\":\"Coast\"";
  Write(Group(At("a", 0, 10, "null", Cites("Coast", "dateline", 90, 99))) +
            Group(At("b", 0, 10, "null", Cites("Tarn", "tail", 90, 99))) +
            Group(At("c", 0, 10, "null", Cites("Coast", "byline", 90, 99))),
        True("q", "a", 0, 10, by_coast) + True("q", "b", 0, 10, by_coast) +
            True("q", "c", 0, 10, ",\"cited\":null,\"credited\":null") +
            True("q", "d", 0, 10, by_coast) +
            True("q", "e", 0, 10, kCitesWire + ",\"credited\":\"Coast\""));
  EXPECT_EQ(Cited().texts.precision, (Proportion{1, 3}));
  EXPECT_EQ(Cited().texts.recall, (Proportion{1, 3}));
  EXPECT_EQ(Cited().quotes.precision, (Proportion{0, 0}));
  EXPECT_EQ(Cited().quotes.recall, (Proportion{0, 1}));
}

TEST_F(QuoteScoreTest, NothingFoundAndNothingTrueAreMeasuredAsSuch) {
  Write("", "");
  const auto score = Quotes();
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->precision, (Proportion{0, 0}));
  EXPECT_EQ(EvalLine(*score).find("nan"), std::string::npos);
}

TEST_F(QuoteScoreTest, ErrorsNameThePlace) {
  Write("", True("q", "a", 10, 0));
  EXPECT_EQ(Quotes().status().code(), StatusCode::kDataLoss);
  EXPECT_NE(Quotes().status().message().find("truth:2:"), std::string::npos)
      << Quotes().status();
  Write(Group(At("a", 0, 10, "7")), "");
  EXPECT_NE(Quotes().status().message().find("found:2:"), std::string::npos)
      << Quotes().status();
  Spill(found_, "{\"schema\":\"prov.match/1\"}\n");
  EXPECT_NE(Quotes().status().message().find("has no quotes"),
            std::string::npos);
}

}  // namespace
}  // namespace prov
