#include "libprov/ledger/ledger_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_format.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/record.h"

namespace prov {
namespace {

namespace fs = std::filesystem;

// Over several chunks of what is read at a time.
constexpr size_t kLines = 40000;
constexpr unsigned kThreads[] = {1, 2, 8};

std::string Slurp(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

class LedgerWriterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "ledger_writer_" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::vector<std::string>& lines) {
    std::ofstream out(folder_ + "/findings", std::ios::binary);
    for (const std::string& line : lines) out << line << '\n';
    return folder_ + "/findings";
  }

  absl::StatusOr<Recorded> RecordWith(unsigned threads,
                                      const std::string& findings) {
    LedgerRunOptions options;
    options.writer.threads = threads;
    return Record(LedgerOf(threads), {findings}, options);
  }

  std::string LedgerOf(unsigned threads) const {
    return folder_ + "/j" + std::to_string(threads);
  }

  std::string folder_;
};

std::vector<std::string> ManyFindings() {
  std::vector<std::string> lines = {
      "{\"schema\":\"prov.run/1\",\"tool\":\"prov-quotes\",\"version\":\"0\","
      "\"parameters\":{},\"inputs\":[]}"};
  while (lines.size() < kLines) {
    lines.push_back(absl::StrFormat(
        "{\"schema\":\"prov.quote/1\",\"quote\":\"q%d\",\"text\":\"%s\"}",
        lines.size(), std::string(lines.size() % 200, 'a')));
  }
  return lines;
}

// Lines that become objects among those that do not.
TEST_F(LedgerWriterTest, WritesTheSameWithAnyNumberOfThreads) {
  std::vector<std::string> lines = ManyFindings();
  std::vector<std::string> want = lines;
  for (const size_t i : {1u, 2u, 777u, 20000u, 39998u, 39999u}) {
    lines[i] = absl::StrFormat("{\"schema\":\"prov.quote/1\",\"text\":\"%s\"}",
                               std::string(70000 + i, 'b'));
    want[i] = ToLine(ObjectEntry{.of = "prov.quote/1",
                                 .sha256 = Hex(Sha256(lines[i])),
                                 .size_bytes = lines[i].size()});
  }
  const std::string findings = Write(lines);
  for (const unsigned threads : kThreads) {
    const auto recorded = RecordWith(threads, findings);
    ASSERT_TRUE(recorded.ok()) << recorded.status();
    EXPECT_EQ(recorded->checkpoint.size, kLines + 1);
    std::istringstream log(Slurp(EntriesPath(LedgerOf(threads))));
    std::string line;
    ASSERT_TRUE(std::getline(log, line));  // The prov.record/1.
    for (size_t i = 0; i < want.size(); ++i) {
      ASSERT_TRUE(std::getline(log, line));
      ASSERT_EQ(line, want[i]) << i;
    }
    EXPECT_FALSE(std::getline(log, line));
    const auto report = VerifyLedger(LedgerOf(threads), {.threads = threads});
    ASSERT_TRUE(report.ok());
    EXPECT_TRUE(report->problems.empty());
    EXPECT_EQ(report->objects, 6u);
    EXPECT_EQ(recorded->checkpoint,
              *ReadCheckpoint(CheckpointPath(LedgerOf(kThreads[0]))));
  }
}

// Of two bad lines the first is told, and nothing is left of the run.
TEST_F(LedgerWriterTest, NamesTheFirstBadLineAndTakesAllBack) {
  std::vector<std::string> lines = ManyFindings();
  lines[30000] = "{\"schema\":}";
  lines[30001] = "{}";
  lines[39999] = "";
  const std::string findings = Write(lines);
  for (const unsigned threads : kThreads) {
    const auto recorded = RecordWith(threads, findings);
    EXPECT_TRUE(absl::IsDataLoss(recorded.status())) << recorded.status();
    EXPECT_EQ(
        std::string(recorded.status().message()).find(findings + ":30001: "),
        0u)
        << recorded.status();
    EXPECT_EQ(Slurp(EntriesPath(LedgerOf(threads))), "");
    EXPECT_EQ(ReadCheckpoint(CheckpointPath(LedgerOf(threads)))->size, 0u);
  }
}

}  // namespace
}  // namespace prov
