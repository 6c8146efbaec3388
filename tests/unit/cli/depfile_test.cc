#include "tools/cli/depfile.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace prov::cli {
namespace {

namespace fs = std::filesystem;

std::string TextOf(const std::vector<std::string>& targets,
                   const std::vector<std::string>& prerequisites) {
  return DepfileText(targets, prerequisites).value_or("none");
}

TEST(DepfileTest, NamesTargetsThenWhatTheyAreMadeFrom) {
  EXPECT_EQ(TextOf({"kept.jsonl", "dropped.jsonl"}, {"b", "a", "b"}),
            "kept.jsonl dropped.jsonl: \\\n"
            "  b \\\n"
            "  a\n"
            "\n"
            "b:\n"
            "\n"
            "a:\n");
  EXPECT_EQ(TextOf({"out"}, {}), "out:\n");
}

TEST(DepfileTest, QuotesWhatMakeTreatsApart) {
  const struct {
    const char* name;
    const char* prerequisite;
    const char* target;
  } kCases[] = {{"a b", R"(a\ b)", R"(a\ b)"},
                {"a#b", R"(a\#b)", R"(a\#b)"},
                {"a$b", "a$$b", "a$$b"},
                {"a\\b", R"(a\b)", R"(a\b)"},
                {"a\\ b", R"(a\\\ b)", R"(a\\\ b)"},
                {"a\\\\#b", R"(a\\\\\#b)", R"(a\\\\\#b)"},
                {"a\\$b", R"(a\$$b)", R"(a\$$b)"},
                {"a:b", R"(a\:b)", R"(a\:b)"},
                {"a%b", "a%b", R"(a\%b)"},
                {"~a", "./~a", "./~a"}};
  for (const auto& c : kCases) {
    EXPECT_EQ(TextOf({c.name}, {c.name}), std::string(c.target) + ": \\\n  " +
                                              c.prerequisite + "\n\n" +
                                              c.target + ":\n");
  }
  EXPECT_EQ(TextOf({"out"}, {"day=1/a"}),
            "prov-equals := =\n"
            "out: \\\n"
            "  day$(prov-equals)1/a\n"
            "\n"
            "day$(prov-equals)1/a:\n");
}

TEST(DepfileTest, RefusesWhatNoMakefileCanSay) {
  for (const char* name :
       {"a\nb", "a\tb", "a;b", "a|b", "a\\", "a&", "copy (2)"}) {
    for (const bool is_target : {true, false}) {
      const absl::Status status =
          DepfileText({is_target ? name : "out"}, {is_target ? "in" : name})
              .status();
      EXPECT_TRUE(absl::IsInvalidArgument(status)) << name;
      EXPECT_EQ(status.message().find(std::string(name) + ": no Makefile"), 0U);
    }
  }
}

// What make itself reads in a depfile.
class MakeTest : public ::testing::Test {
 protected:
  MakeTest() : folder_(::testing::TempDir() + "/prov-depfile-XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
  }
  ~MakeTest() override { fs::remove_all(folder_); }

  void SetUp() override {
    if (std::system("make --version >/dev/null 2>&1") != 0) {
      GTEST_SKIP() << "make is not here";
    }
  }

  void WriteFile(const std::string& name, const std::string& bytes) {
    const fs::path path = fs::path(folder_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
  }

  void Age(const std::string& name, std::chrono::seconds age) {
    fs::last_write_time(fs::path(folder_) / name,
                        fs::file_time_type::clock::now() - age);
  }

  // Whether make would make `out` again; fails the test if make fails.
  bool IsOutOfDate() {
    const std::string command = "MAKEFLAGS= make -q -C '" + folder_ +
                                "' out >'" + folder_ + "/log' 2>&1";
    const int status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) < 2)
        << std::ifstream(folder_ + "/log").rdbuf();
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
  }

  std::string folder_;
};

TEST_F(MakeTest, SeesEveryPrerequisiteByItsName) {
  using std::chrono::seconds;
  for (const char* name :
       {"plain",  "a b",   " a",    "a#b",     "a$b",
        "$(x)y",  "a\\b",  "a\\ b", "a\\#b",   "a\\:b",
        "a:b",    "a%b",   "a\\%b", "%",       "a*b",
        "a?b",    "a[b]c", "~a",    "a=b",     "day=1/b=2/x y",
        "a:=b",   "a&b",   "a'b",   "a\"b",    "a(1).jsonl",
        "a,b",    "-a",    "@a",    "include", "\xC3\xA9",
        "a{b,c}d"}) {
    WriteFile("Makefile", "out:\n\ttouch out\n\n" + TextOf({"out"}, {name}));
    WriteFile("out", "");
    Age("out", seconds(100));
    WriteFile(name, "");
    Age(name, seconds(200));
    EXPECT_FALSE(IsOutOfDate()) << name << " is older";
    Age(name, seconds(50));
    EXPECT_TRUE(IsOutOfDate()) << name << " is newer";
    fs::remove(fs::path(folder_) / name);
    EXPECT_TRUE(IsOutOfDate()) << name << " is gone, which must not stop make";
  }
}

TEST_F(MakeTest, SeesEveryTargetByItsName) {
  using std::chrono::seconds;
  for (const char* name :
       {"plain", "a b", "a#b", "a$b", "a\\b", "a\\ b", "a:b", "a%b", "a\\%b",
        "~a", "a=b", "day=1/b=2/x y", "a[b]c", "a'b", "\xC3\xA9"}) {
    WriteFile("Makefile", TextOf({"out"}, {name}) + TextOf({name}, {"in"}) +
                              "%:\n\ttouch '$@'\n");
    for (const char* file : {"in", "out", name}) WriteFile(file, "");
    Age(name, seconds(200));
    Age("out", seconds(100));
    Age("in", seconds(300));
    EXPECT_FALSE(IsOutOfDate()) << name;
    Age("in", seconds(150));
    EXPECT_TRUE(IsOutOfDate()) << name << " is older than what it is made from";
    fs::remove(fs::path(folder_) / name);
  }
}

}  // namespace
}  // namespace prov::cli
