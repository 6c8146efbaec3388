#include "libprov/sketch/signature_file.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/sketch/sketch_corpus.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

constexpr SketchParams kSketch = {.num_slots = 32, .seed = 5};

// Two inputs: equal ids, a missing one, CRLF, dates of several grades.
std::vector<std::string> SampleInputs() {
  return {ToJson({.id = "w-1",
                  .text = "the harbor was closed on monday after the storm",
                  .outlet = "Harbor Wire",
                  .url = "https://harbor.example/1",
                  .published = "2031-03-02T08:00:00Z"}) +
              "\r\n\n" +
              ToJson({.id = "caf\xC3\xA9",
                      .text = "The harbor was closed on Monday, after the "
                              "storm.",
                      .outlet = "Mill Valley Post",
                      .published = "2031-03-02"}) +
              "\n" + ToJson({.id = "w-1", .text = "", .published = "soon"}),
          "", ToLines({{.id = "", .text = "no id, no outlet, no date"}})};
}

Params SampleParams() {
  Params params;
  AddParams(ShingleParams{}, kSketch, params);
  return params;
}

struct Sample {
  ScratchFolder folder;
  Corpus corpus;
  SignatureTable signatures{0};
  std::vector<InputFacts> facts;
  std::string path;  // Of the signatures.
};

std::unique_ptr<Sample> MakeSample() {
  auto sample = std::make_unique<Sample>();
  std::vector<std::string> paths;
  for (const std::string& bytes : SampleInputs()) {
    const std::string name = "in" + std::to_string(paths.size()) + ".jsonl";
    paths.push_back(Spill(sample->folder.File(name), bytes));
  }
  sample->corpus = Corpus::Open(paths).value();
  auto signatures = SketchCorpus(sample->corpus, {.digest_records = true},
                                 ShingleParams{}, kSketch);
  EXPECT_TRUE(IsOk(signatures.status()));
  sample->signatures = *std::move(signatures);
  sample->facts = DigestInputs(sample->corpus.inputs(), 1).value();
  sample->path = sample->folder.File("news.sig");
  auto out = OutputFile::Create(sample->path);
  EXPECT_TRUE(IsOk(WriteSignatures(*out, sample->corpus, sample->signatures,
                                   SampleParams(), sample->facts)));
  EXPECT_TRUE(IsOk(out->Finish().status()));
  OutputFile* const files[] = {&*out};
  EXPECT_TRUE(IsOk(CommitAll(files)));
  return sample;
}

void ExpectSameRow(const DocumentRow& a, const DocumentRow& b) {
  EXPECT_EQ(a.place.offset, b.place.offset);
  EXPECT_EQ(a.place.length, b.place.length);
  EXPECT_EQ(a.place.line, b.place.line);
  EXPECT_EQ(a.place.input, b.place.input);
  EXPECT_EQ(a.outlet, b.outlet);
  EXPECT_EQ(a.token_count, b.token_count);
  EXPECT_EQ(a.published, b.published);
  EXPECT_EQ(a.ends_with_carriage_return, b.ends_with_carriage_return);
  EXPECT_EQ(a.date_unreadable, b.date_unreadable);
  EXPECT_EQ(a.url_hash, b.url_hash);
  EXPECT_EQ(a.record_hash, b.record_hash);
  EXPECT_EQ(a.text_hash, b.text_hash);
  EXPECT_EQ(a.tokens_hash, b.tokens_hash);
}

void ExpectIsSample(const SignatureFile& file, const Sample& sample) {
  EXPECT_EQ(file.params, SampleParams());
  EXPECT_EQ(file.inputs, sample.facts);
  const SpillVector<Sha256Digest>& digests = sample.corpus.record_digests();
  ASSERT_EQ(file.record_digests.size(), digests.size());
  EXPECT_TRUE(
      std::equal(digests.begin(), digests.end(), file.record_digests.begin()));
  const DocumentTable& documents = sample.corpus.documents();
  ASSERT_EQ(file.documents.size(), documents.size());
  ASSERT_EQ(file.signatures.size(), documents.size());
  ASSERT_EQ(file.signatures.num_slots(), kSketch.num_slots);
  for (DocumentId id = 0; id < documents.size(); ++id) {
    EXPECT_EQ(file.documents.key(id), documents.key(id));
    if (file.has_ids) {
      EXPECT_EQ(file.documents.id(id), documents.id(id));
    }
    EXPECT_EQ(file.documents.outlet(id), documents.outlet(id));
    ExpectSameRow(file.documents[id], documents[id]);
    std::vector<uint16_t> expected(kSketch.num_slots);
    std::vector<uint16_t> slots(kSketch.num_slots);
    sample.signatures.Get(id, expected);
    file.signatures.Get(id, slots);
    EXPECT_EQ(slots, expected) << id;
  }
}

TEST(SignatureFileTest, ComesBackAsItWas) {
  const auto sample = MakeSample();
  const auto file = ReadSignatures(sample->path);
  ASSERT_TRUE(IsOk(file.status()));
  ExpectIsSample(*file, *sample);
  EXPECT_EQ(file->paths,
            std::vector<std::string>({"in0.jsonl", "in1.jsonl", "in2.jsonl"}));
  EXPECT_EQ(file->documents.size(), 4U);
  EXPECT_TRUE(file->documents.key(0).starts_with("w-1#"));
  EXPECT_TRUE(file->documents.key(3).starts_with("x"));
  EXPECT_TRUE(file->documents[0].ends_with_carriage_return);
  EXPECT_TRUE(file->documents[2].date_unreadable);
}

// The signature file of "in", made with little memory.
std::string BytesWithin(const MemoryBudget& memory,
                        const ScratchFolder& folder) {
  auto corpus = Corpus::Open({folder.File("in")}).value();
  const SignatureTable signatures =
      SketchCorpus(corpus, {.memory = memory, .digest_records = true}, {},
                   kSketch)
          .value();
  EXPECT_FALSE(signatures.IsResident(SignatureTable::kSegmentDocuments));
  auto out = OutputFile::Create(folder.File("few.zst"));
  EXPECT_TRUE(IsOk(WriteSignatures(*out, corpus, signatures, SampleParams(),
                                   DigestInputs(corpus.inputs(), 1).value())));
  EXPECT_TRUE(IsOk(out->Finish().status()));
  OutputFile* const files[] = {&*out};
  EXPECT_TRUE(IsOk(CommitAll(files)));
  return Slurp(folder.File("few.zst"));
}

// More documents than a piece of a column or a segment of the table holds.
TEST(SignatureFileTest, ManyDocumentsComeBack) {
  ScratchFolder folder;
  std::vector<Record> records;
  Random random(1);
  for (size_t i = 0; i < 2 * SignatureTable::kSegmentDocuments + 3; ++i) {
    records.push_back({.id = std::to_string(i),
                       .text = RandomText(random, 9, 50),
                       .outlet = std::to_string(i % 5)});
  }
  auto corpus =
      Corpus::Open({Spill(folder.File("in"), ToLines(records))}).value();
  const SignatureTable signatures =
      SketchCorpus(corpus, {.digest_records = true}, {}, kSketch).value();
  auto out = OutputFile::Create(folder.File("sig.zst"));
  ASSERT_TRUE(IsOk(WriteSignatures(*out, corpus, signatures, SampleParams(),
                                   DigestInputs(corpus.inputs(), 1).value())));
  ASSERT_TRUE(IsOk(out->Finish().status()));
  OutputFile* const files[] = {&*out};
  ASSERT_TRUE(IsOk(CommitAll(files)));
  const MemoryBudget few(uint64_t{30} << 20);
  EXPECT_EQ(BytesWithin(few, folder), Slurp(folder.File("sig.zst")));
  const auto file = ReadSignatures(folder.File("sig.zst"));
  ASSERT_TRUE(IsOk(file.status()));
  const auto spilled = ReadSignatures(folder.File("sig.zst"), few);
  ASSERT_TRUE(IsOk(spilled.status()));
  ASSERT_EQ(spilled->documents.size(), records.size());
  ASSERT_EQ(file->documents.size(), records.size());
  std::vector<uint16_t> expected(kSketch.num_slots);
  std::vector<uint16_t> slots(kSketch.num_slots);
  for (DocumentId id = 0; id < records.size(); ++id) {
    ASSERT_EQ(file->documents.key(id), records[id].id);
    ASSERT_EQ(spilled->documents.key(id), records[id].id);
    ASSERT_EQ(spilled->record_digests[id], file->record_digests[id]);
    ASSERT_EQ(file->documents.outlet(id), records[id].outlet);
    signatures.Get(id, expected);
    file->signatures.Get(id, slots);
    ASSERT_EQ(slots, expected) << id;
  }
}

TEST(SignatureFileTest, EveryPrefixAndFlippedByteIsDataLoss) {
  const auto sample = MakeSample();
  const std::string bytes = Slurp(sample->path);
  for (size_t at = 0; at < bytes.size(); ++at) {
    Spill(sample->path, bytes.substr(0, at));
    ASSERT_TRUE(Says(ReadSignatures(sample->path).status(),
                     StatusCode::kDataLoss, sample->path + ":"))
        << at;
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << at % 8));
    Spill(sample->path, damaged);
    ASSERT_TRUE(Says(ReadSignatures(sample->path).status(),
                     StatusCode::kDataLoss, sample->path + ":"))
        << at;
  }
}

// The sections of a container, to be changed and sealed again.
class Sections {
 public:
  explicit Sections(const std::string& path) {
    const auto container = Container::Open(path, kSignatureFileKind);
    EXPECT_TRUE(IsOk(container.status()));
    params = container->params();
    const auto summary = DescribeContainer(path);
    for (const auto& section : summary->sections) {
      if (section.name == "params") continue;
      names_.push_back(section.name);
      bytes[section.name] = container->Section(section.name).value();
    }
  }

  std::string Write(const std::string& path) const {
    if (std::filesystem::exists(path)) std::filesystem::remove(path);
    auto out = OutputFile::Create(path);
    ContainerWriter writer(*out, kSignatureFileKind, params);
    for (const std::string& name : names_) {
      if (!bytes.contains(name)) continue;
      EXPECT_TRUE(IsOk(writer.BeginSection(name)));
      EXPECT_TRUE(IsOk(writer.Append(bytes.at(name))));
    }
    EXPECT_TRUE(IsOk(writer.Finish()));
    EXPECT_TRUE(IsOk(out->Finish().status()));
    OutputFile* const files[] = {&*out};
    EXPECT_TRUE(IsOk(CommitAll(files)));
    return path;
  }

  template <typename T>
  void Set(const std::string& name, size_t index, T value) {
    std::memcpy(bytes[name].data() + index * sizeof(T), &value, sizeof(T));
  }

  const std::vector<std::string>& names() const { return names_; }

  Params params;
  std::map<std::string, std::string> bytes;

 private:
  std::vector<std::string> names_;
};

TEST(SignatureFileTest, SectionsThatDoNotFitEachOtherAreDataLoss) {
  const auto sample = MakeSample();
  const Sections good(sample->path);
  const std::string path = sample->folder.File("crafted.sig");
  ASSERT_TRUE(IsOk(ReadSignatures(good.Write(path)).status()));
  EXPECT_EQ(good.names().size(), 21U);
  for (const std::string& name : good.names()) {
    SCOPED_TRACE(name);
    Sections crafted = good;
    crafted.bytes.erase(name);
    if (name != "id_length") {  // Which version 1.0 does not have.
      EXPECT_TRUE(Says(ReadSignatures(crafted.Write(path)).status(),
                       StatusCode::kDataLoss, path));
    }
    for (const size_t cut : {1u, 8u, 32u}) {
      if (good.bytes.at(name).size() < cut) continue;
      crafted.bytes[name] = good.bytes.at(name).substr(cut);
      EXPECT_TRUE(Says(ReadSignatures(crafted.Write(path)).status(),
                       StatusCode::kDataLoss, path))
          << cut;
      crafted.bytes[name] = good.bytes.at(name) + std::string(cut, '\x01');
      EXPECT_TRUE(Says(ReadSignatures(crafted.Write(path)).status(),
                       StatusCode::kDataLoss, path))
          << cut;
    }
  }
}

TEST(SignatureFileTest, NumbersThatCannotBeAreDataLoss) {
  const auto sample = MakeSample();
  const Sections good(sample->path);
  const std::string path = sample->folder.File("crafted.sig");
  constexpr uint64_t kHuge = ~uint64_t{0};
  const struct {
    std::string_view what;
    std::function<void(Sections&)> change;
  } kCases[] = {
      {"an input that is none",
       [](Sections& s) { s.Set<uint32_t>("input", 3, 3); }},
      {"inputs out of order",
       [](Sections& s) { s.Set<uint32_t>("input", 1, 2); }},
      {"an outlet that is none",
       [](Sections& s) { s.Set<uint32_t>("outlet", 0, 3); }},
      {"an offset beyond the input",
       [](Sections& s) { s.Set<uint64_t>("offset", 0, 1 << 20); }},
      {"an offset that wraps",
       [](Sections& s) { s.Set<uint64_t>("offset", 0, kHuge - 3); }},
      {"a length beyond the input",
       [](Sections& s) { s.Set<uint32_t>("length", 0, ~uint32_t{0}); }},
      {"a grade that is none",
       [](Sections& s) { s.Set<uint8_t>("flags", 0, 5); }},
      {"a reserved flag",
       [](Sections& s) { s.Set<uint8_t>("flags", 0, 0x40); }},
      {"a date that ends before it begins",
       [](Sections& s) { s.Set<int64_t>("latest", 0, 0); }},
      {"ends that fall",
       [](Sections& s) { s.Set<uint64_t>("key_end", 0, 30); }},
      {"an end beyond the keys",
       [](Sections& s) { s.Set<uint64_t>("key_end", 3, kHuge); }},
      {"an id longer than its key",
       [](Sections& s) { s.Set<uint32_t>("id_length", 1, 6); }},
      {"keys that nobody has", [](Sections& s) { s.bytes["keys"] += "more"; }},
      {"an end beyond the outlets",
       [](Sections& s) { s.Set<uint64_t>("outlet_end", 2, kHuge); }},
      {"slots of another size", [](Sections& s) { s.params["slots"] = "64"; }},
      {"no slots", [](Sections& s) { s.params["slots"] = "0"; }},
      {"slots that wrap",
       [](Sections& s) { s.params["slots"] = "4294967328"; }},
      {"slots without a number", [](Sections& s) { s.params["slots"] = "x"; }},
      {"no parameter", [](Sections& s) { s.params.erase("seed"); }},
      {"inputs that are no JSON",
       [](Sections& s) { s.bytes["inputs"] = "{\n"; }},
      {"inputs that are no objects",
       [](Sections& s) { s.bytes["inputs"] = "[]\n[]\n[]\n"; }},
      {"inputs without members",
       [](Sections& s) { s.bytes["inputs"] = "{}\n{}\n{}\n"; }},
      {"a size that is none",
       [](Sections& s) {
         std::string& json = s.bytes["inputs"];
         json.insert(json.find("\"size\":") + 7, "-");
       }},
  };
  for (const auto& c : kCases) {
    Sections crafted = good;
    c.change(crafted);
    EXPECT_TRUE(Says(ReadSignatures(crafted.Write(path)).status(),
                     StatusCode::kDataLoss, path + ":"))
        << c.what;
  }
}

TEST(SignatureFileTest, SectionsOfTomorrowArePassedOver) {
  const auto sample = MakeSample();
  const Sections good(sample->path);
  const std::string path = sample->folder.File("newer.sig");
  auto out = OutputFile::Create(path);
  ContainerKind newer = kSignatureFileKind;
  ++newer.minor;
  ContainerWriter writer(*out, newer, good.params);
  ASSERT_TRUE(IsOk(writer.BeginSection("of tomorrow")));
  for (const std::string& name : good.names()) {
    ASSERT_TRUE(IsOk(writer.BeginSection(name)));
    ASSERT_TRUE(IsOk(writer.Append(good.bytes.at(name))));
  }
  ASSERT_TRUE(IsOk(writer.Finish()));
  ASSERT_TRUE(IsOk(out->Finish().status()));
  OutputFile* const files[] = {&*out};
  ASSERT_TRUE(IsOk(CommitAll(files)));
  const auto file = ReadSignatures(path);
  ASSERT_TRUE(IsOk(file.status()));
  ExpectIsSample(*file, *sample);
}

TEST(SignatureFileTest, ParametersComeBackAsTheyWere) {
  Params params = SampleParams();
  EXPECT_EQ(params["slots"], "32");
  EXPECT_EQ(params["seed"], "5");
  EXPECT_EQ(SketchParamsFrom(params)->num_slots, kSketch.num_slots);
  EXPECT_EQ(SketchParamsFrom(params)->seed, kSketch.seed);
  EXPECT_EQ(ShingleParamsFrom(params)->width_tokens,
            ShingleParams{}.width_tokens);
  for (const char* text : {"", "x", "-1", "1 ", "4294967301", "0"}) {
    params["shingle_width"] = text;
    EXPECT_EQ(ShingleParamsFrom(params).status().code(),
              StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(OpenDocumentsTest, OpensTheInputsWhereTheyLie) {
  const auto sample = MakeSample();
  for (const bool named : {false, true}) {
    auto file = ReadSignatures(sample->path);
    ASSERT_TRUE(IsOk(file.status()));
    std::vector<std::string> paths;
    for (const InputBytes& input : sample->corpus.inputs()) {
      if (named) paths.push_back(input.path());
    }
    const auto corpus = OpenDocuments(*file, sample->path, paths);
    ASSERT_TRUE(IsOk(corpus.status()));
    ASSERT_EQ(corpus->documents().size(), 4U);
    DocumentReader reader(*corpus);
    const auto document = reader.Read(3);
    ASSERT_TRUE(IsOk(document.status()));
    EXPECT_EQ(document->text, "no id, no outlet, no date");
    EXPECT_EQ(corpus->first_document(2), 3U);
  }
}

TEST(OpenDocumentsTest, RefusesOtherFiles) {
  const auto sample = MakeSample();
  const std::string in0 = sample->folder.File("in0.jsonl");
  const std::string in1 = sample->folder.File("in1.jsonl");
  const std::string in2 = sample->folder.File("in2.jsonl");
  const std::string more = Spill(sample->folder.File("more.jsonl"), "{}");
  for (const std::vector<std::string>& paths :
       {std::vector{in0}, {in0, in2, in1}, {in0, in1, in2, more}}) {
    auto file = ReadSignatures(sample->path);
    EXPECT_TRUE(Says(OpenDocuments(*file, sample->path, paths).status(),
                     StatusCode::kFailedPrecondition,
                     "made from other inputs, whose number or sizes differ"));
  }
  auto file = ReadSignatures(sample->path);
  std::string bytes = Slurp(in2);
  bytes[bytes.size() - 5] ^= 1;
  Spill(in2, bytes);
  const auto corpus = OpenDocuments(*file, sample->path, {});
  ASSERT_TRUE(IsOk(corpus.status()));
  std::string record;
  EXPECT_TRUE(IsOk(corpus->ReadRecord(0, record)));
  EXPECT_TRUE(Says(corpus->ReadRecord(3, record), StatusCode::kDataLoss,
                   "changed while it was read"));
  file = ReadSignatures(sample->path);
  std::filesystem::remove(in1);
  EXPECT_TRUE(Says(OpenDocuments(*file, sample->path, {}).status(),
                   StatusCode::kNotFound, "in1.jsonl"));
}

// Files that older releases wrote must open, and the newest kind be written the
// same today.
TEST(SignatureFileTest, TheFrozenFilesOpen) {
  const std::filesystem::path folder = PROV_TEST_FORMATS "/signatures";
  const auto sample = MakeSample();
  for (const char* name : {"v1.sig", "v1.1.sig"}) {
    SCOPED_TRACE(name);
    const auto file = ReadSignatures(folder / name);
    ASSERT_TRUE(IsOk(file.status()));
    ExpectIsSample(*file, *sample);
    EXPECT_EQ(file->has_ids, name != std::string_view("v1.sig"));
  }
  EXPECT_EQ(Slurp(folder / "v1.1.sig"), Slurp(sample->path));
}

}  // namespace
}  // namespace prov
