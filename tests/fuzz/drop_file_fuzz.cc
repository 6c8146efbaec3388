// Arbitrary bytes as a dropped file: drops and a frame that fit each other, or
// an error that names the file.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/dedupe/drop_file.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (IsCompressed(bytes)) return 0;
  const MemoryFile file(bytes);
  const std::string& path = file.path();
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
  return 0;
}
