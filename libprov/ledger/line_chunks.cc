// A chunk has the lines that begin in its bytes, so that each can be cut
// without the others.  Where its leaves stand in the tree is known as soon as
// the chunks before it are cut, long before they are hashed; then it hashes its
// full groups of leaves up to their roots, and what remains to be done in order
// is little.  A chunk stays in a core's cache from reading to hashing.  Held by
// log_scan_test.cc.

#include "libprov/ledger/line_chunks.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "libprov/base/parallel.h"
#include "libprov/corpus/input_window.h"

namespace prov {
namespace {

// Read at once with a chunk, as its last line mostly ends there.
constexpr uint64_t kOverlapBytes = uint64_t{4} << 10;

struct Chunk : LineChunk {
  std::string buffer;
  std::vector<uint64_t> line_feeds;     // Where they stand in the file.
  std::vector<MerkleHash> group_roots;  // Of its full groups.

  void KeepFirst(size_t count) {
    lines.resize(count);
    bytes = {};
    if (lines.empty()) return;
    const char* const begin = lines.front().data();
    const char* const end = lines.back().data() + lines.back().size() + 1;
    bytes = {begin, static_cast<size_t>(end - begin)};
  }
};

// Tells each chunk how many lines are before it.
class LineNumbers {
 public:
  // Waits for the chunks before.  Nullopt if this one is not wanted.
  std::optional<uint64_t> Add(size_t chunk, uint64_t lines) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return next_ == chunk || chunk > last_; });
    if (next_ != chunk) return std::nullopt;
    ++next_;
    changed_.notify_all();
    return std::exchange(lines_, lines_ + lines);
  }

  // Chunks behind this one are not wanted.
  void StopBehind(size_t chunk) {
    const std::lock_guard lock(mutex_);
    last_ = std::min(last_, chunk);
    changed_.notify_all();
  }

  bool Wants(size_t chunk) {
    const std::lock_guard lock(mutex_);
    return chunk <= last_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t next_ = 0;  // Those before it are counted.
  size_t last_ = std::numeric_limits<size_t>::max();
  uint64_t lines_ = 0;
};

// Reads the lines that begin in the input's bytes [begin, end).
absl::Status ReadLines(const InputBytes& input, uint64_t begin, uint64_t end,
                       Chunk& chunk) {
  constexpr uint64_t kNoLimit = std::numeric_limits<uint64_t>::max();
  chunk.line_feeds.clear();
  // The byte before tells whether a line begins here.
  const uint64_t from = begin == 0 ? 0 : begin - 1;
  InputWindow window(input, from, chunk.buffer);
  PROV_RETURN_IF_ERROR(window.ReadTo(end + kOverlapBytes));
  chunk.offset = begin;
  if (begin > 0) {
    PROV_ASSIGN_OR_RETURN(const uint64_t line_feed,
                          window.FindNewline(from, end - 1));
    chunk.offset = line_feed + 1;
  }
  for (uint64_t line = chunk.offset; line < end;) {
    PROV_ASSIGN_OR_RETURN(const uint64_t line_feed,
                          window.FindNewline(line, kNoLimit));
    if (line_feed == input.size_bytes()) break;
    chunk.line_feeds.push_back(line_feed);
    line = line_feed + 1;
  }
  chunk.lines.clear();
  uint64_t line = chunk.offset;
  for (const uint64_t line_feed : chunk.line_feeds) {
    chunk.lines.push_back(window.View(line, line_feed));
    line = line_feed + 1;
  }
  chunk.KeepFirst(chunk.lines.size());
  return absl::OkStatus();
}

// The work on one input.
class LineAdder {
 public:
  LineAdder(const InputBytes& input, uint64_t first_entry,
            const ChunkOptions& options, LineHasher hash, ChunkTaker take,
            RangeRoots& roots)
      : input_(input),
        first_entry_(first_entry),
        options_(options),
        hash_(hash),
        take_(take),
        roots_(roots),
        lookahead_(2 * size_t{std::max(options.threads, 1U)} + 2) {}

  absl::StatusOr<LinesRead> Run() {
    const size_t chunks =
        (input_.size_bytes() + options_.chunk_bytes - 1) / options_.chunk_bytes;
    PROV_RETURN_IF_ERROR(ParallelFor(
        chunks, options_.threads, [&](size_t index, unsigned worker) {
          absl::Status status = Make(index, worker);
          if (!status.ok()) StopBehind(index);
          return status;
        }));
    return read_;
  }

 private:
  absl::Status Make(size_t index, unsigned worker) {
    if (!lookahead_.Wait(index) || !numbers_.Wants(index)) {
      return absl::OkStatus();
    }
    std::unique_ptr<Chunk> chunk = NewChunk();
    const uint64_t begin = index * options_.chunk_bytes;
    PROV_RETURN_IF_ERROR(ReadLines(
        input_, begin,
        std::min(begin + options_.chunk_bytes, input_.size_bytes()), *chunk));
    const std::optional<uint64_t> first =
        numbers_.Add(index, chunk->lines.size());
    if (!first.has_value()) return absl::OkStatus();
    chunk->first = *first;
    const uint64_t left =
        options_.max_lines - std::min(*first, options_.max_lines);
    if (chunk->lines.size() >= left) {
      StopBehind(index);
      chunk->KeepFirst(left);
    }
    chunk->leaves.resize(chunk->lines.size());
    chunk->marked.clear();
    PROV_RETURN_IF_ERROR(hash_(*chunk, worker));
    HashGroups(*chunk);
    return Deposit(index, std::move(chunk));
  }

  // Later chunks are not wanted.  Those before are let in, as this one was.
  void StopBehind(size_t index) {
    numbers_.StopBehind(index);
    lookahead_.Stop();
  }

  // Calls `visit` with the leaves of each group, or part of one, and the number
  // of the first.
  template <typename Visitor>
  void ForEachGroup(const Chunk& chunk, Visitor visit) const {
    std::span<const MerkleHash> leaves = chunk.leaves;
    for (uint64_t first = first_entry_ + chunk.first; !leaves.empty();) {
      const uint64_t size = std::min<uint64_t>(
          leaves.size(), kGroupLeaves - first % kGroupLeaves);
      visit(first, leaves.first(size));
      leaves = leaves.subspan(size);
      first += size;
    }
  }

  void HashGroups(Chunk& chunk) const {
    chunk.group_roots.clear();
    ForEachGroup(chunk, [&](uint64_t, std::span<const MerkleHash> leaves) {
      if (leaves.size() < kGroupLeaves) return;
      chunk.group_roots.push_back(RootOf(leaves));
    });
  }

  // Whoever brings the next chunk takes all that are there; meanwhile others
  // leave theirs and go on.
  absl::Status Deposit(size_t index, std::unique_ptr<Chunk> chunk) {
    std::unique_lock lock(mutex_);
    waiting_.emplace(index, std::move(chunk));
    if (is_taking_) return absl::OkStatus();
    is_taking_ = true;
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      chunk = std::move(waiting_.extract(waiting_.begin()).mapped());
      lock.unlock();
      PROV_RETURN_IF_ERROR(Take(*chunk));
      lock.lock();
      free_.push_back(std::move(chunk));
      lookahead_.TakenTo(++next_);
    }
    is_taking_ = false;
    return absl::OkStatus();
  }

  absl::Status Take(const Chunk& chunk) {
    if (chunk.lines.empty()) return absl::OkStatus();
    PROV_RETURN_IF_ERROR(take_(chunk));
    const MerkleHash* root = chunk.group_roots.data();
    ForEachGroup(chunk,
                 [&](uint64_t first, std::span<const MerkleHash> leaves) {
                   roots_.Add(first, leaves,
                              leaves.size() < kGroupLeaves ? nullptr : root++);
                 });
    read_ = {.lines = chunk.first + chunk.lines.size(),
             .end_offset = chunk.offset + chunk.bytes.size()};
    return absl::OkStatus();
  }

  std::unique_ptr<Chunk> NewChunk() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_unique<Chunk>();
    std::unique_ptr<Chunk> chunk = std::move(free_.back());
    free_.pop_back();
    // A long line is no reason to hold as much from now on.
    if (chunk->buffer.size() > 2 * options_.chunk_bytes) chunk->buffer = {};
    return chunk;
  }

  const InputBytes& input_;
  const uint64_t first_entry_;
  const ChunkOptions& options_;
  LineHasher hash_;
  ChunkTaker take_;
  RangeRoots& roots_;  // Of whoever takes; so is read_.
  LinesRead read_;
  Lookahead lookahead_;
  LineNumbers numbers_;

  std::mutex mutex_;  // Guards what follows.
  std::map<size_t, std::unique_ptr<Chunk>> waiting_;
  std::vector<std::unique_ptr<Chunk>> free_;
  size_t next_ = 0;
  bool is_taking_ = false;
};

}  // namespace

absl::StatusOr<LinesRead> AddLines(const InputBytes& input,
                                   uint64_t first_entry,
                                   const ChunkOptions& options, LineHasher hash,
                                   ChunkTaker take, RangeRoots& roots) {
  return LineAdder(input, first_entry, options, hash, take, roots).Run();
}

}  // namespace prov
