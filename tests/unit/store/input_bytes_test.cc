#include "libprov/store/input_bytes.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

// A skippable frame as pzstd and seekable formats write them.
std::string SkippableFrame() {
  return std::string("\x53\x2a\x4d\x18\x03\x00\x00\x00", 8) + "abc";
}

TEST(InputBytesTest, DecodesWhateverTheMagicSays) {
  const ScratchFolder folder;
  const std::string text = SampleBytes(5'000'000);
  const std::string half = text.substr(0, 2'000'000);
  const std::string rest = text.substr(2'000'000);
  const struct {
    const char* name;
    std::string stored;
    std::string decoded;
  } kCases[] = {
      {"empty.txt", "", ""},
      {"one_byte.txt", "(", "("},
      {"plain.txt", text, text},
      {"misnamed.gz", text, text},
      {"text.gz", Gzip(text), text},
      {"gzip_without_suffix", Gzip(text), text},
      {"members.gz", Gzip(half) + Gzip("") + Gzip(rest) + Gzip(""), text},
      {"empty_member.gz", Gzip(""), ""},
      {"text.zst", Zstd(text), text},
      {"frames.zst", Zstd(half) + Zstd("") + Zstd(rest), text},
      {"skippable.zst",
       SkippableFrame() + Zstd(half) + SkippableFrame() + Zstd(rest) +
           SkippableFrame(),
       text},
      {"nothing_but_skippable.zst", SkippableFrame(), ""},
      {"wide_window.zst", Zstd(text, 27), text},
  };
  for (const auto& c : kCases) {
    const auto bytes = ReadAll(Spill(folder.File(c.name), c.stored));
    ASSERT_TRUE(IsOk(bytes.status())) << c.name;
    EXPECT_TRUE(*bytes == c.decoded) << c.name;
  }
}

TEST(InputBytesTest, ErrorsNameThePathAndTheCause) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.File("sub"));
  Spill(folder.File("garbage.gz"), Gzip("news") + "trailing");
  Spill(folder.File("garbage.zst"), Zstd("news") + "trailing");
  Spill(folder.File("half.zst"), Zstd("news") + "\x28\xb5");
  Spill(folder.File("empty.gz"), "");
  Spill(folder.File("empty.zst"), "");
  Spill(folder.File("window.zst"), Zstd(SampleBytes(300), 28));
  const struct {
    const char* name;
    StatusCode code;
    const char* text;
  } kCases[] = {
      {"missing", StatusCode::kNotFound,
       "missing: cannot open: No such file or directory"},
      {"sub", StatusCode::kFailedPrecondition,
       "sub: is a folder; name the files in it"},
      {"garbage.gz", StatusCode::kDataLoss,
       "garbage.gz: damaged after 4 decoded bytes: what follows the last gzip "
       "member is not gzip"},
      {"garbage.zst", StatusCode::kDataLoss,
       "garbage.zst: damaged after 4 decoded bytes: what follows the last zstd "
       "frame is not zstd"},
      {"half.zst", StatusCode::kDataLoss, "cut short after 4 decoded bytes"},
      {"empty.gz", StatusCode::kDataLoss, "cut short after 0 decoded bytes"},
      {"empty.zst", StatusCode::kDataLoss, "cut short after 0 decoded bytes"},
      {"window.zst", StatusCode::kFailedPrecondition, "window over 128 MiB"},
  };
  for (const auto& c : kCases) {
    const absl::Status status = ReadAll(folder.File(c.name)).status();
    EXPECT_TRUE(Says(status, c.code, folder.path())) << c.name;
    EXPECT_TRUE(Says(status, c.code, c.text)) << c.name;
  }
}

TEST(InputBytesTest, EveryTruncationIsAnError) {
  const ScratchFolder folder;
  const std::string text = SampleBytes(700);
  for (const auto& [name, stored] :
       {std::pair{"x.gz", Gzip(text)}, {"x.zst", Zstd(text)}}) {
    for (size_t size = 0; size < stored.size(); ++size) {
      const std::string path = Spill(folder.File(name), stored.substr(0, size));
      EXPECT_TRUE(Says(ReadAll(path).status(), StatusCode::kDataLoss,
                       path + ": cut short after "))
          << size;
    }
  }
}

TEST(InputBytesTest, FlippedBitsNeverGiveOtherText) {
  const ScratchFolder folder;
  const std::string text = SampleBytes(300);
  for (const auto& [name, stored] :
       {std::pair{"x.gz", Gzip(text)}, {"x.zst", Zstd(text)}}) {
    // From 4 on: a damaged magic makes a plain file of whatever is there.
    for (size_t bit = 8 * 4; bit < 8 * stored.size(); ++bit) {
      std::string damaged = stored;
      damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
      const auto bytes = ReadAll(Spill(folder.File(name), damaged));
      // gzip leaves its time and system fields unchecked.
      EXPECT_EQ(bytes.value_or(text), text) << name << " bit " << bit;
    }
  }
}

TEST(InputBytesTest, ReadsAPipe) {
  const ScratchFolder folder;
  const std::string text = SampleBytes(3'000'000);
  for (const std::string& sent : {text, Gzip(text), Zstd(text)}) {
    const std::string fifo = folder.File("fifo");
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    std::thread writer([&] { Spill(fifo, sent); });
    const auto bytes = ReadAll(fifo);
    writer.join();
    ASSERT_TRUE(IsOk(bytes.status()));
    EXPECT_TRUE(*bytes == text);
    unlink(fifo.c_str());
  }
}

TEST(InputBytesTest, ReadsAProcessSubstitution) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "news", 4), 4);
  close(ends[1]);
  const auto bytes = ReadAll("/dev/fd/" + std::to_string(ends[0]));
  close(ends[0]);
  ASSERT_TRUE(IsOk(bytes.status()));
  EXPECT_EQ(*bytes, "news");
}

// Lets `fd` be stdin for as long as it lives.
class StdinFrom {
 public:
  explicit StdinFrom(int fd) : saved_(dup(STDIN_FILENO)) { dup2(fd, 0); }
  ~StdinFrom() {
    dup2(saved_, STDIN_FILENO);
    close(saved_);
  }

 private:
  int saved_;
};

TEST(InputBytesTest, ReadsStdinFromWhereItStands) {
  const ScratchFolder folder;
  const std::string path = Spill(folder.File("x"), "first second");
  const struct {
    off_t offset;
    const char* bytes;
  } kCases[] = {{0, "first second"}, {6, "second"}, {12, ""}};
  for (const auto& c : kCases) {
    const int fd = open(path.c_str(), O_RDONLY);
    lseek(fd, c.offset, SEEK_SET);
    const StdinFrom stdin_from(fd);
    const auto once = ReadAll("-");
    const auto again = ReadAll("-");
    close(fd);
    ASSERT_TRUE(IsOk(once.status()));
    EXPECT_EQ(*once, c.bytes);
    EXPECT_EQ(again.value_or("none"), "");
  }
}

TEST(InputBytesTest, ReadsFilesThatHideTheirSize) {
  const auto bytes = ReadAll("/proc/self/status");
  ASSERT_TRUE(IsOk(bytes.status()));
  EXPECT_NE(bytes->find("Umask"), std::string::npos);
}

TEST(InputBytesTest, ServesManyThreads) {
  const ScratchFolder folder;
  const std::string text = SampleBytes(1'000'000);
  const auto input = InputBytes::Open(Spill(folder.File("x.zst"), Zstd(text)));
  ASSERT_TRUE(input.ok());
  std::vector<std::thread> readers;
  for (size_t reader = 0; reader < 4; ++reader) {
    readers.emplace_back([&, reader] {
      std::string piece(997, '\0');
      for (size_t i = reader; i < 500; i += 4) {
        const size_t offset = i * 1500;
        EXPECT_TRUE(input->Read(offset, piece).ok());
        EXPECT_TRUE(piece == text.substr(offset, piece.size()));
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
}

TEST(InputBytesTest, NoticesChanges) {
  const ScratchFolder folder;
  const std::string other = Spill(folder.File("other"), "other text");
  const std::pair<const char*, void (*)(const std::string&)> kChanges[] = {
      {"grown",
       [](const std::string& p) { std::filesystem::resize_file(p, 99); }},
      {"cut", [](const std::string& p) { std::filesystem::resize_file(p, 3); }},
      {"gone", [](const std::string& p) { unlink(p.c_str()); }},
      {"touched",
       [](const std::string& p) {
         const timespec times[2] = {{1, 0}, {1, 0}};
         utimensat(AT_FDCWD, p.c_str(), times, 0);
       }},
      {"renamed over",
       [](const std::string& p) {
         std::filesystem::copy(p, p + "2");
         rename((p + "2").c_str(), p.c_str());
       }},
  };
  for (const auto& [name, change] : kChanges) {
    for (const std::string& stored : {std::string("a text"), Zstd("a text")}) {
      for (const Hold hold : {Hold::kOpen, Hold::kReopen}) {
        const std::string path = Spill(folder.File("x"), stored);
        const auto input = InputBytes::Open(path, {.hold = hold});
        ASSERT_TRUE(input.ok());
        EXPECT_TRUE(IsOk(input->CheckUnchanged()));
        change(path);
        EXPECT_TRUE(Says(input->CheckUnchanged(), StatusCode::kDataLoss,
                         "x: changed while it was read"))
            << name;
        std::string byte(1, '\0');
        EXPECT_EQ(input->Read(0, byte).ok(), hold == Hold::kOpen) << name;
        unlink(path.c_str());
      }
    }
  }
}

size_t OpenDescriptors() {
  return static_cast<size_t>(
      std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

TEST(InputBytesTest, InputsByTheThousandHoldNoDescriptor) {
  const ScratchFolder folder;
  const std::string text = SampleBytes(5000);
  std::vector<InputBytes> inputs;
  const size_t before = OpenDescriptors();
  for (const std::string& stored : {text, Zstd(text), Gzip(text)}) {
    const std::string path =
        Spill(folder.File(std::to_string(inputs.size())), stored);
    for (int i = 0; i < 30; ++i) {
      auto input = InputBytes::Open(path, {.hold = Hold::kReopen});
      ASSERT_TRUE(IsOk(input.status()));
      inputs.push_back(*std::move(input));
    }
  }
  EXPECT_EQ(OpenDescriptors(), before);
  for (const InputBytes& input : inputs) {
    ASSERT_EQ(input.size_bytes(), text.size());
    std::string piece(700, '\0');
    ASSERT_TRUE(IsOk(input.Read(3000, piece)));
    EXPECT_EQ(piece, text.substr(3000, 700));
  }
  EXPECT_EQ(OpenDescriptors(), before);
}

TEST(InputBytesTest, LargeCompressedInputsAreDecodedOnce) {
  const ScratchFolder folder;
  const std::string text = SampleBytes(3 << 20);
  const std::string path = Spill(folder.File("x"), Zstd(text));
  const auto input = InputBytes::Open(path, {.hold = Hold::kReopen});
  ASSERT_TRUE(IsOk(input.status()));
  std::string piece(700, '\0');
  ASSERT_TRUE(IsOk(input->Read(2'000'000, piece)));
  EXPECT_EQ(piece, text.substr(2'000'000, 700));
}

TEST(InputBytesTest, ACutFileIsAnErrorWhereItIsRead) {
  const ScratchFolder folder;
  const std::string path = Spill(folder.File("x"), "a text");
  const auto input = InputBytes::Open(path);
  ASSERT_TRUE(input.ok());
  ASSERT_EQ(truncate(path.c_str(), 3), 0);
  std::string bytes(6, '\0');
  EXPECT_TRUE(Says(input->Read(0, bytes), StatusCode::kDataLoss,
                   "x: changed while it was read"));
}

TEST(InputBytesTest, StopsAtTheLimitOfDecodedBytes) {
  const ScratchFolder folder;
  const std::string path = Spill(folder.File("x.gz"), Gzip(SampleBytes(1000)));
  EXPECT_TRUE(InputBytes::Open(path, {.max_decoded_bytes = 1000}).ok());
  EXPECT_TRUE(Says(InputBytes::Open(path, {.max_decoded_bytes = 999}).status(),
                   StatusCode::kResourceExhausted, "more than 999 decoded"));
}

class TmpdirTest : public ::testing::Test {
 protected:
  TmpdirTest() {
    if (const char* value = getenv("TMPDIR")) saved_ = value;
  }
  ~TmpdirTest() override {
    unsetenv("TMPDIR");
    if (!saved_.empty()) setenv("TMPDIR", saved_.c_str(), 1);
  }
  std::string saved_;
};

TEST_F(TmpdirTest, IsNamedWhereItIsMissing) {
  const ScratchFolder folder;
  const std::string path = Spill(folder.File("x.gz"), Gzip("news"));
  setenv("TMPDIR", folder.File("missing").c_str(), 1);
  EXPECT_TRUE(Says(ReadAll(path).status(), StatusCode::kNotFound,
                   "TMPDIR (" + folder.File("missing") + ")"));
  setenv("TMPDIR", "", 1);
  EXPECT_TRUE(ReadAll(path).ok());
}

TEST_F(TmpdirTest, IsNamedWhereItIsFull) {
  const ScratchFolder folder;
  setenv("TMPDIR", folder.path().c_str(), 1);
  const std::string path =
      Spill(folder.File("x.zst"), Zstd(SampleBytes(4'000'000)));
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &limit), 0);
  const rlimit small{2'000'000, limit.rlim_max};
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Status status = ReadAll(path).status();
  setrlimit(RLIMIT_FSIZE, &limit);
  signal(SIGXFSZ, handler);
  EXPECT_TRUE(Says(status, StatusCode::kResourceExhausted,
                   "TMPDIR (" + folder.path() + ") took only"));
  EXPECT_EQ(folder.Names(), std::vector<std::string>{"x.zst"});
}

TEST(InputBytesTest, PermissionIsNeeded) {
  const ScratchFolder folder;
  const std::string path = Spill(folder.File("x"), "news");
  chmod(path.c_str(), 0);
  const Unprivileged unprivileged(folder);
  EXPECT_TRUE(Says(ReadAll(path).status(), StatusCode::kPermissionDenied,
                   "x: cannot open: Permission denied"));
}

TEST(InputBytesTest, IdentitySeesThroughLinks) {
  const ScratchFolder folder;
  const std::string path = Spill(folder.File("x"), "news");
  std::filesystem::create_symlink("x", folder.File("soft"));
  std::filesystem::create_hard_link(path, folder.File("hard"));
  const auto input = InputBytes::Open(path);
  ASSERT_TRUE(input.ok());
  for (const char* name : {"soft", "hard"}) {
    const auto link = InputBytes::Open(folder.File(name));
    ASSERT_TRUE(link.ok());
    EXPECT_EQ(link->identity(), input->identity()) << name;
    EXPECT_EQ(link->path(), folder.File(name));
  }
}

}  // namespace
}  // namespace prov
