#include "libprov/cluster/cluster_file.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/corpus/date.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

const std::string kRun =
    "{\"schema\":\"prov.run/1\",\"tool\":\"prov-cluster\",\"parameters\":"
    "{\"keep\":\"earliest\"},\"inputs\":[]}\n";

absl::StatusOr<ClusterFile> Read(const ScratchFolder& folder,
                                 const std::string& bytes) {
  return ReadClusters(Spill(folder.File("c"), bytes));
}

std::string Written(const DocumentTable& documents,
                    const Assignment& assignment,
                    const ClusterParams& params = {}) {
  std::string bytes;
  EXPECT_TRUE(IsOk(WriteClusters(documents, assignment, params, {},
                                 [&bytes](std::string_view line) {
                                   bytes += line;
                                   return absl::OkStatus();
                                 })));
  return bytes;
}

// Documents z, b, c, d, e; d is the record b comes from, z and e from c.
struct Sample {
  DocumentTable documents;
  Assignment assignment;

  Sample() {
    const char* keys[] = {"z", "b", "c", "d", "e"};
    for (uint32_t i = 0; i < 5; ++i) {
      documents.Append({.published = DateFromEpoch(1'900'000'000 - 60 * i),
                        .record_hash = i,
                        .text_hash = i,
                        .tokens_hash = i},
                       keys[i], i % 2 == 0 ? "Even" : "");
    }
    assignment.kept_for = {2, 3, 2, 3, 2};
    assignment.similarity = {TenThousandths{9000}, TenThousandths{8123},
                             TenThousandths{10000}, TenThousandths{10000},
                             TenThousandths{8500}};
  }
};

TEST(ClusterFileTest, LinesAreFrozenAndInTheOrderOfKeys) {
  const Sample sample;
  const std::string even = "\"outlet\":\"Even\",\"published\":{\"earliest\":";
  const auto member = [](std::string_view key, std::string_view outlet,
                         std::string_view minute, std::string_view kind,
                         std::string_view similarity) {
    const std::string date =
        "\"2030-03-17T17:" + std::string(minute) + ":40Z\"";
    return "{\"key\":\"" + std::string(key) + "\",\"outlet\":\"" +
           std::string(outlet) + "\",\"published\":{\"earliest\":" + date +
           ",\"latest\":" + date + ",\"grade\":\"A\"},\"kind\":\"" +
           std::string(kind) + "\",\"similarity\":" + std::string(similarity) +
           "}";
  };
  EXPECT_EQ(Written(sample.documents, sample.assignment),
            "{\"schema\":\"prov.cluster/1\",\"cluster\":\"c\",\"size\":3,"
            "\"keep\":\"c\",\"rule\":\"earliest\",\"min_similarity\":0.8500,"
            "\"members\":[" +
                member("c", "Even", "44", "kept", "1.0000") + "," +
                member("e", "Even", "42", "near", "0.8500") + "," +
                member("z", "Even", "46", "near", "0.9000") +
                "]}\n"
                "{\"schema\":\"prov.cluster/1\",\"cluster\":\"d\",\"size\":2,"
                "\"keep\":\"d\",\"rule\":\"earliest\",\"min_similarity\":"
                "0.8123,\"members\":[" +
                member("d", "", "43", "kept", "1.0000") + "," +
                member("b", "", "45", "near", "0.8123") + "]}\n");
}

TEST(ClusterFileTest, ClustersComeBackAsTheyWere) {
  const Sample sample;
  const ScratchFolder folder;
  const auto file =
      Read(folder, kRun + "\n{\"schema\":\"prov.of-tomorrow/1\",\"keep\":1}\n" +
                       Written(sample.documents, sample.assignment));
  ASSERT_TRUE(IsOk(file.status()));
  EXPECT_EQ(file->run.tool, "prov-cluster");
  EXPECT_EQ(file->run.params, (Params{{"keep", "earliest"}}));
  ASSERT_EQ(file->clusters.size(), 2U);
  EXPECT_EQ(file->clusters[0].keep, "c");
  EXPECT_EQ(file->clusters[0].dropped, std::vector<std::string>({"e", "z"}));
  // Blank lines, which a person may leave, are lines too.
  EXPECT_EQ(file->clusters[0].place, folder.File("c") + ":4");
  EXPECT_EQ(file->clusters[1].keep, "d");
  EXPECT_EQ(file->clusters[1].dropped, std::vector<std::string>({"b"}));
  EXPECT_EQ(file->clusters[1].place, folder.File("c") + ":5");
}

TEST(ClusterFileTest, UnknownSimilaritiesAreNull) {
  Sample sample;
  sample.assignment.similarity[0].reset();
  const std::string lines = Written(sample.documents, sample.assignment);
  const std::string first = lines.substr(0, lines.find('\n'));
  EXPECT_NE(first.find("\"min_similarity\":null"), std::string::npos);
  EXPECT_NE(first.find("\"kind\":\"near\",\"similarity\":null}]"),
            std::string::npos);
  EXPECT_NE(lines.find("\"min_similarity\":0.8123"), std::string::npos);
}

TEST(ClusterFileTest, NothingDroppedIsNoLine) {
  Sample sample;
  std::iota(sample.assignment.kept_for.begin(),
            sample.assignment.kept_for.end(), 0);
  EXPECT_EQ(Written(sample.documents, sample.assignment), "");
}

TEST(ClusterFileTest, TheFirstErrorOfTheWriterStops) {
  const Sample sample;
  int lines = 0;
  EXPECT_TRUE(absl::IsAborted(WriteClusters(
      sample.documents, sample.assignment, {}, {}, [&lines](std::string_view) {
        ++lines;
        return absl::AbortedError("enough");
      })));
  EXPECT_EQ(lines, 1);
}

TEST(ClusterFileTest, EditedPlansAreReadAsTheyStand) {
  const struct {
    std::string line;
    std::string keep;
    std::vector<std::string> dropped;
  } kCases[] = {
      {R"({"schema":"prov.cluster/1","keep":"a","members":[]})", "a", {}},
      {R"({"schema":"prov.cluster/1","keep":"b","members":[{"key":"a"},)"
       R"({"key":"b"},{"key":"c"}]})",
       "b",
       {"a", "c"}},
      {R"({"schema":"prov.cluster/1","keep":"x","members":[{"key":"a"}]})",
       "x",
       {"a"}},
      {R"({"schema":"prov.cluster/1","keep":"x","members":[{"key":"a"},)"
       R"({"key":"a"}],"note":"mine"})",
       "x",
       {"a", "a"}},
  };
  for (const auto& c : kCases) {
    const ScratchFolder folder;
    const auto file = Read(folder, kRun + c.line);
    ASSERT_TRUE(IsOk(file.status()));
    ASSERT_EQ(file->clusters.size(), 1U);
    EXPECT_EQ(file->clusters[0].keep, c.keep);
    EXPECT_EQ(file->clusters[0].dropped, c.dropped);
  }
}

TEST(ClusterFileTest, MalformedLinesAreLocated) {
  const struct {
    std::string line;
    std::string_view text;
  } kCases[] = {
      {R"({"schema":"prov.cluster/1","members":[]})", "'keep'"},
      {R"({"schema":"prov.cluster/1","keep":1,"members":[]})", "'keep'"},
      {R"({"schema":"prov.cluster/1","keep":"a"})", "'members'"},
      {R"({"schema":"prov.cluster/1","keep":"a","members":{}})", "'members'"},
      {R"({"schema":"prov.cluster/1","keep":"a","members":["b"]})",
       "a member is not an object"},
      {R"({"schema":"prov.cluster/1","keep":"a","members":[{}]})", "'key'"},
      {R"({"schema":"prov.cluster/1","keep":"a","members":[{"key":2}]})",
       "'key'"},
      {R"({"schema":"prov.cluster/1","keep":"a","members":[})", "column "},
      {R"({"keep":"a"})", "'schema'"},
  };
  for (const auto& c : kCases) {
    const ScratchFolder folder;
    const absl::Status status = Read(folder, kRun + "\n" + c.line).status();
    EXPECT_TRUE(Says(status, StatusCode::kDataLoss, c.text)) << c.line;
    EXPECT_TRUE(Says(status, StatusCode::kDataLoss, folder.File("c") + ":3: "))
        << c.line;
  }
}

}  // namespace
}  // namespace prov
