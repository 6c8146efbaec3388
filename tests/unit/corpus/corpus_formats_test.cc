// Corpora of CSV and text files, and what the user says of reading them.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "libprov/corpus/block_scan.h"
#include "libprov/corpus/documents.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

// Several blocks of records whose fields hold quotes and line feeds.
struct LargeCsv {
  std::string bytes = "id,text\n";
  std::vector<std::string> texts;
  std::vector<uint64_t> lines;
};

LargeCsv MakeLargeCsv(uint64_t seed) {
  Random random(seed);
  LargeCsv csv;
  uint64_t line = 2;
  while (csv.bytes.size() < 5 * kScanBlockBytes / 2) {
    std::string text;
    for (size_t i = random.Below(60); i > 0; --i) {
      text += RandomText(random, random.Below(12), 40);
      text += random.OneIn(3) ? "\n\"said\"," : " ";
    }
    std::string quoted;
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    csv.bytes += std::to_string(csv.texts.size()) + ",\"" + quoted + "\"\n";
    csv.lines.push_back(line);
    line += 1 + static_cast<uint64_t>(std::ranges::count(text, '\n'));
    csv.texts.push_back(std::move(text));
  }
  return csv;
}

TEST(CorpusFormatsTest, LargeCsvIsReadAlikeByAnyNumberOfThreads) {
  const LargeCsv csv = MakeLargeCsv(7);
  ScratchFolder folder;
  const std::string path = Spill(folder.File("x.csv"), csv.bytes);
  for (const unsigned threads : {1u, 3u, 8u}) {
    auto corpus = Corpus::Open({path});
    ASSERT_TRUE(IsOk(corpus.status()));
    ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {.threads = threads})));
    ASSERT_EQ(corpus->documents().size(), csv.texts.size());
    DocumentReader reader(*corpus);
    for (DocumentId d = 0; d < csv.texts.size(); ++d) {
      const auto document = reader.Read(d);
      ASSERT_TRUE(IsOk(document.status()));
      ASSERT_EQ(document->text, csv.texts[d]);
      ASSERT_EQ(corpus->documents()[d].place.line, csv.lines[d]);
      ASSERT_EQ(corpus->documents().key(d), std::to_string(d));
    }
  }
}

TEST(CorpusFormatsTest, AMalformedRecordHasTheLineOfItsFirstByte) {
  LargeCsv csv = MakeLargeCsv(8);
  const auto lines = static_cast<size_t>(std::ranges::count(csv.bytes, '\n'));
  csv.bytes += "a,\"b\"\nx,\"y\n\"z\nc,d\n";
  ScratchFolder folder;
  const std::string path = Spill(folder.File("x.csv"), csv.bytes);
  auto corpus = Corpus::Open({path});
  EXPECT_TRUE(Says(ScanDocuments(*corpus, {.threads = 4}),
                   StatusCode::kDataLoss,
                   path + ":" + std::to_string(lines + 2) +
                       ": field 2: it goes on behind its closing quote"));
}

TEST(CorpusFormatsTest, ATextFileIsOneDocument) {
  ScratchFolder folder;
  const std::vector<std::string> paths = {
      Spill(folder.File("a.txt"), "\xEF\xBB\xBF one\r\ntwo\n"),
      Spill(folder.File("b.txt"), ""), Spill(folder.File("c.txt"), "caf\xE9")};
  auto corpus = Corpus::Open(paths);
  ASSERT_TRUE(IsOk(corpus.status()));
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {.collect_rejects = true})));
  ASSERT_EQ(corpus->documents().size(), 2u);
  DocumentReader reader(*corpus);
  EXPECT_EQ(reader.Read(0)->text, " one\r\ntwo\n");
  EXPECT_EQ(reader.record(), "\xEF\xBB\xBF one\r\ntwo\n");
  EXPECT_EQ(corpus->documents().key(0), paths[0]);
  EXPECT_EQ(reader.Read(1)->text, "");
  ASSERT_EQ(corpus->rejects().size(), 1u);
  EXPECT_EQ(corpus->rejects()[0].length_bytes, 4u);
  EXPECT_EQ(corpus->PlaceName(corpus->rejects()[0].place), paths[2]);
  EXPECT_EQ(corpus->first_document(3), 2u);
}

TEST(CorpusFormatsTest, IdsThatRepeatMayBeAnError) {
  ScratchFolder folder;
  const std::string path =
      Spill(folder.File("x.tsv"), "id\ttext\na\tx\n\nb\ty\na\tz\n");
  auto corpus = Corpus::Open({path});
  EXPECT_TRUE(Says(ScanDocuments(*corpus, {.unique_ids = true}),
                   StatusCode::kInvalidArgument,
                   path + ":5: id 'a' is also that of " + path + ":2"));
  // Those of an archive are no concern of ours.
  auto beside = Corpus::Open({Spill(folder.File("y.jsonl"), "")}, {path});
  EXPECT_TRUE(IsOk(ScanDocuments(*beside, {.unique_ids = true})));
}

TEST(CorpusFormatsTest, OptionsBecomeParametersAndComeBack) {
  ReadOptions options;
  options.format = Format::kTsv;
  ASSERT_TRUE(IsOk(options.fields.Add("text=body")));
  options.dates.order = DateOrder::kMonthFirst;
  options.manifest_sha256 = "12";
  Params params = {{"slots", "128"}};
  AddParams(options, params);
  EXPECT_EQ(params, (Params{{"date_order", "mdy"},
                            {"field.text", "body"},
                            {"format", "tsv"},
                            {"manifest_sha256", "12"},
                            {"slots", "128"}}));
  const auto back = ReadOptionsFrom(params);
  ASSERT_TRUE(IsOk(back.status()));
  EXPECT_EQ(back->format, Format::kTsv);
  EXPECT_TRUE(back->fields.Has(kText));
  EXPECT_EQ(back->dates.order, DateOrder::kMonthFirst);
  Params none;
  AddParams(ReadOptions(), none);
  EXPECT_TRUE(none.empty());
  EXPECT_TRUE(IsOk(CheckSameReading({}, {{"slots", "1"}}, "plan")));
  Params mine;
  AddParams(options, mine);
  EXPECT_TRUE(IsOk(CheckSameReading(mine, params, "plan")));
  EXPECT_TRUE(Says(CheckSameReading({}, params, "plan"),
                   StatusCode::kFailedPrecondition,
                   "plan: its documents were read with date_order=mdy"));
}

}  // namespace
}  // namespace prov
