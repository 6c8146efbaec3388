// Entries are hash << 32 | position, in order of position within a part, so
// that the first of a hash is what the table holds when the next one comes.
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
#include <span>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/large_vector.h"
#include "libprov/base/parallel.h"
#include "libprov/shingle/shingler.h"

namespace prov {
namespace {

constexpr size_t kEntriesPerPart = size_t{1} << 14;
constexpr unsigned kMaxPartBits = 12;
constexpr size_t kLineEntries = 8;  // 64 bytes.
constexpr size_t kBitsPerEntry = 16;
constexpr size_t kHashedAtOnce = 2048;  // Stays in the first-level cache.

// Calls `visit(hash, position)` for every run of the rows [first, last).
template <typename Visit>
void ForEachRun(const TokenRows& rows, size_t first, size_t last,
                const RunParams& params, Visit visit) {
  const ShingleParams shingle{.width_tokens = params.min_words};
  const unsigned shift = 64 - params.hash_bits;
  std::vector<uint64_t> words;
  std::vector<uint64_t> hashes;
  for (size_t row = first; row < last; ++row) {
    const PositionSpan span = rows.span(row);
    const size_t runs = ShingleCount(span.size(), shingle);
    if (span.size() < params.min_words) continue;
    for (size_t done = 0; done < runs; done += kHashedAtOnce) {
      const size_t count = std::min(runs - done, kHashedAtOnce);
      const auto at = static_cast<Position>(span.begin + done);
      const auto tokens =
          rows.tokens().subspan(at, count + params.min_words - 1);
      words.assign(tokens.begin(), tokens.end());
      MakeShingles(words, shingle, hashes);
      for (size_t i = 0; i < count; ++i) {
        visit(hashes[i] >> shift << shift, at + static_cast<Position>(i));
      }
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
    if (line.size < kLineEntries) return;
    std::memcpy(entries_ + next_[part], line.entries, sizeof line.entries);
    next_[part] += kLineEntries;
    line.size = 0;
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

  // Links each repeated run to the first one, and that to itself.
  absl::Status Run(LargeVector<Position>& links) {
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
                         LargeVector<Position>& links) {
    LargeVector<uint64_t> entries(entry_count);
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
          LineWriter writer(entries.data(), next[piece]);
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
    std::vector<PartScratch> scratch(std::max(params_.threads, 1U));
    return ParallelFor(
        last - first, params_.threads, [&](size_t part, unsigned worker) {
          const std::span<uint64_t> own(entries.data() + part_begins[part],
                                        entries.data() + part_begins[part + 1]);
          LinkPart(DropSingle(own, scratch[worker]), scratch[worker].table,
                   links);
          return absl::OkStatus();
        });
  }

  struct PartScratch {
    std::vector<uint64_t> once;
    std::vector<uint64_t> again;
    std::vector<uint64_t> table;
  };

  // Moves the entries whose hash may be there more than once to the front, in
  // order, and returns them.
  static std::span<const uint64_t> DropSingle(std::span<uint64_t> entries,
                                              PartScratch& scratch) {
    const size_t bits = std::bit_ceil(kBitsPerEntry * entries.size() + 64);
    scratch.once.assign(bits / 64, 0);
    scratch.again.assign(bits / 64, 0);
    uint64_t* const once = scratch.once.data();
    uint64_t* const again = scratch.again.data();
    for (const uint64_t entry : entries) {
      const size_t place = entry >> 32 & (bits - 1);
      const uint64_t bit = uint64_t{1} << place % 64;
      again[place / 64] |= once[place / 64] & bit;
      once[place / 64] |= bit;
    }
    size_t kept = 0;
    for (const uint64_t entry : entries) {
      const size_t place = entry >> 32 & (bits - 1);
      entries[kept] = entry;
      kept += again[place / 64] >> place % 64 & 1;
    }
    return entries.first(kept);
  }

  static void LinkPart(std::span<const uint64_t> entries,
                       std::vector<uint64_t>& table,
                       LargeVector<Position>& links) {
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
      if (table[slot] == kFree) {
        table[slot] = entry;
        continue;
      }
      const auto first = static_cast<Position>(table[slot]);
      links[static_cast<Position>(entry)] = first;
      links[first] = first;
    }
  }

  const TokenRows& rows_;
  const RunParams& params_;
  unsigned part_bits_ = 0;
  std::vector<size_t> pieces_;                 // Rows, [pieces + 1].
  std::vector<std::vector<uint64_t>> counts_;  // By piece and part.
};

// Turns links to the first run of the same hash into classes.
class ClassNamer {
 public:
  // A link that has been named holds the index of its class instead.
  ClassNamer(const TokenRows& rows, uint32_t width,
             LargeVector<Position>& links)
      : tokens_(rows.tokens().data()), width_(width), links_(links) {}

  FirstRuns Run() {
    bool before = false;  // Whether at - 1 is known to equal its link.
    Position link_before = 0;
    for (size_t next = 0; next < links_.size(); ++next) {
      if (SkipEmpty(next)) before = false;
      if (next == links_.size()) break;
      const auto at = static_cast<Position>(next);
      const Position link = links_[at];
      if (link == kNoPosition || link == at) {
        if (link == at) links_[at] = Add(at);
        before = false;
        continue;
      }
      // Of a run whose predecessor was equal only one token is new.
      before = before && link == link_before + 1
                   ? tokens_[at + width_ - 1] == tokens_[link + width_ - 1]
                   : Same(at, link);
      link_before = link;
      if (before) {
        Add(at, links_[link]);
      } else {
        AddColliding(at, links_[link]);
      }
    }
    if (!groups_.empty()) DropSingle();
    return std::move(runs_);
  }

 private:
  // Passes over stretches without links.
  bool SkipEmpty(size_t& next) const {
    constexpr size_t kStep = 16;
    const size_t begin = next;
    for (; next + kStep <= links_.size(); next += kStep) {
      Position all = kNoPosition;
      for (size_t i = 0; i < kStep; ++i) all &= links_[next + i];
      if (all != kNoPosition) break;
    }
    return next > begin;
  }

  bool Same(Position a, Position b) const {
    return std::equal(tokens_ + a, tokens_ + a + width_, tokens_ + b);
  }

  void Add(Position at, uint32_t first) {
    runs_.at.push_back(at);
    runs_.first.push_back(first);
  }

  // A class of its own.
  uint32_t Add(Position at) {
    const auto first = static_cast<uint32_t>(runs_.size());
    Add(at, first);
    return first;
  }

  // `first` is a class of the same hash as `at`, but of other tokens.
  void AddColliding(Position at, uint32_t first) {
    const auto [found, is_new] =
        group_of_.try_emplace(first, static_cast<uint32_t>(groups_.size()));
    if (is_new) groups_.push_back({first});
    std::vector<uint32_t>& group = groups_[found->second];
    for (const uint32_t other : group) {
      if (Same(at, runs_.at[other])) return Add(at, other);
    }
    group.push_back(Add(at));
  }

  // Leaves out classes that are alone after all.
  void DropSingle() {
    std::vector<uint8_t> repeated(runs_.size());
    for (uint32_t i = 0; i < runs_.size(); ++i) {
      if (runs_.first[i] != i) repeated[runs_.first[i]] = 1;
    }
    std::vector<uint32_t> moved(runs_.size());
    uint32_t kept = 0;
    for (uint32_t i = 0; i < runs_.size(); ++i) {
      const uint32_t first = runs_.first[i];
      if (repeated[first] == 0) continue;
      moved[i] = kept;
      runs_.at[kept] = runs_.at[i];
      runs_.first[kept++] = moved[first];
    }
    runs_.at.resize(kept);
    runs_.first.resize(kept);
  }

  const TokenMark* tokens_;
  uint32_t width_;
  LargeVector<Position>& links_;
  FirstRuns runs_;
  absl::flat_hash_map<uint32_t, uint32_t> group_of_;
  std::vector<std::vector<uint32_t>> groups_;  // Classes that share a hash.
};

}  // namespace

absl::Status Validate(const RunParams& params) {
  if (params.min_words >= 5 && params.min_words <= 64) return absl::OkStatus();
  return absl::InvalidArgumentError("min_words must be in [5, 64]");
}

absl::StatusOr<FirstRuns> FindFirstRuns(const TokenRows& rows,
                                        const RunParams& params) {
  if (params.min_words < 2) {
    return absl::InvalidArgumentError("min_words must be at least 2");
  }
  LargeVector<Position> links(rows.tokens().size(), kNoPosition);
  PROV_RETURN_IF_ERROR(Linker(rows, params).Run(links));
  return ClassNamer(rows, params.min_words, links).Run();
}

}  // namespace prov
