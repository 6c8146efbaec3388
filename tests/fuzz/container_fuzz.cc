// Opening arbitrary bytes as a container gives a container or an error.

#include <cstddef>
#include <cstdint>

#include "libprov/store/container.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const MemoryFile file({reinterpret_cast<const char*>(data), size});
  const prov::InputOptions options{.max_decoded_bytes = 1 << 20};
  const auto summary = prov::DescribeContainer(file.path(), options);
  const auto container = prov::Container::Open(
      file.path(), {.name = "sample", .major = 3, .made_by = "prov-sample"},
      options);
  if (container.ok()) {
    // Whatever opens is described, and all it lists can be had.
    Require(summary.ok() && summary->params == container->params());
    for (const auto& section : summary->sections) {
      Require(container->Section(section.name).ok());
    }
  }
  return 0;
}
