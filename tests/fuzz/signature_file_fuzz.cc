// Signature files whose checksums are right and whose sections are arbitrary:
// a table that holds together, or an error.
//
// Before the first line "\n\n" stand parameters as lines, then sections:
// NAME, a space, the size in decimal, "\n", and as many bytes.

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/sketch/signature_file.h"
#include "tests/fuzz/memory_file.h"

namespace {

prov::Params ParamsOf(std::string_view lines) {
  prov::Params params;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const size_t equals = line.find('=');
    if (equals == 0 || equals == std::string_view::npos) continue;
    params[std::string(line.substr(0, equals))] = line.substr(equals + 1);
  }
  return params;
}

// Writes what `bytes` says; false if that is no container.
bool WriteContainer(std::string_view bytes, prov::OutputFile& out) {
  const size_t end = std::min(bytes.find("\n\n"), bytes.size());
  prov::ContainerWriter writer(out, prov::kSignatureFileKind,
                               ParamsOf(bytes.substr(0, end)));
  bytes.remove_prefix(std::min(end + 2, bytes.size()));
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
  return writer.Finish().ok() && out.Finish().ok();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const MemoryFile memory;
  {
    auto out = prov::OutputFile::Create(memory.path());
    Require(out.ok());
    prov::OutputFile* const files[] = {&*out};
    if (!WriteContainer({reinterpret_cast<const char*>(data), size}, *out) ||
        !prov::CommitAll(files).ok()) {
      return 0;
    }
  }
  const auto file = prov::ReadSignatures(memory.path());
  if (file.ok()) {
    const size_t n = file->documents.size();
    Require(file->signatures.size() == n && file->record_digests.size() == n);
    Require(file->inputs.size() == file->paths.size());
    std::vector<uint16_t> slots(file->signatures.num_slots());
    for (uint32_t id = 0; id < n; ++id) {
      const prov::DocumentRow& row = file->documents[id];
      Require(row.place.input < file->inputs.size());
      Require(row.place.offset + row.place.length >= row.place.offset);
      Require(row.place.offset + row.place.length <=
              file->inputs[row.place.input].size_bytes);
      file->signatures.Get(id, slots);
      Require(file->documents.key(id).size() +
                  file->documents.outlet(id).size() <=
              size);
    }
  }
  return 0;
}
