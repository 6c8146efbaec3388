// Arbitrary bytes as a dropped file: drops and a frame that fit each other, or
// an error that names the file.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "libprov/dedupe/drop_file.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

bool Names(const absl::Status& status, const std::string& path) {
  return std::string(status.message()).starts_with(path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // Decoding is for input_bytes_fuzz, and a bomb would take long.
  const std::string_view head(reinterpret_cast<const char*>(data), size);
  if (head.starts_with("\x1F\x8B") || head.starts_with("\x28\xB5\x2F\xFD")) {
    return 0;
  }
  const int fd = memfd_create("dropped", MFD_CLOEXEC);
  Require(fd >= 0 && write(fd, data, size) == static_cast<ssize_t>(size));
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  const auto frame = prov::ReadDropFileFrame(path);
  if (frame.ok()) {
    Require(frame->layout.inputs.size() == frame->inputs.size());
    Require(frame->layout.kept_sha256.size() == 1 ||
            frame->layout.kept_sha256.size() == frame->inputs.size());
    Require(!frame->layout.needs_rejects() ||
            frame->layout.rejects_sha256.has_value());
    uint64_t drops = 0;
    const absl::Status status =
        prov::ForEachDrop(path, frame->inputs, [&](const prov::DropLine& drop) {
          ++drops;
          Require(drop.input < frame->inputs.size());
          Require(drop.length <= frame->inputs[drop.input].facts.size_bytes);
          const auto record = prov::ApplyDelta("kept", drop.delta, drop.length);
          Require(!record.ok() || record->size() == drop.length);
          return absl::OkStatus();
        });
    Require(!status.ok() || drops == frame->drops);
    Require(status.ok() || Names(status, path));
  } else {
    Require(Names(frame.status(), path));
  }
  close(fd);
  return 0;
}
