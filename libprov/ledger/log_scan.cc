// Groups of 1,024 leaves, cut at multiples of that, are hashed by one thread
// each, up to the root of the group; so what remains to be done in order is one
// hash in a thousand.  Held by log_scan_test.cc.

#include "libprov/ledger/log_scan.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libprov/base/parallel.h"
#include "libprov/ledger/line_windows.h"

namespace prov {
namespace {

// The lines of a group whose first entry is `first`, at most those left.
uint64_t GroupSize(uint64_t first, uint64_t left) {
  return std::min(left, kGroupLeaves - first % kGroupLeaves);
}

}  // namespace

absl::Status AddLines(
    std::span<const std::string_view> lines, uint64_t first, unsigned threads,
    absl::FunctionRef<absl::StatusOr<MerkleHash>(size_t line, unsigned worker)>
        hash,
    absl::FunctionRef<absl::Status()> beside, RangeRoots& roots) {
  std::vector<LeafRange> groups;  // Of indices in `lines`.
  for (uint64_t begin = 0; begin < lines.size();) {
    const uint64_t size = GroupSize(first + begin, lines.size() - begin);
    groups.push_back({begin, begin + size});
    begin += size;
  }
  std::vector<MerkleHash> leaves(lines.size());
  std::vector<MerkleHash> group_roots(groups.size());
  PROV_RETURN_IF_ERROR(ParallelFor(
      groups.size() + 1, threads,
      [&](size_t piece, unsigned worker) -> absl::Status {
        if (piece == 0) return beside();
        const size_t i = piece - 1;
        const LeafRange& group = groups[i];
        for (uint64_t line = group.begin; line < group.end; ++line) {
          PROV_ASSIGN_OR_RETURN(leaves[line], hash(line, worker));
        }
        if (group.size() == kGroupLeaves) {
          group_roots[i] =
              RootOf(std::span(leaves).subspan(group.begin, group.size()));
        }
        return absl::OkStatus();
      }));
  for (size_t i = 0; i < groups.size(); ++i) {
    const LeafRange& group = groups[i];
    roots.Add(first + group.begin,
              std::span(leaves).subspan(group.begin, group.size()),
              group.size() == kGroupLeaves ? &group_roots[i] : nullptr);
  }
  return absl::OkStatus();
}

absl::StatusOr<LogScan> ScanLog(const InputBytes& log, uint64_t entries,
                                unsigned threads, RangeRoots& roots) {
  LogScan scan;
  LineWindows windows(log, threads);
  std::vector<EntryKind> kinds;
  while (scan.entries < entries) {
    PROV_ASSIGN_OR_RETURN(std::span<const std::string_view> lines,
                          windows.Next());
    if (lines.empty()) break;
    lines =
        lines.first(std::min<uint64_t>(lines.size(), entries - scan.entries));
    kinds.assign(lines.size(), EntryKind::kFinding);
    PROV_RETURN_IF_ERROR(AddLines(
        lines, scan.entries, threads,
        [&](size_t i, unsigned) -> absl::StatusOr<MerkleHash> {
          kinds[i] = KindOf(lines[i]);
          return HashOfLine(lines[i]);
        },
        [] { return absl::OkStatus(); }, roots));
    const char* const begin = windows.bytes().data();
    for (size_t i = 0; i < lines.size(); ++i) {
      if (kinds[i] == EntryKind::kFinding) continue;
      scan.own.push_back(
          {.entry = scan.entries + i,
           .offset = windows.offset() +
                     static_cast<uint64_t>(lines[i].data() - begin),
           .kind = kinds[i],
           .line = std::string(lines[i])});
    }
    scan.entries += lines.size();
    scan.end_offset = windows.offset() +
                      static_cast<uint64_t>(lines.back().data() +
                                            lines.back().size() + 1 - begin);
  }
  return scan;
}

}  // namespace prov
