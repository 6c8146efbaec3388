#include "libprov/base/hash.h"

#include <gtest/gtest.h>

namespace prov {
namespace {

// FIPS 180-4, and the value every tool prints for no bytes at all.
TEST(Sha256Test, AgreesWithTheStandard) {
  EXPECT_EQ(Hex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(Sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256StreamTest, PiecesMakeTheWholeAndFinishStartsAfresh) {
  Sha256Stream stream;
  for (int round = 0; round < 2; ++round) {
    stream.Update("a");
    stream.Update("");
    stream.Update("bc");
    EXPECT_EQ(stream.Finish(), Sha256("abc"));
  }
}

// Frozen: signature files on disk depend on these values.
TEST(Hash64Test, IsFrozen) {
  EXPECT_EQ(Hash64(""), 0x2d06800538d394c2U);
  EXPECT_EQ(Hash64("prov", 1), Hash64("prov", 1));
  EXPECT_NE(Hash64("prov", 1), Hash64("prov", 2));
}

}  // namespace
}  // namespace prov
