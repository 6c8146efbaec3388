#include "libprov/dedupe/restore.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/corpus/documents.h"
#include "tests/unit/dedupe/dedupe_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

// Two inputs with drops of every form, rejects, and blank lines, split.
class RestoreTest : public ::testing::Test {
 protected:
  RestoreTest() {
    Random random(1);
    const std::string text = RandomText(random, 90, 200);
    inputs_ = {
        ToLines({{.id = "a", .text = text},
                 {.id = "b", .text = text},
                 {.id = "c",
                  .text = RandomText(random, 30, 200) + text.substr(0, 180) +
                          RandomText(random, 30, 200) + text.substr(180)}}) +
            "\n",
        ToLines({{.id = "a", .text = text}}) + "no record\r\n" +
            ToLines({{.id = "d", .text = "other words"}})};
    std::vector<std::string> paths;
    for (const std::string& bytes : inputs_) {
      paths.push_back(
          Spill(folder_.File("in" + std::to_string(paths.size())), bytes));
    }
    corpus_ = Corpus::Open(paths).value();
    EXPECT_TRUE(IsOk(ScanDocuments(corpus_, {.collect_rejects = true})));
    // Another of the two that are called a#1 and a#2 is dropped for the first.
    plan_ = {{.dropped = 1, .kept = 0, .similarity = {10000}},
             {.dropped = 2, .kept = 0, .similarity = {8000}},
             {.dropped = 3,
              .kept = 0,
              .kind = MatchKind::kIdenticalRecord,
              .similarity = {10000}}};
    paths_ = {.kept = {folder_.File("kept0"), folder_.File("kept1")},
              .dropped = folder_.File("dropped"),
              .rejects = folder_.File("rejects")};
    EXPECT_TRUE(IsOk(SplitTo(corpus_, plan_, paths_)));
    dropped_ = Slurp(paths_.dropped);
  }

  absl::StatusOr<std::vector<std::string>> Restore() {
    return RestoreFrom(paths_, archive_, folder_);
  }

  // The restore fails with that, and leaves nothing.
  void ExpectRefused(StatusCode code, std::string_view text) {
    EXPECT_TRUE(Says(Restore().status(), code, text));
    for (const std::string& name : folder_.Names()) {
      EXPECT_FALSE(name.starts_with("back") || name.starts_with(".")) << name;
    }
  }

  std::string WithDropped(std::string_view from, std::string_view to) {
    std::string changed = dropped_;
    const size_t at = changed.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    changed.replace(at, from.size(), to);
    Spill(paths_.dropped, changed);
    return changed;
  }

  ScratchFolder folder_;
  std::vector<std::string> inputs_;
  std::vector<std::string> archive_;
  Corpus corpus_;
  std::vector<Removal> plan_;
  SplitPaths paths_;
  std::string dropped_;
};

TEST_F(RestoreTest, GivesBackTheInputs) {
  for (const char* form : {"\"splice\":", "\"delta\":"}) {
    EXPECT_NE(dropped_.find(form), std::string::npos) << form;
  }
  const auto back = Restore();
  ASSERT_TRUE(IsOk(back.status()));
  EXPECT_EQ(*back, inputs_);
}

TEST_F(RestoreTest, RefusesAnEditedKeptOrRejectsFile) {
  for (const std::string& path :
       {paths_.kept[0], paths_.kept[1], *paths_.rejects}) {
    const std::string bytes = Slurp(path);
    const std::string digest = Hex(Sha256(bytes));
    for (size_t at = 0; at < bytes.size(); ++at) {
      std::string edited = bytes;
      edited[at] = static_cast<char>(edited[at] ^ 1);
      // An edited record may not be one any more; its digest is seen first.
      Spill(path, edited);
      ASSERT_TRUE(Says(Restore().status(), StatusCode::kFailedPrecondition,
                       path + ": has SHA-256 " + Hex(Sha256(edited))))
          << at;
    }
    for (const std::string& edited : {bytes + "\n", std::string()}) {
      Spill(path, edited);
      ExpectRefused(StatusCode::kFailedPrecondition,
                    "was written beside one with " + digest);
    }
    Spill(path, bytes);
  }
  EXPECT_TRUE(IsOk(Restore().status()));
}

TEST_F(RestoreTest, RefusesFilesOfAnotherRun) {
  SplitPaths other = {.kept = {folder_.File("other0"), folder_.File("other1")},
                      .dropped = folder_.File("other.dropped"),
                      .rejects = folder_.File("other.rejects")};
  plan_.pop_back();
  ASSERT_TRUE(IsOk(SplitTo(corpus_, plan_, other)));
  paths_.dropped = other.dropped;
  ExpectRefused(StatusCode::kFailedPrecondition, "belongs to another run");
  paths_.kept.pop_back();
  ExpectRefused(StatusCode::kFailedPrecondition,
                "belongs to 2 kept files, not 1");
}

TEST_F(RestoreTest, WantsTheRejectsOnlyWhereLinesWereRejected) {
  paths_.rejects.reset();
  ExpectRefused(StatusCode::kFailedPrecondition, "name their file with --rej");
  // --rejects was given, but there were none.
  inputs_ = {inputs_[0]};
  corpus_ = Corpus::Open({Spill(folder_.File("only"), inputs_[0])}).value();
  ASSERT_TRUE(IsOk(ScanDocuments(corpus_, {.collect_rejects = true})));
  plan_.pop_back();
  paths_ = {.kept = {folder_.File("kept")},
            .dropped = folder_.File("dropped"),
            .rejects = folder_.File("none")};
  ASSERT_TRUE(IsOk(SplitTo(corpus_, plan_, paths_)));
  EXPECT_EQ(Slurp(*paths_.rejects), "");
  paths_.rejects.reset();
  const auto back = Restore();
  ASSERT_TRUE(IsOk(back.status()));
  EXPECT_EQ(*back, inputs_);
}

TEST_F(RestoreTest, RefusesADroppedFileThatIsCut) {
  // But for the very last line feed.
  for (size_t size = 0; size + 1 < dropped_.size(); ++size) {
    Spill(paths_.dropped, dropped_.substr(0, size));
    const absl::Status status = Restore().status();
    ASSERT_TRUE(Says(status, StatusCode::kDataLoss, paths_.dropped + ":"))
        << size;
    if (size == 0 || dropped_[size - 1] == '\n') {
      ExpectRefused(StatusCode::kDataLoss, "cut short");
    }
  }
}

TEST_F(RestoreTest, RefusesADroppedFileThatLacksOrRepeatsALine) {
  const std::vector<std::string> lines = LinesOf(dropped_);
  ASSERT_EQ(lines.size(), 7U);  // Run, two inputs, three drops, layout.
  for (size_t line = 1; line < lines.size(); ++line) {
    std::string without;
    std::string twice;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (i != line) without += lines[i] + "\n";
      twice += lines[i] + "\n" + (i == line ? lines[i] + "\n" : "");
    }
    Spill(paths_.dropped, without);
    ExpectRefused(StatusCode::kDataLoss, "");
    if (line + 1 == lines.size()) continue;  // The same layout twice is one.
    Spill(paths_.dropped, twice);
    ExpectRefused(StatusCode::kDataLoss, "");
  }
}

TEST_F(RestoreTest, RefusesAChangedDrop) {
  const std::string frame = [this] {
    const size_t begin = dropped_.find("\"delta\":\"") + 9;
    return dropped_.substr(begin, dropped_.find('"', begin) - begin);
  }();
  ASSERT_GT(frame.size(), 40U);
  std::string other = frame;
  other[30] = other[30] == 'A' ? 'B' : 'A';
  const struct {
    std::string from;
    std::string to;
    std::string_view text;
  } kCases[] = {
      {frame, other, "dropped:5: record 'c' cannot be had back"},
      {frame, frame.substr(4), "record 'c' cannot be had back"},
      {frame, "", "record 'c' cannot be had back"},
      {frame, "=" + frame.substr(1), "dropped:5: 'delta' is not base64"},
      {",\"b\"]", ",\"B\"]", "dropped:4: record 'b' cannot be had back"},
      {"\"splice\":[", "\"splice\":[1,", "is not [head, tail, \"middle\"]"},
      {"\"splice\":[", "\"splice\":[1152921504606846976,3,\"\"],\"x\":[",
       "record 'b' cannot be had back"},
      {"\"key\":\"c\",\"kept\":\"a#", "\"key\":\"c\",\"kept\":\"d#",
       "no kept record 'd#"},
      {"\"input\":0,\"line\":3", "\"input\":2,\"line\":3",
       "dropped:5: 'input' is none of the inputs"},
      {"\"input\":0,\"line\":3", "\"input\":1,\"line\":3",
       "dropped:5: the record lies outside its input"},
      {"\"length\":", "\"length\":1152921504606846976,\"x\":",
       "dropped:4: the record lies outside its input"},
      {"\"d2\"", "\"d1\"", "input 'in0' came out with SHA-256 "},
      {"\"d2\"", "\"d3\"", "more drops than the layout has room for"},
      {"\"d2\"", "\"x2\"", "dropped:7: 'x2' is no run of a layout"},
      {"\"d2\"", "\"d2\",\"k1\"", "kept0: has fewer lines than the layout"},
      {"\"r1\"", "\"r2\"", "rejects: has fewer lines than the layout"},
      {"\"l\\n\"", "\"l\\n\\n\"", "input 'in0' came out with SHA-256 "},
      {"\"rejects_sha256\"", "\"x\"", "names no rejects file"},
      {"\"line_ending\":\"lf\"", "\"line_ending\":\"vt\"",
       "dropped:2: 'line_ending' = 'vt' is not known"},
      {"\"kept_sha256\":[", "\"kept_sha256\":[\"\",",
       "has 2 inputs but names 3 kept files"},
      {"\"kept_sha256\":[", "\"kept_sha256\":[],\"x\":[",
       "has 2 inputs but names 0 kept files"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.to);
    WithDropped(c.from, c.to);
    ExpectRefused(StatusCode::kDataLoss, c.text);
  }
}

// Whichever byte is changed: an error, or the inputs as they were.
TEST_F(RestoreTest, AFlippedByteNeverGivesOtherInputs) {
  size_t refused = 0;
  for (size_t at = 0; at < dropped_.size(); ++at) {
    std::string damaged = dropped_;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << at % 7));
    Spill(paths_.dropped, damaged);
    const auto back = Restore();
    if (back.ok()) {
      ASSERT_EQ(*back, inputs_) << at;
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, dropped_.size() / 3);
}

TEST_F(RestoreTest, OpensWhatItIsGivenAndSaysWhatItReads) {
  auto restorer =
      Restorer::Open(paths_.dropped, paths_.kept, paths_.rejects, {});
  ASSERT_TRUE(IsOk(restorer.status()));
  ASSERT_EQ(restorer->inputs().size(), 2U);
  EXPECT_EQ(restorer->inputs()[1].facts.name, "in1");
  EXPECT_EQ(restorer->inputs()[1].line_ending, LineEnding::kLf);
  std::vector<std::string> paths;
  for (const InputBytes* file : restorer->files())
    paths.push_back(file->path());
  EXPECT_EQ(paths, std::vector<std::string>(
                       {paths_.kept[0], paths_.kept[1], *paths_.rejects}));
  paths_.kept[0] += "-none";
  ExpectRefused(StatusCode::kNotFound, "kept0-none");
}

// An archive may hold lines that are no records: they were rejected then too.
TEST_F(RestoreTest, ArchivesNeedNotBeClean) {
  const std::string record = ToLines({{.id = "a", .text = "one two three"}});
  archive_ = {Spill(folder_.File("old"), "no record\n" + record)};
  inputs_ = {record};
  corpus_ =
      Corpus::Open({Spill(folder_.File("new"), record)}, archive_).value();
  ASSERT_TRUE(IsOk(ScanDocuments(corpus_, {.collect_rejects = true})));
  paths_ = {.kept = {folder_.File("kept")},
            .dropped = folder_.File("dropped"),
            .rejects = folder_.File("rejects")};
  ASSERT_TRUE(IsOk(SplitTo(corpus_, {{.dropped = 0, .kept = 1}}, paths_)));
  const auto back = Restore();
  ASSERT_TRUE(IsOk(back.status()));
  EXPECT_EQ(*back, inputs_);
  std::filesystem::remove(folder_.File("back0"));
  archive_.clear();
  ExpectRefused(StatusCode::kDataLoss, "no kept record 'a' gives the bytes");
}

// Keys are ranked again where one looks like another record's id.
TEST_F(RestoreTest, FindsKeptRecordsWhoseKeysWereRankedTwice) {
  std::vector<Record> records;
  for (const char* id : {"a", "a", "a#1", "a#2", "a#1#1", "a#1#2"}) {
    records.push_back({.id = id, .text = "text of " + std::string(id)});
    records.push_back({.id = id, .text = "copy of " + std::string(id)});
  }
  inputs_ = {ToLines(records)};
  corpus_ = Corpus::Open({Spill(folder_.File("ids"), inputs_[0])}).value();
  ASSERT_TRUE(IsOk(ScanDocuments(corpus_, {})));
  paths_ = {.kept = {folder_.File("kept")}, .dropped = folder_.File("dropped")};
  for (DocumentId kept = 0; kept < corpus_.documents().size(); ++kept) {
    plan_.clear();
    for (DocumentId id = 0; id < corpus_.documents().size(); ++id) {
      if (id != kept) plan_.push_back({.dropped = id, .kept = kept});
    }
    ASSERT_TRUE(IsOk(SplitTo(corpus_, plan_, paths_)));
    const auto back = Restore();
    ASSERT_TRUE(IsOk(back.status())) << corpus_.documents().key(kept);
    EXPECT_EQ(*back, inputs_);
  }
}

// Every kept record has a drop of its own; trying all of them for each would
// take minutes.
TEST_F(RestoreTest, FindsKeptRecordsOfManyThatHaveOneId) {
  constexpr size_t kRecords = 30'000;
  std::vector<Record> records;
  for (size_t i = 0; i < kRecords; ++i) {
    records.push_back({.id = "same", .text = "article " + std::to_string(i)});
  }
  inputs_ = {ToLines(records)};
  corpus_ = Corpus::Open({Spill(folder_.File("ids"), inputs_[0])}).value();
  ASSERT_TRUE(IsOk(ScanDocuments(corpus_, {})));
  Random random(1);
  std::vector<DocumentId> order(kRecords);
  for (DocumentId id = 0; id < kRecords; ++id) order[id] = id;
  Shuffle(random, order);
  plan_.clear();
  for (size_t i = 0; i + 1 < kRecords; i += 2) {
    plan_.push_back({.dropped = order[i], .kept = order[i + 1]});
  }
  std::ranges::sort(plan_, {}, &Removal::dropped);
  paths_ = {.kept = {folder_.File("kept")}, .dropped = folder_.File("dropped")};
  ASSERT_TRUE(IsOk(SplitTo(corpus_, plan_, paths_)));
  const auto back = Restore();
  ASSERT_TRUE(IsOk(back.status()));
  EXPECT_TRUE(*back == inputs_);
}

}  // namespace
}  // namespace prov
