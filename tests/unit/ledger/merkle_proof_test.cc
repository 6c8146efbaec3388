#include "libprov/ledger/merkle_proof.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/ledger/naive_merkle.h"

namespace prov {
namespace {

constexpr size_t kMaxLeaves = 70;

const std::vector<std::string>& AllEntries() {
  static const auto* const entries = [] {
    auto* made = new std::vector<std::string>;
    for (size_t i = 0; i < kMaxLeaves; ++i) {
      made->push_back(std::string(i % 3, 'x') + std::to_string(i));
    }
    return made;
  }();
  return *entries;
}

Hashes RootsOf(const std::vector<LeafRange>& ranges, Entries entries) {
  Hashes roots;
  for (const LeafRange& range : ranges) {
    roots.push_back(NaiveRoot(entries.subspan(range.begin, range.size())));
  }
  return roots;
}

// Whether `holds` refuses the proof with any one hash changed, left out or
// given twice.
template <typename Holds>
void ExpectNothingElse(const Hashes& proof, Holds holds) {
  for (size_t i = 0; i < proof.size(); ++i) {
    Hashes other = proof;
    other[i][i % 32] ^= 1;
    EXPECT_FALSE(holds(other)) << "hash " << i << " is another";
    other = proof;
    other.erase(other.begin() + static_cast<ptrdiff_t>(i));
    EXPECT_FALSE(holds(other)) << "hash " << i << " is missing";
    other = proof;
    other.insert(other.begin() + static_cast<ptrdiff_t>(i), proof[i]);
    EXPECT_FALSE(holds(other)) << "hash " << i << " is there twice";
  }
  Hashes longer = proof;
  longer.emplace_back();
  EXPECT_FALSE(holds(longer));
}

TEST(Inclusion, IsProvedAsTheDefinitionHasIt) {
  for (size_t n = 1; n <= kMaxLeaves; ++n) {
    const Entries entries = Entries(AllEntries()).first(n);
    const Sha256Digest root = NaiveRoot(entries);
    for (size_t m = 0; m < n; ++m) {
      const Hashes proof = RootsOf(InclusionRanges(m, n), entries);
      ASSERT_EQ(proof, NaivePath(m, entries)) << m << " of " << n;
      const MerkleHash leaf = LeafHash(entries[m]);
      EXPECT_TRUE(ProvesInclusion(proof, m, leaf, n, root));
      if (n % 9 != 0) continue;
      for (size_t other = 0; other <= n; ++other) {
        EXPECT_EQ(ProvesInclusion(proof, other, leaf, n, root), other == m);
      }
      EXPECT_FALSE(ProvesInclusion(proof, m, LeafHash("x"), n, root));
      EXPECT_FALSE(ProvesInclusion(proof, m, leaf, n, LeafHash("x")));
      ExpectNothingElse(proof, [&](const Hashes& hashes) {
        return ProvesInclusion(hashes, m, leaf, n, root);
      });
    }
  }
}

TEST(Consistency, IsProvedAsTheDefinitionHasIt) {
  for (size_t n = 1; n <= kMaxLeaves; ++n) {
    const Entries entries = Entries(AllEntries()).first(n);
    const Sha256Digest root = NaiveRoot(entries);
    for (size_t m = 1; m <= n; ++m) {
      const Hashes proof = RootsOf(ConsistencyRanges(m, n), entries);
      ASSERT_EQ(proof, NaiveSubproof(m, entries, true)) << m << " of " << n;
      const MerkleHash old_root = NaiveRoot(entries.first(m));
      EXPECT_TRUE(ProvesConsistency(proof, m, old_root, n, root));
      if (n % 9 != 0) continue;
      EXPECT_FALSE(ProvesConsistency(proof, m, LeafHash("x"), n, root));
      EXPECT_FALSE(ProvesConsistency(proof, m, old_root, n, LeafHash("x")));
      ExpectNothingElse(proof, [&](const Hashes& hashes) {
        return ProvesConsistency(hashes, m, old_root, n, root);
      });
    }
  }
}

TEST(Consistency, OfTheEmptyTreeIsKnownWithoutAProof) {
  const Sha256Digest root = NaiveRoot(Entries(AllEntries()));
  EXPECT_TRUE(ConsistencyRanges(0, kMaxLeaves).empty());
  EXPECT_TRUE(ProvesConsistency({}, 0, Sha256(""), kMaxLeaves, root));
  EXPECT_FALSE(ProvesConsistency({}, 0, root, kMaxLeaves, root));
  EXPECT_FALSE(ProvesConsistency({}, kMaxLeaves + 1, root, kMaxLeaves, root));
  EXPECT_FALSE(ProvesConsistency({}, 3, root, kMaxLeaves, root));
}

}  // namespace
}  // namespace prov
