// Proofs that leave a ledger: whoever has one needs neither it nor a network.

#ifndef LIBPROV_LEDGER_PROVE_H_
#define LIBPROV_LEDGER_PROVE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "libprov/base/status.h"
#include "libprov/ledger/proof_file.h"
#include "libprov/ledger/signing_key.h"

namespace prov {

// That the entry is in the ledger, under its checkpoint.  InvalidArgument if
// there is no such entry; otherwise errors of OpenLedger().  O(log).
absl::StatusOr<InclusionProof> ProveEntry(const std::string& ledger,
                                          uint64_t entry, unsigned threads);

// That the ledger has only grown since `older`.  FailedPrecondition if that is
// not so.
absl::StatusOr<ConsistencyProof> ProveGrowth(const std::string& ledger,
                                             const Checkpoint& older,
                                             unsigned threads);

struct CheckOptions {
  std::optional<Checkpoint> against;  // One that was kept elsewhere.
  std::optional<VerifyingKey> key;
  std::optional<std::string> entry;  // What the proof should be of.
};

// What is wrong with a proof; empty if it proves what it says.  `against` is
// the proof's own checkpoint, or either of a proof of growth.
std::string CheckProof(const Proof& proof, const CheckOptions& options);

}  // namespace prov

#endif  // LIBPROV_LEDGER_PROVE_H_
