#include "libprov/chain/source_names.h"

#include <gtest/gtest.h>

namespace prov {
namespace {

TEST(InitialsOf, Names) {
  EXPECT_EQ(InitialsOf("Coast News Agency"), "CNA");
  EXPECT_EQ(InitialsOf("Press Trust of Sella"), "PTS");
  EXPECT_EQ(InitialsOf("Agence France-Presse"), "AFP");
  EXPECT_EQ(InitialsOf("Reuters"), "");
  EXPECT_EQ(InitialsOf(""), "");
}

TEST(SourceNames, InitialsAreOfOneAgency) {
  OutletBook book = OutletBook::BuiltIn();
  for (const char* outlet : {"Coast News Agency", "Harbor Wire", "Hilltop Wire",
                             "Mill Valley Post", "Any Other Press"}) {
    book.Add(outlet);
  }
  const SourceNames names(book);
  EXPECT_EQ(names.NameOf("CNA"), "Coast News Agency");
  EXPECT_EQ(names.NameOf("AFP"), "Agence France-Presse");
  EXPECT_EQ(names.NameOf("HW"), "HW");    // Of two.
  EXPECT_EQ(names.NameOf("MVP"), "MVP");  // Of a paper.
  EXPECT_TRUE(names.IsAgency("Coast News Agency"));
  EXPECT_TRUE(names.IsAgency("XYZ"));
  EXPECT_FALSE(names.IsAgency("Mill Valley Post"));
  EXPECT_FALSE(names.IsAgency("Nobody Knows"));
  EXPECT_TRUE(SourceNames::IsPressService("Business Wire"));
  EXPECT_FALSE(SourceNames::IsPressService("Harbor Wire"));
}

}  // namespace
}  // namespace prov
