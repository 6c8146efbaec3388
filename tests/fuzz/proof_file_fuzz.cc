// Any bytes as a proof: refused with a reason, or such that writing gives the
// same bytes again; checking it never fails but by saying no.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libprov/ledger/prove.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto proof = prov::ParseProof(bytes);
  if (!proof.ok()) {
    Require(absl::IsDataLoss(proof.status()));
    return 0;
  }
  Require(std::visit([](const auto& parsed) { return parsed.ToText(); },
                     *proof) == bytes);
  prov::CheckProof(*proof, {});
  Require(!prov::CheckProof(*proof, {.entry = "no such entry"}).empty() ||
          prov::CheckProof(*proof, {}).empty());
  return 0;
}
