// Containers whose checksums are right and whose sections are arbitrary.

#ifndef TESTS_FUZZ_SECTION_LINES_H_
#define TESTS_FUZZ_SECTION_LINES_H_

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>

#include "libprov/store/container.h"
#include "libprov/store/output_file.h"
#include "tests/fuzz/memory_file.h"

// Appends the sections that `bytes` lists: NAME, a space, the size in decimal,
// "\n", and as many bytes.  False if that is no container.
inline bool AppendSections(std::string_view bytes,
                           prov::ContainerWriter& writer) {
  while (!bytes.empty()) {
    const size_t space = std::min(bytes.find(' '), bytes.size());
    const size_t line = std::min(bytes.find('\n', space), bytes.size());
    size_t size = 0;
    if (space < line) {
      std::from_chars(bytes.data() + space + 1, bytes.data() + line, size);
    }
    if (!writer.BeginSection(bytes.substr(0, space)).ok()) return false;
    bytes.remove_prefix(std::min(line + 1, bytes.size()));
    size = std::min(size, bytes.size());
    if (!writer.Append(bytes.substr(0, size)).ok()) return false;
    bytes.remove_prefix(size);
  }
  return writer.Finish().ok();
}

// Writes a file with what `write` says of it; false if it says that it cannot.
template <typename Write>
bool WriteTo(const MemoryFile& memory, const Write& write) {
  auto out = prov::OutputFile::Create(memory.path());
  Require(out.ok());
  prov::OutputFile* const files[] = {&*out};
  return write(*out) && out->Finish().ok() && prov::CommitAll(files).ok();
}

#endif  // TESTS_FUZZ_SECTION_LINES_H_
