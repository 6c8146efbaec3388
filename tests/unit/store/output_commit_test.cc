// What a kill leaves behind, and which order CommitAll() keeps.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "libprov/base/hash.h"
#include "libprov/store/output_file.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

// Runs `work` in a child that is killed `microseconds` after it began.
void RunAndKill(unsigned microseconds, const std::function<void()>& work) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (write(ready[1], "x", 1) == 1) work();
    _exit(0);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  usleep(microseconds);
  kill(child, SIGKILL);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  close(ready[0]);
  close(ready[1]);
}

TEST(CommitTest, AKilledRunLeavesTheOldTargetAndNoLock) {
  const ScratchFolder folder;
  for (const char* name : {"x", "x.gz", "x.zst"}) {
    const std::string path = folder.File(name);
    ASSERT_TRUE(IsOk(WriteFile(path, "old")));
    const std::string stored = Slurp(path);
    RunAndKill(20'000, [&] {
      auto out = OutputFile::Create(path, {.threads = 2});
      while (out->Write(SampleBytes(100'000)).ok() &&
             out->bytes_written() < 5'000'000) {
      }
      pause();
    });
    EXPECT_EQ(Slurp(path), stored);
    EXPECT_EQ(folder.Names().size(), 2U) << "the killed run's partial file";
    ASSERT_TRUE(IsOk(WriteFile(path, "new"))) << "takes it over";
    EXPECT_EQ(ReadAll(path).value_or("none"), "new");
    EXPECT_EQ(folder.Names().size(), 1U);
    unlink(path.c_str());
  }
}

// Rounds of a child that commits three files again and again, killed at random
// points.  Each file holds its generation; a later file may never hold a newer
// generation than an earlier one.
TEST(CommitTest, ALaterFileNeverStandsWithoutTheEarlierOnes) {
  const ScratchFolder folder;
  const std::vector<std::string> paths = {
      folder.File("dropped"), folder.File("rejects"), folder.File("main")};
  const auto generation_of = [](const std::string& path) {
    const std::string text = Slurp(path);
    return text.empty() ? 0 : std::stoi(text);
  };
  const auto commit = [&](int generation) {
    std::vector<OutputFile> outputs;
    for (const std::string& path : paths) {
      auto out = OutputFile::Create(path);
      if (!out.ok() || !out->Write(std::to_string(generation)).ok() ||
          !out->Finish().ok())
        _exit(1);
      outputs.push_back(*std::move(out));
    }
    OutputFile* const files[] = {&outputs[0], &outputs[1], &outputs[2]};
    if (!CommitAll(files).ok()) _exit(1);
  };
  // How long a commit takes here, so that kills fall into some of them.
  const auto begin = std::chrono::steady_clock::now();
  constexpr int kTimedCommits = 20;
  for (int i = 0; i < kTimedCommits; ++i) commit(i + 1);
  const std::chrono::duration<double, std::micro> elapsed =
      std::chrono::steady_clock::now() - begin;
  const auto commit_us =
      static_cast<uint64_t>(elapsed.count() / kTimedCommits) + 1;
  int generation = 0;
  int uneven = 0;
  int advanced = 0;
  for (int round = 0; round < 150; ++round) {
    generation += 1000;
    const auto delay = static_cast<unsigned>(
        Mix64(static_cast<uint64_t>(round)) % (4 * commit_us));
    RunAndKill(delay, [&] {
      for (int i = 0; i < 1000; ++i) commit(generation + i);
    });
    const int dropped = generation_of(paths[0]);
    const int rejects = generation_of(paths[1]);
    const int main = generation_of(paths[2]);
    EXPECT_GE(dropped, rejects) << "round " << round;
    EXPECT_GE(rejects, main) << "round " << round;
    uneven += dropped != main ? 1 : 0;
    advanced += main >= generation ? 1 : 0;
  }
  EXPECT_GT(advanced, 0) << "no round got through a commit";
  RecordProperty("rounds_killed_between_renames", uneven);
}

TEST(CommitTest, RenamesInTheOrderGiven) {
  const ScratchFolder folder;
  auto first = OutputFile::Create(folder.File("first"));
  auto second = OutputFile::Create(folder.File("second"));
  auto third = OutputFile::Create(folder.File("third"));
  for (auto* out : {&first, &second, &third}) {
    ASSERT_TRUE(out->ok());
    ASSERT_TRUE((*out)->Finish().ok());
  }
  // The second cannot be renamed, so the third must not be.
  std::filesystem::create_directory(folder.File("second"));
  OutputFile* const files[] = {&*first, &*second, &*third};
  EXPECT_TRUE(Says(CommitAll(files), StatusCode::kFailedPrecondition,
                   "second: became something other than a file"));
  EXPECT_TRUE(std::filesystem::exists(folder.File("first")));
  EXPECT_FALSE(std::filesystem::exists(folder.File("third")));
}

// How many descriptors this process has open.
size_t Descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<size_t>(std::distance(begin(all), end(all)));
}

std::vector<OutputFile> Parked(const std::vector<std::string>& paths) {
  std::vector<OutputFile> files;
  for (const std::string& path : paths) {
    auto file = OutputFile::Create(path, {.hold = Hold::kReopen});
    EXPECT_TRUE(IsOk(file.status()));
    files.push_back(*std::move(file));
  }
  for (OutputFile& file : files) {
    EXPECT_TRUE(IsOk(file.Write("new " + file.path())));
    EXPECT_TRUE(IsOk(file.Finish().status()));
  }
  return files;
}

TEST(ManyOutputsTest, HoldNoDescriptorAndAppearTogether) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.File("a"));
  std::filesystem::create_directory(folder.File("b"));
  std::vector<std::string> paths;
  for (int i = 0; i < 300; ++i) {
    paths.push_back(
        folder.File((i % 3 == 0 ? "a/" : "b/") + std::to_string(i)));
  }
  const size_t before = Descriptors();
  std::vector<OutputFile> files = Parked(paths);
  EXPECT_EQ(Descriptors(), before);
  EXPECT_FALSE(std::filesystem::exists(paths[0]));
  std::vector<OutputFile*> all;
  for (OutputFile& file : files) all.push_back(&file);
  ASSERT_TRUE(IsOk(CommitAll(all)));
  EXPECT_EQ(Descriptors(), before);
  for (const std::string& path : paths) EXPECT_EQ(Slurp(path), "new " + path);
  EXPECT_EQ(folder.Names().size(), 2U);
}

TEST(ManyOutputsTest, WithoutCommitNothingIsLeft) {
  const ScratchFolder folder;
  const std::vector<std::string> paths = {folder.File("x"), folder.File("y")};
  { const std::vector<OutputFile> files = Parked(paths); }
  EXPECT_TRUE(folder.Names().empty());
}

TEST(ManyOutputsTest, WhatIsTheSameStays) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  ASSERT_TRUE(IsOk(WriteFile(path, "same")));
  const auto written = std::filesystem::last_write_time(path);
  auto file =
      OutputFile::Create(path, {.keep_if_same = true, .hold = Hold::kReopen});
  ASSERT_TRUE(file.ok() && file->Write("same").ok() && file->Finish().ok());
  OutputFile* const files[] = {&*file};
  ASSERT_TRUE(IsOk(CommitAll(files)));
  EXPECT_EQ(std::filesystem::last_write_time(path), written);
  file = absl::CancelledError();
  EXPECT_EQ(folder.Names().size(), 1U);
}

TEST(ManyOutputsTest, AnotherRunThatTookTheFileIsFoundOut) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  ASSERT_TRUE(IsOk(WriteFile(path, "old")));
  std::vector<OutputFile> files = Parked({path});
  OutputFile* const ours[] = {&files[0]};
  {
    auto other = OutputFile::Create(path);
    ASSERT_TRUE(other.ok() && other->Write("other").ok());
    EXPECT_TRUE(Says(CommitAll(ours), StatusCode::kFailedPrecondition,
                     "x: another run began to write it meanwhile"));
    EXPECT_EQ(Slurp(path), "old");
    files.clear();
    ASSERT_TRUE(IsOk(other->Finish().status()));
    OutputFile* const theirs[] = {&*other};
    ASSERT_TRUE(IsOk(CommitAll(theirs))) << "the other run is not disturbed";
  }
  EXPECT_EQ(Slurp(path), "other");
  EXPECT_EQ(folder.Names().size(), 1U);
}

}  // namespace
}  // namespace prov
