#include "libprov/match/match_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

DocumentTable Documents(const std::vector<std::string>& keys) {
  DocumentTable documents;
  for (const std::string& key : keys) documents.Append({}, key, "");
  return documents;
}

const std::string kRun =
    "{\"schema\":\"prov.run/1\",\"tool\":\"prov-match\",\"parameters\":"
    "{\"threshold\":\"0.8\"},\"inputs\":[]}\n";

absl::StatusOr<MatchFile> Read(const std::string& bytes,
                               const DocumentTable& documents) {
  ScratchFolder folder;
  return ReadMatches(Spill(folder.File("m"), bytes), documents);
}

TEST(MatchFileTest, TheLineIsFrozen) {
  const DocumentTable documents = Documents({"w\"1\"", "caf\xC3\xA9"});
  EXPECT_EQ(MatchLine(documents, {.a = 1,
                                  .b = 0,
                                  .overlap = {512, 533, 540},
                                  .kind = MatchKind::kRevision}),
            "{\"schema\":\"prov.match/1\",\"a\":\"caf\xC3\xA9\",\"b\":"
            "\"w\\\"1\\\"\",\"jaccard\":0.9126,\"a_in_b\":0.9606,\"b_in_a\":"
            "0.9481,\"shared\":512,\"size_a\":533,\"size_b\":540,\"kind\":"
            "\"revision\"}");
}

TEST(MatchFileTest, MatchesComeBackAsTheyWere) {
  // Not in the order of keys, as documents of an archive are not.
  const DocumentTable documents = Documents({"d", "c", "b", "a", "e"});
  std::string bytes = kRun;
  for (const Match& match : std::vector<Match>{
           {.a = 3, .b = 2, .overlap = {7, 7, 7}},  // a and b are twins,
           {.a = 3, .b = 0, .overlap = {7, 7, 7}},  // and so is d;
           {.a = 3, .b = 1, .overlap = {6, 7, 8}},  // c is near them.
           {.a = 1, .b = 4, .overlap = {9, 10, 11}}}) {
    bytes += MatchLine(documents, match) + "\n";
  }
  bytes += "{\"schema\":\"prov.of-tomorrow/1\",\"a\":1}\n\n";
  const auto file = Read(bytes, documents);
  ASSERT_TRUE(IsOk(file.status()));
  EXPECT_EQ(file->run.tool, "prov-match");
  EXPECT_EQ(file->run.params, (Params{{"threshold", "0.8"}}));
  EXPECT_EQ(file->matches.twins.leader_of,
            std::vector<DocumentId>({3, 1, 3, 3, 4}));
  EXPECT_TRUE(file->matches.crowds.empty());
  ASSERT_EQ(file->matches.matches.size(), 2U);
  // The lower document first, with its own size.
  const SetMatch& near = file->matches.matches[0];
  EXPECT_EQ(near.a, 1U);
  EXPECT_EQ(near.b, 3U);
  EXPECT_EQ(near.overlap(), (Overlap{6, 8, 7}));
  const SetMatch& other = file->matches.matches[1];
  EXPECT_EQ(other.a, 1U);
  EXPECT_EQ(other.b, 4U);
  EXPECT_EQ(other.overlap(), (Overlap{9, 10, 11}));
}

TEST(MatchFileTest, AFileWithoutMatches) {
  const auto file = Read(kRun, Documents({"a", "b"}));
  ASSERT_TRUE(IsOk(file.status()));
  EXPECT_EQ(file->matches.twins.leader_of, std::vector<DocumentId>({0, 1}));
  EXPECT_TRUE(file->matches.matches.empty());
}

TEST(MatchFileTest, MalformedLinesAreLocated) {
  const std::string good =
      R"({"schema":"prov.match/1","a":"a","b":"b","shared":5,"size_a":6,)"
      R"("size_b":7})";
  const DocumentTable documents = Documents({"a", "b"});
  ASSERT_TRUE(IsOk(Read(kRun + good, documents).status()));
  const struct {
    std::string_view from;
    std::string_view to;
    std::string_view text;
  } kCases[] = {
      {"\"a\":\"a\"", "\"a\":\"x\"", "no document has the key 'x'"},
      {"\"b\":\"b\"", "\"b\":\"\"", "no document has the key ''"},
      {"\"a\":\"a\"", "\"a\":1", "'a'"},
      {"\"a\":\"a\"", "\"_\":1", "'a'"},
      {"\"shared\"", "\"_\"", "'shared'"},
      {"\"size_a\"", "\"_\"", "'size_a'"},
      {"\"size_b\"", "\"_\"", "'size_b'"},
      {":5", ":-5", "'shared'"},
      {":5", ":\"5\"", "'shared'"},
      {":5", ":5.5", "'shared'"},
      {"\"b\":\"b\"", "\"b\":\"a\"", "no two documents overlap like that"},
      {":5", ":7", "no two documents overlap like that"},
      {":6", ":4", "no two documents overlap like that"},
      {":6", ":4294967302", "no two documents overlap like that"},
      {":7", ":4294967303", "no two documents overlap like that"},
      {"{", "", "column "},
  };
  for (const auto& c : kCases) {
    std::string line = good;
    line.replace(line.find(c.from), c.from.size(), c.to);
    const absl::Status status = Read(kRun + "\n" + line, documents).status();
    EXPECT_TRUE(Says(status, StatusCode::kDataLoss, c.text)) << line;
    EXPECT_TRUE(Says(status, StatusCode::kDataLoss, "/m:3: ")) << line;
  }
  EXPECT_TRUE(Says(Read("{\"schema\":\"prov.run/1\"}", documents).status(),
                   StatusCode::kDataLoss, "/m:1: 'tool'"));
  std::string run = kRun;
  run.replace(run.find("0.8"), 3, "5.8");
  EXPECT_TRUE(Says(Read(run, documents).status(), StatusCode::kDataLoss,
                   "/m:1: parameter 'threshold' = '5.8' cannot be read"));
}

}  // namespace
}  // namespace prov
