#include "libprov/corpus/field_map.h"

#include <gtest/gtest.h>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

TEST(FieldMapTest, PointersAreThoseOfRfc6901) {
  struct Case {
    const char* text;
    JsonPointer pointer;
  };
  // The examples of its section 5, those that are not the whole document.
  const Case cases[] = {
      {"/foo", {"foo"}},       {"/foo/0", {"foo", "0"}}, {"/", {""}},
      {"/a~1b", {"a/b"}},      {"/c%d", {"c%d"}},        {"/e^f", {"e^f"}},
      {"/g|h", {"g|h"}},       {"/i\\j", {"i\\j"}},      {"/k\"l", {"k\"l"}},
      {"/ ", {" "}},           {"/m~0n", {"m~n"}},       {"/~01", {"~1"}},
      {"//a/", {"", "a", ""}},
  };
  for (const Case& c : cases) {
    const auto pointer = ParseJsonPointer(c.text);
    ASSERT_TRUE(IsOk(pointer.status())) << c.text;
    EXPECT_EQ(*pointer, c.pointer) << c.text;
  }
  for (const char* text : {"", "a", "~0", "/~", "/~2", "/a~", "/~/a"}) {
    EXPECT_EQ(ParseJsonPointer(text).status().code(),
              StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(FieldMapTest, MapsMembersAndBecomesParameters) {
  FieldMap fields;
  EXPECT_TRUE(fields.empty());
  ASSERT_TRUE(IsOk(fields.Add("text=/article/body")));
  ASSERT_TRUE(IsOk(fields.Add("url=Link=To")));
  EXPECT_FALSE(fields.empty());
  EXPECT_TRUE(fields.Has(kText));
  EXPECT_FALSE(fields.Has(kTitle));
  EXPECT_EQ(fields.Pointer(kText), JsonPointer({"article", "body"}));
  EXPECT_EQ(fields.Pointer(kUrl), JsonPointer({"Link=To"}));
  EXPECT_EQ(fields.Column(kUrl), "Link=To");
  EXPECT_EQ(fields.Column(kTitle), "title");
  Params params = {{"fields", "x"}, {"threshold", "0.8"}};
  fields.AddParams(params);
  EXPECT_EQ(params["field.text"], "/article/body");
  EXPECT_EQ(params["field.url"], "Link=To");
  const auto back = FieldMap::FromParams(params);
  ASSERT_TRUE(IsOk(back.status()));
  Params again = {{"fields", "x"}, {"threshold", "0.8"}};
  back->AddParams(again);
  EXPECT_EQ(again, params);
  EXPECT_FALSE(FieldMap::FromParams({{"field.body", "x"}}).ok());
}

TEST(FieldMapTest, RefusesWhatMapsNothing) {
  for (const char* spec :
       {"", "=", "text", "text=", "body=x", "Text=x", "text=/~"}) {
    FieldMap fields;
    EXPECT_EQ(fields.Add(spec).code(), StatusCode::kInvalidArgument) << spec;
    EXPECT_TRUE(fields.empty());
  }
  FieldMap fields;
  ASSERT_TRUE(IsOk(fields.Add("text=a")));
  EXPECT_TRUE(Says(fields.Add("text=b"), StatusCode::kInvalidArgument,
                   "'text' is mapped twice"));
}

}  // namespace
}  // namespace prov
