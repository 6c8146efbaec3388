// Which findings of a ledger are about an outlet, a document, certain words or
// a time.
//
// The answer comes from a cache, LEDGER/query.sqlite, that is made anew from
// the log where it is missing or of another checkpoint, or in memory where the
// folder cannot be written.  It proves nothing: each hit is read from the log
// and held against the question again, and VerifyLedger() answers for the log.

#ifndef LIBPROV_LEDGER_QUERY_H_
#define LIBPROV_LEDGER_QUERY_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/corpus/date.h"

namespace prov {

struct LedgerQuery {
  // All that are given must hold, those about documents of one and the same
  // place of the finding.
  std::string outlet;    // Its name.
  std::string document;  // A key.
  std::string words;  // Of a quote or passage, whatever their case and marks.
  std::optional<DateInterval> since;  // May be published then or later.
  std::optional<DateInterval> until;
};

struct LedgerHit {
  uint64_t entry = 0;
  std::string recorded;                   // When.
  std::optional<uint64_t> superseded_by;  // A prov.record/1 entry.
  std::string finding;                    // Its line.
};

// Calls `visit` with each hit, by entry.  Findings that were withdrawn are no
// hits.  Errors are those of reading the ledger, and of `visit`.
absl::Status QueryLedger(
    const std::string& ledger, const LedgerQuery& query, unsigned threads,
    absl::FunctionRef<absl::Status(const LedgerHit& hit)> visit);

// {"schema":"prov.hit/1","entry":17,"recorded":"…","superseded_by":null,
// "finding":{…}}, without "\n".
std::string HitLine(const LedgerHit& hit);

}  // namespace prov

#endif  // LIBPROV_LEDGER_QUERY_H_
