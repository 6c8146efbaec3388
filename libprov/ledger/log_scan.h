// One pass over entries.jsonl: the hashes of its lines, folded into the roots
// that are asked for, and where the ledger's own lines stand.  Findings are not
// parsed.

#ifndef LIBPROV_LEDGER_LOG_SCAN_H_
#define LIBPROV_LEDGER_LOG_SCAN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/ledger/entry.h"
#include "libprov/ledger/merkle_tree.h"
#include "libprov/store/input_bytes.h"

namespace prov {

// A line that only the ledger writes.
struct OwnLine {
  uint64_t entry = 0;
  uint64_t offset = 0;  // In entries.jsonl.
  EntryKind kind = EntryKind::kFinding;
  std::string line;
};

struct LogScan {
  uint64_t entries = 0;  // That were read: those asked for, or all there are.
  uint64_t end_offset = 0;  // Where they end.
  std::vector<OwnLine> own;
};

// Reads up to `entries` lines and adds their leaves to `roots`.
absl::StatusOr<LogScan> ScanLog(const InputBytes& log, uint64_t entries,
                                unsigned threads, RangeRoots& roots);

}  // namespace prov

#endif  // LIBPROV_LEDGER_LOG_SCAN_H_
