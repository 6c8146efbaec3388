// The documents of one or several inputs: scanned once in parallel from end to
// end, then read again one by one.
//
// Every byte of an input belongs to exactly one of: a record (with its line
// ending), a rejected record, or a literal stretch (a byte order mark, blank
// lines, the header of a CSV input).  The scan says which; RecordPlace and
// Rejected tell where.  A text file is one record from end to end.

#ifndef LIBPROV_CORPUS_CORPUS_H_
#define LIBPROV_CORPUS_CORPUS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/date_orders.h"
#include "libprov/corpus/document.h"
#include "libprov/corpus/document_parser.h"
#include "libprov/corpus/document_table.h"
#include "libprov/corpus/read_options.h"
#include "libprov/corpus/source.h"
#include "libprov/store/input_bytes.h"
#include "libprov/store/spill_vector.h"

namespace prov {

struct ScanOptions {
  unsigned threads = 1;
  MemoryBudget memory;  // Of what is scanned and of all that comes after it.
  // Called now and then, by one thread at a time, with how far the scan is.
  std::function<void(uint64_t bytes, uint64_t total_bytes, uint64_t documents)>
      on_progress;
  uint64_t max_record_bytes = uint64_t{16} << 20;  // At most 2 GiB.
  bool collect_rejects = false;  // Else the first malformed record is an error.
  bool digest_records = false;   // Fill Corpus::record_digests().
  bool unique_ids = false;  // An id that several records carry is an error.
};

// A record, or what stands for one, that is no document.
struct Rejected {
  RecordPlace place;
  uint64_t length_bytes = 0;  // Without the line ending.
  bool ends_with_carriage_return = false;
  std::string reason;  // Empty where many others come before.
};

// What the caller of Scan() measures of one document, on a worker thread.
struct Measured {
  uint32_t token_count = 0;
  uint64_t tokens_hash = 0;
};

// An input to open.  "-" is stdin.
struct InputSpec {
  std::string path;
  Format format = Format::kJsonLines;
  TextFacts facts = {};  // If it is a text file.
};

// As the user names it: in the format given, or that of its name, or else JSON
// Lines.  The id of a text file is its path.
InputSpec SpecOf(const std::string& path, const ReadOptions& options);

class Corpus {
 public:
  // Opens every input without reading more of it than a CSV header.  The
  // inputs of an archive come after the others; keys are unique among the
  // documents of either, not across.  InvalidArgument where a file is named
  // twice, be it by a link: its documents would be copies of themselves, and
  // the one that is kept could be the one that is dropped.
  static absl::StatusOr<Corpus> Open(const std::vector<InputSpec>& inputs,
                                     const std::vector<InputSpec>& archive,
                                     const ReadOptions& options);

  // The same, each path as SpecOf() has it.
  static absl::StatusOr<Corpus> Open(
      const std::vector<std::string>& paths,
      const std::vector<std::string>& archive = {},
      const ReadOptions& options = {});

  // Parses every record on options.threads threads.  `measure` is called once
  // a document, concurrently for different workers; what it appends to
  // `payload` (the same number of values for each document) is handed to
  // `take` in input order, a block of documents at a time.  Where a date can be
  // read two ways, `measure` sees both, and the table has the one that the
  // outlet's other dates tell (date_orders.h).
  //
  // Errors: DataLoss "path:line: why" of the first malformed record;
  // ResourceExhausted if the documents, or one of them, do not fit into
  // options.memory.
  absl::Status Scan(
      const ScanOptions& options,
      absl::FunctionRef<Measured(const Document&, unsigned worker,
                                 std::vector<uint16_t>& payload)>
          measure,
      absl::FunctionRef<void(size_t documents, std::vector<uint16_t> payload)>
          take);

  // Gives documents of several scans, appended by their ids, the keys that one
  // scan of all would have given them.  `digests`: SHA-256 of each record.
  static absl::StatusOr<DocumentTable> WithKeys(
      DocumentTable documents, const SpillVector<Sha256Digest>& digests,
      const MemoryBudget& memory);

  // Takes what an earlier scan of the same inputs has found.
  void Adopt(DocumentTable documents);

  const DocumentTable& documents() const { return documents_; }
  const std::vector<InputBytes>& inputs() const { return inputs_; }
  // How each input is read.
  const std::vector<Source>& sources() const { return sources_; }
  const ReadOptions& read_options() const { return read_options_; }
  const std::vector<Rejected>& rejects() const { return rejects_; }

  // SHA-256 of each record; empty unless ScanOptions::digest_records.
  const SpillVector<Sha256Digest>& record_digests() const {
    return record_digests_;
  }

  // Failures of the files that hold what did not fit into memory: ask before
  // anything is published.
  absl::Status status() const;

  // Ids that several records carry, and one of them, for the user to see.
  uint64_t repeated_ids() const { return repeated_ids_; }
  const std::string& repeated_id_example() const { return repeated_id_; }

  // The documents of an input are [first_document(i), first_document(i + 1)).
  // REQUIRES: Scan() has succeeded; input <= inputs().size()
  DocumentId first_document(size_t input) const {
    return first_documents_[input];
  }

  // How an outlet orders day and month, where its own dates tell, and the user
  // has not.
  DateOrder OrderOf(uint32_t outlet) const { return orders_[outlet]; }

  // Inputs before this one are not of the archive.
  size_t num_own_inputs() const { return num_own_inputs_; }

  // Fills `bytes` with the record, kJsonPadding bytes of room behind it.
  // DataLoss "path:line: changed while it was read" if it is not what it was.
  absl::Status ReadRecord(DocumentId document, std::string& bytes) const;

  // "path:line", for messages; the path alone for a text file.
  std::string PlaceName(const RecordPlace& place) const;

 private:
  struct Blocks;
  absl::Status CheckNamedOnce() const;
  absl::StatusOr<Blocks> CutBlocks(unsigned threads) const;
  // What a scan says of an error at a line of an input; 0 is no line.
  absl::Status Located(const absl::Status& status, uint32_t input,
                       uint32_t line) const;
  void FindFirstDocuments();
  // Reads 06/04/2017 as the outlet's other dates have it.
  absl::Status SettleDates(unsigned threads);
  // InvalidArgument with the places of two of the records that share an id.
  absl::Status RefuseRepeatedId(DocumentId a, DocumentId b) const;
  // `digests` are those of the records, or empty.
  absl::Status AssignKeys(DocumentId begin, DocumentId end,
                          const SpillVector<Sha256Digest>& digests,
                          const MemoryBudget& memory);

  // The documents in the order of SHA-256(record).
  absl::StatusOr<std::vector<DocumentId>> Rank(
      const std::vector<DocumentId>& group,
      const SpillVector<Sha256Digest>& record_digests) const;

  std::vector<InputBytes> inputs_;
  std::vector<Source> sources_;
  ReadOptions read_options_;
  bool unique_ids_ = false;
  size_t num_own_inputs_ = 0;
  DocumentTable documents_;
  DateOrders orders_;
  SpillVector<Sha256Digest> record_digests_;
  std::vector<Rejected> rejects_;
  std::vector<DocumentId> first_documents_;  // [inputs + 1]
  uint64_t repeated_ids_ = 0;
  std::string repeated_id_;
};

// Reads documents of a corpus again, one at a time.  One thread at a time.
class DocumentReader {
 public:
  explicit DocumentReader(const Corpus& corpus);

  // The document, valid until the next call, with its dates as the outlet
  // orders day and month.
  absl::StatusOr<Document> Read(DocumentId document);

  // Its record bytes, valid until the next Read().
  std::string_view record() const { return record_; }

 private:
  const Corpus* corpus_;
  std::string bytes_;
  std::string_view record_;
  std::array<DocumentParser, 3> parsers_;  // By DateOrder.
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_CORPUS_H_
