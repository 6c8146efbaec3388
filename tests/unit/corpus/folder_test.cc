#include "libprov/corpus/folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

namespace fs = std::filesystem;

TEST(FolderTest, TakesWhatNamesTellInTheOrderOfBytes) {
  ScratchFolder scratch;
  const std::string top = scratch.File("news");
  fs::create_directories(top + "/a/deep");
  fs::create_directories(top + "/empty");
  for (const char* name : {"/b.txt", "/a/z.csv", "/a/deep/1.jsonl.gz", "/a.txt",
                           "/a/page.html", "/.hidden", "/Z.TXT"}) {
    Spill(top + name, "x");
  }
  fs::create_symlink("b.txt", top + "/link.txt");
  fs::create_directory_symlink("a", top + "/again");
  fs::create_symlink("nothing", top + "/dangling.txt");
  const auto files = FilesUnder(top, {});
  ASSERT_TRUE(IsOk(files.status()));
  std::vector<std::string> wanted;
  for (const char* name : {"/Z.TXT", "/a.txt", "/a/deep/1.jsonl.gz", "/a/z.csv",
                           "/b.txt", "/link.txt"}) {
    wanted.push_back(top + name);
  }
  EXPECT_EQ(files->paths, wanted);
  EXPECT_EQ(files->others, 4u);
  EXPECT_EQ(files->other_example, top + "/.hidden");
  // A slash at the end changes no name; a format takes every file.
  EXPECT_EQ(FilesUnder(top + "/", {})->paths, wanted);
  EXPECT_EQ(FilesUnder(top, {.format = Format::kText})->paths.size(), 8u);
}

TEST(FolderTest, AFolderThatCannotBeReadIsNamed) {
  EXPECT_TRUE(Says(FilesUnder("/no/such/folder", {}).status(),
                   absl::StatusCode::kUnavailable,
                   "/no/such/folder: cannot read the folder: No such file or "
                   "directory"));
}

}  // namespace
}  // namespace prov
