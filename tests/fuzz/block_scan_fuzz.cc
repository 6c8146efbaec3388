// Lines cut out of arbitrary bytes do not depend on the size of the blocks, and
// only line ends, blanks and a byte order mark lie between them.
//
// The first byte is the size of a block, the second the longest record.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/corpus/block_scan.h"
#include "tests/fuzz/memory_file.h"

namespace {

struct Seen {
  uint64_t offset = 0;
  uint64_t length_bytes = 0;
  uint64_t line = 0;
  bool carriage_return = false;
  bool too_long = false;

  friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> Scan(const prov::InputBytes& input, uint64_t block_bytes,
                       uint64_t max_record_bytes, std::string_view bytes) {
  std::vector<Seen> seen;
  std::string buffer;
  uint64_t lines = 0;
  for (uint64_t begin = 0; begin < bytes.size(); begin += block_bytes) {
    const prov::ScanBlock block{
        .begin = begin,
        .end = std::min<uint64_t>(begin + block_bytes, bytes.size())};
    const auto count = prov::ForEachLine(
        input, block, max_record_bytes, buffer, [&](const prov::Line& line) {
          Require(line.too_long ||
                  line.record == bytes.substr(line.offset, line.length_bytes));
          seen.push_back({line.offset, line.length_bytes, lines + line.line,
                          line.carriage_return, line.too_long});
          return absl::OkStatus();
        });
    Require(count.ok());
    lines += *count;
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2,
                               size - 2);
  if (IsCompressed(bytes)) return 0;
  const MemoryFile file(bytes);
  const auto input = prov::InputBytes::Open(file.path());
  Require(input.ok());
  const auto whole = Scan(*input, prov::kScanBlockBytes, data[1], bytes);
  Require(whole == Scan(*input, uint64_t{4} + data[0], data[1], bytes));
  uint64_t end = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (const Seen& line : whole) {
    Require(line.offset >= end);
    Require(bytes.substr(end, line.offset - end).find_first_not_of(" \t\r\n") ==
            std::string_view::npos);
    end = line.offset + line.length_bytes + (line.carriage_return ? 1 : 0);
    Require(end == bytes.size() || bytes[end] == '\n');
  }
  return 0;
}
