// Any bytes as a line of a ledger: the ledger's own lines are told apart, read
// whole or refused; and where a finding names documents.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/ledger/archive.h"
#include "libprov/ledger/entry.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string line(reinterpret_cast<const char*>(data), size);
  const prov::EntryKind kind = prov::KindOf(line);
  const bool is_own_hash = prov::HashOfLine(line) == prov::LeafHash(line);
  if (kind != prov::EntryKind::kWithdrawn) Require(is_own_hash);
  if (kind == prov::EntryKind::kWithdrawn) {
    Require(prov::WithdrawnLine(prov::HashOfLine(line)) == line);
  }
  line.reserve(line.size() + prov::kJsonPadding);
  prov::JsonReader reader;
  const auto object = reader.Parse(line);
  if (!object.ok()) return 0;
  if (const auto record = prov::ParseRecordEntry(*object); record.ok()) {
    Require(prov::KindOf(ToLine(*record)) == prov::EntryKind::kRecord);
  }
  if (const auto bulky = prov::ParseObjectEntry(*object); bulky.ok()) {
    Require(prov::KindOf(ToLine(*bulky)) == prov::EntryKind::kObject);
  }
  if (const auto gone = prov::ParseWithdrawalEntry(*object); gone.ok()) {
    Require(prov::KindOf(ToLine(*gone)) == prov::EntryKind::kWithdrawal);
  }
  for (const char* schema : {"prov.quote/1", "prov.chain/1", "prov.cluster/1",
                             "prov.match/1", "prov.drop/1", "none"}) {
    for (const auto& place : prov::PlacesOf(schema, *object)) {
      Require(!place.key.empty());
    }
  }
  return 0;
}
