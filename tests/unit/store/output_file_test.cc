#include "libprov/store/output_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;
using Names = std::vector<std::string>;

TEST(OutputFileTest, WhatIsWrittenIsReadBack) {
  const ScratchFolder folder;
  for (const char* name : {"x.jsonl", "x.jsonl.gz", "x.jsonl.zst"}) {
    const std::string path = folder.File(name);
    for (const size_t size_bytes :
         {size_t{0}, size_t{1}, size_t{1} << 20, size_t{5'000'001}}) {
      const std::string text = SampleBytes(size_bytes);
      auto out = OutputFile::Create(path);
      ASSERT_TRUE(IsOk(out.status()));
      ASSERT_TRUE(IsOk(out->Write(text)));
      const auto digest = out->Finish();
      ASSERT_TRUE(IsOk(digest.status()));
      OutputFile* const files[] = {&*out};
      ASSERT_TRUE(IsOk(CommitAll(files)));
      EXPECT_EQ(*digest, Sha256(text));
      EXPECT_EQ(out->bytes_written(), size_bytes);
      EXPECT_EQ(out->path(), path);
      EXPECT_TRUE(ReadAll(path).value_or("none") == text) << path;
    }
  }
  EXPECT_EQ(folder.Names().size(), 3U);
}

TEST(OutputFileTest, TheNameDecidesTheCompression) {
  const ScratchFolder folder;
  const std::pair<const char*, const char*> kCases[] = {
      {"x.gz", "\x1f\x8b"}, {"x.zst", "\x28\xb5\x2f\xfd"}, {"x.gzip", "news"}};
  for (const auto& [name, head] : kCases) {
    ASSERT_TRUE(IsOk(WriteFile(folder.File(name), "news")));
    EXPECT_TRUE(Slurp(folder.File(name)).starts_with(head)) << name;
  }
}

// Law 4: the same bytes for any number of threads.  And however the text comes.
TEST(OutputFileTest, BytesDependOnTheTextAlone) {
  const ScratchFolder folder;
  const std::string text = SampleBytes(25'000'000);
  for (const char* name : {"x", "x.gz", "x.zst"}) {
    const std::string path = folder.File(name);
    ASSERT_TRUE(IsOk(WriteFile(path, text)));
    const std::string expected = Slurp(path);
    const struct {
      unsigned threads;
      size_t piece_bytes;
    } kCases[] = {{2, 25'000'000}, {8, 77'777}, {8, 3'000'001}, {1, 4099}};
    for (const auto& c : kCases) {
      ASSERT_TRUE(
          IsOk(WriteFile(path, text, {.threads = c.threads}, c.piece_bytes)));
      EXPECT_TRUE(Slurp(path) == expected)
          << name << " " << c.threads << " threads";
    }
  }
  EXPECT_EQ(Slurp(folder.File("x.gz")).substr(3, 5), std::string(5, '\0'))
      << "neither name nor time";
}

TEST(OutputFileTest, WithoutCommitNothingIsLeft) {
  const ScratchFolder folder;
  const std::string path = Spill(folder.File("x"), "old");
  for (const bool finish : {false, true}) {
    auto out = OutputFile::Create(path);
    ASSERT_TRUE(out.ok());
    ASSERT_TRUE(out->Write("new").ok());
    if (finish) {
      ASSERT_TRUE(out->Finish().ok());
    }
    EXPECT_EQ(folder.Names().size(), 2U);
    out = absl::CancelledError();
    EXPECT_EQ(folder.Names(), Names{"x"});
    EXPECT_EQ(Slurp(path), "old");
  }
}

TEST(OutputFileTest, CommitNeedsFinish) {
  const ScratchFolder folder;
  auto out = OutputFile::Create(folder.File("x"));
  ASSERT_TRUE(out.ok());
  OutputFile* const files[] = {&*out};
  EXPECT_TRUE(Says(CommitAll(files), StatusCode::kFailedPrecondition,
                   "x: is not written to its end"));
}

mode_t PermissionsOf(const std::string& path) {
  struct stat found {};
  EXPECT_EQ(stat(path.c_str(), &found), 0);
  return found.st_mode & 07777;
}

TEST(OutputFileTest, PermissionsAreKept) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  const mode_t saved = umask(027);
  ASSERT_TRUE(IsOk(WriteFile(path, "new")));
  EXPECT_EQ(PermissionsOf(path), 0640U);
  for (const mode_t mode : {0600U, 0666U, 0755U}) {
    chmod(path.c_str(), mode);
    ASSERT_TRUE(IsOk(WriteFile(path, "again")));
    EXPECT_EQ(PermissionsOf(path), mode);
  }
  // What a killed run left has the permissions of that run.
  unlink(path.c_str());
  Spill(folder.File(".x.prov-partial"), "stale");
  chmod(folder.File(".x.prov-partial").c_str(), 0777);
  ASSERT_TRUE(IsOk(WriteFile(path, "new")));
  EXPECT_EQ(PermissionsOf(path), 0640U);
  umask(saved);
}

TEST(OutputFileTest, AWriteProtectedTargetStays) {
  const ScratchFolder folder;
  const std::string path = Spill(folder.File("x"), "old");
  chmod(path.c_str(), 0444);
  const Unprivileged unprivileged(folder);
  EXPECT_TRUE(Says(WriteFile(path, "new"), StatusCode::kPermissionDenied,
                   "x: cannot replace: Permission denied"));
  EXPECT_EQ(Slurp(path), "old");
}

TEST(OutputFileTest, WritesTheFileALinkPointsTo) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.File("sub"));
  for (const char* target : {"old", "new"}) {
    const std::string link = folder.File(std::string(target) + ".link");
    const std::string file = folder.File("sub/" + std::string(target));
    if (std::string(target) == "old") Spill(file, "old");
    std::filesystem::create_symlink("hop", link);
    std::filesystem::create_symlink("sub/" + std::string(target),
                                    folder.File("hop"));
    ASSERT_TRUE(IsOk(WriteFile(link, "news")));
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_EQ(Slurp(file), "news");
    unlink(folder.File("hop").c_str());
  }
}

TEST(OutputFileTest, ALinkToItselfIsAnError) {
  const ScratchFolder folder;
  std::filesystem::create_symlink("x", folder.File("x"));
  const absl::Status status = WriteFile(folder.File("x"), "news");
  EXPECT_NE(std::string(status.message()).find("x: cannot write: Too many"),
            std::string::npos)
      << status;
}

TEST(OutputFileTest, ErrorsNameThePath) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.File("sub"));
  Spill(folder.File("file"), "");
  const struct {
    std::string path;
    StatusCode code;
    const char* text;
  } kCases[] = {
      {folder.File("sub"), StatusCode::kFailedPrecondition, "is a folder"},
      {folder.File("new/"), StatusCode::kFailedPrecondition, "is a folder"},
      {folder.File("no/x"), StatusCode::kNotFound, "No such file"},
      {folder.File("file/x"), StatusCode::kFailedPrecondition, "Not a dir"},
      {folder.File(std::string(300, 'x')), StatusCode::kInvalidArgument,
       "File name too long"},
  };
  for (const auto& c : kCases) {
    EXPECT_TRUE(Says(WriteFile(c.path, "x"), c.code, c.path + ": "));
    EXPECT_TRUE(Says(WriteFile(c.path, "x"), c.code, c.text)) << c.path;
  }
}

TEST(OutputFileTest, AnyNameThatAFileMayHaveWillDo) {
  const ScratchFolder folder;
  const std::string longest = folder.File(std::string(255, 'x'));
  ASSERT_TRUE(IsOk(WriteFile(longest, "news")));
  EXPECT_EQ(Slurp(longest), "news");
}

TEST(OutputFileTest, AFullDiskIsAnError) {
  for (const size_t size_bytes : {size_t{1}, size_t{3} << 20}) {
    EXPECT_TRUE(Says(WriteFile("/dev/full", SampleBytes(size_bytes)),
                     StatusCode::kResourceExhausted,
                     "/dev/full: write failed: No space left on device"));
  }
  EXPECT_TRUE(IsOk(WriteFile("/dev/full", "")));
  struct stat found {};
  ASSERT_EQ(stat("/dev/full", &found), 0);
  EXPECT_TRUE(S_ISCHR(found.st_mode)) << "never renamed over";
}

TEST(OutputFileTest, TheFirstWriteErrorSticks) {
  auto out = OutputFile::Create("/dev/full");
  ASSERT_TRUE(out.ok());
  EXPECT_FALSE(out->Write(SampleBytes(2 << 20)).ok());
  EXPECT_FALSE(out->Write("more").ok());
  EXPECT_FALSE(out->Finish().ok());
}

// Lets `fd` be stdout for as long as it lives.
class StdoutTo {
 public:
  explicit StdoutTo(int fd) : saved_(dup(STDOUT_FILENO)) {
    fflush(stdout);
    dup2(fd, STDOUT_FILENO);
  }
  ~StdoutTo() {
    dup2(saved_, STDOUT_FILENO);
    close(saved_);
  }

 private:
  int saved_;
};

TEST(OutputFileTest, StdoutIsWrittenInPlace) {
  const ScratchFolder folder;
  const std::string log = Spill(folder.File("log"), "kept\n");
  for (const char* path : {"-", "/dev/stdout", "/dev/fd/1"}) {
    const int fd = open(log.c_str(), O_WRONLY | O_APPEND);
    absl::Status status;
    {
      const StdoutTo stdout_to(fd);
      status = WriteFile(path, "more\n");
    }
    close(fd);
    EXPECT_TRUE(IsOk(status)) << path;
  }
  EXPECT_EQ(Slurp(log), "kept\nmore\nmore\nmore\n");
  EXPECT_EQ(folder.Names(), Names{"log"});
}

TEST(OutputFileTest, StdoutIsCalledStdout) {
  const int fd = open("/dev/full", O_WRONLY);
  absl::Status status;
  {
    const StdoutTo stdout_to(fd);
    status = WriteFile("-", "news");
  }
  close(fd);
  EXPECT_TRUE(Says(status, StatusCode::kResourceExhausted,
                   "stdout: write failed: No space left on device"));
}

TEST(OutputFileTest, APipeIsWrittenInPlace) {
  const ScratchFolder folder;
  const std::string fifo = folder.File("fifo.zst");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  const std::string text = SampleBytes(3'000'000);
  std::string received;
  std::thread reader([&] { received = ReadAll(fifo).value_or("none"); });
  EXPECT_TRUE(IsOk(WriteFile(fifo, text)));
  reader.join();
  EXPECT_TRUE(received == text);
  EXPECT_TRUE(std::filesystem::is_fifo(fifo));
}

TEST(OutputFileTest, ANonBlockingPipeIsWaitedFor) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_NONBLOCK), 0);
  const std::string text = SampleBytes(1'000'000);
  std::string received;
  std::thread reader([&] {
    received =
        ReadAll("/proc/self/fd/" + std::to_string(ends[0])).value_or("none");
  });
  {
    auto out = OutputFile::Create("/dev/fd/" + std::to_string(ends[1]));
    ASSERT_TRUE(out.ok());
    close(ends[1]);
    EXPECT_TRUE(IsOk(out->Write(text)));
    EXPECT_TRUE(IsOk(out->Finish().status()));
  }
  reader.join();
  close(ends[0]);
  EXPECT_TRUE(received == text);
}

TEST(OutputFileTest, TwoWritersOfOneOutput) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  std::filesystem::create_symlink("x", folder.File("link"));
  std::optional<OutputFile> first = OutputFile::Create(path).value();
  for (const std::string& other : {path, folder.File("link")}) {
    EXPECT_TRUE(Says(OutputFile::Create(other).status(),
                     StatusCode::kFailedPrecondition,
                     other + ": another run is writing it"));
  }
  ASSERT_TRUE(first->Write("first").ok());
  ASSERT_TRUE(first->Finish().ok());
  OutputFile* const files[] = {&*first};
  ASSERT_TRUE(IsOk(CommitAll(files)));
  // The committed file is no longer in the way, though its writer lives.
  EXPECT_TRUE(IsOk(WriteFile(path, "second")));
  first.reset();
  EXPECT_EQ(Slurp(path), "second");
}

// Writers that race for one output: each either commits all of its own bytes
// or hears of the other.
TEST(OutputFileTest, RacingWritersNeverMix) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  std::vector<std::thread> writers;
  std::vector<int> committed(4);
  for (size_t writer = 0; writer < committed.size(); ++writer) {
    writers.emplace_back([&, writer] {
      const std::string text(200'000, static_cast<char>('a' + writer));
      for (int i = 0; i < 200; ++i) {
        const absl::Status status = WriteFile(path, text);
        committed[writer] += status.ok() ? 1 : 0;
        EXPECT_TRUE(status.ok() ||
                    Says(status, StatusCode::kFailedPrecondition, "run"))
            << status;
        const std::string found = Slurp(path);
        if (found.empty()) continue;  // Not there yet.
        EXPECT_TRUE(found == std::string(200'000, found[0]));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  int total = 0;
  for (const int count : committed) total += count;
  EXPECT_GT(total, 0);
  EXPECT_EQ(folder.Names(), Names{"x"});
}

// A run may open the neighbour just before another renames it away, and lock
// it just after: it must see that, and make its own.
TEST(OutputFileTest, ALockOnARenamedFileIsNoLock) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  std::vector<std::thread> runs;
  for (int run = 0; run < 4; ++run) {
    runs.emplace_back([&] {
      for (int i = 0; i < 8000; ++i) {
        auto out = OutputFile::Create(path);
        if (out.ok()) {
          OutputFile* const files[] = {&*out};
          EXPECT_TRUE(IsOk(out->Finish().status()));
          EXPECT_TRUE(IsOk(CommitAll(files)));
        } else {
          EXPECT_TRUE(Says(out.status(), StatusCode::kFailedPrecondition,
                           "another run is writing it"));
        }
      }
    });
  }
  for (std::thread& run : runs) run.join();
  EXPECT_EQ(folder.Names(), Names{"x"});
}

}  // namespace
}  // namespace prov
