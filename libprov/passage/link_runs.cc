// Entries are hash << 32 | position, in order of position within a part, so
// that the first of a hash is what the table holds when the next one comes.
// The parts are split over the bits of the hash that the entry does not keep.
//
// Held by first_runs_test.cc.

#include "libprov/passage/link_runs.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <span>

#include "absl/strings/str_format.h"
#include "libprov/base/large_vector.h"
#include "libprov/base/parallel.h"
#include "libprov/passage/part_writer.h"
#include "libprov/shingle/shingler.h"

namespace prov {
namespace {

constexpr size_t kEntriesPerPart = size_t{1} << 15;
constexpr unsigned kMaxPartBits = 12;
constexpr size_t kPlacesPerEntry = 8;
constexpr uint64_t kEntryParts = 3;  // Of what the tokens leave.
// For each link: itself, its run, what is made of that in repeats.h and
// chains.h.
constexpr uint64_t kBytesPerLink = 40;
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

  absl::StatusOr<std::vector<Links>> Run() {
    links_.resize(std::max(params_.threads, 1U));
    if (!params_.memory.limited()) {
      PROV_RETURN_IF_ERROR(LinkParts(0, parts()));
      return std::move(links_);
    }
    PROV_RETURN_IF_ERROR(Count());
    const uint64_t most = std::max<uint64_t>(
        BytesLeft() / kEntryParts / sizeof(uint64_t), kEntriesPerPart);
    for (size_t first = 0; first < parts();) {
      uint64_t entries = PartSize(first);
      size_t last = first + 1;
      while (last < parts() && entries + PartSize(last) <= most) {
        entries += PartSize(last++);
      }
      PROV_RETURN_IF_ERROR(LinkParts(first, last));
      first = last;
      PROV_RETURN_IF_ERROR(CheckLinks(first));
    }
    return std::move(links_);
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

  // What the budget leaves beside the tokens.
  uint64_t BytesLeft() const {
    const uint64_t rows = rows_.tokens().size() * kRowBytesPerToken;
    return params_.memory.Share(1) - std::min(rows, params_.memory.Share(1));
  }

  // Whether what is repeated fits, as far as `parts_done` of all parts tell.
  absl::Status CheckLinks(size_t parts_done) const {
    uint64_t links = 0;
    for (const Links& some : links_) links += some.size();
    if (links * kBytesPerLink <= BytesLeft()) return absl::OkStatus();
    const uint64_t expected = links * parts() / parts_done;
    return params_.memory.CheckFits(
        rows_.tokens().size() * kRowBytesPerToken + expected * kBytesPerLink, 1,
        absl::StrFormat("%d words, about %d of them repeated",
                        rows_.tokens().size(), expected));
  }

  // At most how many runs of a piece have a hash of parts [first, last).
  size_t MostEntries(size_t piece, size_t first, size_t last) const {
    if (!counts_.empty()) {
      const auto counts =
          std::span(counts_[piece]).subspan(first, last - first);
      return std::accumulate(counts.begin(), counts.end(), size_t{0});
    }
    const size_t end = pieces_[piece + 1];
    return pieces_[piece] == end
               ? 0
               : rows_.span(end - 1).end - rows_.span(pieces_[piece]).begin;
  }

  absl::Status LinkParts(size_t first, size_t last) {
    std::vector<size_t> begins = {0};
    for (size_t piece = 0; piece < piece_count(); ++piece) {
      begins.push_back(
          begins.back() +
          PartWriter::RoomFor(MostEntries(piece, first, last), last - first));
    }
    LargeVector<uint64_t> entries(begins.back());
    std::vector<PartWriter> writers;
    for (size_t piece = 0; piece < piece_count(); ++piece) {
      writers.emplace_back(
          std::span(entries).subspan(begins[piece],
                                     begins[piece + 1] - begins[piece]),
          last - first);
    }
    PROV_RETURN_IF_ERROR(ParallelFor(
        piece_count(), params_.threads, [&](size_t piece, unsigned) {
          PartWriter& writer = writers[piece];
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
        last - first, params_.threads, [&](size_t i, unsigned worker) {
          EntryLists lists;
          for (const PartWriter& writer : writers) {
            writer.AppendChunks(i, lists);
          }
          DropSingle(lists, scratch[worker]);
          LinkPart(scratch[worker].kept, scratch[worker].table, links_[worker]);
          return absl::OkStatus();
        });
  }

  // The entries of a part in pieces, in order of position.
  using EntryLists = std::vector<std::span<const uint64_t>>;

  struct PartScratch {
    std::vector<uint64_t> seen;
    LargeVector<uint64_t> kept;
    std::vector<uint64_t> table;
  };

  // Keeps the entries whose hash may be there more than once, in order.
  static void DropSingle(const EntryLists& lists, PartScratch& scratch) {
    size_t count = 0;
    for (const auto& entries : lists) count += entries.size();
    // For each hash, less some bits of it: whether it was there once (the lower
    // half of a word), and whether it came again (the upper half).
    const size_t places = std::bit_ceil(kPlacesPerEntry * count + 64);
    scratch.seen.assign(places / 32, 0);
    uint64_t* const seen = scratch.seen.data();
    for (const auto& entries : lists) {
      for (const uint64_t entry : entries) {
        const size_t place = entry >> 32 & (places - 1);
        uint64_t& word = seen[place / 32];
        const uint64_t bit = uint64_t{1} << place % 32;
        word |= (word & bit) << 32 | bit;
      }
    }
    scratch.kept.resize(count + 1);
    uint64_t* kept = scratch.kept.data();
    for (const auto& entries : lists) {
      for (const uint64_t entry : entries) {
        const size_t place = entry >> 32 & (places - 1);
        *kept = entry;
        kept += seen[place / 32] >> (32 + place % 32) & 1;
      }
    }
    scratch.kept.resize(static_cast<size_t>(kept - scratch.kept.data()));
  }

  static void LinkPart(std::span<const uint64_t> entries,
                       std::vector<uint64_t>& table, Links& links) {
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
      } else {
        links.push_back({.at = static_cast<Position>(entry),
                         .first = static_cast<Position>(table[slot])});
      }
    }
  }

  const TokenRows& rows_;
  const RunParams& params_;
  unsigned part_bits_ = 0;
  std::vector<size_t> pieces_;                 // Rows, [pieces + 1].
  std::vector<std::vector<uint64_t>> counts_;  // By piece and part, if
                                               // memory is limited.
  std::vector<Links> links_;                   // By worker.
};

}  // namespace

absl::StatusOr<std::vector<Links>> LinkRuns(const TokenRows& rows,
                                            const RunParams& params) {
  return Linker(rows, params).Run();
}

}  // namespace prov
