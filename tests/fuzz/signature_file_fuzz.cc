// Signature files whose checksums are right and whose sections are arbitrary:
// a table that holds together, or an error.
//
// Before the first line "\n\n" stand parameters as lines, then sections
// (section_lines.h).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/sketch/signature_file.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/section_lines.h"

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t end = std::min(bytes.find("\n\n"), bytes.size());
  const MemoryFile memory;
  const bool is_written = WriteTo(memory, [&](prov::OutputFile& out) {
    prov::ContainerWriter writer(out, prov::kSignatureFileKind,
                                 ParamsOf(bytes.substr(0, end)));
    return AppendSections(bytes.substr(std::min(end + 2, bytes.size())),
                          writer);
  });
  if (!is_written) return 0;
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
