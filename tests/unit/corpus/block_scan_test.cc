#include "libprov/corpus/block_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/json_reader.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

constexpr uint64_t kNoLimit = std::numeric_limits<uint64_t>::max();

// A line as the caller sees it.
struct Seen {
  std::string record;  // Not compared if it is too long.
  uint64_t offset = 0;
  uint64_t line = 0;  // Within the input.
  uint64_t length_bytes = 0;
  bool carriage_return = false;
  bool too_long = false;

  friend bool operator==(const Seen&, const Seen&) = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << seen.line << "@" << seen.offset << "+" << seen.length_bytes
             << (seen.carriage_return ? " cr" : "")
             << (seen.too_long ? " too long" : "");
}

struct Lines {
  std::vector<Seen> seen;
  uint64_t count = 0;
};

// The definition, one byte after the other.
Lines Expected(std::string_view bytes, uint64_t max_record_bytes) {
  Lines lines;
  size_t begin = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (begin < bytes.size()) {
    size_t end = begin;
    while (end < bytes.size() && bytes[end] != '\n') ++end;
    ++lines.count;
    Seen seen{.record = std::string(bytes.substr(begin, end - begin)),
              .offset = begin,
              .line = lines.count};
    if (seen.record.ends_with('\r')) {
      seen.record.pop_back();
      seen.carriage_return = true;
    }
    seen.length_bytes = seen.record.size();
    seen.too_long = seen.length_bytes > max_record_bytes;
    const bool blank = std::ranges::all_of(
        seen.record, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
    if (seen.too_long) seen.record.clear();
    if (!blank) lines.seen.push_back(seen);
    begin = end + 1;
  }
  return lines;
}

// What ForEachLine makes of blocks of `block_bytes`, one after the other.
Lines Actual(const InputBytes& input, uint64_t block_bytes,
             uint64_t max_record_bytes, size_t* buffer_bytes = nullptr) {
  Lines lines;
  std::string buffer;
  for (uint64_t begin = 0; begin < input.size_bytes(); begin += block_bytes) {
    const ScanBlock block{
        .begin = begin,
        .end = std::min(begin + block_bytes, input.size_bytes())};
    const auto count = ForEachLine(
        input, block, max_record_bytes, buffer, [&](const Line& line) {
          Seen seen{.record = std::string(line.record),
                    .offset = line.offset,
                    .line = lines.count + line.line,
                    .length_bytes = line.length_bytes,
                    .carriage_return = line.carriage_return,
                    .too_long = line.too_long};
          // The padding has to be readable.
          uint8_t sum = 0;
          for (size_t i = 0; i < kJsonPadding; ++i) {
            sum = static_cast<uint8_t>(
                sum ^ static_cast<uint8_t>(
                          line.record.data()[line.record.size() + i]));
          }
          EXPECT_EQ(sum ^ sum, 0);
          if (seen.too_long) seen.record.clear();
          lines.seen.push_back(seen);
          return absl::OkStatus();
        });
    EXPECT_TRUE(IsOk(count.status()));
    lines.count += count.value_or(0);
  }
  if (buffer_bytes != nullptr) *buffer_bytes = buffer.size();
  return lines;
}

InputBytes OpenBytes(const ScratchFolder& folder, std::string_view bytes) {
  auto input = InputBytes::Open(Spill(folder.File("in.jsonl"), bytes));
  EXPECT_TRUE(IsOk(input.status()));
  return *std::move(input);
}

void ExpectSame(const Lines& actual, const Lines& expected) {
  EXPECT_EQ(actual.count, expected.count);
  ASSERT_EQ(actual.seen.size(), expected.seen.size());
  for (size_t i = 0; i < actual.seen.size(); ++i) {
    ASSERT_EQ(actual.seen[i], expected.seen[i]) << "line " << i;
  }
}

TEST(BlockScanTest, CutsLinesLikeTheDefinitionAtEveryBlockSize) {
  const std::string_view cases[] = {
      "",
      "a",
      "a\n",
      "a\r\n",
      "a\r",
      "\n",
      "\r\n",
      "\n\n\na\n\n",
      "a\nb\nc",
      "a\r\nb\nc\r\n\r\nd",
      "a\r\r\nb\rb\n",
      " \n\t\n \t \r\n{}\n   ",
      "\xEF\xBB\xBF",
      "\xEF\xBB\xBF\n",
      "\xEF\xBB\xBF"
      "a\nb\n",
      "\xEF\xBB\xBF\xEF\xBB\xBF"
      "a\n\xEF\xBB\xBF"
      "b\n",
      "\xEF\xBB",
      "12345678901234567890\n1\n1234567890\n",
  };
  for (const std::string_view bytes : cases) {
    ScratchFolder folder;
    const InputBytes input = OpenBytes(folder, bytes);
    // A byte order mark and what follows it lie within the first block.
    for (uint64_t block = 4; block <= bytes.size() + 4; ++block) {
      for (const uint64_t limit : {uint64_t{1}, uint64_t{5}, kNoLimit}) {
        SCOPED_TRACE(testing::Message() << '"' << bytes << "\" in blocks of "
                                        << block << ", at most " << limit);
        ExpectSame(Actual(input, block, limit), Expected(bytes, limit));
      }
    }
  }
}

TEST(BlockScanTest, CutsRandomBytesLikeTheDefinition) {
  constexpr std::string_view kAlphabet = "\n\n\r  ab";
  for (uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    std::string bytes;
    for (size_t i = random.Below(60); i > 0; --i) {
      bytes.push_back(kAlphabet[random.Below(kAlphabet.size())]);
    }
    ScratchFolder folder;
    const InputBytes input = OpenBytes(folder, bytes);
    const uint64_t block = 4 + random.Below(20);
    const uint64_t limit = random.Below(8);
    SCOPED_TRACE(seed);
    ExpectSame(Actual(input, block, limit), Expected(bytes, limit));
  }
}

// Lines shorter and longer than a block, ending just before, at, and just after
// its edges.
TEST(BlockScanTest, CutsLongLinesAcrossRealBlocks) {
  const std::vector<std::vector<uint64_t>> cases = {
      {kScanBlockBytes - 1, 1, 2},
      {kScanBlockBytes, 1, kScanBlockBytes - 3, 7},
      {kScanBlockBytes - 2, kScanBlockBytes + 1, 5},
      {10, 3 * kScanBlockBytes + 17, 4, 2 * kScanBlockBytes, 9},
  };
  for (const auto& lengths : cases) {
    for (const std::string_view ending : {"\n", "\r\n"}) {
      std::string bytes;
      for (const uint64_t length : lengths) {
        bytes.append(length, 'x').append(ending);
      }
      ScratchFolder folder;
      const InputBytes input = OpenBytes(folder, bytes);
      for (const uint64_t limit :
           {kNoLimit, kScanBlockBytes, 3 * kScanBlockBytes + 17,
            3 * kScanBlockBytes + 16}) {
        ExpectSame(Actual(input, kScanBlockBytes, limit),
                   Expected(bytes, limit));
      }
    }
  }
}

TEST(BlockScanTest, MemoryDoesNotHoldALineOverTheLimit) {
  ScratchFolder folder;
  const std::string bytes =
      "{}\n" + std::string(30 << 20, 'x') + "\r\n{}\n" + std::string(9, ' ');
  const InputBytes input = OpenBytes(folder, bytes);
  size_t buffer_bytes = 0;
  constexpr uint64_t kLimit = 1 << 20;
  const Lines lines = Actual(input, kScanBlockBytes, kLimit, &buffer_bytes);
  ExpectSame(lines, Expected(bytes, kLimit));
  EXPECT_LT(buffer_bytes, 2 * (kScanBlockBytes + kLimit));
}

// What follows a long blank beginning is part of the line all the same.
TEST(BlockScanTest, LinesOverTheLimitAreBlankOnlyToTheirEnd) {
  const std::string blanks(5 << 20, ' ');
  for (const std::string& line :
       {blanks, blanks + "\r", blanks + "x", blanks + "x\r"}) {
    ScratchFolder folder;
    const std::string bytes = "{}\n" + line + "\n{}\n";
    const InputBytes input = OpenBytes(folder, bytes);
    ExpectSame(Actual(input, kScanBlockBytes, 100), Expected(bytes, 100));
  }
}

TEST(BlockScanTest, StopsAtTheFirstError) {
  ScratchFolder folder;
  const InputBytes input = OpenBytes(folder, "a\nb\nc\n");
  std::string buffer;
  std::string visited;
  const auto count = ForEachLine(input, {.begin = 0, .end = 6}, kNoLimit,
                                 buffer, [&](const Line& line) -> absl::Status {
                                   visited += line.record;
                                   if (line.record == "b")
                                     return absl::AbortedError("enough");
                                   return absl::OkStatus();
                                 });
  EXPECT_TRUE(absl::IsAborted(count.status()));
  EXPECT_EQ(visited, "ab");
}

}  // namespace
}  // namespace prov
