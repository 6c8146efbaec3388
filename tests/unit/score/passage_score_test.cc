#include "libprov/score/passage_score.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

struct Place {
  std::string id;
  int begin = 0;
  int end = 0;
};

std::string Passage(const std::string& schema, const std::string& name,
                    const std::vector<Place>& places,
                    const std::string& more = "") {
  std::string line = "{\"schema\":\"" + schema + "\",\"class\":\"" + name +
                     "\"" + more + ",\"occurrences\":[";
  for (const Place& place : places) {
    line += absl::StrFormat("%s{\"id\":\"%s\",\"begin\":%d,\"end\":%d}",
                            &place == places.data() ? "" : ",", place.id,
                            place.begin, place.end);
  }
  return line + "]}\n";
}

std::string Found(const std::string& name, const std::vector<Place>& places) {
  return Passage("prov.passage/1", name, places);
}

std::string True(const std::string& name, const std::vector<Place>& places,
                 int words = 0) {
  return Passage("prov.truth.passage/1", name, places,
                 words == 0 ? "" : absl::StrFormat(",\"words\":%d", words));
}

std::string Compared(const std::string& a, const std::string& b,
                     const std::string& name) {
  return "{\"schema\":\"prov.truth.compared/1\",\"a\":\"" + a + "\",\"b\":\"" +
         b + "\",\"class\":\"" + name + "\"}\n";
}

const std::string kRun =
    "{\"schema\":\"prov.run/1\",\"tool\":\"prov-passages\",\"version\":\"0\","
    "\"parameters\":{},\"inputs\":[]}\n";
const std::string kTruth =
    "{\"schema\":\"prov.truth/1\",\"kind\":\"passages\",\"documents\":9}\n";

class PassageScoreTest : public testing::Test {
 protected:
  absl::StatusOr<PassageScore> Score(const std::string& found,
                                     const std::string& truth) {
    return ScorePassages(Spill(found_, found), Spill(truth_, truth));
  }

  ScratchFolder folder_;
  std::string found_ = folder_.File("found");
  std::string truth_ = folder_.File("truth");
};

TEST_F(PassageScoreTest, CountsByClassAndLength) {
  const auto score = Score(
      kRun + Found("quote", {{"a", 0, 50}, {"b", 0, 50}}) +
          Found("recycled", {{"c", 10, 110}, {"d", 0, 100}, {"e", 0, 100}}) +
          Found("recycled", {{"e", 500, 600}, {"f", 0, 100}}),
      kTruth + True("recycled", {{"a", 0, 100}, {"b", 0, 100}}, 12) +
          True("recycled", {{"c", 10, 110}, {"d", 0, 100}}, 100) +
          True("quote", {{"g", 0, 100}, {"h", 0, 100}}, 12) +
          True("quote", {{"g", 200, 300}, {"h", 200, 300}}));
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->all.recall_characters, (Proportion{300, 800}));
  EXPECT_EQ(score->all.precision_characters, (Proportion{300, 600}));
  EXPECT_DOUBLE_EQ(score->all.recall, 1.5 / 4);
  EXPECT_DOUBLE_EQ(score->all.precision, (1 + 2.0 / 3) / 3);
  EXPECT_EQ(score->all.granularity, 1);
  ASSERT_EQ(score->classes.size(), 2u);
  EXPECT_EQ(score->classes[0].name, "quote");
  EXPECT_EQ(score->classes[0].score.recall, 0);
  EXPECT_EQ(score->classes[0].score.precision, 1);
  EXPECT_EQ(score->classes[1].name, "recycled");
  EXPECT_EQ(score->classes[1].score.recall_characters, (Proportion{300, 400}));
  ASSERT_EQ(score->run_lengths.size(), 2u);
  EXPECT_EQ(score->run_lengths[0].from_words, 10u);
  EXPECT_EQ(score->run_lengths[0].to_words, 12u);
  EXPECT_EQ(score->run_lengths[0].whole, (Proportion{0, 2}));
  EXPECT_EQ(score->run_lengths[1].whole, (Proportion{1, 1}));
  EXPECT_EQ(score->run_lengths[1].to_words, std::nullopt);
  EXPECT_EQ(score->class_accuracy, (Proportion{1, 2}));
  ASSERT_EQ(score->class_counts.size(), 2u);
  EXPECT_EQ(score->class_counts[0].truth, "recycled");
  EXPECT_EQ(score->class_counts[0].found, "quote");
  EXPECT_EQ(score->class_counts[0].passages, 1u);
}

TEST_F(PassageScoreTest, ComparedPairsAreTheClasses) {
  const auto score =
      Score(kRun + Found("recycled", {{"b", 0, 100}, {"a", 0, 100}}) +
                Found("recycled", {{"a", 0, 100}, {"c", 0, 100}}) +
                Found("recycled", {{"b", 0, 100}, {"c", 0, 100}}),
            kTruth + Compared("a", "b", "random") + Compared("a", "c", "none") +
                True("random", {{"a", 0, 100}, {"b", 0, 100}}));
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->not_judged, 1u);
  EXPECT_EQ(score->all.precision_characters, (Proportion{200, 400}));
  ASSERT_EQ(score->classes.size(), 2u);
  EXPECT_EQ(score->classes[0].name, "none");
  EXPECT_EQ(score->classes[0].score.found_passages, 1u);
  EXPECT_EQ(score->classes[0].score.precision, 0);
  EXPECT_EQ(score->classes[1].score.precision, 1);
  EXPECT_EQ(score->class_accuracy.of, 0u);
}

TEST_F(PassageScoreTest, NothingFoundIsAnAnswer) {
  const auto score =
      Score(kRun, kTruth + True("quote", {{"a", 0, 9}, {"b", 0, 9}}));
  ASSERT_TRUE(IsOk(score.status()));
  EXPECT_EQ(score->all.plagdet, 0);
  EXPECT_NE(EvalText(*score).find("plagdet"), std::string::npos);
}

TEST_F(PassageScoreTest, WrongFilesAreTold) {
  const std::string passage = Found("quote", {{"a", 0, 9}, {"b", 0, 9}});
  struct Case {
    std::string found, truth, says;
  };
  const Case cases[] = {
      {"", kTruth, "found: has no passages; name what prov-passages wrote"},
      {passage, passage, "truth:1: the first line, and no other"},
      {passage, kTruth + True("quote", {{"a", 0, 9}}),
       "truth:2: the passage has fewer than two occurrences"},
      {Found("quote", {{"a", 9, 0}, {"b", 0, 9}}), kTruth,
       "found:1: no span: begin 9, end 0"},
      {Found("quote", {{"a", 0, -1}, {"b", 0, 9}}), kTruth, "found:1: "},
      {"{\"schema\":\"prov.passage/1\",\"class\":\"quote\",\"occurrences\":[1,"
       "2]}\n",
       kTruth, "found:1: an occurrence is not an object"},
      {passage, kTruth + Compared("a", "b", "x") + Compared("b", "a", "x"),
       "truth:3: 'b' and 'a' are listed already"},
  };
  for (const Case& c : cases) {
    const absl::Status status = Score(c.found, c.truth).status();
    EXPECT_EQ(status.code(), StatusCode::kDataLoss);
    EXPECT_NE(std::string(status.message()).find(c.says), std::string::npos)
        << status << "\nwanted: " << c.says;
  }
}

}  // namespace
}  // namespace prov
