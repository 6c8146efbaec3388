#include "libprov/score/truth_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

const std::string kPairs =
    "{\"schema\":\"prov.truth/1\",\"kind\":\"pairs\",\"documents\":3,"
    "\"floor\":0.3000,\"seed\":7}\n";
const std::string kClusters =
    "{\"schema\":\"prov.truth/1\",\"kind\":\"clusters\",\"documents\":3}\n";

std::string Pair(const std::string& a, const std::string& b,
                 const std::string& jaccard) {
  return "{\"schema\":\"prov.truth.pair/1\",\"a\":\"" + a + "\",\"b\":\"" + b +
         "\",\"jaccard\":" + jaccard + ",\"relation\":\"copy\"}\n";
}

std::string Cluster(const std::string& members) {
  return "{\"schema\":\"prov.truth.cluster/1\",\"cluster\":\"x\",\"members\":" +
         members + "}\n";
}

class TruthFileTest : public testing::Test {
 protected:
  // "a b 8123" for each pair.
  absl::StatusOr<TruthHeader> Pairs(const std::string& bytes) {
    seen_.clear();
    return ForEachTruthPair(Spill(path_, bytes), [this](const TruthPair& pair) {
      seen_.push_back(std::string(pair.a) + " " + std::string(pair.b) + " " +
                      std::to_string(pair.jaccard.value));
      return absl::OkStatus();
    });
  }

  // "a 0" for each member.
  absl::StatusOr<TruthHeader> Members(const std::string& bytes) {
    seen_.clear();
    return ForEachTruthMember(
        Spill(path_, bytes), [this](std::string_view key, uint32_t cluster) {
          seen_.push_back(std::string(key) + " " + std::to_string(cluster));
          return absl::OkStatus();
        });
  }

  ScratchFolder folder_;
  std::string path_ = folder_.File("truth.jsonl");
  std::vector<std::string> seen_;
};

TEST_F(TruthFileTest, PairsAreRead) {
  const auto header =
      Pairs(kPairs + Pair("a", "b", "0.8123") +
            "{\"schema\":\"prov.other/1\"}\n" + Pair("a", "c", "1.0000"));
  ASSERT_TRUE(IsOk(header.status()));
  EXPECT_EQ(header->documents, 3u);
  EXPECT_EQ(header->floor, TenThousandths{3000});
  EXPECT_EQ(seen_, (std::vector<std::string>{"a b 8123", "a c 10000"}));
  EXPECT_EQ(Pairs("{\"schema\":\"prov.truth/1\",\"kind\":\"pairs\","
                  "\"documents\":0}")
                ->floor,
            std::nullopt);
}

TEST_F(TruthFileTest, ClustersAreRead) {
  const auto header =
      Members(kClusters + Cluster("[\"b\",\"a\"]") + Cluster("[\"c\"]"));
  ASSERT_TRUE(IsOk(header.status()));
  EXPECT_EQ(seen_, (std::vector<std::string>{"b 0", "a 0", "c 1"}));
}

TEST_F(TruthFileTest, ErrorsSayWhere) {
  const auto says = [this](const absl::StatusOr<TruthHeader>& got,
                           const std::string& what) {
    return Says(got.status(), StatusCode::kDataLoss, path_ + what);
  };
  const std::string first =
      "the first line, and no other, is of the schema prov.truth/1";
  EXPECT_TRUE(says(Pairs(""),
                   ": is empty; the first line of a truth file is "
                   "prov.truth/1"));
  EXPECT_TRUE(says(Pairs(Pair("a", "b", "0.9")), ":1: " + first));
  EXPECT_TRUE(says(Pairs(kPairs + kPairs), ":2: " + first));
  EXPECT_TRUE(says(Pairs(kClusters),
                   ":1: this is truth about clusters; name a file of kind "
                   "'pairs'"));
  EXPECT_TRUE(says(Pairs(kPairs + "\n" + Pair("b", "a", "0.9")),
                   ":3: 'b' does not come before 'a'"));
  EXPECT_TRUE(says(Pairs(kPairs + Pair("a", "a", "0.9")),
                   ":2: 'a' does not come before 'a'"));
  EXPECT_FALSE(Pairs(kPairs + Pair("a", "b", "1.1")).ok());
  EXPECT_FALSE(Pairs(kPairs + "{\"schema\":\"prov.truth.pair/1\"}").ok());
  EXPECT_FALSE(Pairs(kPairs + "{\"schema\":\"prov.tr").ok());
  EXPECT_TRUE(says(Members(kClusters + Cluster("[]")),
                   ":2: the cluster has no members"));
  EXPECT_TRUE(says(Members(kClusters + Cluster("[\"a\",1]")),
                   ":2: a member is not a string"));
  EXPECT_TRUE(says(Members(kClusters + Cluster("[\"a\",\"b\"]")),
                   ": says that there are 3 documents, but its clusters have 2 "
                   "members; it must be a partition, singletons included"));
}

}  // namespace
}  // namespace prov
