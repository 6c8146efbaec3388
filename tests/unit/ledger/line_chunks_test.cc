#include "libprov/ledger/line_chunks.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "libprov/base/hash.h"
#include "tests/unit/ledger/naive_merkle.h"

namespace prov {
namespace {

constexpr uint64_t kChunkSizes[] = {31, 1000, 4096, 1 << 20};
constexpr unsigned kThreads[] = {1, 2, 8};

// Of this process: the tests of a file run side by side.
InputBytes InputOf(const std::string& bytes) {
  const std::string path = ::testing::TempDir() + "line_chunks_test_" +
                           std::to_string(getpid()) + ".jsonl";
  std::ofstream(path, std::ios::binary) << bytes;
  return *InputBytes::Open(path);
}

// Empty ones, and ones over several chunks and over what is read with each.
std::vector<std::string> SomeLines() {
  std::vector<std::string> lines;
  for (size_t i = 0; i < 300; ++i) {
    lines.push_back(std::string(i * 7919 % 97, 'x') + std::to_string(i));
  }
  lines[0] = "";
  lines[5] = "";
  lines[6] = "";
  lines[200] = std::string(5000, 'y');
  lines[201] = std::string(12000, 'z');
  return lines;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string bytes;
  for (const std::string& line : lines) bytes += line + "\n";
  return bytes;
}

absl::Status HashAll(LineChunk& chunk, unsigned) {
  for (size_t i = 0; i < chunk.lines.size(); ++i) {
    chunk.leaves[i] = LeafHash(chunk.lines[i]);
  }
  return absl::OkStatus();
}

// What AddLines() gave to its taker.
struct Taken {
  std::vector<std::string> lines;
  uint64_t end_offset = 0;

  absl::Status Take(const LineChunk& chunk, std::string_view whole) {
    EXPECT_EQ(chunk.first, lines.size());
    EXPECT_EQ(chunk.offset, end_offset);
    EXPECT_EQ(chunk.bytes, whole.substr(chunk.offset, chunk.bytes.size()));
    EXPECT_EQ(chunk.leaves.size(), chunk.lines.size());
    lines.insert(lines.end(), chunk.lines.begin(), chunk.lines.end());
    end_offset = chunk.offset + chunk.bytes.size();
    return absl::OkStatus();
  }
};

// That the bytes have these lines, whose hash tree has this root.
void ExpectLines(const std::string& bytes,
                 const std::vector<std::string>& lines, const MerkleHash& root,
                 const ChunkOptions& options) {
  const InputBytes input = InputOf(bytes);
  Taken taken;
  RangeRoots roots({{0, kAllLeaves}});
  const auto read = AddLines(
      input, 0, options, HashAll,
      [&](const LineChunk& chunk) { return taken.Take(chunk, bytes); }, roots);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(taken.lines, lines) << options.chunk_bytes;
  EXPECT_EQ(read->lines, lines.size());
  EXPECT_EQ(read->end_offset, Joined(lines).size());
  EXPECT_EQ(roots.Roots()[0], root)
      << options.chunk_bytes << " " << options.threads;
}

TEST(AddLines, GivesEachLineOnceAndInOrder) {
  const std::vector<std::string> want = SomeLines();
  for (const std::string end : {"", "no end", "a\nno end"}) {
    std::vector<std::string> lines = want;
    if (end.starts_with('a')) lines.emplace_back("a");
    const std::string bytes = Joined(want) + end;
    const MerkleHash root = NaiveRoot(Entries(lines));
    for (const uint64_t chunk_bytes : kChunkSizes) {
      for (const unsigned threads : kThreads) {
        ExpectLines(bytes, lines, root,
                    {.threads = threads, .chunk_bytes = chunk_bytes});
      }
    }
  }
}

TEST(AddLines, ReadsNoLineWhereThereIsNone) {
  for (const std::string bytes : {"", "x", "no end at all"}) {
    const InputBytes input = InputOf(bytes);
    RangeRoots roots({{0, kAllLeaves}});
    const auto read = AddLines(
        input, 0, {.threads = 2, .chunk_bytes = 3}, HashAll,
        [](const LineChunk&) { return absl::InternalError("taken"); }, roots);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->lines, 0u);
    EXPECT_EQ(read->end_offset, 0u);
    EXPECT_EQ(roots.Roots()[0], NaiveRoot({}));
  }
}

// Chunks that are shorter than any line, and lines that end with a chunk.
TEST(AddLines, CutsChunksAnywhere) {
  const std::vector<std::string> lines = {"", "a", "bbbb", "", "", "cc", "d"};
  const std::string bytes = Joined(lines) + "end";
  const MerkleHash root = NaiveRoot(Entries(lines));
  for (uint64_t chunk_bytes = 1; chunk_bytes <= bytes.size(); ++chunk_bytes) {
    for (const unsigned threads : kThreads) {
      ExpectLines(bytes, lines, root,
                  {.threads = threads, .chunk_bytes = chunk_bytes});
    }
  }
}

// The tree goes on where it was, at any place in a group of leaves.
TEST(AddLines, AppendsToATree) {
  std::vector<std::string> lines = SomeLines();
  const InputBytes input = InputOf(Joined(lines));
  for (const size_t before : {size_t{1}, size_t{100}, size_t{kGroupLeaves},
                              size_t{kGroupLeaves + 1}}) {
    std::vector<std::string> all(before, "before");
    all.insert(all.end(), lines.begin(), lines.end());
    for (const unsigned threads : kThreads) {
      RangeRoots roots({{0, kAllLeaves}});
      const MerkleHash leaf = LeafHash("before");
      for (size_t i = 0; i < before; ++i) roots.Add(i, {&leaf, 1}, nullptr);
      ASSERT_TRUE(AddLines(
                      input, before, {.threads = threads, .chunk_bytes = 5000},
                      HashAll,
                      [](const LineChunk&) { return absl::OkStatus(); }, roots)
                      .ok());
      EXPECT_EQ(roots.Roots()[0], NaiveRoot(Entries(all))) << before;
    }
  }
}

TEST(AddLines, EndsAfterAsManyLinesAsAreWanted) {
  const std::vector<std::string> lines = SomeLines();
  const std::string bytes = Joined(lines);
  const InputBytes input = InputOf(bytes);
  for (const size_t most : {0u, 2u, 200u, 201u, 202u, 299u, 300u, 301u}) {
    const size_t count = std::min(most, lines.size());
    const std::vector<std::string> want(
        lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(count));
    for (const uint64_t chunk_bytes : kChunkSizes) {
      for (const unsigned threads : kThreads) {
        Taken taken;
        RangeRoots roots({{0, kAllLeaves}});
        const auto read = AddLines(
            input, 0,
            {.threads = threads, .max_lines = most, .chunk_bytes = chunk_bytes},
            HashAll,
            [&](const LineChunk& chunk) { return taken.Take(chunk, bytes); },
            roots);
        ASSERT_TRUE(read.ok()) << read.status();
        EXPECT_EQ(taken.lines, want) << chunk_bytes;
        EXPECT_EQ(read->lines, count);
        EXPECT_EQ(read->end_offset, Joined(want).size());
        EXPECT_EQ(roots.Roots()[0], NaiveRoot(Entries(want)));
      }
    }
  }
}

// The first failure is told, and what is before its chunk was taken.
TEST(AddLines, FailsAtTheFirstBadLine) {
  const std::vector<std::string> lines = SomeLines();
  const std::string bytes = Joined(lines);
  const InputBytes input = InputOf(bytes);
  for (const size_t bad : {0u, 6u, 201u, 299u}) {
    for (const uint64_t chunk_bytes : kChunkSizes) {
      for (const unsigned threads : kThreads) {
        Taken taken;
        RangeRoots roots({{0, kAllLeaves}});
        uint64_t first_of_bad = 0;
        const auto read = AddLines(
            input, 0, {.threads = threads, .chunk_bytes = chunk_bytes},
            [&](LineChunk& chunk, unsigned) -> absl::Status {
              for (size_t i = 0; i < chunk.lines.size(); ++i) {
                if (chunk.first + i < bad) continue;
                if (chunk.first + i == bad) first_of_bad = chunk.first;
                return absl::DataLossError(std::to_string(chunk.first + i));
              }
              return absl::OkStatus();
            },
            [&](const LineChunk& chunk) { return taken.Take(chunk, bytes); },
            roots);
        EXPECT_EQ(read.status(), absl::DataLossError(std::to_string(bad)));
        EXPECT_EQ(taken.lines.size(), first_of_bad);
      }
    }
  }
}

TEST(AddLines, TakesNothingAfterAFailure) {
  const std::string bytes = Joined(SomeLines());
  const InputBytes input = InputOf(bytes);
  for (const unsigned threads : kThreads) {
    size_t calls = 0;
    RangeRoots roots({{0, kAllLeaves}});
    const auto read = AddLines(
        input, 0, {.threads = threads, .chunk_bytes = 100}, HashAll,
        [&](const LineChunk&) -> absl::Status {
          return ++calls < 5 ? absl::OkStatus()
                             : absl::ResourceExhaustedError("full");
        },
        roots);
    EXPECT_EQ(read.status(), absl::ResourceExhaustedError("full"));
    EXPECT_EQ(calls, 5u);
  }
}

}  // namespace
}  // namespace prov
