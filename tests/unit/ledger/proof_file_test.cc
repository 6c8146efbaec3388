#include "libprov/ledger/proof_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libprov/ledger/merkle_proof.h"
#include "libprov/ledger/prove.h"
#include "tests/unit/ledger/naive_merkle.h"

namespace prov {
namespace {

constexpr size_t kSize = 11;

std::vector<std::string> Entries11() {
  std::vector<std::string> entries;
  for (size_t i = 0; i < kSize; ++i) {
    entries.push_back("{\"n\":" + std::to_string(i) + "}");
  }
  return entries;
}

Checkpoint CheckpointOf(size_t size) {
  const std::vector<std::string> entries = Entries11();
  return {.origin = "news",
          .size = size,
          .root = NaiveRoot(Entries(entries).first(size))};
}

InclusionProof Inclusion(size_t index) {
  const std::vector<std::string> entries = Entries11();
  return {.entry = entries[index],
          .index = index,
          .hashes = NaivePath(index, entries),
          .checkpoint = CheckpointOf(kSize)};
}

ConsistencyProof Growth(size_t from, bool with_signatures) {
  const std::vector<std::string> entries = Entries11();
  ConsistencyProof proof{.hashes = NaiveSubproof(from, entries, true),
                         .older = CheckpointOf(from),
                         .later = CheckpointOf(kSize)};
  if (with_signatures) {
    const SigningKey key = *SigningKey::Generate("news");
    EXPECT_TRUE(Sign(key, proof.older).ok());
    EXPECT_TRUE(Sign(key, proof.later).ok());
  }
  return proof;
}

TEST(ProofFile, InclusionComesBack) {
  InclusionProof proof = Inclusion(6);
  EXPECT_EQ(CheckProof(proof, {}), "");
  EXPECT_EQ(std::get<InclusionProof>(*ParseProof(proof.ToText())), proof);
  ASSERT_TRUE(Sign(*SigningKey::Generate("news"), proof.checkpoint).ok());
  EXPECT_EQ(std::get<InclusionProof>(*ParseProof(proof.ToText())), proof);
  proof.entry.reset();
  EXPECT_EQ(std::get<InclusionProof>(*ParseProof(proof.ToText())), proof);
  EXPECT_NE(CheckProof(proof, {}), "");
  EXPECT_EQ(CheckProof(proof, {.entry = "{\"n\":6}"}), "");
  EXPECT_NE(CheckProof(proof, {.entry = "{\"n\":7}"}), "");
}

TEST(ProofFile, GrowthComesBack) {
  for (const bool with_signatures : {false, true}) {
    for (const size_t from : {size_t{1}, size_t{6}, size_t{8}, kSize}) {
      const ConsistencyProof proof = Growth(from, with_signatures);
      EXPECT_EQ(CheckProof(proof, {}), "") << from;
      const auto parsed = ParseProof(proof.ToText());
      ASSERT_TRUE(parsed.ok()) << parsed.status();
      EXPECT_EQ(std::get<ConsistencyProof>(*parsed), proof);
    }
  }
}

// No changed bit of a proof leaves a proof of the same that holds.
TEST(ProofFile, NoChangeOfAProofIsTakenForIt) {
  const CheckOptions options{.against = CheckpointOf(kSize)};
  for (const std::string& text :
       {Inclusion(6).ToText(), Growth(6, false).ToText()}) {
    for (size_t bit = 0; bit < 8 * text.size(); ++bit) {
      std::string other = text;
      other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
      const auto parsed = ParseProof(other);
      EXPECT_TRUE(!parsed.ok() || !CheckProof(*parsed, options).empty())
          << "bit " << bit << ": " << other;
    }
    for (size_t size = 0; size < text.size(); ++size) {
      EXPECT_TRUE(absl::IsDataLoss(ParseProof(text.substr(0, size)).status()));
    }
  }
}

TEST(ProofFile, IsCheckedAgainstWhatWasKept) {
  EXPECT_EQ(CheckProof(Inclusion(3), {.against = CheckpointOf(kSize)}), "");
  EXPECT_NE(CheckProof(Inclusion(3), {.against = CheckpointOf(5)}), "");
  EXPECT_EQ(CheckProof(Growth(5, false), {.against = CheckpointOf(5)}), "");
  EXPECT_NE(CheckProof(Growth(5, false), {.against = CheckpointOf(4)}), "");
  const SigningKey key = *SigningKey::Generate("news");
  EXPECT_NE(CheckProof(Inclusion(3), {.key = key.verifying_key()}), "");
  InclusionProof proof = Inclusion(3);
  ASSERT_TRUE(Sign(key, proof.checkpoint).ok());
  EXPECT_EQ(CheckProof(proof, {.key = key.verifying_key()}), "");
}

}  // namespace
}  // namespace prov
