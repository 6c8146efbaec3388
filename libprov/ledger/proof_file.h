// Proofs as text files that anyone can check offline, years later.
//
// That an entry is in a ledger is a C2SP tlog-proof; its "extra" line holds the
// entry itself, unless that was withdrawn:
//
//   c2sp.org/tlog-proof@v1
//   extra BASE64(entry)
//   index 17
//   BASE64(hash)        each hash of the proof
//
//   the checkpoint
//
// That a ledger only grew between two checkpoints has a format of ours:
//
//   prov-ledger/consistency-proof@v1
//   BASE64(hash)        each hash of the proof
//
//   the older checkpoint
//
//   the later checkpoint
//
// Source: c2sp.org/tlog-proof.

#ifndef LIBPROV_LEDGER_PROOF_FILE_H_
#define LIBPROV_LEDGER_PROOF_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/ledger/checkpoint.h"
#include "libprov/ledger/merkle_tree.h"

namespace prov {

struct InclusionProof {
  std::optional<std::string> entry;
  uint64_t index = 0;
  std::vector<MerkleHash> hashes;
  Checkpoint checkpoint;

  std::string ToText() const;
  // Whether an entry of this leaf hash has this index under the checkpoint.
  bool Proves(const MerkleHash& leaf) const;

  friend bool operator==(const InclusionProof&,
                         const InclusionProof&) = default;
};

struct ConsistencyProof {
  std::vector<MerkleHash> hashes;
  Checkpoint older;
  Checkpoint later;

  std::string ToText() const;
  // Whether what the older one commits to begins what the later one does.
  bool Holds() const;

  friend bool operator==(const ConsistencyProof&,
                         const ConsistencyProof&) = default;
};

using Proof = std::variant<InclusionProof, ConsistencyProof>;

// DataLoss saying what is wrong if `text` is anything but what ToText() gives.
absl::StatusOr<Proof> ParseProof(std::string_view text);

}  // namespace prov

#endif  // LIBPROV_LEDGER_PROOF_FILE_H_
