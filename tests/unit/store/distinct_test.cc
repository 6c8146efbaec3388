#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "libprov/store/output_file.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

class DistinctTest : public ::testing::Test {
 protected:
  DistinctTest() {
    Spill(folder_.File("in"), "news");
    Spill(folder_.File("other"), "news");
    std::filesystem::create_symlink("in", folder_.File("soft"));
    std::filesystem::create_hard_link(folder_.File("in"), folder_.File("hard"));
    std::filesystem::create_symlink("new", folder_.File("dangling"));
    std::filesystem::create_directory(folder_.File("sub"));
    std::filesystem::create_symlink(".", folder_.File("here"));
  }

  absl::Status Check(std::vector<std::string> outputs) {
    for (std::string& output : outputs)
      if (output[0] != '-' && output[0] != '/') output = folder_.File(output);
    const auto input = InputBytes::Open(folder_.File("in"));
    EXPECT_TRUE(input.ok());
    const InputBytes* const inputs[] = {&*input};
    return CheckDistinct(outputs, inputs);
  }

  ScratchFolder folder_;
};

TEST_F(DistinctTest, AnOutputThatIsAnInput) {
  for (const char* name : {"in", "soft", "hard", "sub/../in", "here/in"}) {
    EXPECT_TRUE(
        Says(Check({"other", name}), StatusCode::kInvalidArgument,
             folder_.File(name) + ": is also the input " + folder_.File("in")))
        << name;
  }
}

TEST_F(DistinctTest, TwoOutputsThatAreOne) {
  const std::vector<std::string> kCases[] = {
      {"other", "other"},   {"new", "new"},         {"new", "sub/../new"},
      {"new", "here/new"},  {"dangling", "new"},    {"-", "-"},
      {"-", "/dev/stdout"}, {"other", "here/other"}};
  for (const auto& outputs : kCases) {
    EXPECT_TRUE(Says(Check(outputs), StatusCode::kInvalidArgument,
                     "is the same file as the output"))
        << outputs[0] << " " << outputs[1];
  }
}

TEST_F(DistinctTest, WhatMayStandTogether) {
  const std::vector<std::string> kCases[] = {{},
                                             {"other"},
                                             {"new", "newer"},
                                             {"new", "sub/new"},
                                             {"/dev/null", "/dev/null", "new"},
                                             {"missing/new", "missing/new2"}};
  for (const auto& outputs : kCases) EXPECT_TRUE(IsOk(Check(outputs)));
}

TEST_F(DistinctTest, StdoutAppendedToAnInput) {
  const int fd = open(folder_.File("in").c_str(), O_WRONLY | O_APPEND);
  fflush(stdout);
  const int saved = dup(STDOUT_FILENO);
  dup2(fd, STDOUT_FILENO);
  const absl::Status status = Check({"-"});
  dup2(saved, STDOUT_FILENO);
  close(saved);
  close(fd);
  EXPECT_TRUE(
      Says(status, StatusCode::kInvalidArgument, "stdout: is also the input"));
}

}  // namespace
}  // namespace prov
