// The ledger writes its own lines with `schema` first and without spaces, so
// their first bytes tell them.  Held by entry_test.cc and ledger_entry_fuzz.cc.

#include "libprov/ledger/entry.h"

#include <algorithm>
#include <array>

#include "libprov/base/json_writer.h"

namespace prov {
namespace {

constexpr std::string_view kRecord = "prov.record/1";
constexpr std::string_view kObject = "prov.object/1";
constexpr std::string_view kWithdrawal = "prov.withdrawal/1";
constexpr std::string_view kWithdrawn = "prov.withdrawn/1";

constexpr std::array<std::pair<std::string_view, EntryKind>, 3> kBeginnings = {{
    {"{\"schema\":\"prov.record/1\",", EntryKind::kRecord},
    {"{\"schema\":\"prov.object/1\",", EntryKind::kObject},
    {"{\"schema\":\"prov.withdrawal/1\",", EntryKind::kWithdrawal},
}};

constexpr std::string_view kWithdrawnHead =
    "{\"schema\":\"prov.withdrawn/1\",\"leaf\":\"";
constexpr std::string_view kWithdrawnTail = "\"}";
constexpr size_t kHexDigits = 2 * sizeof(MerkleHash);

std::optional<uint8_t> DigitOf(char c) {
  if (c >= '0' && c <= '9') return static_cast<uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

// The leaf hash in a line that stands for a withdrawn entry; nullopt if the
// line is not, to the byte, what WithdrawnLine() gives.
std::optional<MerkleHash> LeafOfWithdrawn(std::string_view line) {
  if (line.size() !=
          kWithdrawnHead.size() + kHexDigits + kWithdrawnTail.size() ||
      !line.starts_with(kWithdrawnHead) || !line.ends_with(kWithdrawnTail)) {
    return std::nullopt;
  }
  line.remove_prefix(kWithdrawnHead.size());
  MerkleHash leaf;
  for (size_t i = 0; i < leaf.size(); ++i) {
    const std::optional<uint8_t> high = DigitOf(line[2 * i]);
    const std::optional<uint8_t> low = DigitOf(line[2 * i + 1]);
    if (!high.has_value() || !low.has_value()) return std::nullopt;
    leaf[i] = static_cast<uint8_t>(*high << 4 | *low);
  }
  return leaf;
}

void AddReason(JsonWriter& json, const std::string& reason) {
  json.Key("reason");
  if (reason.empty()) {
    json.Value(nullptr);
  } else {
    json.Value(reason);
  }
}

// A member that may be null.
absl::StatusOr<std::string> Reason(const JsonObject& line) {
  std::string reason;
  absl::Status status = absl::InvalidArgumentError("'reason' is missing");
  line.ForEachField([&](std::string_view name, JsonValue value) {
    if (name != "reason") return;
    if (value.type() == JsonType::kString) reason = value.string();
    status = absl::OkStatus();
  });
  if (!status.ok()) return status;
  return reason;
}

}  // namespace

std::string ToLine(const RecordEntry& record) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", kRecord)
      .Member("time", record.time)
      .Member("name", record.name)
      .Member("size", record.size_bytes)
      .Key("supersedes");
  if (record.supersedes.has_value()) {
    json.Value(*record.supersedes);
  } else {
    json.Value(nullptr);
  }
  AddReason(json, record.reason);
  json.EndObject();
  return line;
}

std::string ToLine(const ObjectEntry& object) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", kObject)
      .Member("of", object.of)
      .Member("sha256", object.sha256)
      .Member("size", object.size_bytes)
      .Key("counts")
      .BeginObject();
  for (const auto& [name, count] : object.counts) json.Member(name, count);
  json.EndObject().EndObject();
  return line;
}

std::string ToLine(const WithdrawalEntry& withdrawal) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", kWithdrawal)
      .Member("time", withdrawal.time)
      .Member("entry", withdrawal.entry)
      .Member("of", withdrawal.of)
      .Member("leaf", withdrawal.leaf);
  AddReason(json, withdrawal.reason);
  json.EndObject();
  return line;
}

std::string WithdrawnLine(const MerkleHash& leaf) {
  std::string line(kWithdrawnHead);
  line += Hex(leaf);
  return line.append(kWithdrawnTail);
}

absl::StatusOr<RecordEntry> ParseRecordEntry(const JsonObject& line) {
  RecordEntry record;
  PROV_ASSIGN_OR_RETURN(record.time, line.String("time"));
  PROV_ASSIGN_OR_RETURN(record.name, line.String("name"));
  PROV_ASSIGN_OR_RETURN(record.size_bytes, line.Unsigned("size"));
  line.ForEachField([&record](std::string_view name, JsonValue value) {
    if (name == "supersedes") record.supersedes = value.unsigned_integer();
  });
  PROV_ASSIGN_OR_RETURN(record.reason, Reason(line));
  return record;
}

absl::StatusOr<ObjectEntry> ParseObjectEntry(const JsonObject& line) {
  ObjectEntry object;
  PROV_ASSIGN_OR_RETURN(object.of, line.String("of"));
  PROV_ASSIGN_OR_RETURN(object.sha256, line.String("sha256"));
  PROV_ASSIGN_OR_RETURN(object.size_bytes, line.Unsigned("size"));
  PROV_ASSIGN_OR_RETURN(const JsonObject counts, line.Object("counts"));
  if (object.sha256.size() != kHexDigits ||
      !std::ranges::all_of(object.sha256,
                           [](char c) { return DigitOf(c).has_value(); })) {
    return absl::InvalidArgumentError("'sha256' is no digest");
  }
  for (const JsonField& field : counts.Fields()) {
    object.counts.emplace_back(field.name,
                               field.value.unsigned_integer().value_or(0));
  }
  return object;
}

absl::StatusOr<WithdrawalEntry> ParseWithdrawalEntry(const JsonObject& line) {
  WithdrawalEntry withdrawal;
  PROV_ASSIGN_OR_RETURN(withdrawal.time, line.String("time"));
  PROV_ASSIGN_OR_RETURN(withdrawal.entry, line.Unsigned("entry"));
  PROV_ASSIGN_OR_RETURN(withdrawal.of, line.String("of"));
  PROV_ASSIGN_OR_RETURN(withdrawal.leaf, line.String("leaf"));
  PROV_ASSIGN_OR_RETURN(withdrawal.reason, Reason(line));
  return withdrawal;
}

EntryKind KindOf(std::string_view line) {
  for (const auto& [beginning, kind] : kBeginnings) {
    if (line.starts_with(beginning)) return kind;
  }
  return LeafOfWithdrawn(line).has_value() ? EntryKind::kWithdrawn
                                           : EntryKind::kFinding;
}

MerkleHash HashOfLine(std::string_view line) {
  const std::optional<MerkleHash> withdrawn = LeafOfWithdrawn(line);
  return withdrawn.has_value() ? *withdrawn : LeafHash(line);
}

bool StandsFor(std::string_view entry, std::string_view finding) {
  switch (KindOf(entry)) {
    case EntryKind::kWithdrawn:
      return HashOfLine(entry) == LeafHash(finding);
    case EntryKind::kObject:
      return entry.find("\"sha256\":\"" + Hex(Sha256(finding)) + "\"") !=
             std::string_view::npos;
    default:
      return false;
  }
}

bool IsLedgerSchema(std::string_view schema) {
  return schema == kRecord || schema == kObject || schema == kWithdrawal ||
         schema == kWithdrawn;
}

}  // namespace prov
