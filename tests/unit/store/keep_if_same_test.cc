// Outputs that are left alone where their bytes are there already.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "libprov/store/output_file.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

struct Identity {
  ino_t inode;
  time_t seconds;
  long nanoseconds;
  friend bool operator==(const Identity&, const Identity&) = default;
};

Identity IdentityOf(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return {status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

absl::Status WriteKeeping(const std::string& path, std::string_view bytes) {
  PROV_ASSIGN_OR_RETURN(OutputFile out,
                        OutputFile::Create(path, {.keep_if_same = true}));
  PROV_RETURN_IF_ERROR(out.Write(bytes));
  PROV_RETURN_IF_ERROR(out.Finish().status());
  OutputFile* const files[] = {&out};
  return CommitAll(files);
}

TEST(KeepIfSameTest, OnlyOtherBytesReplaceAFile) {
  const ScratchFolder folder;
  const std::string large = SampleBytes((size_t{1} << 18) * 2);
  std::string last_byte_differs = large;
  last_byte_differs.back() ^= 1;
  for (const char* name : {"x", "x.zst"}) {
    const std::string path = folder.File(name);
    for (const std::string& bytes :
         {std::string(), std::string("a"), std::string("b"), large,
          last_byte_differs, large + "more",
          large.substr(0, size_t{1} << 18)}) {
      std::filesystem::remove(path);
      ASSERT_TRUE(IsOk(WriteFile(path, bytes)));
      const Identity before = IdentityOf(path);
      ASSERT_TRUE(IsOk(WriteKeeping(path, bytes)));
      EXPECT_EQ(IdentityOf(path), before) << bytes.size();
      for (const std::string& other :
           {std::string(), std::string("a"), large, large + "x",
            large.substr(0, large.size() - 1)}) {
        if (other == bytes) continue;
        ASSERT_TRUE(IsOk(WriteFile(path, bytes)));
        const Identity old = IdentityOf(path);
        ASSERT_TRUE(IsOk(WriteKeeping(path, other)));
        EXPECT_NE(IdentityOf(path), old) << bytes.size() << other.size();
        EXPECT_EQ(ReadAll(path).value_or("none"), other);
      }
      EXPECT_EQ(folder.Names().size(), 1U) << "no neighbour is left";
    }
    std::filesystem::remove(path);
  }
}

TEST(KeepIfSameTest, WithoutItEqualBytesReplaceAFile) {
  const ScratchFolder folder;
  const std::string path = folder.File("x");
  ASSERT_TRUE(IsOk(WriteFile(path, "same")));
  const Identity before = IdentityOf(path);
  ASSERT_TRUE(IsOk(WriteFile(path, "same")));
  EXPECT_NE(IdentityOf(path), before);
}

TEST(KeepIfSameTest, EachOutputIsJudgedAlone) {
  const ScratchFolder folder;
  ASSERT_TRUE(IsOk(WriteFile(folder.File("dropped"), "old")));
  ASSERT_TRUE(IsOk(WriteFile(folder.File("main"), "same")));
  const Identity before = IdentityOf(folder.File("main"));
  auto dropped =
      OutputFile::Create(folder.File("dropped"), {.keep_if_same = true});
  auto main = OutputFile::Create(folder.File("main"), {.keep_if_same = true});
  ASSERT_TRUE(dropped.ok() && main.ok());
  ASSERT_TRUE(dropped->Write("new").ok() && main->Write("same").ok());
  ASSERT_TRUE(dropped->Finish().ok() && main->Finish().ok());
  OutputFile* const files[] = {&*dropped, &*main};
  ASSERT_TRUE(IsOk(CommitAll(files)));
  EXPECT_EQ(Slurp(folder.File("dropped")), "new");
  EXPECT_EQ(IdentityOf(folder.File("main")), before);
}

TEST(KeepIfSameTest, SeesThroughALink) {
  const ScratchFolder folder;
  ASSERT_TRUE(IsOk(WriteFile(folder.File("file"), "same")));
  std::filesystem::create_symlink("file", folder.File("link"));
  const Identity before = IdentityOf(folder.File("file"));
  ASSERT_TRUE(IsOk(WriteKeeping(folder.File("link"), "same")));
  EXPECT_EQ(IdentityOf(folder.File("file")), before);
  ASSERT_TRUE(IsOk(WriteKeeping(folder.File("link"), "other")));
  EXPECT_EQ(Slurp(folder.File("file")), "other");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.File("link")));
}

}  // namespace
}  // namespace prov
