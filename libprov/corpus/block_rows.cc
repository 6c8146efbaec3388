// Tested by corpus_test.cc.

#include "libprov/corpus/block_rows.h"

#include <algorithm>
#include <optional>
#include <span>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"

namespace prov {
namespace {

// Memory that a byte of a record costs until its signature is made: bytes,
// parsed members, tokens, shingles.
constexpr uint64_t kScanCost = 12;
constexpr uint64_t kScanParts = 2;
// With a budget, records longer than this are taken one at a time, and what
// they needed is given back.
constexpr uint64_t kLargeRecordBytes = uint64_t{256} << 10;

// Longer records need not be read to be refused.
uint64_t LongestRead(const ScanOptions& options) {
  return std::min(options.max_record_bytes,
                  options.memory.Share(kScanParts) / kScanCost);
}

// The key of a record without an id.
std::string KeyFromDigest(const Sha256Digest& digest) {
  return "x" + Hex(std::span(digest).first(8));
}

absl::Status TooLong(const Line& line, uint64_t limit) {
  if (line.open_quote) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "a quote in this record is never closed: it goes on for %d bytes, to "
        "the end of the input",
        line.length_bytes));
  }
  return absl::InvalidArgumentError(absl::StrFormat(
      "a record of %d bytes is over the limit of %d; raise --max-record",
      line.length_bytes, limit));
}

}  // namespace

absl::Status BlockParser::Run(const InputBytes& input, const CsvBlock& block) {
  PROV_ASSIGN_OR_RETURN(rows_.lines, ForEachRecord(input, block));
  return absl::OkStatus();
}

absl::StatusOr<uint32_t> BlockParser::ForEachRecord(const InputBytes& input,
                                                    const CsvBlock& block) {
  const auto add = [this](const Line& line) { return Add(line); };
  switch (source_.format) {
    case Format::kText:
      return VisitFile(input);
    case Format::kCsv:
    case Format::kTsv:
      return ForEachCsvRecord(input, block, LongestRead(options_),
                              worker_.buffer, add);
    case Format::kJsonLines:
      break;
  }
  return ForEachLine(input, block.block, LongestRead(options_), worker_.buffer,
                     add);
}

// A whole file is one record, an empty one too.
absl::StatusOr<uint32_t> BlockParser::VisitFile(const InputBytes& input) {
  Line line{.line = 1, .length_bytes = input.size_bytes()};
  line.too_long = line.length_bytes > LongestRead(options_);
  if (!line.too_long) {
    const size_t needed = line.length_bytes + kJsonPadding;
    if (worker_.buffer.size() < needed) worker_.buffer.resize(needed);
    const auto bytes = std::span(worker_.buffer).first(line.length_bytes);
    PROV_RETURN_IF_ERROR(input.Read(0, bytes));
    line.record = std::string_view(bytes.data(), bytes.size());
  }
  PROV_RETURN_IF_ERROR(Add(line));
  return 1;
}

absl::Status BlockParser::Add(const Line& line) {
  RecordPlace place{.offset = line.offset,
                    .length = static_cast<uint32_t>(line.length_bytes),
                    .line = line.line,
                    .input = rows_.input};
  absl::Status status = AddWithinBudget(line, place);
  if (status.ok()) return status;
  // Too little memory is the fault of no record.
  if (!options_.collect_rejects || !absl::IsInvalidArgument(status)) {
    failed_line_ = line.line;
    return status;
  }
  rows_.rejects.push_back({.place = place,
                           .length_bytes = line.length_bytes,
                           .ends_with_carriage_return = line.carriage_return,
                           .reason = std::string(status.message())});
  return absl::OkStatus();
}

absl::Status BlockParser::AddWithinBudget(const Line& line,
                                          const RecordPlace& place) {
  if (line.length_bytes > options_.max_record_bytes) {
    return TooLong(line, options_.max_record_bytes);
  }
  if (!options_.memory.limited() || line.length_bytes <= kLargeRecordBytes) {
    return AddRecord(line, place, worker_.parser);
  }
  PROV_RETURN_IF_ERROR(options_.memory.CheckFits(
      line.length_bytes * kScanCost, kScanParts,
      absl::StrFormat("records of %d bytes", line.length_bytes)));
  const std::lock_guard lock(large_records_);
  DocumentParser parser = worker_.parser.Fresh();
  return AddRecord(line, place, parser);
}

absl::Status BlockParser::AddRecord(const Line& line, const RecordPlace& place,
                                    DocumentParser& parser) {
  PROV_ASSIGN_OR_RETURN(Document document, parser.Parse(source_, line.record));
  ParsedRow parsed;
  DocumentRow& row = parsed.row;
  row.place = place;
  row.published = document.published;
  row.date_unreadable = document.date_unreadable;
  row.says_id = !document.id.empty();
  row.order_told = document.order_told;
  row.ends_with_carriage_return = line.carriage_return;
  row.record_hash = Hash64(line.record);
  row.text_hash = document.text_hash = Hash64(document.text);
  if (!document.url.empty()) row.url_hash = Hash64(document.url);
  const Measured measured = measure_(document, worker_number_, rows_.payload);
  row.token_count = measured.token_count;
  row.tokens_hash = measured.tokens_hash;
  AddStrings(line, document, parsed);
  rows_.rows.push_back(parsed);
  return absl::OkStatus();
}

void BlockParser::AddStrings(const Line& line, const Document& document,
                             ParsedRow& parsed) {
  std::string& strings = rows_.strings;
  std::optional<Sha256Digest> digest;
  if (options_.digest_records || document.id.empty()) {
    digest = Sha256(line.record);
  }
  if (options_.digest_records) rows_.digests.push_back(*digest);
  parsed.id_begin = static_cast<uint32_t>(strings.size());
  strings.append(document.id.empty() ? KeyFromDigest(*digest)
                                     : std::string_view(document.id));
  parsed.id_end = static_cast<uint32_t>(strings.size());
  strings.append(document.outlet);
  parsed.outlet_end = static_cast<uint32_t>(strings.size());
}

}  // namespace prov
