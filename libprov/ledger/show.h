// A ledger for people: its runs, and one entry with all that leads to it.

#ifndef LIBPROV_LEDGER_SHOW_H_
#define LIBPROV_LEDGER_SHOW_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
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

// What the ledger's own lines say of all entries.
struct LedgerMap {
  std::vector<RecordedRun> runs;                  // By entry.
  std::map<uint64_t, WithdrawalEntry> withdrawn;  // By the entry withdrawn.
  std::map<uint64_t, uint64_t> superseded;        // Entry to prov.record/1.

  // The run that an entry belongs to; nullptr if to none.
  const RecordedRun* RunOf(uint64_t entry) const;
};

// DataLoss "path:line: what" where an own line cannot be read.
absl::StatusOr<LedgerMap> MapLedger(const std::string& ledger,
                                    const OpenedLedger& opened);

// The text of the whole ledger: a line a run.
absl::StatusOr<std::string> LedgerText(const std::string& ledger,
                                       unsigned threads);

// The text of one entry.  InvalidArgument if there is none.
absl::StatusOr<std::string> EntryText(const std::string& ledger, uint64_t entry,
                                      unsigned threads);

}  // namespace prov

#endif  // LIBPROV_LEDGER_SHOW_H_
