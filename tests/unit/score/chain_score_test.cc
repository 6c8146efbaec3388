#include "libprov/score/chain_score.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

// In a folder that lasts as long as the tests of this process.
std::string Write(const char* name, const std::string& lines) {
  static const ScratchFolder folder;
  const std::string path = folder.File(name);
  std::ofstream(path) << lines;
  return path;
}

const char* const kTruthHeader =
    R"({"schema":"prov.truth/1","kind":"chains","documents":9})"
    "\n";

std::string Truth(const char* earliest, const char* links, bool decidable,
                  bool deleted) {
  return std::string(R"({"schema":"prov.truth.chain/1","earliest":")") +
         earliest + R"(","links":[)" + links + R"(],"decidable":)" +
         (decidable ? "true" : "false") + R"(,"deleted":)" +
         (deleted ? "true" : "false") + "}\n";
}

std::string Link(const char* from, const char* to, const char* relation,
                 const char* evidence = "") {
  std::string link = std::string(R"({"from":")") + from + R"(","to":")" + to +
                     R"(","relation":")" + relation + '"';
  if (evidence[0] != '\0') {
    link += std::string(R"(,"evidence":[{"kind":")") + evidence + R"("}])";
  }
  return link + "}";
}

std::string Found(const char* ids, const char* first, const char* probability,
                  const char* verdict, const std::string& links) {
  std::string nodes;
  for (const char* id = ids; *id != '\0'; ++id) {
    if (!nodes.empty()) nodes += ",";
    nodes += std::string(R"({"id":")") + *id + R"(","virtual":false})";
  }
  nodes += R"(,{"id":"outlet:X","virtual":true})";
  return std::string(R"({"schema":"prov.chain/1","verdict":")") + verdict +
         R"(","first":)" +
         (first[0] == '\0' ? std::string("null")
                           : std::string(R"({"id":")") + first +
                                 R"(","probability":)" + probability + "}") +
         R"(,"nodes":[)" + nodes + R"(],"links":[)" + links + "]}\n";
}

ChainScore Score(const std::string& truth, const std::string& found) {
  const auto score = ScoreChains(Write("found.jsonl", found),
                                 Write("truth.jsonl", kTruthHeader + truth));
  EXPECT_TRUE(score.ok()) << score.status();
  return score.value_or(ChainScore());
}

TEST(ScoreChains, CountsWhatIsCommittedAndRight) {
  const std::string truth =
      Truth("a", Link("b", "a", "wire").c_str(), true, false) +
      Truth("c", Link("d", "c", "copies").c_str(), true, false) +
      Truth("e", Link("f", "e", "copies").c_str(), false, false) +
      Truth("g", Link("h", "g", "same-utterance").c_str(), true, false);
  const std::string found =
      Found("ab", "a", "0.9700", "earliest-in-archive", "") +
      Found("cd", "d", "0.9600", "earliest-in-archive", "") +
      Found("ef", "e", "0.5000", "tied", "");
  const ChainScore score = Score(truth, found);
  EXPECT_EQ(score.true_chains, 4U);
  EXPECT_EQ(score.found_chains, 3U);
  EXPECT_EQ(score.compared, 3U);
  EXPECT_EQ(score.committed, (Proportion{2, 3}));
  EXPECT_EQ(score.right, (Proportion{1, 2}));
  EXPECT_EQ(score.right_of_all, (Proportion{1, 2}));
  EXPECT_EQ(score.calibration.claims(), 2U);
  EXPECT_NEAR(score.calibration.BrierScore(), (0.03 * 0.03 + 0.96 * 0.96) / 2,
              1e-12);
  EXPECT_NEAR(score.calibration_of_all.BrierScore(),
              (0.03 * 0.03 + 0.96 * 0.96 + 0.25) / 3, 1e-12);
}

TEST(ScoreChains, GoesByTheDocumentsInCommon) {
  // "abc" is the better one for the first, so that "ab" is left for the second.
  const std::string truth =
      Truth("a",
            (Link("b", "a", "wire") + "," + Link("c", "a", "wire")).c_str(),
            true, false) +
      Truth("b", Link("a", "b", "wire").c_str(), true, false);
  const ChainScore score =
      Score(truth, Found("ab", "b", "1.0000", "earliest-in-archive", "") +
                       Found("abc", "a", "1.0000", "earliest-in-archive", ""));
  EXPECT_EQ(score.right, (Proportion{2, 2}));
}

TEST(ScoreChains, DirectionIsThatOfLinksThatClaimOne) {
  const std::string truth =
      Truth("a",
            (Link("b", "a", "wire") + "," + Link("c", "b", "copies") + "," +
             Link("d", "a", "same-utterance"))
                .c_str(),
            true, false);
  const std::string links =
      Link("c", "a", "copies", "citation") + "," +      // By way of b.
      Link("a", "b", "same-utterance", "time") + "," +  // The reverse.
      Link("a", "d", "undetermined", "words") + "," +   // Claims nothing.
      Link("d", "c", "undetermined", "time") + "," +    // Not known.
      Link("b", "outlet:X", "wire", "citation");
  const ChainScore score = Score(truth, Found("abcd", "", "", "tied", links));
  EXPECT_EQ(score.direction, (Proportion{1, 2}));
  EXPECT_EQ(score.not_judged, 1U);
  EXPECT_EQ(score.calibration.claims(), 0U);
  ASSERT_EQ(score.relations.size(), 2U);
  EXPECT_EQ(score.relations[0].truth, "copies");
  EXPECT_EQ(score.relations[0].found, "copies");
}

TEST(ScoreChains, CautionIsToMakeNoneTheSource) {
  const std::string truth =
      Truth("a", Link("b", "a", "common-source").c_str(), false, true) +
      Truth("c", Link("d", "c", "common-source").c_str(), false, true) +
      Truth("e", Link("f", "e", "copies").c_str(), false, true);
  const ChainScore score = Score(
      truth,
      Found("ab", "a", "0.99", "earliest-in-archive",
            Link("b", "a", "common-source", "time")) +
          Found("cd", "c", "0.99", "earliest-in-archive",
                Link("d", "c", "wire", "text")) +
          Found("ef", "", "", "order-unknown", Link("f", "e", "wire", "text")));
  EXPECT_EQ(score.cautious, (Proportion{2, 3}));
}

TEST(ScoreChains, WritesWhatItCounted) {
  const std::string truth =
      Truth("a", Link("b", "a", "wire").c_str(), true, false);
  const ChainScore score =
      Score(truth, Found("ab", "a", "0.9700", "earliest-in-archive",
                         Link("b", "a", "wire", "citation")));
  const std::string line = EvalLine(score);
  EXPECT_NE(line.find(R"("task":"chains")"), std::string::npos);
  EXPECT_NE(line.find(R"("brier":0.0009)"), std::string::npos) << line;
  EXPECT_NE(EvalText(score).find("decidable chains       0.0009"),
            std::string::npos)
      << EvalText(score);
}

TEST(ScoreChains, RefusesWhatIsMalformed) {
  const std::string good =
      Found("ab", "a", "0.9700", "earliest-in-archive", "");
  const auto refuses = [](const std::string& truth, const std::string& found) {
    return ScoreChains(Write("found.jsonl", found), Write("truth.jsonl", truth))
        .status()
        .ToString();
  };
  EXPECT_NE(refuses(std::string(kTruthHeader) +
                        R"({"schema":"prov.truth.chain/1","links":[]})",
                    good)
                .find("truth.jsonl:2: 'earliest' is missing"),
            std::string::npos);
  EXPECT_NE(
      refuses(kTruthHeader, R"({"schema":"prov.match/1","a":"x","b":"y"})")
          .find("has no chains"),
      std::string::npos);
  EXPECT_NE(
      refuses(kTruthHeader, Found("ab", "a", "1.5", "earliest-in-archive", ""))
          .find("'probability' is not in [0, 1]"),
      std::string::npos);
}

}  // namespace
}  // namespace prov
