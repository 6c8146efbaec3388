#include "libprov/corpus/csv_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

constexpr uint64_t kNoLimit = std::numeric_limits<uint64_t>::max();
constexpr std::string_view kMark = "\xEF\xBB\xBF";

struct Seen {
  std::string record;  // Not compared if it is too long.
  uint64_t offset = 0;
  uint64_t line = 0;  // Within the input.
  uint64_t length_bytes = 0;
  bool carriage_return = false;
  bool too_long = false;
  bool open_quote = false;

  friend bool operator==(const Seen&, const Seen&) = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << seen.line << "@" << seen.offset << "+" << seen.length_bytes
             << (seen.carriage_return ? " cr" : "")
             << (seen.too_long ? " too long" : "")
             << (seen.open_quote ? " open" : "");
}

struct Records {
  std::vector<Seen> seen;
  uint64_t count = 0;
};

// The definition, one byte after the other.
Records Expected(std::string_view bytes, char separator, uint64_t limit) {
  Records records;
  size_t begin = bytes.starts_with(kMark) ? kMark.size() : 0;
  bool inside = false;
  bool at_field = true;
  for (size_t at = begin; at <= bytes.size(); ++at) {
    const bool at_end = at == bytes.size();
    const bool ends = at_end || (!inside && bytes[at] == '\n');
    if (ends) {
      Seen seen{.record = std::string(bytes.substr(begin, at - begin)),
                .offset = begin,
                .line = 1 + static_cast<uint64_t>(std::ranges::count(
                                bytes.substr(0, begin), '\n')),
                .open_quote = inside};
      if (seen.record.ends_with('\r')) {
        seen.record.pop_back();
        seen.carriage_return = true;
      }
      seen.length_bytes = seen.record.size();
      seen.too_long = seen.length_bytes > limit;
      if (seen.length_bytes > 0) {
        if (seen.too_long) seen.record.clear();
        records.seen.push_back(seen);
      }
      begin = at + 1;
      at_field = true;
      continue;
    }
    if (inside) {
      if (bytes[at] != '"') continue;
      if (at + 1 < bytes.size() && bytes[at + 1] == '"') {
        ++at;
      } else {
        inside = false;
      }
    } else {
      inside = at_field && bytes[at] == '"';
    }
    at_field = !inside && bytes[at] == separator;
  }
  // Lines begin at 0 and behind each line feed but a last one.
  const std::string_view all_but_last =
      bytes.substr(0, bytes.empty() ? 0 : bytes.size() - 1);
  records.count =
      bytes.empty()
          ? 0
          : 1 + static_cast<uint64_t>(std::ranges::count(all_but_last, '\n'));
  return records;
}

Records Actual(const InputBytes& input, char separator, uint64_t block_bytes,
               uint64_t limit, size_t* buffer_bytes = nullptr) {
  Records records;
  std::string buffer;
  CsvState state = CsvState::kOutside;
  for (uint64_t begin = 0; begin < input.size_bytes(); begin += block_bytes) {
    const CsvBlock block{
        .block = {.begin = begin,
                  .end = std::min(begin + block_bytes, input.size_bytes())},
        .state = state,
        .separator = separator};
    const auto count =
        ForEachCsvRecord(input, block, limit, buffer, [&](const Line& line) {
          Seen seen{.record = std::string(line.record),
                    .offset = line.offset,
                    .line = records.count + line.line,
                    .length_bytes = line.length_bytes,
                    .carriage_return = line.carriage_return,
                    .too_long = line.too_long,
                    .open_quote = line.open_quote};
          if (seen.too_long) seen.record.clear();
          records.seen.push_back(seen);
          return absl::OkStatus();
        });
    EXPECT_TRUE(IsOk(count.status()));
    records.count += count.value_or(0);
    if (buffer_bytes != nullptr) *buffer_bytes = buffer.size();
    const auto transition = TransitionOf(input, block.block, separator, buffer);
    EXPECT_TRUE(IsOk(transition.status()));
    state = (*transition)[static_cast<size_t>(state)];
  }
  return records;
}

InputBytes OpenBytes(const ScratchFolder& folder, std::string_view bytes) {
  auto input = InputBytes::Open(Spill(folder.File("in.csv"), bytes));
  EXPECT_TRUE(IsOk(input.status()));
  return *std::move(input);
}

void ExpectSame(const Records& actual, const Records& expected) {
  EXPECT_EQ(actual.count, expected.count);
  ASSERT_EQ(actual.seen.size(), expected.seen.size());
  for (size_t i = 0; i < actual.seen.size(); ++i) {
    ASSERT_EQ(actual.seen[i], expected.seen[i]) << "record " << i;
  }
}

TEST(CsvScanTest, CutsRecordsLikeTheDefinitionAtEveryBlockSize) {
  const std::string_view cases[] = {
      "",
      "a",
      "a,b\nc,d\n",
      "a,b\r\nc,d\r",
      "\n\r\n\na\n\n",
      "\"a\nb\",c\nd\n",
      "\"a\r\nb\"\r\n\"\"\r\n\"\"\"\"\n",
      "\"a\"\"\n\"\"b\",\"\n\"\nc\n",
      "a,\"open\nx\ny\n",
      "a,\"open\r",
      "it's 5\" wide,\"b\nc\"\nd\"\n\"e\"f\ng\"\n",
      "\"a\"x\"\n\"b\"\n",
      "a,\"\"\"\nb,\"\"\"\n",
      "\xEF\xBB\xBF\"a\nb\"\nc\n",
      "\xEF\xBB\xBF",
      "\xEF\xBB\xBFx\"\n\"y\n\"\n",
      " \n\t\n,\n\"12345678901234567890\"\n1\n",
  };
  for (const std::string_view bytes : cases) {
    ScratchFolder folder;
    const InputBytes input = OpenBytes(folder, bytes);
    for (const char separator : {',', '\t'}) {
      // A byte order mark and what follows it lie within the first block.
      for (uint64_t block = 4; block <= bytes.size() + 4; ++block) {
        for (const uint64_t limit : {uint64_t{1}, uint64_t{5}, kNoLimit}) {
          SCOPED_TRACE(testing::Message() << '"' << bytes << "\" in blocks of "
                                          << block << ", at most " << limit);
          ExpectSame(Actual(input, separator, block, limit),
                     Expected(bytes, separator, limit));
        }
      }
    }
  }
}

TEST(CsvScanTest, CutsRandomBytesLikeTheDefinition) {
  constexpr std::string_view kAlphabet = "\n\n\r,,\"\"\"\"\tab";
  for (uint64_t seed = 0; seed < 1000; ++seed) {
    Random random(seed);
    std::string bytes;
    for (size_t i = random.Below(60); i > 0; --i) {
      bytes.push_back(kAlphabet[random.Below(kAlphabet.size())]);
    }
    ScratchFolder folder;
    const InputBytes input = OpenBytes(folder, bytes);
    const char separator = random.OneIn(2) ? ',' : '\t';
    const uint64_t block = 4 + random.Below(20);
    const uint64_t limit = random.Below(8);
    SCOPED_TRACE(seed);
    ExpectSame(Actual(input, separator, block, limit),
               Expected(bytes, separator, limit));
  }
}

// Of any stretch and any state before it, and so of any way to cut an input.
TEST(CsvScanTest, TransitionsChain) {
  constexpr std::string_view kAlphabet = "\n,\"\"\"a";
  for (uint64_t seed = 0; seed < 500; ++seed) {
    Random random(seed);
    std::string bytes;
    for (size_t i = random.Below(20); i > 0; --i) {
      bytes.push_back(kAlphabet[random.Below(kAlphabet.size())]);
    }
    const CsvTransition whole = TransitionOf(bytes, ',', ',');
    for (size_t cut = 0; cut <= bytes.size(); ++cut) {
      const std::string_view view = bytes;
      const CsvTransition first = TransitionOf(view.substr(0, cut), ',', ',');
      const CsvTransition second =
          TransitionOf(view.substr(cut), cut == 0 ? ',' : bytes[cut - 1], ',');
      for (size_t state = 0; state < 3; ++state) {
        EXPECT_EQ(second[static_cast<size_t>(first[state])], whole[state])
            << seed << " cut at " << cut;
      }
    }
  }
}

TEST(CsvScanTest, MemoryDoesNotHoldARecordOverTheLimit) {
  ScratchFolder folder;
  const std::string bytes = "a\n\"" + std::string(20 << 20, '\n') +
                            "\"\r\nb\n" + "\"" + std::string(9 << 20, 'x');
  const InputBytes input = OpenBytes(folder, bytes);
  constexpr uint64_t kLimit = 1 << 20;
  size_t buffer_bytes = 0;
  const Records records =
      Actual(input, ',', kScanBlockBytes, kLimit, &buffer_bytes);
  ExpectSame(records, Expected(bytes, ',', kLimit));
  EXPECT_LT(buffer_bytes, 2 * (kScanBlockBytes + kLimit));
}

TEST(CsvScanTest, RecordsBeginBehindTheHeader) {
  ScratchFolder folder;
  const std::string bytes = "\n\"he\nader\"\na\nb\n";
  const InputBytes input = OpenBytes(folder, bytes);
  for (uint64_t size = 4; size < bytes.size() + 2; ++size) {
    std::string buffer;
    std::string seen;
    CsvState state = CsvState::kOutside;
    for (uint64_t begin = 0; begin < bytes.size(); begin += size) {
      const CsvBlock block{
          .block = {.begin = begin,
                    .end = std::min(begin + size, input.size_bytes())},
          .state = state,
          .first_record = 11};
      EXPECT_TRUE(IsOk(ForEachCsvRecord(input, block, kNoLimit, buffer,
                                        [&](const Line& line) {
                                          seen += line.record;
                                          return absl::OkStatus();
                                        })
                           .status()));
      state = TransitionOf(input, block.block, ',', buffer)
                  ->at(static_cast<size_t>(state));
    }
    EXPECT_EQ(seen, "ab") << size;
  }
}

TEST(CsvScanTest, StopsAtTheFirstError) {
  ScratchFolder folder;
  const InputBytes input = OpenBytes(folder, "a\nb\nc\n");
  std::string buffer;
  std::string visited;
  const auto count =
      ForEachCsvRecord(input, {.block = {.begin = 0, .end = 6}}, kNoLimit,
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
