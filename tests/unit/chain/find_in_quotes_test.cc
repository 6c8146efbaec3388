#include "libprov/chain/find_in_quotes.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

std::string Occurrence(const char* id, const std::string& exact,
                       const char* published, const char* more = "") {
  return std::string(R"({"id":")") + id + R"(","outlet":"Mill Valley Post",)" +
         R"("published":)" + published +
         R"(,"begin":10,"end":90,"begin_byte":12,"end_byte":95,"exact":")" +
         exact + R"(","variant":"identical","speaker":null,"cited":null)" +
         more + R"(,"flags":[]})";
}

std::string Line(const std::vector<std::string>& occurrences) {
  std::string line = R"({"schema":"prov.quote/1","occurrences":[)";
  for (size_t i = 0; i < occurrences.size(); ++i) {
    line += (i == 0 ? "" : ",") + occurrences[i];
  }
  return line + "]}\n";
}

constexpr const char* kRun =
    R"({"schema":"prov.run/1","tool":"prov-quotes","version":"1",)"
    R"("parameters":{},"inputs":[{"name":"n","size":7,"sha256":"ab"}]})"
    "\n";
constexpr const char* kDay =
    R"({"earliest":"2031-03-02T00:00:00Z","latest":"2031-03-03T00:00:00Z","grade":"B"})";

class FindInQuotesTest : public testing::Test {
 protected:
  void Write(const std::string& lines) {
    std::ofstream(quotes_) << kRun << lines;
  }
  absl::Status Index() {
    auto out = OutputFile::Create(index_);
    if (!out.ok()) return out.status();
    const absl::Status written = WriteQuoteIndex(quotes_, *out);
    if (!written.ok()) return written;
    const absl::Status finished = out->Finish().status();
    if (!finished.ok()) return finished;
    OutputFile* const files[] = {&*out};
    return CommitAll(files);
  }
  // "id exact begin..end variant", a line each; the message of what went wrong.
  std::string Find(const char* words) {
    const auto quotes = InputBytes::Open(quotes_);
    if (!quotes.ok()) return std::string(quotes.status().message());
    const auto index = QuoteIndex::Open(index_, *quotes);
    if (!index.ok()) return std::string(index.status().message());
    const auto found = FindInQuotes(*quotes, *index, words,
                                    [](const DateInterval&) { return true; });
    if (!found.ok()) return std::string(found.status().message());
    EXPECT_EQ(found->run.inputs.size(), 1U);
    EXPECT_FALSE(found->words.coverage.is_known);
    std::string text;
    for (const ChainNode& place : found->words.places) {
      text += place.id + " " + place.exact + " " +
              std::to_string(place.span.begin) + ".." +
              std::to_string(place.span.end) + " " + NameOf(place.variant) +
              "\n";
    }
    return text;
  }

  const ScratchFolder folder_;
  const std::string quotes_ = folder_.File("quotes.jsonl");
  const std::string index_ = folder_.File("quotes.idx");
};

TEST_F(FindInQuotesTest, FindsTheWordsAndTheirVariants) {
  Write(Line({Occurrence("a", "The gates will never close again.", kDay),
              Occurrence("b", "the gates [here] will never close again", kDay),
              Occurrence("c", "Not these words", "null")}) +
        "{\"schema\":\"prov.other/1\"}\n" +
        Line({Occurrence("d", "Never close the gates again", kDay)}) +
        Line({Occurrence("e", "no such thing", kDay)}));
  ASSERT_TRUE(Index().ok());
  EXPECT_EQ(Find("gates will never CLOSE"),
            "a gates will never close 14..36 folded\n"
            "b the gates [here] will never close again 10..90 bracket\n");
  EXPECT_EQ(Find("The gates will never close again"),
            "a The gates will never close again 10..42 identical\n"
            "b the gates [here] will never close again 10..90 bracket\n");
  // All of the words, but not one after the other.
  EXPECT_EQ(Find("again gates"), "");
  EXPECT_EQ(Find("harbour"), "");
  EXPECT_EQ(Find("no such thing"), "e no such thing 10..23 identical\n");
  EXPECT_EQ(Find(" - "), "no word in what is to be found");
}

TEST_F(FindInQuotesTest, AnIndexIsOfOneQuotesFile) {
  Write(Line({Occurrence("a", "The gates will never close again.", kDay)}));
  ASSERT_TRUE(Index().ok());
  Write(Line({Occurrence("b", "The gates will never close again.", kDay)}));
  EXPECT_NE(Find("gates").find("is not the index of"), std::string::npos);
  ASSERT_TRUE(Index().ok());
  EXPECT_EQ(Find("gates"), "b gates 14..19 identical\n");
}

TEST_F(FindInQuotesTest, OnlyOfQuotes) {
  std::ofstream(quotes_) << R"({"schema":"prov.match/1","a":"x"})"
                         << "\n";
  EXPECT_NE(Index().message().find("has no quotes"), std::string::npos);
  Write("");
  ASSERT_TRUE(Index().ok());
  EXPECT_EQ(Find("gates"), "");
  Write(R"({"schema":"prov.quote/1","occurrences":7})"
        "\n");
  EXPECT_NE(Index().message().find("'occurrences' is not"), std::string::npos);
}

// Every prefix of an index, and every one with a byte flipped, is refused.
TEST_F(FindInQuotesTest, ADamagedIndexIsRefused) {
  Write(Line({Occurrence("a", "The gates will never close again.", kDay)}));
  ASSERT_TRUE(Index().ok());
  std::ifstream in(index_, std::ios::binary);
  const std::string good((std::istreambuf_iterator<char>(in)),
                         std::istreambuf_iterator<char>());
  const auto quotes = InputBytes::Open(quotes_);
  ASSERT_TRUE(quotes.ok());
  const auto opens = [&](const std::string& bytes) {
    std::ofstream(index_, std::ios::binary) << bytes;
    return QuoteIndex::Open(index_, *quotes).ok();
  };
  EXPECT_TRUE(opens(good));
  for (size_t size = 0; size < good.size(); size += 7) {
    EXPECT_FALSE(opens(good.substr(0, size))) << size;
  }
  for (size_t at = 0; at < good.size(); at += 5) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_FALSE(opens(bad)) << at;
  }
}

// Checksums that are right say nothing of what made the index.
TEST_F(FindInQuotesTest, AnIndexThatLiesIsRefused) {
  Write(Line({Occurrence("a", "gates", kDay)}));
  ASSERT_TRUE(Index().ok());
  const uint64_t word = WordsOfQuote("gates").hashes[0];
  const auto params = DescribeContainer(index_)->params;
  const auto forged = [&](const std::vector<uint64_t>& lines, uint64_t end,
                          const std::vector<uint32_t>& places) {
    const auto bytes = [](const auto& values) {
      return std::string_view(reinterpret_cast<const char*>(values.data()),
                              values.size() * sizeof(values[0]));
    };
    auto out = OutputFile::Create(index_);
    ContainerWriter writer(
        *out, {.name = "quote-index", .major = 1, .made_by = "prov-trace"},
        params);
    const auto section = [&](const char* name, std::string_view content) {
      EXPECT_TRUE(writer.BeginSection(name).ok());
      EXPECT_TRUE(writer.Append(content).ok());
    };
    section("lines", bytes(lines));
    section("words", bytes(std::vector{word}));
    section("ends", bytes(std::vector{end}));
    section("places", bytes(places));
    EXPECT_TRUE(writer.Finish().ok() && out->Finish().ok());
    OutputFile* const files[] = {&*out};
    EXPECT_TRUE(CommitAll(files).ok());
    return Find("gates");
  };
  const uint64_t begin = std::string_view(kRun).size();
  const uint64_t size = std::filesystem::file_size(quotes_);
  EXPECT_EQ(forged({begin, size}, 1, {0}), "a gates 10..15 identical\n");
  const auto refused = [&](const char* why) {
    return index_ + ": " + why + "; make it again with prov-trace index";
  };
  EXPECT_EQ(forged({begin, size}, 2, {0}),
            refused("names places that it does not have"));
  EXPECT_EQ(forged({begin, size}, 1, {1}),
            refused("names a line that is not there"));
  EXPECT_EQ(forged({size, begin}, 1, {0}),
            refused("has a line where the quotes have none"));
  EXPECT_EQ(forged({begin, size + 1}, 1, {0}),
            refused("has a line where the quotes have none"));
  EXPECT_EQ(forged({}, 1, {0}), refused("its sections do not fit together"));
}

}  // namespace
}  // namespace prov
