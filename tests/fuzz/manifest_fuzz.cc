// Any bytes give a manifest or an error with a place; every row that a manifest
// has is found under its path.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "libprov/corpus/manifest.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const int fd = memfd_create("manifest", MFD_CLOEXEC);
  Require(fd >= 0 && write(fd, data, size) == static_cast<ssize_t>(size));
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  auto manifest = prov::Manifest::Read(path, {});
  if (!manifest.ok()) {
    Require(!manifest.status().message().empty());
  } else {
    std::vector<prov::InputSpec> inputs = {prov::SpecOf("a.txt", {}),
                                           prov::SpecOf("b.txt", {})};
    manifest->Describe(inputs);
    const prov::ManifestGaps gaps = manifest->gaps();
    Require(gaps.files_without_row <= 2);
    Require(inputs[0].facts.id == "a.txt");
    Require(inputs[0].facts.published.earliest <=
            inputs[0].facts.published.latest);
  }
  close(fd);
  return 0;
}
