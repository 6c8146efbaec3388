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

#include "absl/container/flat_hash_set.h"
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
              unsigned worker_number, BlockRows& rows)
      : options_(options),
        measure_(measure),
        worker_(worker),
        worker_number_(worker_number),
        rows_(rows) {}

  // An error is the reason alone; failed_line() tells where.
  absl::Status Add(const Line& line) {
    RecordPlace place{.offset = line.offset,
                      .length = static_cast<uint32_t>(line.length_bytes),
                      .line = line.line,
                      .input = rows_.input};
    absl::Status status = AddRecord(line, place);
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
  absl::Status AddRecord(const Line& line, const RecordPlace& place) {
    if (line.too_long) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "a record of %d bytes is over the limit of %d; raise --max-record",
          line.length_bytes, options_.max_record_bytes));
    }
    PROV_ASSIGN_OR_RETURN(Document document, worker_.parser.Parse(line.record));
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

// Documents as a set of their keys, four bytes each.
struct KeyHash {
  using is_transparent = void;
  size_t operator()(DocumentId document) const {
    return (*this)(documents->key(document));
  }
  size_t operator()(std::string_view key) const { return Hash64(key); }
  const DocumentTable* documents;
};
struct KeyEqual {
  using is_transparent = void;
  bool operator()(DocumentId a, DocumentId b) const {
    return documents->key(a) == documents->key(b);
  }
  bool operator()(DocumentId a, std::string_view b) const {
    return documents->key(a) == b;
  }
  const DocumentTable* documents;
};
using KeySet = absl::flat_hash_set<DocumentId, KeyHash, KeyEqual>;

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
  std::vector<Worker> workers(std::max(options.threads, 1U));
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
      rejects_.push_back(std::move(rejected));
    }
    record_digests_.insert(record_digests_.end(), rows.digests.begin(),
                           rows.digests.end());
    take(rows.rows.size(), std::move(rows.payload));
    if (options.on_progress) {
      bytes_done += blocks[next_block].end - blocks[next_block].begin;
      options.on_progress(bytes_done, bytes_total, documents_.size());
    }
  };

  absl::Status status = ParallelFor(
      blocks.size(), options.threads, [&](size_t index, unsigned worker) {
        BlockRows rows{.input = blocks[index].input};
        BlockParser parser(options, measure, workers[worker], worker, rows);
        const absl::StatusOr<uint32_t> count = ForEachLine(
            inputs_[rows.input], blocks[index], options.max_record_bytes,
            workers[worker].buffer,
            [&parser](const Line& line) { return parser.Add(line); });
        failed_lines[index] = parser.failed_line();
        if (!count.ok()) return count.status();
        rows.lines = *count;
        const std::lock_guard lock(mutex);
        waiting.emplace(index, std::move(rows));
        while (!waiting.empty() && waiting.begin()->first == next_block) {
          append(std::move(waiting.extract(waiting.begin()).mapped()));
          ++next_block;
        }
        return absl::OkStatus();
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
  PROV_RETURN_IF_ERROR(AssignKeys(0, archived));
  return AssignKeys(archived, static_cast<DocumentId>(documents_.size()));
}

absl::StatusOr<DocumentTable> Corpus::WithKeys(
    DocumentTable documents, std::vector<Sha256Digest> digests) {
  Corpus corpus;
  corpus.documents_ = std::move(documents);
  corpus.record_digests_ = std::move(digests);
  PROV_RETURN_IF_ERROR(
      corpus.AssignKeys(0, static_cast<DocumentId>(corpus.documents_.size())));
  return std::move(corpus.documents_);
}

void Corpus::Adopt(DocumentTable documents) {
  documents_ = std::move(documents);
  FindFirstDocuments();
}

void Corpus::FindFirstDocuments() {
  for (uint32_t input = 0, document = 0; input <= inputs_.size(); ++input) {
    while (document < documents_.size() &&
           documents_[document].place.input < input) {
      ++document;
    }
    first_documents_.push_back(document);
  }
}

// Where several records carry one key, each gets a rank: its place in the order
// of SHA-256(record).  A key so made may be another record's id; those two are
// then ranked in their turn, and so on until all keys differ.  Every such turn
// takes its id from one more record, so there are no more turns than records.
absl::Status Corpus::AssignKeys(DocumentId begin, DocumentId end) {
  // The documents that are the only one with their key.
  KeySet holders(0, KeyHash{&documents_}, KeyEqual{&documents_});
  std::map<std::string, std::vector<DocumentId>, std::less<>> equal;
  for (DocumentId document = begin; document < end; ++document) {
    const auto [holder, is_new] = holders.insert(document);
    if (is_new) continue;
    std::vector<DocumentId>& group =
        equal[std::string(documents_.key(document))];
    if (group.empty()) group.push_back(*holder);
    group.push_back(document);
  }
  repeated_ids_ += equal.size();
  if (!equal.empty() && repeated_id_.empty())
    repeated_id_ = equal.begin()->first;
  for (const auto& [id, group] : equal) holders.erase(group.front());
  while (!equal.empty()) {
    std::map<std::string, std::vector<DocumentId>, std::less<>> collided;
    for (const auto& [id, group] : equal) {
      PROV_ASSIGN_OR_RETURN(const std::vector<DocumentId> ranked, Rank(group));
      for (size_t rank = 0; rank < ranked.size(); ++rank) {
        std::string key = absl::StrCat(id, "#", rank + 1);
        if (const auto holder = holders.find(key); holder != holders.end()) {
          collided[key] = {*holder, ranked[rank]};
          holders.erase(holder);
        }
        documents_.SetKey(ranked[rank], std::move(key));
      }
    }
    equal = std::move(collided);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<DocumentId>> Corpus::Rank(
    const std::vector<DocumentId>& group) const {
  std::vector<std::pair<Sha256Digest, DocumentId>> digests;
  std::string bytes;
  for (const DocumentId document : group) {
    if (!record_digests_.empty()) {
      digests.emplace_back(record_digests_[document], document);
      continue;
    }
    PROV_RETURN_IF_ERROR(ReadRecord(document, bytes));
    digests.emplace_back(Sha256(std::string_view(bytes).substr(
                             0, documents_[document].place.length)),
                         document);
  }
  std::ranges::sort(digests);
  std::vector<DocumentId> ranked;
  for (const auto& [digest, document] : digests) ranked.push_back(document);
  return ranked;
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
