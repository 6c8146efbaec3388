// Held by log_scan_test.cc.

#include "libprov/ledger/log_scan.h"

#include "libprov/ledger/line_chunks.h"

namespace prov {

absl::StatusOr<LogScan> ScanLog(const InputBytes& log, uint64_t entries,
                                unsigned threads, RangeRoots& roots) {
  LogScan scan;
  const auto hash = [](LineChunk& chunk, unsigned) {
    for (size_t i = 0; i < chunk.lines.size(); ++i) {
      const EntryKind kind = KindOf(chunk.lines[i]);
      if (kind != EntryKind::kFinding) {
        chunk.marked.push_back({.line = i, .kind = kind, .object = {}});
      }
      chunk.leaves[i] = HashOfLine(chunk.lines[i]);
    }
    return absl::OkStatus();
  };
  const auto take = [&scan](const LineChunk& chunk) {
    for (const MarkedLine& marked : chunk.marked) {
      const std::string_view line = chunk.lines[marked.line];
      const auto before =
          static_cast<uint64_t>(line.data() - chunk.bytes.data());
      scan.own.push_back({.entry = chunk.first + marked.line,
                          .offset = chunk.offset + before,
                          .kind = marked.kind,
                          .line = std::string(line)});
    }
    return absl::OkStatus();
  };
  PROV_ASSIGN_OR_RETURN(
      const LinesRead read,
      AddLines(log, 0, {.threads = threads, .max_lines = entries}, hash, take,
               roots));
  scan.entries = read.lines;
  scan.end_offset = read.end_offset;
  return scan;
}

}  // namespace prov
