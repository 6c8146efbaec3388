#include "libprov/dedupe/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/corpus/documents.h"
#include "tests/unit/dedupe/dedupe_testing.h"

namespace prov {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr size_t kStretchBytes = size_t{2} << 20;  // As split.cc has it.

// A record that resembles others, or is one of them byte for byte.
std::string RandomRecord(Random& random) {
  constexpr std::string_view kIds[] = {"a",   "a#1",     "a#2", "a#1#1",
                                       "b#x", "\\u00e9", "#",   "a#"};
  constexpr std::string_view kWords[] = {"caf\xC3\xA9 ", "cafe ", "\\u0041 ",
                                         "\xF0\x9F\x98\x80 ", "said "};
  std::string line = random.OneIn(5) ? " {" : "{";
  if (!random.OneIn(3)) {
    line += "\"id\":\"" + std::string(kIds[random.Below(8)]) + "\",";
  }
  if (random.OneIn(4)) line += "\"n\":" + std::to_string(random.Below(3)) + ",";
  line += "\"text\":\"";
  const size_t words = random.OneIn(3) ? random.Below(120) : random.Below(6);
  const size_t kind = random.Below(3);
  for (size_t i = 0; i < words; ++i) {
    line += kWords[kind + random.Below(random.OneIn(9) ? 3 : 1)];
  }
  line += "\"}";
  return random.OneIn(8) ? line + " " : line;
}

// An input of any shape; `rejects` allows lines that are no records.
std::string RandomInput(Random& random, bool rejects) {
  constexpr std::string_view kBlanks[] = {"", " ", "\t ", "\r", "  \r\r"};
  constexpr std::string_view kBad[] = {"{", "[]", "\xFF\xFE", "{\"text\":1}\r",
                                       "\xEF\xBB\xBF{\"text\":\"\"}"};
  std::string bytes = random.OneIn(4) ? std::string(kMark) : "";
  const size_t lines = random.OneIn(6) ? 0 : random.Below(14);
  const size_t endings = random.Below(3);  // LF, CRLF, both.
  for (size_t i = 0; i < lines; ++i) {
    if (random.OneIn(6)) {
      bytes += kBlanks[random.Below(std::size(kBlanks))];
    } else if (rejects && random.OneIn(5)) {
      bytes += kBad[random.Below(std::size(kBad))];
    } else {
      bytes += RandomRecord(random);
    }
    const bool crlf = endings == 1 || (endings == 2 && random.OneIn(2));
    bytes += crlf ? "\r\n" : "\n";
  }
  // A last line that is cut short, by one byte or by its whole ending.
  if (random.OneIn(4) && bytes.ends_with('\n')) bytes.pop_back();
  if (random.OneIn(4) && bytes.ends_with('\r')) bytes.pop_back();
  if (random.OneIn(8)) bytes += " ";
  return bytes;
}

// Drops each document of the inputs for any that is kept, archive included.
std::vector<Removal> RandomPlan(Random& random, const Corpus& corpus) {
  std::vector<DocumentId> kept;
  std::vector<DocumentId> dropped;
  const size_t share = 1 + random.Below(4);
  const DocumentId own = corpus.first_document(corpus.num_own_inputs());
  for (DocumentId id = 0; id < corpus.documents().size(); ++id) {
    (id >= own || random.OneIn(share) ? kept : dropped).push_back(id);
  }
  std::vector<Removal> plan;
  for (const DocumentId id : dropped) {
    if (kept.empty()) break;
    plan.push_back({.dropped = id,
                    .kept = kept[random.Below(kept.size())],
                    .kind = static_cast<MatchKind>(random.Below(5)),
                    .numbers_differ = random.OneIn(2),
                    .similarity = {8000}});
  }
  return plan;
}

// A scanned corpus in files of a folder of its own.
struct Sample {
  ScratchFolder folder;
  std::vector<std::string> inputs;
  std::vector<std::string> archive;
  Corpus corpus;
  bool rejects = false;
};

std::unique_ptr<Sample> Open(const std::vector<std::string>& inputs,
                             const std::vector<std::string>& archive,
                             bool rejects) {
  auto sample = std::make_unique<Sample>();
  sample->rejects = rejects;
  for (const std::string& bytes : inputs) {
    sample->inputs.push_back(
        Spill(sample->folder.File("in" + std::to_string(sample->inputs.size())),
              bytes));
  }
  for (const std::string& bytes : archive) {
    sample->archive.push_back(Spill(
        sample->folder.File("old" + std::to_string(sample->archive.size())),
        bytes));
  }
  auto corpus = Corpus::Open(sample->inputs, sample->archive);
  EXPECT_TRUE(IsOk(corpus.status()));
  sample->corpus = *std::move(corpus);
  EXPECT_TRUE(IsOk(ScanDocuments(sample->corpus,
                                 {.threads = 2, .collect_rejects = rejects})));
  return sample;
}

SplitPaths PathsFor(const Sample& sample, bool one_kept,
                    const std::string& name, const std::string& suffix) {
  SplitPaths paths{.dropped = sample.folder.File(name + ".dropped" + suffix)};
  const size_t count = one_kept ? 1 : sample.inputs.size();
  for (size_t i = 0; i < count; ++i) {
    paths.kept.push_back(
        sample.folder.File(name + ".kept" + std::to_string(i) + suffix));
  }
  if (sample.rejects) {
    paths.rejects = sample.folder.File(name + ".rejects" + suffix);
  }
  return paths;
}

// The bytes of every file of a split.
std::vector<std::string> FilesOf(const SplitPaths& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths.kept) files.push_back(Slurp(path));
  files.push_back(Slurp(paths.dropped));
  if (paths.rejects.has_value()) files.push_back(Slurp(*paths.rejects));
  return files;
}

// Lines that are not blank, without what ends them or marks the first.
void AddLines(std::string_view bytes, std::vector<std::string>& lines) {
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  for (std::string& line : LinesOf(bytes)) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(std::move(line));
  }
}

// Every line is kept, dropped or rejected, and that once.
void ExpectEveryLineOnce(const Sample& sample,
                         const std::vector<std::string>& inputs,
                         const std::vector<Removal>& plan,
                         const SplitPaths& paths) {
  std::vector<std::string> before;
  for (const std::string& bytes : inputs) AddLines(bytes, before);
  std::vector<std::string> after;
  for (const std::string& path : paths.kept) {
    AddLines(ReadAll(path).value(), after);
  }
  if (paths.rejects.has_value()) {
    // A rejected line may begin with a mark that is part of it.
    AddLines("\n" + ReadAll(*paths.rejects).value(), after);
  }
  for (const Removal& removal : plan) {
    const RecordPlace& place = sample.corpus.documents()[removal.dropped].place;
    after.push_back(inputs[place.input].substr(place.offset, place.length));
  }
  std::ranges::sort(before);
  std::ranges::sort(after);
  EXPECT_EQ(after, before);
}

TEST(SplitTest, RestoreGivesBackInputsOfEveryShape) {
  size_t drops = 0;
  for (uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const bool rejects = random.OneIn(2);
    std::vector<std::string> inputs;
    for (size_t i = random.Below(3); i < 3; ++i) {
      inputs.push_back(RandomInput(random, rejects));
    }
    std::vector<std::string> archive;
    if (random.OneIn(3)) archive.push_back(RandomInput(random, rejects));
    const auto sample = Open(inputs, archive, rejects);
    const std::vector<Removal> plan = RandomPlan(random, sample->corpus);
    drops += plan.size();
    constexpr std::string_view kSuffixes[] = {"", "", ".zst", ".gz"};
    const SplitPaths paths = PathsFor(*sample, random.OneIn(2), "x",
                                      std::string(kSuffixes[random.Below(4)]));
    ASSERT_TRUE(IsOk(SplitTo(sample->corpus, plan, paths)));
    const auto back = RestoreFrom(paths, sample->archive, sample->folder);
    ASSERT_TRUE(IsOk(back.status()));
    ASSERT_EQ(*back, inputs);
    ExpectEveryLineOnce(*sample, inputs, plan, paths);
  }
  EXPECT_GT(drops, 300U);
}

// Records of one size each, so that lines end before, at and after the place
// where a stretch may end.
std::string LargeInput(Random& random, size_t record_bytes, size_t records,
                       std::string_view ending) {
  std::string bytes;
  for (size_t i = 0; i < records; ++i) {
    std::string record = "{\"id\":\"" + std::to_string(i % 7) +
                         "\",\"text\":\"" + RandomText(random, 20, 50);
    record.resize(record_bytes - ending.size() - 2, 'x');
    bytes += record + "\"}" + std::string(ending);
    if (random.OneIn(5)) bytes += "\n";
  }
  return bytes;
}

TEST(SplitTest, BytesDoNotDependOnThreadsOrStretches) {
  for (uint64_t seed = 0; seed < 6; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const size_t sizes[] = {kStretchBytes - 1, kStretchBytes, kStretchBytes + 1,
                            kStretchBytes / 4, 70'001,        200};
    const size_t size = sizes[seed];
    std::vector<std::string> inputs = {
        LargeInput(random, size, 9'000'000 / size, seed % 2 ? "\r\n" : "\n"),
        std::string(kMark),
        // A stretch full of nothing.
        LargeInput(random, 5000, 3, "\n") + std::string(5 << 20, '\n') +
            LargeInput(random, 5000, 3, "\n")};
    inputs.back().pop_back();
    if (seed == 5) {
      inputs[0].insert(inputs[0].size() / 2, "\n" + std::string(3 << 20, '{'));
    }
    const auto sample = Open(inputs, {}, seed == 5);
    ASSERT_EQ(sample->corpus.rejects().empty(), seed != 5);
    std::vector<Removal> plan;
    while (plan.empty()) plan = RandomPlan(random, sample->corpus);
    std::vector<std::string> expected;
    const Resources all[] = {
        1U, 2U, 8U, {2U, MemoryBudget(1 << 20)}, {8U, MemoryBudget(30 << 20)}};
    for (const Resources& resources : all) {
      const std::string name =
          "t" + std::to_string(&resources - std::begin(all));
      const SplitPaths paths = PathsFor(*sample, seed % 2 == 0, name, "");
      ASSERT_TRUE(IsOk(SplitTo(sample->corpus, plan, paths, resources)));
      const std::vector<std::string> files = FilesOf(paths);
      if (expected.empty()) {
        expected = files;
        const auto back = RestoreFrom(paths, {}, sample->folder);
        ASSERT_TRUE(IsOk(back.status()));
        ASSERT_TRUE(*back == inputs);
      }
      ASSERT_TRUE(files == expected) << name;
    }
  }
}

TEST(SplitTest, WritesTheLinesOfTheFormat) {
  const auto sample =
      Open({"\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"one\"}\r\n\r\n"
            "{\"id\":\"b\",\"text\":\"one\"}\n{\n"
            "{\"id\":\"c\",\"text\":\"one\"}"},
           {}, true);
  const SplitPaths paths = PathsFor(*sample, true, "x", "");
  ASSERT_TRUE(IsOk(SplitTo(sample->corpus,
                           {{.dropped = 1,
                             .kept = 0,
                             .kind = MatchKind::kIdenticalText,
                             .similarity = {10000}},
                            {.dropped = 2,
                             .kept = 0,
                             .kind = MatchKind::kNear,
                             .numbers_differ = true,
                             .negations_differ = true,
                             .similarity = {8123},
                             .words_lost = 3}},
                           paths)));
  const std::string kept = Slurp(paths.kept[0]);
  EXPECT_EQ(kept, "{\"id\":\"a\",\"text\":\"one\"}\r\n");
  EXPECT_EQ(Slurp(*paths.rejects), "{\n");
  const auto digest = [](std::string_view bytes) { return Hex(Sha256(bytes)); };
  const std::string input = Slurp(sample->inputs[0]);
  const std::vector<std::string> expected = {
      "{\"schema\":\"prov.run/1\",\"tool\":\"prov-dedupe\",\"version\":"
      "\"" PROV_VERSION
      "\",\"parameters\":{\"keep\":\"first\"},\"inputs\":[{\"name\":\"in0\","
      "\"size\":" +
          std::to_string(input.size()) + ",\"sha256\":\"" + digest(input) +
          "\"}]}",
      "{\"schema\":\"prov.input/1\",\"input\":0,\"name\":\"in0\",\"format\":"
      "\"jsonl\",\"size\":" +
          std::to_string(input.size()) + ",\"sha256\":\"" + digest(input) +
          "\",\"bom\":true,\"line_ending\":\"mixed\",\"final_newline\":false}",
      "{\"schema\":\"prov.drop/1\",\"key\":\"b\",\"kept\":\"a\",\"kind\":"
      "\"identical-text\",\"similarity\":1.0000,\"input\":0,\"line\":3,"
      "\"offset\":30,\"length\":23,\"sha256\":\"" +
          digest("{\"id\":\"b\",\"text\":\"one\"}") +
          "\",\"splice\":[7,15,\"b\"]}",
      "{\"schema\":\"prov.drop/1\",\"key\":\"c\",\"kept\":\"a\",\"kind\":"
      "\"near\",\"similarity\":0.8123,\"differs\":[\"numbers\",\"negations\"],"
      "\"words_lost\":3,\"input\":0,\"line\":5,\"offset\":56,\"length\":23,"
      "\"sha256\":\"" +
          digest("{\"id\":\"c\",\"text\":\"one\"}") +
          "\",\"splice\":[7,15,\"c\"]}",
      "{\"schema\":\"prov.layout/1\",\"inputs\":[[\"l\xEF\xBB\xBF\",\"k1\","
      "\"l\\r\\n\",\"d1\",\"r1\",\"d1\"]],\"kept_sha256\":[\"" +
          digest(kept) + "\"],\"rejects_sha256\":\"" + digest("{\n") + "\"}"};
  EXPECT_EQ(LinesOf(Slurp(paths.dropped)), expected);
}

TEST(SplitTest, NoticesARecordThatChanges) {
  const std::string line = "{\"id\":\"a\",\"text\":\"one\"}\n";
  const auto sample = Open({line + line + line}, {}, false);
  for (const size_t at : {size_t{9}, line.size() + 9}) {
    std::string changed = line + line + line;
    changed[at + 10] = 'X';
    // In place: the descriptor is open already.
    std::fstream(sample->inputs[0],
                 std::ios::binary | std::ios::in | std::ios::out)
        << changed;
    EXPECT_TRUE(Says(SplitTo(sample->corpus, {{.dropped = 2, .kept = 1}},
                             PathsFor(*sample, true, "x", "")),
                     absl::StatusCode::kDataLoss, "changed while it was read"))
        << at;
    EXPECT_EQ(sample->folder.Names().size(), 1U);
  }
}

}  // namespace
}  // namespace prov
