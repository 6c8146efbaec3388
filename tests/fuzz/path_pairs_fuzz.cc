// Any bytes as a list of pairs of files: refused with the line, or paths that
// are there, none of them cut in two.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/passage/compare_pairs.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (IsCompressed(bytes)) return 0;
  const MemoryFile file(bytes);
  const auto pairs = prov::ReadPathPairs(file.path());
  if (!pairs.ok()) {
    Require(Names(pairs.status(), file.path()));
    return 0;
  }
  size_t found = 0;
  for (const prov::PathPair& pair : *pairs) {
    const std::string line = pair.a + "\t" + pair.b;
    Require(!pair.a.empty() && !pair.b.empty());
    Require(line.find('\n') == std::string::npos);
    found = bytes.find(line, found);
    Require(found != std::string_view::npos);
    found += line.size();
  }
  return 0;
}
