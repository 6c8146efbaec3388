// Entries are hash << 32 | position, in order of position within a part, so
// that the last one before is what the table holds when the next one comes.
// The parts are split over the bits of the hash that the entry does not keep.
//
// A link is a hint.  Where its tokens differ, which takes a collision of over
// 40 bits, the classes of that hash are looked through one by one.
//
// Held by first_runs_test.cc, against comparing all pairs of positions, with
// hashes of any width and in any number of rounds.

#include "libprov/passage/first_runs.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <span>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"
#include "libprov/base/parallel.h"

namespace prov {
namespace {

constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;
constexpr size_t kEntriesPerPart = size_t{1} << 14;
constexpr unsigned kMaxPartBits = 12;
constexpr size_t kLineEntries = 8;  // 64 bytes.

// Calls `visit(hash, position)` for every run of the rows [first, last).
template <typename Visit>
void ForEachRun(const TokenRows& rows, size_t first, size_t last,
                const RunParams& params, Visit visit) {
  const uint32_t width = params.min_words;
  const unsigned shift = 64 - params.hash_bits;
  uint64_t leaving_weight = 1;
  for (uint32_t i = 0; i < width; ++i) leaving_weight *= kMultiplier;
  const TokenMark* const tokens = rows.tokens().data();
  for (size_t row = first; row < last; ++row) {
    const PositionSpan span = rows.span(row);
    if (span.size() < width) continue;
    uint64_t rolling = 0;
    for (uint32_t i = 0; i < width; ++i) {
      rolling = rolling * kMultiplier + tokens[span.begin + i];
    }
    for (Position at = span.begin;; ++at) {
      visit(Mix64(rolling) >> shift << shift, at);
      if (at + width == span.end) break;
      rolling = rolling * kMultiplier + tokens[at + width] -
                leaving_weight * tokens[at];
    }
  }
}

// Rows in pieces of about equal length.
std::vector<size_t> SplitRows(const TokenRows& rows, size_t pieces) {
  std::vector<size_t> begins = {0};
  const size_t tokens = rows.tokens().size();
  for (size_t piece = 1; piece < pieces; ++piece) {
    const auto at = static_cast<Position>(tokens * piece / pieces);
    begins.push_back(tokens == 0 ? 0 : rows.RowOf(at));
  }
  begins.push_back(rows.row_count());
  return begins;
}

// Collects the entries of a part in lines of memory before they go out.
class LineWriter {
 public:
  LineWriter(uint64_t* entries, std::vector<size_t> next)
      : entries_(entries), next_(std::move(next)), lines_(next_.size()) {}

  void Add(size_t part, uint64_t entry) {
    Line& line = lines_[part];
    line.entries[line.size++] = entry;
    if (line.size == kLineEntries) Flush(part);
  }

  void FlushAll() {
    for (size_t part = 0; part < lines_.size(); ++part) Flush(part);
  }

 private:
  struct Line {
    uint64_t entries[kLineEntries];
    size_t size = 0;
  };

  void Flush(size_t part) {
    Line& line = lines_[part];
    std::copy_n(line.entries, line.size, entries_ + next_[part]);
    next_[part] += line.size;
    line.size = 0;
  }

  uint64_t* entries_;
  std::vector<size_t> next_;
  std::vector<Line> lines_;
};

// Links runs of equal hash, for a range of parts at a time.
class Linker {
 public:
  Linker(const TokenRows& rows, const RunParams& params)
      : rows_(rows), params_(params) {
    const size_t tokens = rows.tokens().size();
    part_bits_ = std::min<unsigned>(
        kMaxPartBits,
        static_cast<unsigned>(std::bit_width(tokens / kEntriesPerPart)));
    pieces_ = SplitRows(rows, std::max(params.threads, 1U));
  }

  absl::Status Run(std::vector<Position>& links) {
    PROV_RETURN_IF_ERROR(Count());
    const uint64_t other = rows_.tokens().size() * kRowBytesPerToken;
    const uint64_t left =
        params_.memory_bytes > other ? params_.memory_bytes - other : 0;
    const uint64_t most =
        std::max<uint64_t>(left / sizeof(uint64_t), kEntriesPerPart);
    for (size_t first = 0; first < parts();) {
      uint64_t entries = PartSize(first);
      size_t last = first + 1;
      while (last < parts() && entries + PartSize(last) <= most) {
        entries += PartSize(last++);
      }
      PROV_RETURN_IF_ERROR(LinkParts(first, last, entries, links));
      first = last;
    }
    return absl::OkStatus();
  }

 private:
  size_t parts() const { return size_t{1} << part_bits_; }
  size_t piece_count() const { return pieces_.size() - 1; }

  size_t PartOf(uint64_t hash) const {
    return part_bits_ == 0 ? 0 : hash >> (64 - part_bits_);
  }

  uint64_t PartSize(size_t part) const {
    uint64_t size = 0;
    for (const std::vector<uint64_t>& counts : counts_) size += counts[part];
    return size;
  }

  absl::Status Count() {
    counts_.assign(piece_count(), std::vector<uint64_t>(parts()));
    return ParallelFor(
        piece_count(), params_.threads, [this](size_t piece, unsigned) {
          std::vector<uint64_t>& counts = counts_[piece];
          ForEachRun(rows_, pieces_[piece], pieces_[piece + 1], params_,
                     [&](uint64_t hash, Position) { ++counts[PartOf(hash)]; });
          return absl::OkStatus();
        });
  }

  absl::Status LinkParts(size_t first, size_t last, uint64_t entry_count,
                         std::vector<Position>& links) {
    const auto entries =
        std::make_unique_for_overwrite<uint64_t[]>(entry_count);
    std::vector<size_t> part_begins = {0};
    std::vector<std::vector<size_t>> next(piece_count());
    for (size_t part = first; part < last; ++part) {
      size_t at = part_begins.back();
      for (size_t piece = 0; piece < piece_count(); ++piece) {
        next[piece].push_back(at);
        at += counts_[piece][part];
      }
      part_begins.push_back(at);
    }
    PROV_RETURN_IF_ERROR(ParallelFor(
        piece_count(), params_.threads, [&](size_t piece, unsigned) {
          LineWriter writer(entries.get(), next[piece]);
          ForEachRun(rows_, pieces_[piece], pieces_[piece + 1], params_,
                     [&](uint64_t hash, Position at) {
                       const size_t part = PartOf(hash);
                       if (part < first || part >= last) return;
                       writer.Add(part - first,
                                  hash << part_bits_ >> 32 << 32 | at);
                     });
          writer.FlushAll();
          return absl::OkStatus();
        }));
    std::vector<std::vector<uint64_t>> tables(std::max(params_.threads, 1U));
    return ParallelFor(
        last - first, params_.threads, [&](size_t part, unsigned worker) {
          LinkPart(std::span(entries.get() + part_begins[part],
                             entries.get() + part_begins[part + 1]),
                   tables[worker], links);
          return absl::OkStatus();
        });
  }

  static void LinkPart(std::span<const uint64_t> entries,
                       std::vector<uint64_t>& table,
                       std::vector<Position>& links) {
    // A free slot: no run begins at kNoPosition.
    constexpr uint64_t kFree = kNoPosition;
    const size_t slots = std::bit_ceil(2 * entries.size() + 2);
    const size_t mask = slots - 1;
    table.assign(slots, kFree);
    for (const uint64_t entry : entries) {
      size_t slot = entry >> 32 & mask;
      while (table[slot] != kFree && (table[slot] ^ entry) >> 32 != 0) {
        slot = (slot + 1) & mask;
      }
      const auto at = static_cast<Position>(entry);
      links[at] =
          table[slot] == kFree ? at : static_cast<Position>(table[slot]);
      table[slot] = entry;
    }
  }

  const TokenRows& rows_;
  const RunParams& params_;
  unsigned part_bits_ = 0;
  std::vector<size_t> pieces_;                 // Rows, [pieces + 1].
  std::vector<std::vector<uint64_t>> counts_;  // By piece and part.
};

// Turns links to the last run of the same hash into first positions of classes.
class ClassNamer {
 public:
  ClassNamer(const TokenRows& rows, uint32_t width,
             std::vector<Position>& links)
      : tokens_(rows.tokens().data()), width_(width), links_(links) {}

  void Run() {
    bool before = false;  // Whether at - 1 is known to equal links_[at - 1].
    Position link_before = 0;
    for (Position at = 0; at < links_.size(); ++at) {
      const Position link = links_[at];
      if (link == kNoPosition || link == at) {
        before = false;
        continue;
      }
      // Of a run whose predecessor was equal only one token is new.
      before = before && link == link_before + 1
                   ? tokens_[at + width_ - 1] == tokens_[link + width_ - 1]
                   : Same(at, link);
      link_before = link;
      links_[at] =
          before ? links_[link] : FirstAmongColliding(at, links_[link]);
    }
  }

 private:
  bool Same(Position a, Position b) const {
    return std::equal(tokens_ + a, tokens_ + a + width_, tokens_ + b);
  }

  // `first` begins a class of the same hash as `at`, but of other tokens.
  Position FirstAmongColliding(Position at, Position first) {
    const auto [found, is_new] =
        group_of_.try_emplace(first, static_cast<uint32_t>(groups_.size()));
    const uint32_t number = found->second;
    if (is_new) groups_.push_back({first});
    std::vector<Position>& group = groups_[number];
    for (const Position other : group) {
      if (Same(at, other)) return other;
    }
    group.push_back(at);
    group_of_[at] = number;
    return at;
  }

  const TokenMark* tokens_;
  uint32_t width_;
  std::vector<Position>& links_;
  absl::flat_hash_map<Position, uint32_t> group_of_;
  std::vector<std::vector<Position>> groups_;  // Classes that share a hash.
};

}  // namespace

absl::Status Validate(const RunParams& params) {
  if (params.min_words >= 5 && params.min_words <= 64) return absl::OkStatus();
  return absl::InvalidArgumentError("min_words must be in [5, 64]");
}

absl::StatusOr<std::vector<Position>> FindFirstRuns(const TokenRows& rows,
                                                    const RunParams& params) {
  if (params.min_words < 2) {
    return absl::InvalidArgumentError("min_words must be at least 2");
  }
  std::vector<Position> links(rows.tokens().size(), kNoPosition);
  PROV_RETURN_IF_ERROR(Linker(rows, params).Run(links));
  ClassNamer(rows, params.min_words, links).Run();
  return links;
}

}  // namespace prov
