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

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/block_rows.h"
#include "libprov/corpus/block_scan.h"
#include "libprov/corpus/csv_scan.h"

namespace prov {
namespace {

// Offsets within a record and within the strings of a block have 32 bits.
constexpr uint64_t kMaxRecordBytes = uint64_t{1} << 31;

constexpr uint64_t kBytesPerReject = 2 * sizeof(Rejected);
constexpr size_t kReasonsKept = 64;
constexpr uint64_t kDigestParts = 32;

// More inputs than this are opened anew for each read: a process has only so
// many descriptors.
constexpr size_t kMaxHeldInputs = 256;

// Appends the rows of a block that has `base` lines before it.  Whether a date
// of theirs tells the order of day and month.
bool AppendRows(const BlockRows& rows, uint32_t base,
                DocumentTable& documents) {
  bool tells_order = false;
  const std::string_view strings = rows.strings;
  for (const ParsedRow& parsed : rows.rows) {
    DocumentRow row = parsed.row;
    row.place.line += base;
    documents.Append(
        row, strings.substr(parsed.id_begin, parsed.id_end - parsed.id_begin),
        strings.substr(parsed.id_end, parsed.outlet_end - parsed.id_end));
    tells_order |= row.order_told != DateOrder::kEither;
  }
  return tells_order;
}

// What all rooms hold for each document and rejected line has to fit.  As much
// of the inputs as has been seen tells how many there will be.
absl::Status CheckState(const MemoryBudget& memory, uint64_t documents,
                        uint64_t rejects, uint64_t bytes_seen,
                        uint64_t bytes_total) {
  const uint64_t bytes =
      documents * kStateBytesPerDocument + rejects * kBytesPerReject;
  if (bytes <= memory.Share(1)) return absl::OkStatus();
  const double times = static_cast<double>(bytes_total) /
                       static_cast<double>(std::max<uint64_t>(bytes_seen, 1));
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

InputSpec SpecOf(const std::string& path, const ReadOptions& options) {
  InputSpec spec{.path = path};
  spec.format =
      options.format.value_or(FormatNamed(path).value_or(Format::kJsonLines));
  if (spec.format == Format::kText)
    spec.facts.id = path == "-" ? "stdin" : path;
  return spec;
}

absl::Status Corpus::CheckNamedOnce() const {
  absl::flat_hash_map<std::string, size_t> seen;
  for (size_t i = 0; i < inputs_.size(); ++i) {
    const std::string name = inputs_[i].FileName();
    if (name.empty()) continue;
    const auto [other, is_new] = seen.try_emplace(name, i);
    if (is_new) continue;
    const std::string& first = inputs_[other->second].path();
    const std::string& path = inputs_[i].path();
    if (i >= num_own_inputs_ && other->second < num_own_inputs_) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: is in the archive, too%s: its documents would be dropped for "
          "themselves; name an archive without it",
          first, path == first ? "" : ", as " + path));
    }
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s: is %s; name each file once", path,
        path == first ? "named twice" : "the same file as " + first));
  }
  return absl::OkStatus();
}

absl::StatusOr<Corpus> Corpus::Open(const std::vector<InputSpec>& inputs,
                                    const std::vector<InputSpec>& archive,
                                    const ReadOptions& options) {
  Corpus corpus;
  corpus.read_options_ = options;
  const size_t num_inputs = inputs.size() + archive.size();
  for (const std::vector<InputSpec>* list : {&inputs, &archive}) {
    for (const InputSpec& spec : *list) {
      const bool held =
          spec.format != Format::kText && num_inputs <= kMaxHeldInputs;
      PROV_ASSIGN_OR_RETURN(
          InputBytes input,
          InputBytes::Open(spec.path,
                           {.hold = held ? Hold::kOpen : Hold::kReopen}));
      Source source{.format = spec.format};
      if (HasHeader(spec.format)) {
        PROV_ASSIGN_OR_RETURN(
            CsvHeader header,
            ReadCsvHeader(input, spec.format, options.fields));
        source.header = std::make_unique<CsvHeader>(std::move(header));
      } else if (spec.format == Format::kText) {
        source.facts = std::make_unique<TextFacts>(spec.facts);
      }
      corpus.inputs_.push_back(std::move(input));
      corpus.sources_.push_back(std::move(source));
    }
  }
  corpus.num_own_inputs_ = inputs.size();
  PROV_RETURN_IF_ERROR(corpus.CheckNamedOnce());
  return corpus;
}

absl::StatusOr<Corpus> Corpus::Open(const std::vector<std::string>& paths,
                                    const std::vector<std::string>& archive,
                                    const ReadOptions& options) {
  std::vector<InputSpec> inputs;
  for (const std::string& path : paths) {
    inputs.push_back(SpecOf(path, options));
  }
  std::vector<InputSpec> archived;
  for (const std::string& path : archive) {
    archived.push_back(SpecOf(path, options));
  }
  return Open(inputs, archived, options);
}

struct Corpus::Blocks {
  std::vector<CsvBlock> blocks;
  uint64_t bytes = 0;
};

// Where a block of CSV begins is found in a pass of its own over the quotes.
absl::StatusOr<Corpus::Blocks> Corpus::CutBlocks(unsigned threads) const {
  Blocks cut;
  std::vector<size_t> unsure;  // Blocks whose state hangs on others.
  for (uint32_t input = 0; input < inputs_.size(); ++input) {
    const uint64_t size = inputs_[input].size_bytes();
    const Source& source = sources_[input];
    cut.bytes += size;
    if (source.format == Format::kText) {
      cut.blocks.push_back({.block = {.input = input, .end = size}});
      continue;
    }
    CsvBlock block{.first_record = source.header_bytes().size()};
    if (source.header != nullptr) block.separator = source.header->separator;
    for (uint64_t begin = 0; begin < size; begin += kScanBlockBytes) {
      block.block = {input, begin, std::min(begin + kScanBlockBytes, size)};
      if (source.header != nullptr && size > kScanBlockBytes) {
        unsure.push_back(cut.blocks.size());
      }
      cut.blocks.push_back(block);
    }
  }
  std::vector<CsvTransition> transitions(unsure.size());
  std::vector<std::string> buffers(std::max(threads, 1U));
  PROV_RETURN_IF_ERROR(ParallelFor(
      unsure.size(), threads, [&](size_t i, unsigned worker) -> absl::Status {
        const CsvBlock& block = cut.blocks[unsure[i]];
        PROV_ASSIGN_OR_RETURN(
            transitions[i],
            TransitionOf(inputs_[block.block.input], block.block,
                         block.separator, buffers[worker]));
        return absl::OkStatus();
      }));
  for (size_t i = 0; i < unsure.size(); ++i) {
    CsvBlock& block = cut.blocks[unsure[i]];
    if (block.block.begin == 0) continue;
    const CsvState before = cut.blocks[unsure[i - 1]].state;
    block.state = transitions[i - 1][static_cast<size_t>(before)];
  }
  return cut;
}

absl::Status Corpus::Located(const absl::Status& status, uint32_t input,
                             uint32_t line) const {
  if (line == 0) return status;
  const InputBytes& bytes = inputs_[input];
  // Whoever names a web page should hear that it is none of our formats.
  const bool guessed = sources_[input].format == Format::kJsonLines &&
                       !read_options_.format.has_value() && line == 1 &&
                       bytes.path() != "-" && !FormatNamed(bytes.path());
  return absl::Status(
      absl::IsInvalidArgument(status) ? absl::StatusCode::kDataLoss
                                      : status.code(),
      absl::StrCat(PlaceName({.line = line, .input = input}), ": ",
                   status.message(),
                   guessed ? " (read as JSON Lines, as its name tells no "
                             "format; say which with --format)"
                           : ""));
}

absl::Status Corpus::Scan(
    const ScanOptions& options,
    absl::FunctionRef<Measured(const Document&, unsigned,
                               std::vector<uint16_t>&)>
        measure,
    absl::FunctionRef<void(size_t, std::vector<uint16_t>)> take) {
  PROV_RETURN_IF_ERROR(Validate(options));
  unique_ids_ = options.unique_ids;
  PROV_ASSIGN_OR_RETURN(const Blocks cut, CutBlocks(options.threads));
  const std::vector<CsvBlock>& blocks = cut.blocks;
  documents_ = DocumentTable(options.memory);
  record_digests_ =
      SpillVector<Sha256Digest>(options.memory.Share(kDigestParts));
  std::vector<ScanWorker> workers;
  for (unsigned i = 0; i < std::max(options.threads, 1U); ++i) {
    workers.emplace_back(read_options_);
  }
  std::mutex large_records;
  Lookahead lookahead(2 * workers.size() + 2);
  std::mutex mutex;  // Guards what follows.
  std::map<size_t, BlockRows> waiting;
  size_t next_block = 0;
  std::vector<uint32_t> lines(inputs_.size());  // Appended so far.
  std::vector<uint32_t> failed_lines(blocks.size());

  uint64_t bytes_done = 0;
  bool tells_order = false;  // Some date does.

  auto append = [&](BlockRows rows) {
    const uint32_t base = lines[rows.input];
    lines[rows.input] += rows.lines;
    tells_order |= AppendRows(rows, base, documents_);
    for (Rejected& rejected : rows.rejects) {
      rejected.place.line += base;
      if (rejects_.size() >= kReasonsKept) rejected.reason = std::string();
      rejects_.push_back(std::move(rejected));
    }
    for (const Sha256Digest& digest : rows.digests) {
      record_digests_.Append(digest);
    }
    take(rows.rows.size(), std::move(rows.payload));
    const ScanBlock& block = blocks[next_block].block;
    bytes_done += block.end - block.begin;
    if (options.on_progress) {
      options.on_progress(bytes_done, cut.bytes, documents_.size());
    }
  };

  auto scan_block = [&](size_t index, unsigned worker) -> absl::Status {
    if (!lookahead.Wait(index)) return absl::OkStatus();
    BlockRows rows{.input = blocks[index].block.input};
    BlockParser parser(options, sources_[rows.input], measure, workers[worker],
                       worker, large_records, rows);
    const absl::Status parsed = parser.Run(inputs_[rows.input], blocks[index]);
    failed_lines[index] = parser.failed_line();
    PROV_RETURN_IF_ERROR(parsed);
    if (options.memory.limited() &&
        workers[worker].buffer.size() > 2 * kScanBlockBytes) {
      workers[worker].buffer = {};
    }
    const std::lock_guard lock(mutex);
    waiting.emplace(index, std::move(rows));
    while (!waiting.empty() && waiting.begin()->first == next_block) {
      append(std::move(waiting.extract(waiting.begin()).mapped()));
      PROV_RETURN_IF_ERROR(CheckState(options.memory, documents_.size(),
                                      rejects_.size(), bytes_done, cut.bytes));
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
    const uint32_t input = blocks[next_block].block.input;
    const uint32_t line = failed_lines[next_block];
    return Located(status, input, line == 0 ? 0 : lines[input] + line);
  }
  FindFirstDocuments();
  const DocumentId archived = first_documents_[num_own_inputs_];
  PROV_RETURN_IF_ERROR(
      AssignKeys(0, archived, record_digests_, options.memory));
  PROV_RETURN_IF_ERROR(AssignKeys(archived,
                                  static_cast<DocumentId>(documents_.size()),
                                  record_digests_, options.memory));
  PROV_RETURN_IF_ERROR(this->status());
  if (tells_order) PROV_RETURN_IF_ERROR(SettleDates(options.threads));
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

std::string Corpus::PlaceName(const RecordPlace& place) const {
  const std::string& path = inputs_[place.input].path();
  const std::string name = path == "-" ? "stdin" : path;
  if (sources_[place.input].format == Format::kText) return name;
  return absl::StrCat(name, ":", place.line);
}

}  // namespace prov
