#include "libprov/ledger/checkpoint.h"

#include <gtest/gtest.h>

#include <string>

namespace prov {
namespace {

constexpr char kUnsigned[] =
    "example.org/news\n17\n"
    "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";

SigningKey NewKey() { return *SigningKey::Generate("example.org/news"); }

TEST(Checkpoint, ComesBackFromItsNote) {
  auto checkpoint = ParseCheckpoint(kUnsigned);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->origin, "example.org/news");
  EXPECT_EQ(checkpoint->size, 17u);
  EXPECT_EQ(Hex(checkpoint->root),
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  EXPECT_EQ(checkpoint->ToNote(), kUnsigned);
  ASSERT_TRUE(Sign(NewKey(), *checkpoint).ok());
  ASSERT_TRUE(Sign(NewKey(), *checkpoint).ok());
  const auto again = ParseCheckpoint(checkpoint->ToNote());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(*again, *checkpoint);
}

TEST(Checkpoint, IsSignedByWhoSignedIt) {
  const SigningKey key = NewKey();
  Checkpoint checkpoint = *ParseCheckpoint(kUnsigned);
  EXPECT_EQ(SignedBy(key.verifying_key(), checkpoint), Signed::kByOthers);
  ASSERT_TRUE(Sign(NewKey(), checkpoint).ok());
  EXPECT_EQ(SignedBy(key.verifying_key(), checkpoint), Signed::kByOthers);
  ASSERT_TRUE(Sign(key, checkpoint).ok());
  EXPECT_EQ(SignedBy(key.verifying_key(), checkpoint), Signed::kByKey);
  checkpoint.size = 18;
  EXPECT_EQ(SignedBy(key.verifying_key(), checkpoint), Signed::kForged);
}

// No changed bit of a signed note leaves it a note that the key signed.
TEST(Checkpoint, NoChangeOfANoteIsTakenForIt) {
  const SigningKey key = NewKey();
  Checkpoint checkpoint = *ParseCheckpoint(kUnsigned);
  ASSERT_TRUE(Sign(key, checkpoint).ok());
  const std::string note = checkpoint.ToNote();
  for (size_t bit = 0; bit < 8 * note.size(); ++bit) {
    std::string other = note;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    const auto parsed = ParseCheckpoint(other);
    EXPECT_TRUE(!parsed.ok() ||
                SignedBy(key.verifying_key(), *parsed) != Signed::kByKey)
        << "bit " << bit;
  }
  // What is left is either no note, or the text without its signature.
  for (size_t size = 0; size < note.size(); ++size) {
    const auto parsed = ParseCheckpoint(note.substr(0, size));
    EXPECT_TRUE(!parsed.ok() || parsed->signatures.empty()) << size;
  }
}

TEST(Checkpoint, IsWrittenInOneWayOnly) {
  const std::string root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";
  const std::string notes[] = {
      "",
      "news\n17\n",
      "news\n017\n" + root,
      "news\n+17\n" + root,
      "news\n18446744073709551616\n" + root,
      "news\n-1\n" + root,
      " news\n17\n" + root,
      "\n17\n" + root,
      "news\r\n17\r\n" + root,
      "news\n17\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/Rg\n",
      "news\n17\n" + root + "\n",
      "news\n17\n" + root + "extension\n",
      "news\n17\n" + root + "\nnot a signature\n",
      "news\n17\n" + root + "\n\u2014 news AAAA\n",
      "news\n17\n" + root + "\n\u2014 news AAAAAAAA",
      "news\n17\n" + root + "\n\u2014  AAAAAAAA\n",
      "n\xff\n17\n" + root};
  for (const std::string& note : notes) {
    EXPECT_TRUE(absl::IsDataLoss(ParseCheckpoint(note).status())) << note;
  }
}

}  // namespace
}  // namespace prov
