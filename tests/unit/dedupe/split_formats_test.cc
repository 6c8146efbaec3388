// Inputs of every format through Split() and back.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/corpus/documents.h"
#include "libprov/dedupe/kept_files.h"
#include "libprov/dedupe/path_lists.h"
#include "tests/unit/dedupe/dedupe_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string RandomWords(Random& random) {
  constexpr std::string_view kWords[] = {"caf\xC3\xA9 ", "said ", "the ",
                                         "harbour "};
  std::string words;
  for (size_t i = random.Below(20); i > 0; --i)
    words += kWords[random.Below(4)];
  return words;
}

// In quotes where it has to be, or anyway.
std::string Field(Random& random, std::string value, char separator) {
  const bool needs = value.find_first_of(std::string("\"\r\n") + separator) !=
                     std::string::npos;
  if (!needs && !random.OneIn(3)) return value;
  for (size_t at = 0; (at = value.find('"', at)) != std::string::npos;
       at += 2) {
    value.insert(at, 1, '"');
  }
  return '"' + value + '"';
}

std::string RandomCsv(Random& random, char separator, bool rejects) {
  if (random.OneIn(8)) return "";
  const bool crlf = random.OneIn(3);
  const auto ending = [&] {
    return crlf || random.OneIn(9) ? std::string("\r\n") : std::string("\n");
  };
  std::string bytes = random.OneIn(4) ? std::string(kMark) : "";
  if (random.OneIn(5)) bytes += ending();
  bytes +=
      std::string("id") + separator + "\"text\"" + separator + "n" + ending();
  for (size_t i = random.Below(14); i > 0; --i) {
    if (random.OneIn(6)) bytes += ending();
    if (rejects && random.OneIn(5)) {
      constexpr std::string_view kBad[] = {"a", "\"x\ny\" z", "caf\xE9",
                                           "\"\"\""};
      bytes += kBad[random.Below(3)];
    } else {
      std::string text = RandomWords(random);
      if (random.OneIn(3)) text += "\"said\",\t\n\n" + RandomWords(random);
      bytes +=
          Field(random, random.OneIn(4) ? "" : std::to_string(random.Below(3)),
                separator) +
          separator + Field(random, text, separator) + separator +
          (random.OneIn(2) ? "" : "7");
    }
    bytes += ending();
  }
  if (rejects && random.OneIn(4)) bytes += "a,\"never\nclosed\n";
  if (random.OneIn(4) && bytes.ends_with('\n')) bytes.pop_back();
  if (random.OneIn(4) && bytes.ends_with('\r')) bytes.pop_back();
  return bytes;
}

std::string RandomText(Random& random, bool rejects) {
  std::string bytes = random.OneIn(5) ? std::string(kMark) : "";
  if (random.OneIn(5)) return bytes;
  bytes += RandomWords(random);
  if (random.OneIn(2)) bytes += "\r\n\n" + RandomWords(random) + "\n";
  if (rejects && random.OneIn(4)) bytes += "\xE9";
  return bytes;
}

std::string RandomJson(Random& random) {
  std::string bytes;
  for (size_t i = random.Below(9); i > 0; --i) {
    bytes += "{\"text\":\"" + RandomWords(random) + "\"}\n";
  }
  return bytes;
}

// A scanned corpus in files of a folder of its own.
struct Sample {
  ScratchFolder folder;
  std::vector<std::string> paths;
  std::vector<std::string> bytes;
  Corpus corpus;

  void Add(const std::string& suffix, std::string content) {
    const std::string name = "in" + std::to_string(paths.size()) + suffix;
    paths.push_back(Spill(folder.File(name), content));
    bytes.push_back(std::move(content));
  }
  absl::Status Scan(bool rejects) {
    PROV_ASSIGN_OR_RETURN(corpus, Corpus::Open(paths));
    return ScanDocuments(corpus, {.threads = 2, .collect_rejects = rejects});
  }
};

std::vector<Removal> RandomPlan(Random& random, const Corpus& corpus) {
  std::vector<Removal> plan;
  std::vector<DocumentId> kept;
  for (DocumentId id = 0; id < corpus.documents().size(); ++id) {
    if (kept.empty() || random.OneIn(2)) {
      kept.push_back(id);
    } else {
      plan.push_back({.dropped = id,
                      .kept = kept[random.Below(kept.size())],
                      .kind = MatchKind::kNear,
                      .similarity = {8000}});
    }
  }
  return plan;
}

TEST(SplitFormatsTest, RestoreGivesBackInputsOfEveryFormat) {
  size_t drops = 0;
  size_t rejected = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Sample sample;
    const bool rejects = random.OneIn(2);
    for (size_t i = 1 + random.Below(5); i > 0; --i) {
      switch (random.Below(4)) {
        case 0:
          sample.Add(".csv", RandomCsv(random, ',', rejects));
          break;
        case 1:
          sample.Add(".tsv", RandomCsv(random, '\t', rejects));
          break;
        case 2:
          sample.Add(".txt", RandomText(random, rejects));
          break;
        default:
          sample.Add(".jsonl", RandomJson(random));
      }
    }
    ASSERT_TRUE(IsOk(sample.Scan(rejects)));
    const std::vector<Removal> plan = RandomPlan(random, sample.corpus);
    drops += plan.size();
    rejected += sample.corpus.rejects().size();
    SplitPaths paths{.kept = std::vector<std::string>(sample.paths.size()),
                     .dropped = sample.folder.File("dropped")};
    for (const size_t input : KeptFiles(sample.corpus, sample.paths.size(),
                                        SpillVector<Removal>(plan))) {
      // A text file that is kept may stay where it is.
      const bool stays = sample.paths[input].ends_with(".txt") && seed % 2 == 0;
      if (!stays) {
        paths.kept[input] = sample.folder.File("kept" + std::to_string(input));
      }
    }
    if (rejects) paths.rejects = sample.folder.File("rejects");
    ASSERT_TRUE(IsOk(SplitTo(sample.corpus, plan, paths, 2)));
    if (seed % 2 == 0) {
      for (const size_t input : KeptFiles(sample.corpus, sample.paths.size(),
                                          SpillVector<Removal>(plan))) {
        if (paths.kept[input].empty()) paths.kept[input] = sample.paths[input];
      }
    }
    const auto back = RestoreFrom(paths, {}, sample.folder);
    ASSERT_TRUE(IsOk(back.status()));
    ASSERT_EQ(*back, sample.bytes);
  }
  EXPECT_GT(drops, 300u);
  EXPECT_GT(rejected, 100u);
}

TEST(SplitFormatsTest, KeptCsvIsCsv) {
  Sample sample;
  sample.Add(".csv", "\xEF\xBB\xBFid,text\r\n\r\na,x\r\nb,x\r\nc,x");
  ASSERT_TRUE(IsOk(sample.Scan(false)));
  const SplitPaths paths{.kept = {sample.folder.File("kept")},
                         .dropped = sample.folder.File("dropped")};
  ASSERT_TRUE(IsOk(SplitTo(sample.corpus, {{.dropped = 1, .kept = 0}}, paths)));
  EXPECT_EQ(Slurp(paths.kept[0]), "\xEF\xBB\xBFid,text\r\na,x\r\nc,x\n");
  const std::string dropped = Slurp(paths.dropped);
  EXPECT_NE(dropped.find("\"format\":\"csv\""), std::string::npos);
  EXPECT_NE(dropped.find("\"header\":\"\xEF\xBB\xBFid,text\\r\\n\""),
            std::string::npos);
  EXPECT_NE(dropped.find("[\"l\xEF\xBB\xBFid,text\\r\\n\\r\\n\",\"K5\",\"d1\","
                         "\"K4\"]"),
            std::string::npos)
      << dropped;
}

TEST(SplitFormatsTest, OneKeptFileIsOfOneFormatAndHeader) {
  const auto check =
      [](const std::vector<std::pair<std::string, std::string>>& inputs) {
        Sample sample;
        for (const auto& [suffix, bytes] : inputs) sample.Add(suffix, bytes);
        EXPECT_TRUE(IsOk(sample.Scan(false)));
        return CheckOneKeptFile(sample.corpus, inputs.size());
      };
  EXPECT_TRUE(IsOk(check({{".jsonl", ""}, {".jsonl", "{\"text\":\"\"}"}})));
  EXPECT_TRUE(IsOk(check({{".csv", ""},
                          {".csv", "text\nx"},
                          {".csv", ""},
                          {".csv", "text\ny\n"}})));
  EXPECT_TRUE(Says(check({{".csv", "text\n"}, {".csv", "text\r\n"}}),
                   StatusCode::kInvalidArgument, "has another header than"));
  EXPECT_TRUE(Says(check({{".csv", "text\n"}, {".tsv", "text\n"}}),
                   StatusCode::kInvalidArgument, "cannot share one kept file"));
  EXPECT_TRUE(Says(check({{".txt", "text\n"}}), StatusCode::kInvalidArgument,
                   "is one document"));
}

TEST(SplitFormatsTest, EveryPathIsInOneList) {
  Sample sample;
  for (const char* text : {"a", "b", "\xE9", "a"}) sample.Add(".txt", text);
  ASSERT_TRUE(IsOk(sample.Scan(true)));
  ASSERT_TRUE(IsOk(CheckPathLists(sample.corpus, 4, '\n')));
  OpenOutputs outputs;
  OutputFile* const kept = *outputs.Create(sample.folder.File("kept"));
  OutputFile* const dropped = *outputs.Create(sample.folder.File("dropped"));
  const std::vector<Removal> plan = {{.dropped = 2, .kept = 0}};
  ASSERT_TRUE(IsOk(WritePathLists(sample.corpus, 4, SpillVector<Removal>(plan),
                                  '\n', kept, dropped)));
  ASSERT_TRUE(IsOk(kept->Finish().status()));
  ASSERT_TRUE(IsOk(dropped->Finish().status()));
  ASSERT_TRUE(IsOk(outputs.Commit()));
  EXPECT_EQ(
      Slurp(sample.folder.File("kept")),
      sample.paths[0] + "\n" + sample.paths[1] + "\n" + sample.paths[2] + "\n");
  EXPECT_EQ(Slurp(sample.folder.File("dropped")), sample.paths[3] + "\n");
}

}  // namespace
}  // namespace prov
