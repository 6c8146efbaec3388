// What a ledger commits to at one moment, as a C2SP checkpoint: a text of three
// lines, and below it, after an empty line, a line for each signature on it.
//
//   ORIGIN
//   NUMBER OF ENTRIES
//   BASE64(ROOT)
//
//   — KEYNAME BASE64(key id || signature)
//
// A ledger without a key has the text alone.  Whoever keeps a checkpoint can
// later show that entries were changed or taken away.
//
// Sources: c2sp.org/tlog-checkpoint, c2sp.org/signed-note.

#ifndef LIBPROV_LEDGER_CHECKPOINT_H_
#define LIBPROV_LEDGER_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/ledger/merkle_tree.h"
#include "libprov/ledger/signing_key.h"

namespace prov {

struct NoteSignature {
  std::string key_name;
  uint32_t key_id = 0;
  std::string signature;

  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Checkpoint {
  std::string origin;
  uint64_t size = 0;
  MerkleHash root{};
  std::vector<NoteSignature> signatures;

  // The three lines that are signed.
  std::string Text() const;
  // These, and the signatures.
  std::string ToNote() const;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// DataLoss saying what is wrong if `note` is anything but what ToNote() gives
// of some checkpoint: spaces, leading zeros and extension lines included.
absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view note);

// Adds a signature.
absl::Status Sign(const SigningKey& key, Checkpoint& checkpoint);

enum class Signed : uint8_t {
  kByKey,     // A signature of the key is there, and it is right.
  kByOthers,  // None of this key.
  kForged,    // One claims to be of this key and is not right.
};

Signed SignedBy(const VerifyingKey& key, const Checkpoint& checkpoint);

}  // namespace prov

#endif  // LIBPROV_LEDGER_CHECKPOINT_H_
