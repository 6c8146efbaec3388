#include "libprov/corpus/manifest.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

class ManifestTest : public testing::Test {
 protected:
  absl::StatusOr<Manifest> Read(std::string_view bytes,
                                const DateRules& dates = {}) {
    path_ = Spill(folder_.File("m.tsv"), bytes);
    return Manifest::Read(path_, dates);
  }
  std::string Verdict(std::string_view bytes) {
    const auto status = Read(bytes).status();
    EXPECT_EQ(status.code(), StatusCode::kDataLoss);
    std::string message(status.message());
    EXPECT_TRUE(message.starts_with(path_)) << message;
    return message.substr(std::min(path_.size(), message.size()));
  }
  static InputSpec Text(const std::string& path) { return SpecOf(path, {}); }

  ScratchFolder folder_;
  std::string path_;
};

TEST_F(ManifestTest, SaysWhatIsKnownOfTextFiles) {
  auto manifest = Read(
      "url\tzone\tpath\tnote\ttitle\tpublished\toutlet\r\n"
      "u\t+03:00\ta.txt\tx\tT\t2031-03-02 08:00\t\"Bay \"\"O\"\"\"\r\n"
      "\n"
      "\t\tb.txt\tx\t\tsoon\t\n"
      "\t\tgone.txt\tx\t\t\t\n");
  ASSERT_TRUE(IsOk(manifest.status()));
  std::vector<InputSpec> inputs = {Text("./a.txt"), Text("x.jsonl"),
                                   Text(folder_.File("b.txt")), Text("c.txt")};
  manifest->Describe(inputs);
  EXPECT_EQ(inputs[0].facts.id, "./a.txt");
  EXPECT_EQ(inputs[0].facts.outlet, "Bay \"O\"");
  EXPECT_EQ(inputs[0].facts.url, "u");
  EXPECT_EQ(inputs[0].facts.title, "T");
  EXPECT_EQ(inputs[0].facts.published, *ParseDate("2031-03-02 08:00 +03:00"));
  EXPECT_EQ(inputs[1].facts.id, "");
  EXPECT_TRUE(inputs[2].facts.date_unreadable);
  EXPECT_EQ(inputs[3].facts.outlet, "");
  const ManifestGaps gaps = manifest->gaps();
  EXPECT_EQ(gaps.files_without_row, 1u);
  EXPECT_EQ(gaps.file_example, "c.txt");
  EXPECT_EQ(gaps.rows_without_file, 1u);
  EXPECT_EQ(gaps.row_example, path_ + ":5");
}

TEST_F(ManifestTest, HasBothReadingsOfADate) {
  auto manifest = Read(
      "path\tpublished\tzone\n"
      "a.txt\t06/04/2031 08:00\t+02:00\n"
      "b.txt\t25/04/2031\t\n");
  ASSERT_TRUE(IsOk(manifest.status()));
  std::vector<InputSpec> inputs = {Text("a.txt"), Text("b.txt")};
  manifest->Describe(inputs);
  const TextFacts& facts = inputs[0].facts;
  EXPECT_EQ(facts.PublishedBy(DateOrder::kEither).grade, DateGrade::kAmbiguous);
  EXPECT_EQ(facts.PublishedBy(DateOrder::kDayFirst),
            *ParseDate("2031-04-06 08:00 +02:00"));
  EXPECT_EQ(facts.PublishedBy(DateOrder::kMonthFirst),
            *ParseDate("2031-06-04 08:00 +02:00"));
  EXPECT_EQ(inputs[1].facts.order_told, DateOrder::kDayFirst);
  EXPECT_EQ(inputs[1].facts.PublishedBy(DateOrder::kMonthFirst),
            *ParseDate("2031-04-25"));
}

TEST_F(ManifestTest, APathAsGivenComesFirst) {
  auto manifest =
      Read("path\toutlet\n" + folder_.File("a.txt") + "\tgiven\na.txt\tnear\n");
  ASSERT_TRUE(IsOk(manifest.status()));
  std::vector<InputSpec> inputs = {Text(folder_.File("a.txt")), Text("a.txt")};
  manifest->Describe(inputs);
  EXPECT_EQ(inputs[0].facts.outlet, "given");
  EXPECT_EQ(inputs[1].facts.outlet, "near");
}

TEST_F(ManifestTest, APathMayBeWrittenFromAnyFolder) {
  auto manifest = Read("path\toutlet\nnews/a.txt\tA\n../b.txt\tB\n");
  ASSERT_TRUE(IsOk(manifest.status()));
  const std::string here =
      std::filesystem::relative(folder_.File("news/a.txt")).string();
  const std::string beside =
      std::filesystem::path(path_).parent_path().parent_path() / "b.txt";
  std::vector<InputSpec> inputs = {
      Text(here), Text(std::filesystem::absolute("news/a.txt").string()),
      Text(beside)};
  manifest->Describe(inputs);
  EXPECT_EQ(inputs[0].facts.outlet, "A");
  EXPECT_EQ(inputs[1].facts.outlet, "A");
  EXPECT_EQ(inputs[2].facts.outlet, "B");
}

TEST_F(ManifestTest, RefusalsHaveAPlace) {
  EXPECT_EQ(Verdict(""),
            ": is empty; a manifest begins with the names of its columns");
  EXPECT_TRUE(Verdict("\nfile\n").starts_with(":2: a manifest begins with"));
  EXPECT_EQ(Verdict("path\turl\turl\n"), ":1: there are two columns 'url'");
  EXPECT_EQ(Verdict("path\turl\n\na.txt\n"),
            ":3: 1 fields where the header has 2");
  EXPECT_EQ(Verdict("path\tzone\na\tLondon\n"),
            ":2: zone 'London' is no offset such as +03:00 or -0500");
  EXPECT_EQ(Verdict("path\nb\n./a/../b\n"),
            ":3: path './a/../b' has a row on line 2 already");
  EXPECT_EQ(Verdict("path\turl\n\tx\n"), ":2: the path is empty");
  EXPECT_EQ(Verdict("path\n\"a\n"), ":2: field 1: its quote is never closed");
  EXPECT_EQ(Verdict("path\na\n\xE9\n"),
            ":3: byte 1 of the line is not valid UTF-8");
}

}  // namespace
}  // namespace prov
