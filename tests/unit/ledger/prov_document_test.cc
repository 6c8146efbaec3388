#include "libprov/ledger/prov_document.h"

#include <gtest/gtest.h>

#include <string>

#include "libprov/base/json_reader.h"

namespace prov {
namespace {

TEST(LocalName, IsFitForEveryForm) {
  EXPECT_EQ(LocalName("cna-0507#2"), "cna-0507%232");
  EXPECT_EQ(LocalName("Harbor Wire"), "Harbor%20Wire");
  EXPECT_EQ(LocalName("a.b_c-d"), "a.b_c-d");
  EXPECT_EQ(LocalName("-a."), "%2Da%2E");
  EXPECT_EQ(LocalName("\u00e9:/"), "%C3%A9%3A%2F");
  EXPECT_EQ(LocalName(""), "");
}

ProvDocument Small() {
  ProvDocument document;
  document.prefixes = {{"pv", "https://libprov.example/ns#"},
                       {"psg", "https://news/psg/"},
                       {"run", "https://news/run/"}};
  document.statements = {
      {ProvKind::kEntity,
       "run:1",
       "",
       {{"prov:type", {ProvValue::Type::kName, "prov:Bundle"}}}}};
  using Type = ProvValue::Type;
  document.bundles = {{"run:1",
                       {{ProvKind::kEntity,
                         "psg:a",
                         "",
                         {{"prov:value", {Type::kString, "\"\\\n\u00e9"}}}},
                        {ProvKind::kEntity, "psg:b", "", {}},
                        {ProvKind::kDerivation,
                         "psg:b",
                         "psg:a",
                         {{"prov:type", {Type::kName, "prov:Quotation"}},
                          {"pv:probability", {Type::kDecimal, "0.9100"}},
                          {"pv:entry", {Type::kInteger, "17"}}}},
                        {ProvKind::kAlternate, "psg:a", "psg:b", {}}}}};
  return document;
}

TEST(ProvDocument, IsWrittenInEachForm) {
  EXPECT_EQ(
      ToProvJson(Small()),
      "{\"prefix\":{\"pv\":\"https://libprov.example/ns#\",\"psg\":\"https://"
      "news/psg/\",\"run\":\"https://news/run/\"},\"entity\":{\"run:1\":{"
      "\"prov:type\":{\"$\":\"prov:Bundle\",\"type\":\"prov:QUALIFIED_NAME\"}}}"
      ",\"bundle\":{\"run:1\":{\"prefix\":{\"pv\":\"https://libprov.example/"
      "ns#\",\"psg\":\"https://news/psg/\",\"run\":\"https://news/run/"
      "\"},\"entity\":{\"psg:a\":{\"prov:value\":\"\\\"\\\\\\n\u00e9\"},\"psg:"
      "b\":{}},\"wasDerivedFrom\":{\"_:r1\":{\"prov:generatedEntity\":\"psg:"
      "b\","
      "\"prov:usedEntity\":\"psg:a\",\"prov:type\":{\"$\":\"prov:Quotation\","
      "\"type\":\"prov:QUALIFIED_NAME\"},\"pv:entry\":{\"$\":\"17\",\"type\":"
      "\"xsd:long\"},\"pv:probability\":{\"$\":\"0.9100\",\"type\":\"xsd:"
      "decimal\"}}},\"alternateOf\":{\"_:r2\":{\"prov:alternate1\":\"psg:a\","
      "\"prov:alternate2\":\"psg:b\"}}}}}\n");
  const std::string json_ld = ToProvJsonLd(Small());
  EXPECT_NE(
      json_ld.find("{\"@type\":\"Derivation\",\"generatedEntity\":\"psg:b\","
                   "\"usedEntity\":\"psg:a\",\"pv:entry\":[{\"@value\":\"17\","
                   "\"@type\":\"xsd:long\"}],\"pv:probability\":[{\"@value\":"
                   "\"0.9100\",\"@type\":\"xsd:decimal\"}],\"type\":[\"prov:"
                   "Quotation\"]}"),
      std::string::npos)
      << json_ld;
  EXPECT_NE(ToProvN(Small()).find(
                "bundle run:1\nprefix pv <https://libprov.example/ns#>\nprefix "
                "psg <https://news/psg/>\nprefix run <https://news/run/>\n"
                "entity(psg:a, [prov:value=\"\\\"\\\\\\n\u00e9\"])\n"
                "entity(psg:b)\n"
                "wasDerivedFrom(psg:b, psg:a, -, -, -, "
                "[prov:type='prov:Quotation', pv:probability=\"0.9100\" %% "
                "xsd:decimal, pv:entry=\"17\" %% xsd:long])\n"
                "alternateOf(psg:a, psg:b)\nendBundle\nendDocument\n"),
            std::string::npos)
      << ToProvN(Small());
  EXPECT_NE(ToDot(Small()).find("\"psg:b\" -> \"psg:a\" [label=\"\"]"),
            std::string::npos);
}

TEST(ProvDocument, IsJson) {
  for (std::string text : {ToProvJson(Small()), ToProvJsonLd(Small())}) {
    JsonReader reader;
    text.reserve(text.size() + kJsonPadding);
    EXPECT_TRUE(reader.Parse(text).ok());
  }
}

}  // namespace
}  // namespace prov
