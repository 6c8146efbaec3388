#include "tools/cli/jobserver.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_format.h"

namespace prov::cli {
namespace {

TEST(JobserverAuthTest, ReadsMakeflags) {
  const struct {
    const char* makeflags;
    std::optional<std::string> auth;
  } kCases[] = {
      {"", std::nullopt},
      {"ks", std::nullopt},
      {" -j", std::nullopt},
      {" -j4 --jobserver-auth=3,4", "3,4"},
      {"k -j4 --jobserver-auth=fifo:/tmp/GMfifo17", "fifo:/tmp/GMfifo17"},
      {" -j4 --jobserver-auth=fifo:/a\\ b/f", "fifo:/a b/f"},
      {" --jobserver-fds=5,6 -j", "5,6"},
      {" --jobserver-auth=3,4 --jobserver-auth=8,9", "8,9"},
      {" -j4 --jobserver-auth=-2,-2", "-2,-2"},
      {" -j4 --jobserver-auth=3,4 -- X=a\\ --jobserver-auth=7,8", "3,4"},
      {" -- --jobserver-auth=7,8", std::nullopt},
      {" -j4 --no-jobserver-auth=3,4", std::nullopt}};
  for (const auto& c : kCases) {
    EXPECT_EQ(JobserverAuth(c.makeflags), c.auth) << c.makeflags;
  }
}

// A jobserver of the test's own: tokens "a", "b", ... in a pipe or a FIFO.
class FakeJobserver {
 public:
  explicit FakeJobserver(bool fifo, size_t tokens = 3) {
    if (fifo) {
      path_ = ::testing::TempDir() + "/prov-jobserver-XXXXXX";
      if (mkdtemp(path_.data()) == nullptr) std::abort();
      const std::string file = path_ + "/fifo";
      if (mkfifo(file.c_str(), 0600) != 0) std::abort();
      ends_[0] = ends_[1] = open(file.c_str(), O_RDWR);
      auth_ = "fifo:" + file;
    } else {
      if (pipe(ends_) != 0) std::abort();
      auth_ = absl::StrFormat("%d,%d", ends_[0], ends_[1]);
    }
    for (size_t i = 0; i < tokens; ++i) {
      all_ += static_cast<char>('a' + i % 26);
    }
    if (write(ends_[1], all_.data(), tokens) != static_cast<ssize_t>(tokens))
      std::abort();
  }
  ~FakeJobserver() {
    close(ends_[0]);
    if (path_.empty()) {
      close(ends_[1]);
    } else {
      unlink((path_ + "/fifo").c_str());
      rmdir(path_.c_str());
    }
  }
  FakeJobserver(const FakeJobserver&) = delete;
  FakeJobserver& operator=(const FakeJobserver&) = delete;

  const std::string& auth() const { return auth_; }
  const std::string& all() const { return all_; }

  // What lies there, sorted; it stays.
  std::string Tokens() const {
    std::string found;
    fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    for (char c; read(ends_[0], &c, 1) == 1;) found += c;
    fcntl(ends_[0], F_SETFL, 0);
    if (write(ends_[1], found.data(), found.size()) < 0) std::abort();
    std::ranges::sort(found);
    return found;
  }

  bool waits() const { return (fcntl(ends_[0], F_GETFL) & O_NONBLOCK) == 0; }

 private:
  int ends_[2];
  std::string path_;
  std::string auth_;
  std::string all_;
};

class JobserverTest : public ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(, JobserverTest, ::testing::Bool(),
                         [](const auto& param) {
                           return param.param ? "fifo" : "pipe";
                         });

TEST_P(JobserverTest, TakesWhatIsThereAndGivesTheSameBack) {
  const FakeJobserver fake(GetParam());
  {
    const auto jobserver = Jobserver::Connect(fake.auth());
    EXPECT_TRUE(fake.waits()) << "the flags of the pipe are not ours to change";
    EXPECT_TRUE(jobserver->TryTake());
    EXPECT_TRUE(jobserver->TryTake());
    EXPECT_EQ(fake.Tokens().size(), 1U);
    jobserver->GiveBack();
    EXPECT_EQ(fake.Tokens().size(), 2U);
    EXPECT_TRUE(jobserver->TryTake());
    EXPECT_TRUE(jobserver->TryTake());
    EXPECT_FALSE(jobserver->TryTake()) << "and does not wait";
    for (int i = 0; i < 3; ++i) jobserver->GiveBack();
  }
  EXPECT_EQ(fake.Tokens(), fake.all());
}

TEST_P(JobserverTest, GivesBackWhatIsHeldAtTheEnd) {
  const FakeJobserver fake(GetParam());
  {
    const auto jobserver = Jobserver::Connect(fake.auth());
    EXPECT_TRUE(jobserver->TryTake());
    EXPECT_TRUE(jobserver->TryTake());
  }
  EXPECT_EQ(fake.Tokens(), fake.all());
}

TEST_P(JobserverTest, ThreadsShareIt) {
  const FakeJobserver fake(GetParam(), 20);
  {
    const auto jobserver = Jobserver::Connect(fake.auth());
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&jobserver] {
        for (int round = 0; round < 500; ++round) {
          if (jobserver->TryTake()) jobserver->GiveBack();
        }
      });
    }
  }
  EXPECT_EQ(fake.Tokens(), fake.all());
}

// A child that takes and gives tokens on several threads is ended at a random
// moment, by a signal or by itself: all tokens are there afterwards.
TEST_P(JobserverTest, NothingIsLostToSignals) {
  const FakeJobserver fake(GetParam(), 5);
  unsigned held_at_the_end = 0;
  for (int round = 0; round < 60; ++round) {
    const int ending =
        std::vector{SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGABRT, SIGQUIT}
            [static_cast<size_t>(round) % 6];
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      signal(ending, SIG_DFL);
      const auto jobserver = Jobserver::Connect(fake.auth());
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&jobserver] {
          while (true) {
            if (jobserver->TryTake()) {
              usleep(50);
              jobserver->GiveBack();
            }
          }
        });
      }
      if (write(ready[1], "x", 1) != 1) _exit(1);
      if (ending == SIGABRT) {
        usleep(1000);
        std::abort();
      }
      pause();
    }
    char byte = 0;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    usleep(static_cast<useconds_t>(round * 37 % 1000));
    held_at_the_end += fake.Tokens().size() < 5 ? 1 : 0;
    if (ending != SIGABRT) kill(child, ending);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == ending)
        << "ends as it would have without tokens";
    EXPECT_EQ(fake.Tokens(), fake.all()) << "signal " << ending;
    close(ready[0]);
    close(ready[1]);
  }
  EXPECT_GT(held_at_the_end, 0U) << "no child ever held a token";
}

TEST(JobserverAuthTest, WhatIsNoJobserverHasNoTokens) {
  int ends[2];
  int others[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(pipe(others), 0);
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  ASSERT_EQ(write(others[1], "x", 1), 1);
  const int null = open("/dev/null", O_RDWR);
  const int closed = open("/dev/null", O_RDWR);
  close(closed);
  const std::vector<std::string> auths = {
      "",
      "-2,-2",
      "3",
      "3,",
      ",4",
      "3,4,5",
      "fifo:",
      "fifo:/nonexistent",
      "fifo:/dev/null",
      absl::StrFormat("%d,%d", closed, ends[1]),
      absl::StrFormat("%d,%d", null, null),
      absl::StrFormat("%d,%d", ends[0], null),
      absl::StrFormat("%d,%d", ends[0], others[1]),
      absl::StrFormat("%d,%d", ends[1], ends[0]),
      absl::StrFormat("%d,%dx", ends[0], ends[1])};
  for (const std::string& auth : auths) {
    const auto jobserver = Jobserver::Connect(auth);
    EXPECT_FALSE(jobserver->TryTake()) << auth;
  }
  EXPECT_TRUE(Jobserver::Connect(absl::StrFormat("%d,%d", ends[0], ends[1]))
                  ->TryTake());
  for (const int fd : {ends[0], ends[1], others[0], others[1], null}) close(fd);
}

}  // namespace
}  // namespace prov::cli
