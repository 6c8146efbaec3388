#include "libprov/sketch/merge_signatures.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "libprov/sketch/sketch_corpus.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

std::string SketchFile(const ScratchFolder& folder, const std::string& name,
                       const std::vector<std::string>& inputs,
                       const SketchParams& sketch = {.num_slots = 32}) {
  Corpus corpus = Corpus::Open(inputs).value();
  const auto signatures =
      SketchCorpus(corpus, {.digest_records = true}, ShingleParams{}, sketch);
  EXPECT_TRUE(IsOk(signatures.status()));
  Params params;
  AddParams(ShingleParams{}, sketch, params);
  const std::string path = folder.File(name);
  auto out = OutputFile::Create(path);
  EXPECT_TRUE(IsOk(WriteSignatures(*out, corpus, *signatures, params,
                                   DigestInputs(corpus.inputs(), 1).value())));
  EXPECT_TRUE(IsOk(out->Finish().status()));
  OutputFile* const files[] = {&*out};
  EXPECT_TRUE(IsOk(CommitAll(files)));
  return path;
}

// Ids that repeat inside an input and across them, look like the keys of
// others, or are missing.
std::vector<std::string> SampleInputs(const ScratchFolder& folder) {
  const std::vector<std::vector<const char*>> ids = {
      {"a", "b", "a", "", "c#1"},
      {"a#1", "b", "b#2", "d"},
      {},
      {"c", "c", "", "a", "d", "e"}};
  std::vector<std::string> paths;
  int number = 0;
  for (const auto& input : ids) {
    std::string lines;
    for (const char* id : input) {
      ++number;
      lines += ToLines({{.id = id,
                         .text = "text number " + std::to_string(number % 7) +
                                 " of those that the shards hold",
                         .outlet = "Outlet " + std::to_string(number % 3),
                         .published = number % 2 == 0 ? "2031-03-02" : ""}});
    }
    const std::string name = "in" + std::to_string(paths.size()) + ".jsonl";
    paths.push_back(Spill(folder.File(name), lines));
  }
  return paths;
}

void ExpectSame(const SignatureFile& got, const SignatureFile& want) {
  EXPECT_EQ(got.params, want.params);
  EXPECT_EQ(got.inputs, want.inputs);
  ASSERT_EQ(got.documents.size(), want.documents.size());
  ASSERT_EQ(got.signatures.size(), want.signatures.size());
  std::vector<uint16_t> got_slots(32);
  std::vector<uint16_t> want_slots(32);
  for (DocumentId id = 0; id < want.documents.size(); ++id) {
    EXPECT_EQ(got.documents.key(id), want.documents.key(id));
    EXPECT_EQ(got.documents.id(id), want.documents.id(id));
    EXPECT_EQ(got.documents.outlet(id), want.documents.outlet(id));
    EXPECT_EQ(got.documents[id].outlet, want.documents[id].outlet);
    EXPECT_EQ(got.documents[id].place.input, want.documents[id].place.input);
    EXPECT_EQ(got.documents[id].place.offset, want.documents[id].place.offset);
    EXPECT_EQ(got.documents[id].published, want.documents[id].published);
    EXPECT_EQ(got.documents[id].record_hash, want.documents[id].record_hash);
    EXPECT_EQ(got.record_digests[id], want.record_digests[id]);
    got.signatures.Get(id, got_slots);
    want.signatures.Get(id, want_slots);
    EXPECT_EQ(got_slots, want_slots);
  }
}

TEST(ReadSignatureFilesTest, IsOneFileOfAllDocuments) {
  const ScratchFolder folder;
  const std::vector<std::string> inputs = SampleInputs(folder);
  const auto whole = ReadSignatures(SketchFile(folder, "whole.sig", inputs));
  ASSERT_TRUE(IsOk(whole.status()));
  ASSERT_EQ(whole->documents.size(), 15U);
  // Every way to cut four inputs into shards.
  for (unsigned cuts = 0; cuts < 8; ++cuts) {
    SCOPED_TRACE(cuts);
    std::vector<std::string> shards;
    std::vector<std::string> shard;
    for (size_t i = 0; i < inputs.size(); ++i) {
      shard.push_back(inputs[i]);
      if (i + 1 < inputs.size() && (cuts >> i & 1) == 0) continue;
      shards.push_back(SketchFile(
          folder, "shard" + std::to_string(shards.size()) + ".sig", shard));
      shard.clear();
    }
    const auto merged = ReadSignatureFiles(shards);
    ASSERT_TRUE(IsOk(merged.status()));
    ExpectSame(*merged, *whole);
    for (size_t i = 0; i < inputs.size(); ++i) {
      EXPECT_TRUE(std::filesystem::equivalent(merged->paths[i], inputs[i]));
    }
  }
}

TEST(ReadSignatureFilesTest, RefusesWhatDoesNotGoTogether) {
  const ScratchFolder folder;
  const std::vector<std::string> inputs = SampleInputs(folder);
  const std::string a = SketchFile(folder, "a.sig", {inputs[0]});
  const std::string b = SketchFile(folder, "b.sig", {inputs[1]});
  const std::string seeded = SketchFile(folder, "seeded.sig", {inputs[2]},
                                        {.num_slots = 32, .seed = 7});
  EXPECT_TRUE(IsOk(ReadSignatureFiles({a, b}).status()));
  EXPECT_TRUE(
      Says(ReadSignatureFiles({a, b, seeded}).status(),
           StatusCode::kFailedPrecondition,
           a + " and " + seeded + " do not go together: seed is 1 and 7"));
  EXPECT_TRUE(Says(ReadSignatureFiles({a, b, a}).status(),
                   StatusCode::kInvalidArgument, "two inputs would be called"));
  EXPECT_TRUE(Says(ReadSignatureFiles({a, folder.File("none.sig")}).status(),
                   StatusCode::kNotFound, "none.sig"));
  const std::string frozen = PROV_TEST_FORMATS "/signatures/v1.sig";
  EXPECT_TRUE(IsOk(ReadSignatureFiles({frozen}).status()));
  EXPECT_TRUE(Says(ReadSignatureFiles({frozen, frozen}).status(),
                   StatusCode::kFailedPrecondition, "kept no ids"));
}

}  // namespace
}  // namespace prov
