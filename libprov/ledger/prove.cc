// Held by proof_file_test.cc and the test cli/ledger.

#include "libprov/ledger/prove.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/ledger/entry.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/merkle_proof.h"

namespace prov {
namespace {

bool SameTree(const Checkpoint& a, const Checkpoint& b) {
  return a.origin == b.origin && a.size == b.size && a.root == b.root;
}

std::string CheckSigner(const Checkpoint& checkpoint,
                        const std::optional<VerifyingKey>& key) {
  if (!key.has_value()) return "";
  switch (SignedBy(*key, checkpoint)) {
    case Signed::kByKey:
      return "";
    case Signed::kByOthers:
      return "its checkpoint is not signed by the key " + key->ToText();
    case Signed::kForged:
      break;
  }
  return "its checkpoint has a signature that is said to be of the key " +
         key->ToText() + ", and is not";
}

constexpr char kOtherCheckpoint[] =
    "it is about another checkpoint than the one that was kept";

std::string Check(const InclusionProof& proof, const CheckOptions& options) {
  const std::optional<std::string>& entry =
      proof.entry.has_value() ? proof.entry : options.entry;
  if (!entry.has_value()) {
    return "it does not hold the entry, which was withdrawn; give what it is "
           "to be with --entry FILE";
  }
  if (options.entry.has_value() && *options.entry != *entry) {
    return "it is about another entry";
  }
  if (!proof.Proves(LeafHash(*entry))) {
    return absl::StrFormat(
        "its hashes do not lead from entry %d to the root of its checkpoint",
        proof.index);
  }
  if (options.against.has_value() &&
      !SameTree(*options.against, proof.checkpoint)) {
    return kOtherCheckpoint;
  }
  return CheckSigner(proof.checkpoint, options.key);
}

std::string Check(const ConsistencyProof& proof, const CheckOptions& options) {
  if (options.entry.has_value()) return "it is about no single entry";
  if (!proof.Holds()) {
    return "its hashes do not lead from the older checkpoint to the later one";
  }
  if (options.against.has_value() && !SameTree(*options.against, proof.older) &&
      !SameTree(*options.against, proof.later)) {
    return kOtherCheckpoint;
  }
  return CheckSigner(proof.later, options.key);
}

}  // namespace

absl::StatusOr<InclusionProof> ProveEntry(const std::string& ledger,
                                          uint64_t entry, unsigned threads) {
  PROV_ASSIGN_OR_RETURN(OpenedLedger opened, OpenLedger(ledger, threads));
  const uint64_t size = opened.checkpoint.size;
  if (entry >= size) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s: there is no entry %d; it has %d, and the first is "
                        "0",
                        ledger, entry, size));
  }
  RangeRoots roots(InclusionRanges(entry, size));
  PROV_RETURN_IF_ERROR(ScanLog(opened.log, size, threads, roots).status());
  InclusionProof proof{.index = entry,
                       .hashes = roots.Roots(),
                       .checkpoint = std::move(opened.checkpoint)};
  PROV_ASSIGN_OR_RETURN(std::string line, ReadEntry(opened.log, entry));
  const MerkleHash leaf = HashOfLine(line);
  if (KindOf(line) != EntryKind::kWithdrawn) proof.entry = std::move(line);
  if (!proof.Proves(leaf)) {
    return absl::DataLossError(EntriesPath(ledger) +
                               ": changed while it was read");
  }
  return proof;
}

absl::StatusOr<ConsistencyProof> ProveGrowth(const std::string& ledger,
                                             const Checkpoint& older,
                                             unsigned threads) {
  PROV_ASSIGN_OR_RETURN(OpenedLedger opened, OpenLedger(ledger, threads));
  const uint64_t size = opened.checkpoint.size;
  RangeRoots roots(ConsistencyRanges(std::min(older.size, size), size));
  PROV_RETURN_IF_ERROR(ScanLog(opened.log, size, threads, roots).status());
  ConsistencyProof proof{.hashes = roots.Roots(),
                         .older = older,
                         .later = std::move(opened.checkpoint)};
  if (proof.Holds()) return proof;
  return absl::FailedPreconditionError(
      ledger +
      ": there is no such proof, as the ledger did not grow from that "
      "checkpoint; prov-ledger verify --against says how they differ");
}

std::string CheckProof(const Proof& proof, const CheckOptions& options) {
  return std::visit(
      [&options](const auto& parsed) { return Check(parsed, options); }, proof);
}

}  // namespace prov
