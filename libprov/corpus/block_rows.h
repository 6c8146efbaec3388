// One block of a scan as the worker that parses it leaves it.

#ifndef LIBPROV_CORPUS_BLOCK_ROWS_H_
#define LIBPROV_CORPUS_BLOCK_ROWS_H_

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/hash.h"
#include "libprov/base/status.h"
#include "libprov/corpus/block_scan.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/csv_scan.h"
#include "libprov/corpus/document_parser.h"
#include "libprov/corpus/document_table.h"

namespace prov {

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

// The parts of a scan that one worker keeps for itself.
struct ScanWorker {
  explicit ScanWorker(const ReadOptions& options) : parser(options) {}

  DocumentParser parser;
  std::string buffer;
};

// Parses the records of one block.  With a budget, large records are taken one
// at a time by whoever holds `large_records`.
class BlockParser {
 public:
  BlockParser(const ScanOptions& options, const Source& source, Measure measure,
              ScanWorker& worker, unsigned worker_number,
              std::mutex& large_records, BlockRows& rows)
      : options_(options),
        source_(source),
        measure_(measure),
        worker_(worker),
        worker_number_(worker_number),
        large_records_(large_records),
        rows_(rows) {}

  // Cuts the block into records and parses them; sets BlockRows::lines.  An
  // error is the reason alone; failed_line() tells where, 0 if it has no place.
  absl::Status Run(const InputBytes& input, const CsvBlock& block);

  uint32_t failed_line() const { return failed_line_; }

 private:
  absl::StatusOr<uint32_t> ForEachRecord(const InputBytes& input,
                                         const CsvBlock& block);
  absl::StatusOr<uint32_t> VisitFile(const InputBytes& input);
  absl::Status Add(const Line& line);
  absl::Status AddWithinBudget(const Line& line, const RecordPlace& place);
  absl::Status AddRecord(const Line& line, const RecordPlace& place,
                         DocumentParser& parser);
  void AddStrings(const Line& line, const Document& document,
                  ParsedRow& parsed);

  const ScanOptions& options_;
  const Source& source_;
  Measure measure_;
  ScanWorker& worker_;
  unsigned worker_number_;
  std::mutex& large_records_;
  BlockRows& rows_;
  uint32_t failed_line_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_BLOCK_ROWS_H_
