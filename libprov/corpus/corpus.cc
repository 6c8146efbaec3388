// The scan hands out blocks in input order.  A worker parses its block into
// rows of its own; finished blocks wait until those before them are done and
// are then appended in order, so that the table never depends on threads.
//
// Tested by corpus_test.cc (every split of every byte sequence against a
// line-by-line oracle) and by the golden and round trip tests of the tools.

#include "libprov/corpus/corpus.h"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/block_scan.h"

namespace prov {
namespace {

// A document as its worker leaves it: the row, and where its strings stand in
// BlockRows::strings.
struct ParsedRow {
  DocumentRow row;
  uint32_t id_begin = 0;
  uint32_t id_end = 0;  // The outlet follows the id.
  uint32_t outlet_end = 0;
};

struct BlockRows {
  uint32_t input = 0;
  uint32_t lines = 0;
  std::vector<ParsedRow> rows;
  std::string strings;
  std::vector<uint16_t> payload;
  std::vector<Sha256Digest> digests;
  std::vector<Rejected> rejects;
};

using Measure = absl::FunctionRef<Measured(const Document&, unsigned,
                                           std::vector<uint16_t>&)>;

// Offsets within a record and within the strings of a block have 32 bits.
constexpr uint64_t kMaxRecordBytes = uint64_t{1} << 31;

// Memory that a byte of a record costs until its signature is made: bytes,
// parsed members, tokens, shingles.
constexpr uint64_t kScanCost = 12;
constexpr uint64_t kScanParts = 2;
// With a budget, records longer than this are taken one at a time, and what
// they needed is given back.
constexpr uint64_t kLargeRecordBytes = uint64_t{256} << 10;
constexpr uint64_t kBytesPerReject = 2 * sizeof(Rejected);
constexpr size_t kReasonsKept = 64;
constexpr uint64_t kDigestParts = 32;

// The key of a record without an id.
std::string KeyFromDigest(const Sha256Digest& digest) {
  return "x" + Hex(std::span(digest).first(8));
}

std::vector<ScanBlock> BlocksOf(const std::vector<InputBytes>& inputs) {
  std::vector<ScanBlock> blocks;
  for (uint32_t input = 0; input < inputs.size(); ++input) {
    const uint64_t size = inputs[input].size_bytes();
    for (uint64_t begin = 0; begin < size; begin += kScanBlockBytes) {
      blocks.push_back({input, begin, std::min(begin + kScanBlockBytes, size)});
    }
  }
  return blocks;
}

// The parts of a scan that one worker keeps for itself.
struct Worker {
  RecordParser parser;
  std::string buffer;
};

// Parses the lines of one block.
class BlockParser {
 public:
  BlockParser(const ScanOptions& options, Measure measure, Worker& worker,
              unsigned worker_number, std::mutex& large_records,
              BlockRows& rows)
      : options_(options),
        measure_(measure),
        large_records_(large_records),
        worker_(worker),
        worker_number_(worker_number),
        rows_(rows) {}

  // An error is the reason alone; failed_line() tells where.
  absl::Status Add(const Line& line) {
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

  uint32_t failed_line() const { return failed_line_; }

 private:
  absl::Status AddWithinBudget(const Line& line, const RecordPlace& place) {
    if (line.length_bytes > options_.max_record_bytes) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "a record of %d bytes is over the limit of %d; raise --max-record",
          line.length_bytes, options_.max_record_bytes));
    }
    if (!options_.memory.limited() || line.length_bytes <= kLargeRecordBytes) {
      return AddRecord(line, place, worker_.parser);
    }
    PROV_RETURN_IF_ERROR(options_.memory.CheckFits(
        line.length_bytes * kScanCost, kScanParts,
        absl::StrFormat("records of %d bytes", line.length_bytes)));
    const std::lock_guard lock(large_records_);
    RecordParser parser;
    return AddRecord(line, place, parser);
  }

  absl::Status AddRecord(const Line& line, const RecordPlace& place,
                         RecordParser& parser) {
    PROV_ASSIGN_OR_RETURN(Document document, parser.Parse(line.record));
    ParsedRow parsed;
    DocumentRow& row = parsed.row;
    row.place = place;
    row.published = document.published;
    row.date_unreadable = document.date_unreadable;
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

  void AddStrings(const Line& line, const Document& document,
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

  const ScanOptions& options_;
  Measure measure_;
  std::mutex& large_records_;
  Worker& worker_;
  unsigned worker_number_;
  BlockRows& rows_;
  uint32_t failed_line_ = 0;
};

// Appends the rows of a block that has `base` lines before it.
void AppendRows(const BlockRows& rows, uint32_t base,
                DocumentTable& documents) {
  const std::string_view strings = rows.strings;
  for (const ParsedRow& parsed : rows.rows) {
    DocumentRow row = parsed.row;
    row.place.line += base;
    documents.Append(
        row, strings.substr(parsed.id_begin, parsed.id_end - parsed.id_begin),
        strings.substr(parsed.id_end, parsed.outlet_end - parsed.id_end));
  }
}

// What all rooms hold for each document and rejected line has to fit.  As much
// of the inputs as has been seen tells how many there will be.
absl::Status CheckState(const MemoryBudget& memory, uint64_t documents,
                        uint64_t rejects, uint64_t bytes_seen,
                        uint64_t bytes_total) {
  const uint64_t bytes =
      documents * kStateBytesPerDocument + rejects * kBytesPerReject;
  if (bytes <= memory.Share(1)) return absl::OkStatus();
  const double times =
      static_cast<double>(bytes_total) / static_cast<double>(bytes_seen);
  auto expected = [times](uint64_t count) {
    return static_cast<uint64_t>(static_cast<double>(count) * times);
  };
  return memory.CheckFits(
      expected(bytes), 1,
      absl::StrFormat("about %d documents", expected(documents + rejects)));
}

absl::Status Validate(const ScanOptions& options) {
  if (options.max_record_bytes <= kMaxRecordBytes) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrFormat("the longest record = %d bytes is over %d",
                      options.max_record_bytes, kMaxRecordBytes));
}

}  // namespace

absl::StatusOr<Corpus> Corpus::Open(const std::vector<std::string>& paths,
                                    const std::vector<std::string>& archive) {
  Corpus corpus;
  for (const std::vector<std::string>* list : {&paths, &archive}) {
    for (const std::string& path : *list) {
      PROV_ASSIGN_OR_RETURN(InputBytes input, InputBytes::Open(path));
      corpus.inputs_.push_back(std::move(input));
    }
  }
  corpus.num_own_inputs_ = paths.size();
  return corpus;
}

absl::Status Corpus::Scan(
    const ScanOptions& options,
    absl::FunctionRef<Measured(const Document&, unsigned,
                               std::vector<uint16_t>&)>
        measure,
    absl::FunctionRef<void(size_t, std::vector<uint16_t>)> take) {
  PROV_RETURN_IF_ERROR(Validate(options));
  const std::vector<ScanBlock> blocks = BlocksOf(inputs_);
  documents_ = DocumentTable(options.memory);
  record_digests_ =
      SpillVector<Sha256Digest>(options.memory.Share(kDigestParts));
  // Longer lines need not be read to be refused.
  const uint64_t longest = std::min(
      options.max_record_bytes, options.memory.Share(kScanParts) / kScanCost);
  std::vector<Worker> workers(std::max(options.threads, 1U));
  std::mutex large_records;
  Lookahead lookahead(2 * workers.size() + 2);
  std::mutex mutex;  // Guards what follows.
  std::map<size_t, BlockRows> waiting;
  size_t next_block = 0;
  std::vector<uint32_t> lines(inputs_.size());  // Appended so far.
  std::vector<uint32_t> failed_lines(blocks.size());

  uint64_t bytes_done = 0;
  uint64_t bytes_total = 0;
  for (const InputBytes& input : inputs_) bytes_total += input.size_bytes();

  auto append = [&](BlockRows rows) {
    const uint32_t base = lines[rows.input];
    lines[rows.input] += rows.lines;
    AppendRows(rows, base, documents_);
    for (Rejected& rejected : rows.rejects) {
      rejected.place.line += base;
      if (rejects_.size() >= kReasonsKept) rejected.reason = std::string();
      rejects_.push_back(std::move(rejected));
    }
    for (const Sha256Digest& digest : rows.digests) {
      record_digests_.Append(digest);
    }
    take(rows.rows.size(), std::move(rows.payload));
    bytes_done += blocks[next_block].end - blocks[next_block].begin;
    if (options.on_progress) {
      options.on_progress(bytes_done, bytes_total, documents_.size());
    }
  };

  auto scan_block = [&](size_t index, unsigned worker) -> absl::Status {
    if (!lookahead.Wait(index)) return absl::OkStatus();
    BlockRows rows{.input = blocks[index].input};
    BlockParser parser(options, measure, workers[worker], worker, large_records,
                       rows);
    const absl::StatusOr<uint32_t> count = ForEachLine(
        inputs_[rows.input], blocks[index], longest, workers[worker].buffer,
        [&parser](const Line& line) { return parser.Add(line); });
    failed_lines[index] = parser.failed_line();
    if (!count.ok()) return count.status();
    if (options.memory.limited() &&
        workers[worker].buffer.size() > 2 * kScanBlockBytes) {
      workers[worker].buffer = {};
    }
    rows.lines = *count;
    const std::lock_guard lock(mutex);
    waiting.emplace(index, std::move(rows));
    while (!waiting.empty() && waiting.begin()->first == next_block) {
      append(std::move(waiting.extract(waiting.begin()).mapped()));
      PROV_RETURN_IF_ERROR(CheckState(options.memory, documents_.size(),
                                      rejects_.size(), bytes_done,
                                      bytes_total));
      lookahead.TakenTo(++next_block);
    }
    return absl::OkStatus();
  };
  absl::Status status = ParallelFor(
      blocks.size(), options.threads, [&](size_t index, unsigned worker) {
        absl::Status scanned = scan_block(index, worker);
        if (!scanned.ok()) lookahead.Stop();
        return scanned;
      });
  if (!status.ok()) {
    // Blocks before the lowest failed one are all done: it is next_block.
    if (failed_lines[next_block] == 0) return status;
    const RecordPlace place{
        .line = lines[blocks[next_block].input] + failed_lines[next_block],
        .input = blocks[next_block].input};
    return absl::Status(absl::IsInvalidArgument(status)
                            ? absl::StatusCode::kDataLoss
                            : status.code(),
                        absl::StrCat(PlaceName(place), ": ", status.message()));
  }
  FindFirstDocuments();
  const DocumentId archived = first_documents_[num_own_inputs_];
  PROV_RETURN_IF_ERROR(
      AssignKeys(0, archived, record_digests_, options.memory));
  PROV_RETURN_IF_ERROR(AssignKeys(archived,
                                  static_cast<DocumentId>(documents_.size()),
                                  record_digests_, options.memory));
  return this->status();
}

absl::Status Corpus::status() const {
  absl::Status status = documents_.status();
  status.Update(record_digests_.status());
  return status;
}

absl::StatusOr<DocumentTable> Corpus::WithKeys(
    DocumentTable documents, const SpillVector<Sha256Digest>& digests,
    const MemoryBudget& memory) {
  Corpus corpus;
  corpus.documents_ = std::move(documents);
  PROV_RETURN_IF_ERROR(corpus.AssignKeys(
      0, static_cast<DocumentId>(corpus.documents_.size()), digests, memory));
  PROV_RETURN_IF_ERROR(corpus.documents_.status());
  PROV_RETURN_IF_ERROR(digests.status());
  return std::move(corpus.documents_);
}

void Corpus::Adopt(DocumentTable documents) {
  documents_ = std::move(documents);
  FindFirstDocuments();
}

void Corpus::FindFirstDocuments() {
  DocumentTable::Reader rows(documents_);
  for (uint32_t input = 0, document = 0; input <= inputs_.size(); ++input) {
    while (document < documents_.size() && rows[document].place.input < input) {
      ++document;
    }
    first_documents_.push_back(document);
  }
}

absl::Status Corpus::ReadRecord(DocumentId document, std::string& bytes) const {
  const DocumentRow& row = documents_[document];
  const size_t needed = row.place.length + kJsonPadding;
  if (bytes.size() < needed) bytes.resize(needed);
  const std::span<char> record = std::span(bytes).first(row.place.length);
  PROV_RETURN_IF_ERROR(inputs_[row.place.input].Read(row.place.offset, record));
  if (Hash64({record.data(), record.size()}) != row.record_hash) {
    return absl::DataLossError(
        absl::StrCat(PlaceName(row.place), ": changed while it was read"));
  }
  return absl::OkStatus();
}

std::string Corpus::PlaceName(const RecordPlace& place) const {
  const std::string& path = inputs_[place.input].path();
  return absl::StrCat(path == "-" ? "stdin" : path, ":", place.line);
}

absl::StatusOr<Document> DocumentReader::Read(DocumentId document) {
  PROV_RETURN_IF_ERROR(corpus_->ReadRecord(document, bytes_));
  record_ = std::string_view(bytes_).substr(
      0, corpus_->documents()[document].place.length);
  return parser_.Parse(record_);
}

}  // namespace prov
