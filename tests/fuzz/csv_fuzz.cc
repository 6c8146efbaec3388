// Records cut out of arbitrary bytes do not depend on the size of the blocks,
// only line ends and a byte order mark lie between them, and a record that
// parses has fields that, put in quotes again, parse the same.
//
// The first byte is the size of a block, the second the longest record and the
// separator.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/json_reader.h"
#include "libprov/corpus/csv_record.h"
#include "libprov/corpus/csv_scan.h"
#include "libprov/store/decoder.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

struct Seen {
  uint64_t offset = 0;
  uint64_t length_bytes = 0;
  uint64_t line = 0;
  bool carriage_return = false;
  bool too_long = false;
  bool open_quote = false;

  friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> Scan(const prov::InputBytes& input, uint64_t block_bytes,
                       uint64_t max_record_bytes, char separator,
                       std::string_view bytes) {
  std::vector<Seen> seen;
  std::string buffer;
  uint64_t lines = 0;
  prov::CsvState state = prov::CsvState::kOutside;
  for (uint64_t begin = 0; begin < bytes.size(); begin += block_bytes) {
    const prov::CsvBlock block{
        .block = {.begin = begin,
                  .end = std::min<uint64_t>(begin + block_bytes, bytes.size())},
        .state = state,
        .separator = separator};
    const auto count = prov::ForEachCsvRecord(
        input, block, max_record_bytes, buffer, [&](const prov::Line& line) {
          Require(line.too_long ||
                  line.record == bytes.substr(line.offset, line.length_bytes));
          seen.push_back({line.offset, line.length_bytes, lines + line.line,
                          line.carriage_return, line.too_long,
                          line.open_quote});
          return absl::OkStatus();
        });
    Require(count.ok());
    lines += *count;
    const auto transition =
        prov::TransitionOf(input, block.block, separator, buffer);
    Require(transition.ok());
    state = (*transition)[static_cast<size_t>(state)];
  }
  return seen;
}

std::vector<std::string> Fields(std::string_view record, char separator,
                                bool& ok) {
  std::vector<std::string> fields;
  std::string scratch;
  ok = prov::ForEachCsvField(
           record, separator, scratch,
           [&](size_t, std::string_view value) { fields.emplace_back(value); })
           .ok();
  return fields;
}

void CheckRecord(std::string_view record, char separator) {
  bool ok = false;
  const std::vector<std::string> fields = Fields(record, separator, ok);
  const auto header = prov::ParseCsvHeader(record, separator, {});
  Require(ok || !header.ok());
  if (!ok) return;
  std::string quoted;
  for (const std::string& field : fields) {
    if (!quoted.empty()) quoted += separator;
    quoted += '"';
    for (const char c : field) quoted.append(c == '"' ? 2 : 1, c);
    quoted += '"';
  }
  Require(Fields(quoted, separator, ok) == fields && ok);
  if (!header.ok()) return;
  prov::CsvParser parser({});
  Require(parser.Parse(*header, quoted).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2,
                               size - 2);
  // What is compressed, or cut short in the first bytes of that, is no CSV.
  if (prov::EncodingOf(bytes.substr(0, prov::kMagicBytes), "input") !=
      prov::Encoding::kPlain) {
    return 0;
  }
  const int fd = memfd_create("input", MFD_CLOEXEC);
  Require(fd >= 0 && write(fd, bytes.data(), bytes.size()) ==
                         static_cast<ssize_t>(bytes.size()));
  const auto input =
      prov::InputBytes::Open("/proc/self/fd/" + std::to_string(fd));
  Require(input.ok());
  const char separator = data[1] % 2 == 0 ? ',' : '\t';
  const auto whole =
      Scan(*input, prov::kScanBlockBytes, data[1], separator, bytes);
  Require(whole ==
          Scan(*input, uint64_t{4} + data[0], data[1], separator, bytes));
  uint64_t end = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (const Seen& record : whole) {
    Require(record.offset >= end);
    Require(bytes.substr(end, record.offset - end).find_first_not_of("\r\n") ==
            std::string_view::npos);
    end =
        record.offset + record.length_bytes + (record.carriage_return ? 1 : 0);
    Require(end == bytes.size() || bytes[end] == '\n');
    CheckRecord(bytes.substr(record.offset, record.length_bytes), separator);
  }
  (void)prov::ReadCsvHeader(*input, prov::Format::kCsv, {});
  close(fd);
  return 0;
}
