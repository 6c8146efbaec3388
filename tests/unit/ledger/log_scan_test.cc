#include "libprov/ledger/log_scan.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "libprov/ledger/line_windows.h"
#include "tests/unit/ledger/naive_merkle.h"

namespace prov {
namespace {

// Of this process: the tests of a file run side by side.
std::string WriteFile(const std::string& bytes) {
  const std::string path = ::testing::TempDir() + "log_scan_test_" +
                           std::to_string(getpid()) + ".jsonl";
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::vector<std::string> SomeLines() {
  std::vector<std::string> lines;
  for (size_t i = 0; i < 3000; ++i) {
    lines.push_back(std::string(i * 7919 % 97, 'x') + std::to_string(i));
  }
  lines[5] = "";
  lines[2048] = ToLine(RecordEntry{.time = "t", .name = "n"});
  lines[2999] = std::string(5000, 'y');
  return lines;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string bytes;
  for (const std::string& line : lines) bytes += line + "\n";
  return bytes;
}

// Windows of any size give the same lines, and where they stand.
TEST(LineWindows, GiveEachLineOnce) {
  const std::vector<std::string> want = SomeLines();
  const std::string bytes = Joined(want);
  const InputBytes input = *InputBytes::Open(WriteFile(bytes + "no end"));
  for (const uint64_t window : {1u, 100u, 4096u, 1u << 20}) {
    for (const unsigned threads : {1u, 4u}) {
      LineWindows windows(input, threads, window);
      std::vector<std::string> got;
      for (;;) {
        const auto lines = windows.Next();
        ASSERT_TRUE(lines.ok());
        if (lines->empty()) break;
        EXPECT_EQ(windows.bytes(), std::string_view(bytes).substr(
                                       windows.offset(), windows.end_offset() -
                                                             windows.offset()));
        got.insert(got.end(), lines->begin(), lines->end());
      }
      EXPECT_EQ(got, want) << window;
      EXPECT_EQ(windows.bytes_without_end(), 6u);
    }
  }
}

TEST(LineWindows, ReadAPartOfAFile) {
  const InputBytes input = *InputBytes::Open(WriteFile("a\nbb\nccc\ndddd\n"));
  LineWindows windows(input, 1, 2, 9);
  const auto lines = windows.Next();
  ASSERT_TRUE(lines.ok());
  EXPECT_EQ(std::vector<std::string_view>(lines->begin(), lines->end()),
            (std::vector<std::string_view>{"bb", "ccc"}));
  EXPECT_EQ(windows.offset(), 2u);
  EXPECT_TRUE(windows.Next()->empty());
}

TEST(ScanLog, HashesWhatIsAskedFor) {
  const std::vector<std::string> lines = SomeLines();
  const InputBytes input = *InputBytes::Open(WriteFile(Joined(lines)));
  for (const unsigned threads : {1u, 8u}) {
    for (const size_t entries :
         {size_t{0}, size_t{1}, size_t{2049}, lines.size(), lines.size() + 5}) {
      RangeRoots roots({{0, kAllLeaves}, {0, 1500}});
      const auto scan = ScanLog(input, entries, threads, roots);
      ASSERT_TRUE(scan.ok());
      const size_t read = std::min(entries, lines.size());
      const Entries first = Entries(lines).first(read);
      EXPECT_EQ(scan->entries, read);
      EXPECT_EQ(roots.Roots()[0], NaiveRoot(first));
      EXPECT_EQ(roots.Roots()[1],
                NaiveRoot(first.first(std::min<size_t>(read, 1500))));
      size_t bytes = 0;
      for (const std::string& line : first) bytes += line.size() + 1;
      EXPECT_EQ(scan->end_offset, bytes);
      ASSERT_EQ(scan->own.size(), read > 2048 ? 1u : 0u);
      if (read > 2048) {
        EXPECT_EQ(scan->own[0].entry, 2048u);
        EXPECT_EQ(scan->own[0].line, lines[2048]);
        EXPECT_EQ(scan->own[0].kind, EntryKind::kRecord);
      }
    }
  }
}

}  // namespace
}  // namespace prov
