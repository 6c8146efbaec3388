// What a line of entries.jsonl may be: a finding's own line, byte for byte, or
// one of four kinds that only the ledger writes.
//
//   prov.record/1      begins what one findings file had: when, and its name;
//                      for a correction, which entry it supersedes and why
//   prov.object/1      stands for a line that is too long, by its SHA-256; the
//                      line itself is in objects/
//   prov.withdrawal/1  says that the text of an entry was taken out, and why
//   prov.withdrawn/1   stands in place of such an entry, by its leaf hash: it
//                      is the one line whose hash is not that of its own bytes
//
// A finding has none of these schemas.

#ifndef LIBPROV_LEDGER_ENTRY_H_
#define LIBPROV_LEDGER_ENTRY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libprov/base/json_reader.h"
#include "libprov/base/status.h"
#include "libprov/ledger/merkle_tree.h"

namespace prov {

// A longer line is an object.
inline constexpr size_t kMaxEntryBytes = size_t{64} << 10;

struct RecordEntry {
  std::string time;  // RFC 3339, UTC.
  std::string name;  // Of the findings file, without its folders.
  uint64_t size_bytes = 0;
  std::optional<uint64_t> supersedes;  // The number of an earlier entry.
  std::string reason;                  // Of a correction.
};

struct ObjectEntry {
  std::string of;  // The schema of the line.
  std::string sha256;
  uint64_t size_bytes = 0;
  // How many elements each array of the line has, such as "occurrences".
  std::vector<std::pair<std::string, uint64_t>> counts;
};

struct WithdrawalEntry {
  std::string time;
  uint64_t entry = 0;
  std::string of;    // The schema of what is withdrawn.
  std::string leaf;  // Its leaf hash, in hex.
  std::string reason;
};

// The lines, without "\n".  REQUIRES: strings are UTF-8.
std::string ToLine(const RecordEntry& record);
std::string ToLine(const ObjectEntry& object);
std::string ToLine(const WithdrawalEntry& withdrawal);
std::string WithdrawnLine(const MerkleHash& leaf);

absl::StatusOr<RecordEntry> ParseRecordEntry(const JsonObject& line);
absl::StatusOr<ObjectEntry> ParseObjectEntry(const JsonObject& line);
absl::StatusOr<WithdrawalEntry> ParseWithdrawalEntry(const JsonObject& line);

enum class EntryKind : uint8_t {
  kFinding,
  kRecord,
  kObject,
  kWithdrawal,
  kWithdrawn
};

// By how the line begins; no JSON is parsed.
EntryKind KindOf(std::string_view line);

// The hash that the line has in the tree.
MerkleHash HashOfLine(std::string_view line);

// Whether the entry is one that holds no text but stands for this finding: an
// object, or what was withdrawn.
bool StandsFor(std::string_view entry, std::string_view finding);

// Whether the schema is one that only the ledger writes.
bool IsLedgerSchema(std::string_view schema);

}  // namespace prov

#endif  // LIBPROV_LEDGER_ENTRY_H_
