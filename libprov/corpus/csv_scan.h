// Cuts a CSV input (RFC 4180, any separator) into records, in blocks that can
// be scanned in parallel.
//
// A quote opens a field only as its first byte, as after a separator or a line
// feed; within it "" is one quote and line feeds are text.  A record ends with
// a line feed outside of quotes.  So where a block begins, inside a quoted
// field or not, depends on every byte before it.  It is never guessed: what
// each block does to each of the three states a reader can be in is found in
// parallel, and these transitions are then chained from the front.
//
// A record belongs to the block in which its first byte stands.  Blank lines
// outside of quotes are no records.

#ifndef LIBPROV_CORPUS_CSV_SCAN_H_
#define LIBPROV_CORPUS_CSV_SCAN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/corpus/block_scan.h"
#include "libprov/store/input_bytes.h"

namespace prov {

// Where a reader stands between two bytes.
enum class CsvState : uint8_t {
  kOutside,  // Of quotes.
  kInside,   // Of a quoted field.
  kQuote,    // Behind a quote that closes the field unless another follows.
};

// The state behind a stretch of bytes, by the state before it.
using CsvTransition = std::array<CsvState, 3>;

// `before` is the byte before the first of `bytes`, "\n" at the very start.
CsvTransition TransitionOf(std::string_view bytes, char before, char separator);

// The same for a block of an input.  A byte order mark at the start counts as
// nothing.  `buffer` is scratch space of the caller.
absl::StatusOr<CsvTransition> TransitionOf(const InputBytes& input,
                                           const ScanBlock& block,
                                           char separator, std::string& buffer);

// Where a block of CSV lies and begins.
struct CsvBlock {
  ScanBlock block;
  CsvState state = CsvState::kOutside;  // Before the block's first byte.
  uint64_t first_record = 0;            // Of the input; behind the header.
  char separator = ',';
};

// As ForEachLine(): calls `visit` with each record of the block and returns the
// number of lines that begin in it.  Line::line is that of the record's first
// byte.
absl::StatusOr<uint32_t> ForEachCsvRecord(
    const InputBytes& input, const CsvBlock& block, uint64_t max_record_bytes,
    std::string& buffer, absl::FunctionRef<absl::Status(const Line&)> visit);

}  // namespace prov

#endif  // LIBPROV_CORPUS_CSV_SCAN_H_
