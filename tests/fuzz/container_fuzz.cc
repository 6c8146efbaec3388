// Opening arbitrary bytes as a container gives a container or an error.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "libprov/store/container.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const int fd = memfd_create("container", MFD_CLOEXEC);
  if (fd < 0 || write(fd, data, size) != static_cast<ssize_t>(size)) abort();
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  const prov::InputOptions options{.max_decoded_bytes = 1 << 20};
  const auto summary = prov::DescribeContainer(path, options);
  const auto container = prov::Container::Open(
      path, {.name = "sample", .major = 3, .made_by = "prov-sample"}, options);
  if (container.ok()) {
    // Whatever opens is described, and all it lists can be had.
    if (!summary.ok() || summary->params != container->params()) abort();
    for (const auto& section : summary->sections) {
      const auto bytes = container->Section(section.name);
      if (!bytes.ok()) abort();
    }
  }
  close(fd);
  return 0;
}
