// A ledger for people: its runs, and one entry with all that leads to it.

#ifndef LIBPROV_LEDGER_SHOW_H_
#define LIBPROV_LEDGER_SHOW_H_

#include <cstdint>
#include <string>

#include "libprov/base/status.h"

namespace prov {

// The text of the whole ledger: a line a run.
absl::StatusOr<std::string> LedgerText(const std::string& ledger,
                                       unsigned threads);

// The text of one entry.  InvalidArgument if there is none.
absl::StatusOr<std::string> EntryText(const std::string& ledger, uint64_t entry,
                                      unsigned threads);

}  // namespace prov

#endif  // LIBPROV_LEDGER_SHOW_H_
