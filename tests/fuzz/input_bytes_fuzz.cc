// Decoding arbitrary bytes as gzip or zstd, or reading them plain: the same
// answer twice, and never more bytes than allowed.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "libprov/store/input_bytes.h"

namespace {

// The decoded bytes, or the error.
std::string Outcome(const std::string& path) {
  constexpr uint64_t kMaxDecodedBytes = 1 << 22;
  const auto input =
      prov::InputBytes::Open(path, {.max_decoded_bytes = kMaxDecodedBytes});
  if (!input.ok()) return std::string(input.status().message());
  if (input->size_bytes() > kMaxDecodedBytes) abort();
  std::string bytes(input->size_bytes(), '\0');
  if (!input->Read(0, bytes).ok() || !input->CheckUnchanged().ok()) abort();
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const int fd = memfd_create("input", MFD_CLOEXEC);
  if (fd < 0 || write(fd, data, size) != static_cast<ssize_t>(size)) abort();
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  if (Outcome(path) != Outcome(path)) abort();
  close(fd);
  return 0;
}
