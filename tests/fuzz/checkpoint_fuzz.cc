// Any bytes as a checkpoint and as keys: refused with a reason, or such that
// writing gives the same bytes again.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libprov/ledger/checkpoint.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto checkpoint = prov::ParseCheckpoint(bytes);
  if (checkpoint.ok()) {
    Require(checkpoint->ToNote() == bytes);
  } else {
    Require(absl::IsDataLoss(checkpoint.status()));
  }
  const auto key = prov::VerifyingKey::Parse(bytes);
  if (key.ok()) {
    Require(key->ToText() == bytes || key->ToText() + "\n" == bytes);
    Require(!key->Verifies(bytes, bytes));
    if (checkpoint.ok()) SignedBy(*key, *checkpoint);
  }
  const auto secret = prov::SigningKey::Parse(bytes);
  Require(!secret.ok() || !key.ok());
  return 0;
}
