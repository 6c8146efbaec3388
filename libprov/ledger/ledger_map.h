// What a ledger's own lines say of its entries.

#ifndef LIBPROV_LEDGER_LEDGER_MAP_H_
#define LIBPROV_LEDGER_LEDGER_MAP_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/ledger/entry.h"
#include "libprov/ledger/ledger.h"

namespace prov {

// What one prov.record/1 entry begins.
struct RecordedRun {
  uint64_t entry = 0;  // Of the prov.record/1.
  uint64_t end = 0;    // Its findings are the entries from entry + 1 to here.
  RecordEntry record;
  std::optional<uint64_t> superseded_by;  // A later prov.record/1.
};

struct LedgerMap {
  std::vector<RecordedRun> runs;  // By entry.
  // By the entry withdrawn, be it that one of the same object was.
  std::map<uint64_t, WithdrawalEntry> withdrawn;
  std::map<uint64_t, uint64_t> superseded;  // Entry to prov.record/1.
  std::vector<std::pair<uint64_t, ObjectEntry>> objects;  // By entry.

  // The run that an entry belongs to; nullptr if it is a withdrawal.
  const RecordedRun* RunOf(uint64_t entry) const;
};

// DataLoss "path:line: what" where an own line cannot be read.
absl::StatusOr<LedgerMap> MapLedger(const std::string& ledger,
                                    const OpenedLedger& opened);

}  // namespace prov

#endif  // LIBPROV_LEDGER_LEDGER_MAP_H_
