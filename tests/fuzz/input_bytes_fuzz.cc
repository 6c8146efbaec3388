// Decoding arbitrary bytes as gzip or zstd, or reading them plain: the same
// answer twice, and never more bytes than allowed.

#include <cstddef>
#include <cstdint>
#include <string>

#include "libprov/store/input_bytes.h"
#include "tests/fuzz/memory_file.h"

namespace {

// The decoded bytes, or the error.
std::string Outcome(const std::string& path) {
  constexpr uint64_t kMaxDecodedBytes = 1 << 22;
  const auto input =
      prov::InputBytes::Open(path, {.max_decoded_bytes = kMaxDecodedBytes});
  if (!input.ok()) return std::string(input.status().message());
  Require(input->size_bytes() <= kMaxDecodedBytes);
  std::string bytes(input->size_bytes(), '\0');
  Require(input->Read(0, bytes).ok() && input->CheckUnchanged().ok());
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const MemoryFile file({reinterpret_cast<const char*>(data), size});
  Require(Outcome(file.path()) == Outcome(file.path()));
  return 0;
}
