#include "libprov/store/spill_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <utility>

#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

// TMPDIR, for one test.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& folder) {
    if (const char* before = getenv("TMPDIR")) before_ = before;
    setenv("TMPDIR", folder.c_str(), 1);
  }
  ~TemporaryFolder() {
    if (before_.empty()) {
      unsetenv("TMPDIR");
    } else {
      setenv("TMPDIR", before_.c_str(), 1);
    }
  }

 private:
  std::string before_;
};

TEST(SpillFileTest, GivesBackWhatItGot) {
  const ScratchFolder folder;
  const TemporaryFolder tmp(folder.path());
  SpillFile file;
  EXPECT_EQ(file.Append("hello "), 0U);
  EXPECT_EQ(file.Append("world"), 6U);
  file.Overwrite(0, "J");
  std::string bytes(11, '\0');
  file.Read(0, bytes);
  EXPECT_EQ(bytes, "Jello world");
  EXPECT_EQ(file.size_bytes(), 11U);
  const SpillFile moved = std::move(file);
  bytes.resize(3);
  moved.Read(8, bytes);
  EXPECT_EQ(bytes, "rld");
  EXPECT_TRUE(moved.status().ok());
  EXPECT_TRUE(folder.Names().empty());  // It has no name.
}

TEST(SpillFileTest, MakesNoFileForNothing) {
  const TemporaryFolder tmp("/no/such/folder");
  const SpillFile file;
  EXPECT_TRUE(file.status().ok());
}

TEST(SpillFileTest, SaysThatTheFolderRefuses) {
  const TemporaryFolder tmp("/no/such/folder");
  SpillFile file;
  file.Append("x");
  std::string bytes = "y";
  file.Read(0, bytes);
  EXPECT_EQ(bytes, std::string(1, '\0'));
  EXPECT_TRUE(Says(file.status(), absl::StatusCode::kNotFound,
                   "TMPDIR (/no/such/folder)"));
}

TEST(SpillFileTest, SaysThatTheDiskIsFull) {
  const ScratchFolder folder;
  const TemporaryFolder tmp(folder.path());
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{.rlim_cur = 1000, .rlim_max = before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  SpillFile file;
  file.Append(std::string(900, 'x'));
  EXPECT_TRUE(file.status().ok());
  file.Append(std::string(900, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_TRUE(Says(file.status(), absl::StatusCode::kResourceExhausted,
                   folder.path() +
                       ") took only 900 bytes (set TMPDIR to a folder with "
                       "more room, or raise --memory)"));
  file.Append("y");  // It sticks.
  EXPECT_FALSE(file.status().ok());
}

}  // namespace
}  // namespace prov
