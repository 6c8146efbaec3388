#include "libprov/sketch/sketch_corpus.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libprov/corpus/block_scan.h"
#include "libprov/text/normalized_text.h"
#include "libprov/text/tokenizer.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

// More than two blocks of documents, some without tokens.
std::vector<Record> SampleRecords() {
  Random random(1);
  std::vector<Record> records = {
      {"a", ""}, {"b", "one"}, {"c", "..."}, {"d", "Caf\u00e9, don\u2019t!"}};
  for (int i = 0; i < 3000; ++i) {
    records.push_back(
        {std::to_string(i), RandomText(random, random.Below(600), 5000)});
  }
  return records;
}

TEST(SketchCorpusTest, SketchesEveryDocumentAlikeOnAnyNumberOfThreads) {
  const std::vector<Record> records = SampleRecords();
  const SketchParams sketch{.num_slots = 64, .seed = 3};
  const ShingleParams shingle{.width_tokens = 3};
  ScratchFolder folder;
  const std::string lines = ToLines(records);
  ASSERT_GT(lines.size(), 2 * kScanBlockBytes);
  const std::string path = Spill(folder.File("f"), lines);
  for (const unsigned threads : {1U, 2U, 8U}) {
    auto corpus = Corpus::Open({path});
    ASSERT_TRUE(IsOk(corpus.status()));
    const auto signatures =
        SketchCorpus(*corpus, {.threads = threads}, shingle, sketch);
    ASSERT_TRUE(IsOk(signatures.status()));
    ASSERT_EQ(signatures->size(), records.size());
    auto sketcher = Sketcher::Create(sketch);
    ASSERT_TRUE(IsOk(sketcher.status()));
    std::vector<uint16_t> actual(sketch.num_slots);
    std::vector<uint16_t> expected(sketch.num_slots);
    for (DocumentId d = 0; d < records.size(); ++d) {
      const NormalizedText text(records[d].text);
      std::vector<uint64_t> tokens;
      for (size_t i = 0; i < text.size(); ++i) {
        tokens.push_back(TokenHash(text.token(i)));
      }
      std::vector<uint64_t> shingles;
      MakeShingles(tokens, shingle, shingles);
      sketcher->Sketch(shingles, expected);
      signatures->Get(d, actual);
      ASSERT_EQ(actual, expected) << d;
      ASSERT_EQ(corpus->documents()[d].token_count, text.size());
    }
  }
}

TEST(SketchCorpusTest, HashesTokensAndNothingElse) {
  ScratchFolder folder;
  auto corpus = Corpus::Open(
      {Spill(folder.File("f"), ToLines({{"a", "The caf\u00e9 \u2014 open"},
                                        {"b", "the CAFE open!"},
                                        {"c", "the open cafe"},
                                        {"d", "the cafe"},
                                        {"e", ""},
                                        {"f", "!"}}))});
  ASSERT_TRUE(IsOk(corpus.status()));
  ASSERT_TRUE(IsOk(SketchCorpus(*corpus, {}, {}, {}).status()));
  const DocumentTable& table = corpus->documents();
  EXPECT_EQ(table[0].tokens_hash, table[1].tokens_hash);
  EXPECT_NE(table[0].tokens_hash, table[2].tokens_hash);
  EXPECT_NE(table[0].tokens_hash, table[3].tokens_hash);
  EXPECT_EQ(table[4].tokens_hash, table[5].tokens_hash);
  EXPECT_NE(table[0].text_hash, table[1].text_hash);
}

TEST(SketchCorpusTest, ChecksItsParams) {
  ScratchFolder folder;
  const std::string path = Spill(folder.File("f"), "");
  auto corpus = Corpus::Open({path});
  ASSERT_TRUE(IsOk(corpus.status()));
  EXPECT_TRUE(absl::IsInvalidArgument(
      SketchCorpus(*corpus, {}, {.width_tokens = 0}, {}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(
      SketchCorpus(*corpus, {}, {}, {.num_slots = 5}).status()));
}

}  // namespace
}  // namespace prov
