#include "libprov/store/container.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "libprov/store/container_layout.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

constexpr ContainerKind kSample = {
    .name = "sample", .major = 3, .made_by = "prov-sample", .minor = 7};

const Params kSampleParams = {{"algorithm", "minhash/1"},
                              {"formula", "a=b=c"},
                              {"empty", ""},
                              {"width_tokens", "5"}};

using Sections = std::vector<std::pair<std::string, std::string>>;

Sections SampleSections() {
  return {{"slots", std::string("\x00\x01\x02\xff", 4) + SampleBytes(200)},
          {"nothing", ""},
          {"exactly one line of the cache...", SampleBytes(64)}};
}

absl::Status WriteContainer(const std::string& path, const Sections& sections,
                            const ContainerKind& kind = kSample,
                            const Params& params = kSampleParams,
                            size_t piece_bytes = 50) {
  PROV_ASSIGN_OR_RETURN(OutputFile out, OutputFile::Create(path));
  ContainerWriter writer(out, kind, params);
  for (const auto& [name, bytes] : sections) {
    PROV_RETURN_IF_ERROR(writer.BeginSection(name));
    for (size_t at = 0; at < bytes.size(); at += piece_bytes)
      PROV_RETURN_IF_ERROR(
          writer.Append(std::string_view(bytes).substr(at, piece_bytes)));
  }
  PROV_RETURN_IF_ERROR(writer.Finish());
  PROV_RETURN_IF_ERROR(out.Finish().status());
  OutputFile* const files[] = {&out};
  return CommitAll(files);
}

// The bytes of a small container.
std::string SampleFile() {
  const ScratchFolder folder;
  EXPECT_TRUE(IsOk(WriteContainer(folder.File("x"), SampleSections())));
  return Slurp(folder.File("x"));
}

void ExpectIsSample(const absl::StatusOr<Container>& container) {
  ASSERT_TRUE(IsOk(container.status()));
  EXPECT_EQ(container->params(), kSampleParams);
  for (const auto& [name, bytes] : SampleSections()) {
    const auto section = container->Section(name);
    ASSERT_TRUE(IsOk(section.status()));
    EXPECT_EQ(*section, bytes);
  }
}

TEST(ContainerTest, WhatIsWrittenIsReadBack) {
  const ScratchFolder folder;
  for (const char* name : {"x.sig", "x.sig.gz", "x.sig.zst"}) {
    const std::string path = folder.File(name);
    ASSERT_TRUE(IsOk(WriteContainer(path, SampleSections())));
    ExpectIsSample(Container::Open(path, kSample));
  }
}

TEST(ContainerTest, AContainerWithoutSections) {
  const ScratchFolder folder;
  ASSERT_TRUE(IsOk(WriteContainer(folder.File("x"), {}, kSample, {})));
  const auto container = Container::Open(folder.File("x"), kSample);
  ASSERT_TRUE(IsOk(container.status()));
  EXPECT_TRUE(container->params().empty());
  EXPECT_TRUE(Says(container->Section("slots").status(), StatusCode::kDataLoss,
                   "has no section \"slots\""));
}

TEST(ContainerTest, BytesDoNotDependOnThePieces) {
  const ScratchFolder folder;
  const Sections sections = {{"large", SampleBytes(3'500'000)},
                             {"whole blocks", SampleBytes(2 << 20)}};
  std::string expected;
  for (const size_t piece_bytes :
       {size_t{10'000'000}, size_t{4099}, size_t{1} << 20}) {
    const std::string path = folder.File("x");
    ASSERT_TRUE(IsOk(
        WriteContainer(path, sections, kSample, kSampleParams, piece_bytes)));
    if (expected.empty()) expected = Slurp(path);
    EXPECT_TRUE(Slurp(path) == expected) << piece_bytes;
    const auto container = Container::Open(path, kSample);
    ASSERT_TRUE(IsOk(container.status()));
    EXPECT_TRUE(container->Section("large").value() == sections[0].second);
  }
}

// The checksum of FORMAT.md, said plainly.
uint64_t ChecksumOracle(std::string_view bytes) {
  uint64_t hash = 0;
  do {
    hash = Hash64(bytes.substr(0, size_t{1} << 20), hash);
    bytes.remove_prefix(std::min(bytes.size(), size_t{1} << 20));
  } while (!bytes.empty());
  return hash;
}

TEST(ContainerTest, ChecksumsAreThoseOfTheFormat) {
  for (const size_t size_bytes :
       {size_t{0}, size_t{1}, (size_t{1} << 20) - 1, size_t{1} << 20,
        (size_t{1} << 20) + 1, size_t{3} << 20}) {
    const std::string bytes = SampleBytes(size_bytes);
    EXPECT_EQ(ChecksumOf(bytes), ChecksumOracle(bytes)) << size_bytes;
  }
  EXPECT_EQ(ChecksumOf("news"), Hash64("news"));
}

TEST(ContainerTest, EveryPrefixIsDataLoss) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  const std::string file = SampleFile();
  for (size_t size = 0; size < file.size(); ++size) {
    Spill(path, file.substr(0, size));
    EXPECT_TRUE(Says(Container::Open(path, kSample).status(),
                     StatusCode::kDataLoss, path + ":"))
        << size;
  }
  Spill(path, file + '\0');
  EXPECT_TRUE(Says(Container::Open(path, kSample).status(),
                   StatusCode::kDataLoss, path + ":"));
}

TEST(ContainerTest, EveryFlippedBitIsDataLoss) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  const std::string file = SampleFile();
  for (size_t bit = 0; bit < 8 * file.size(); ++bit) {
    std::string damaged = file;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    Spill(path, damaged);
    EXPECT_TRUE(Says(Container::Open(path, kSample).status(),
                     StatusCode::kDataLoss, path + ":"))
        << "byte " << bit / 8 << " bit " << bit % 8;
    EXPECT_EQ(DescribeContainer(path).status().code(), StatusCode::kDataLoss);
  }
}

TEST(ContainerTest, AnyTwoSwappedLinesAreDataLoss) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  const std::string file = SampleFile();
  for (size_t a = 0; a + 64 <= file.size(); a += 64) {
    for (size_t b = a + 64; b + 64 <= file.size(); b += 64) {
      std::string damaged = file;
      std::swap_ranges(&damaged[a], &damaged[a] + 64, &damaged[b]);
      if (damaged == file) continue;
      EXPECT_EQ(Container::Open(Spill(path, damaged), kSample).status().code(),
                StatusCode::kDataLoss)
          << a << " " << b;
    }
  }
}

// Tables that are sealed, but do not fit the file they stand in.
TEST(ContainerTest, ASealedTableIsNotTrusted) {
  const ScratchFolder folder;
  const std::string header =
      Encode(ContainerHeader{.kind = "sample", .major = 3});
  const auto params = [](uint64_t offset, uint64_t size_bytes) {
    return ContainerSection{"params", offset, size_bytes, ChecksumOf("")};
  };
  constexpr uint64_t kHuge = ~uint64_t{0};
  const std::vector<ContainerSection> kTables[] = {
      {},
      {params(64, kHuge)},
      {params(kHuge, 0)},
      {params(kHuge - 63, 64)},
      {params(0, 0)},
      {params(128, 0)},
      {params(64, 64)},
      {{"slots", 64, 0, ChecksumOf("")}}};
  for (const auto& sections : kTables) {
    std::string table;
    for (const auto& section : sections) table += Encode(section);
    const std::string trailer =
        Encode(ContainerTrailer{.file_bytes = 128 + table.size(),
                                .table_offset = 64,
                                .table_bytes = table.size(),
                                .table_checksum = ChecksumOf(table)});
    const std::string path = Spill(folder.File("x"), header + table + trailer);
    EXPECT_TRUE(Says(Container::Open(path, kSample).status(),
                     StatusCode::kDataLoss, path + ":"));
  }
}

TEST(ContainerTest, ASealedTrailerIsNotTrusted) {
  const ScratchFolder folder;
  const std::string header =
      Encode(ContainerHeader{.kind = "sample", .major = 3});
  constexpr uint64_t kHuge = ~uint64_t{0};
  const ContainerTrailer kTrailers[] = {
      {128, 0, 64, 0},     {128, 128, kHuge - 63, 0}, {128, kHuge, 65, 0},
      {128, 64, kHuge, 0}, {128, kHuge - 63, 128, 0}, {kHuge, 64, 0, 0},
      {128, 64, 0, 1}};
  for (const ContainerTrailer& trailer : kTrailers) {
    const std::string path = Spill(folder.File("x"), header + Encode(trailer));
    EXPECT_TRUE(Says(Container::Open(path, kSample).status(),
                     StatusCode::kDataLoss, path + ":"));
  }
}

TEST(ContainerTest, OtherFilesAndVersionsAreNamed) {
  const ScratchFolder folder;
  const std::string sample = SampleFile();
  std::string newer_layout(kHeaderMagic);
  newer_layout += '\x02';
  newer_layout.resize(56, 'x');
  const uint64_t seal = Hash64(newer_layout);
  for (int byte = 0; byte < 8; ++byte)
    newer_layout.push_back(static_cast<char>(seal >> 8 * byte));
  const struct {
    std::string file;
    ContainerKind wanted;
    StatusCode code;
    const char* text;
  } kCases[] = {
      {"", kSample, StatusCode::kDataLoss, "x:0: is cut short"},
      {"{\"id\":1}", kSample, StatusCode::kDataLoss,
       "x:0: is not a binary file of the prov tools"},
      {sample,
       {.name = "signatures", .major = 3, .made_by = "prov-sketch"},
       StatusCode::kFailedPrecondition,
       "x: holds sample, not signatures; name a file made by prov-sketch"},
      {sample,
       {.name = "sample", .major = 4, .made_by = "prov-sample"},
       StatusCode::kFailedPrecondition,
       "x: holds sample of version 3, this release reads version 4; rebuild it "
       "with prov-sample"},
      {newer_layout + sample.substr(64), kSample,
       StatusCode::kFailedPrecondition, "x: has container layout 2"},
  };
  for (const auto& c : kCases) {
    const std::string path = Spill(folder.File("x"), c.file);
    EXPECT_TRUE(Says(Container::Open(path, c.wanted).status(), c.code, c.text));
  }
  const std::string path = Spill(folder.File("x"), sample);
  EXPECT_TRUE(
      Container::Open(path, {.name = "sample", .major = 3, .made_by = "x"})
          .ok())
      << "a file of a newer minor version";
}

TEST(ContainerTest, DescribesAnyKind) {
  const ScratchFolder folder;
  const auto summary = DescribeContainer(Spill(folder.File("x"), SampleFile()));
  ASSERT_TRUE(IsOk(summary.status()));
  EXPECT_EQ(summary->kind, "sample");
  EXPECT_EQ(summary->major, 3U);
  EXPECT_EQ(summary->minor, 7U);
  EXPECT_EQ(summary->params, kSampleParams);
  ASSERT_EQ(summary->sections.size(), 4U);
  EXPECT_EQ(summary->sections[0].name, "params");
  EXPECT_EQ(summary->sections[1].name, "slots");
  EXPECT_EQ(summary->sections[1].size_bytes, 204U);
}

TEST(ContainerTest, TheWriterRefusesWhatCouldNotBeRead) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  const struct {
    Sections sections;
    ContainerKind kind;
    Params params;
    const char* text;
  } kCases[] = {
      {{{"a", ""}, {"a", ""}}, kSample, {}, "\"a\": is there already"},
      {{{"params", ""}}, kSample, {}, "\"params\": is there already"},
      {{{"", ""}}, kSample, {}, "must have 1 to 32 bytes"},
      {{{std::string(33, 'x'), ""}}, kSample, {}, "must have 1 to 32 bytes"},
      {{},
       {.name = "seventeen letters", .made_by = "x"},
       {},
       "must have 1 to 16 bytes"},
      {{}, {.name = "", .made_by = "x"}, {}, "must have 1 to 16 bytes"},
      {{}, kSample, {{"", "x"}}, "must not be empty"},
      {{}, kSample, {{"a=b", "x"}}, "parameter key \"a=b\""},
      {{}, kSample, {{"a", "x\ny"}}, "parameter a: must not hold"},
  };
  for (const auto& c : kCases) {
    EXPECT_TRUE(Says(WriteContainer(path, c.sections, c.kind, c.params),
                     StatusCode::kInvalidArgument, c.text));
    EXPECT_FALSE(std::filesystem::exists(path));
  }
}

TEST(ContainerTest, TheWritersFirstErrorSticks) {
  auto out = OutputFile::Create("/dev/full");
  ASSERT_TRUE(out.ok());
  ContainerWriter writer(*out, kSample, {});
  EXPECT_FALSE(writer.BeginSection("").ok());
  EXPECT_FALSE(writer.BeginSection("slots").ok());
  EXPECT_FALSE(writer.Append("x").ok());
  EXPECT_FALSE(writer.Finish().ok());
}

TEST(ContainerTest, AFullDiskIsAnError) {
  EXPECT_TRUE(Says(WriteContainer("/dev/full", SampleSections()),
                   StatusCode::kResourceExhausted,
                   "/dev/full: write failed: No space left on device"));
}

TEST(ContainerTest, BytesNeedASection) {
  const ScratchFolder folder;
  auto out = OutputFile::Create(folder.File("x"));
  ASSERT_TRUE(out.ok());
  ContainerWriter writer(*out, kSample, {});
  EXPECT_FALSE(writer.Append("x").ok());
}

TEST(CheckSameParamsTest, NamesWhatDiffers) {
  const Params a = {{"seed", "1"}, {"width_tokens", "5"}, {"slots", "128"}};
  Params b = a;
  EXPECT_TRUE(IsOk(CheckSameParams(a, "a.sig", b, "b.sig")));
  b = {{"seed", "1"}, {"width_tokens", "4"}, {"unicode", "15.0"}};
  EXPECT_TRUE(Says(CheckSameParams(a, "a.sig", b, "b.sig"),
                   StatusCode::kFailedPrecondition,
                   "a.sig and b.sig were made with other parameters: slots is "
                   "128 against missing, unicode is missing against 15.0, "
                   "width_tokens is 5 against 4"));
}

// Files that older releases wrote must open, and be written the same today.
TEST(ContainerTest, TheFrozenFileOpens) {
  const std::string frozen = PROV_TEST_FORMATS "/container/v1.bin";
  ExpectIsSample(Container::Open(frozen, kSample));
  EXPECT_EQ(Slurp(frozen), SampleFile());
}

}  // namespace
}  // namespace prov
