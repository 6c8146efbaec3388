#include "libprov/ledger/merkle_tree.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libprov/ledger/merkle_proof.h"
#include "tests/unit/ledger/naive_merkle.h"

namespace prov {
namespace {

std::string FromHex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(
        static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

// The test vectors of Certificate Transparency's reference implementation.
const std::vector<std::string>& VectorEntries() {
  static const auto* const entries =
      new std::vector<std::string>{FromHex(""),
                                   FromHex("00"),
                                   FromHex("10"),
                                   FromHex("2021"),
                                   FromHex("3031"),
                                   FromHex("40414243"),
                                   FromHex("5051525354555657"),
                                   FromHex("606162636465666768696a6b6c6d6e6f")};
  return *entries;
}

constexpr const char* kVectorRoots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<std::string> Numbered(size_t count) {
  std::vector<std::string> entries;
  for (size_t i = 0; i < count; ++i) {
    entries.push_back("entry " + std::to_string(i));
  }
  return entries;
}

std::vector<MerkleHash> Leaves(Entries entries) {
  std::vector<MerkleHash> leaves;
  for (const std::string& entry : entries) leaves.push_back(LeafHash(entry));
  return leaves;
}

TEST(MerkleTree, GivesTheRootsOfTheTestVectors) {
  const std::vector<MerkleHash> leaves = Leaves(VectorEntries());
  for (size_t n = 0; n <= leaves.size(); ++n) {
    EXPECT_EQ(Hex(RootOf(std::span(leaves).first(n))), kVectorRoots[n]) << n;
  }
}

TEST(MerkleTree, GivesTheRootOfTheDefinition) {
  const std::vector<std::string> entries = Numbered(260);
  MerkleFrontier frontier;
  for (size_t n = 0; n <= entries.size(); ++n) {
    EXPECT_EQ(frontier.size(), n);
    EXPECT_EQ(frontier.Root(), NaiveRoot(Entries(entries).first(n))) << n;
    if (n < entries.size()) frontier.AddLeaf(LeafHash(entries[n]));
  }
}

TEST(MerkleTree, TakesFullTreesForTheirLeaves) {
  const std::vector<std::string> entries = Numbered(40);
  for (unsigned level = 0; level <= 3; ++level) {
    const size_t step = size_t{1} << level;
    MerkleFrontier frontier;
    for (size_t n = 0; n < entries.size(); n += step) {
      frontier.AddSubtree(level, NaiveRoot(Entries(entries).subspan(n, step)));
      EXPECT_EQ(frontier.Root(), NaiveRoot(Entries(entries).first(n + step)));
    }
  }
}

// Leaves that come in groups of any cut, some of them with their root.
TEST(RangeRoots, AreTheRootsOfTheRanges) {
  const std::vector<std::string> entries = Numbered(20 * kGroupLeaves + 77);
  const std::vector<MerkleHash> leaves = Leaves(entries);
  std::vector<LeafRange> ranges = InclusionRanges(kGroupLeaves + 5, 4500);
  for (const LeafRange& range : ConsistencyRanges(3333, leaves.size())) {
    ranges.push_back(range);
  }
  ranges.push_back({0, leaves.size()});
  ranges.push_back({0, 2 * kGroupLeaves + 1});
  ranges.push_back({0, 0});
  for (const uint64_t cut : {kGroupLeaves, uint64_t{100}, uint64_t{1}}) {
    RangeRoots roots(ranges);
    for (uint64_t first = 0; first < leaves.size();) {
      // Groups end at multiples of kGroupLeaves, as the scan cuts them.
      const uint64_t end =
          std::min({leaves.size(), first + cut,
                    (first / kGroupLeaves + 1) * kGroupLeaves});
      const auto group = std::span(leaves).subspan(first, end - first);
      const MerkleHash root = RootOf(group);
      roots.Add(first, group, group.size() == kGroupLeaves ? &root : nullptr);
      first = end;
    }
    const std::vector<MerkleHash> got = roots.Roots();
    ASSERT_EQ(got.size(), ranges.size());
    for (size_t i = 0; i < ranges.size(); ++i) {
      EXPECT_EQ(got[i], NaiveRoot(Entries(entries).subspan(ranges[i].begin,
                                                           ranges[i].size())))
          << ranges[i].begin << " to " << ranges[i].end << ", cut " << cut;
    }
  }
}

}  // namespace
}  // namespace prov
