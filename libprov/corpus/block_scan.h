// Cuts an input into blocks that can be parsed in parallel, and a block into
// lines.  A line belongs to the block in which its first byte stands, so that
// the lines of all blocks in order are the lines of the input.

#ifndef LIBPROV_CORPUS_BLOCK_SCAN_H_
#define LIBPROV_CORPUS_BLOCK_SCAN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/store/input_bytes.h"

namespace prov {

inline constexpr uint64_t kScanBlockBytes = uint64_t{512} << 10;

struct ScanBlock {
  uint32_t input = 0;
  uint64_t begin = 0;
  uint64_t end = 0;
};

// A line without its ending.
struct Line {
  std::string_view record;  // Also without a "\r" before the "\n" or the end.
  uint64_t offset = 0;
  uint32_t line = 0;          // Within the block, from 1.
  uint64_t length_bytes = 0;  // Of the whole record.
  bool carriage_return = false;
  bool too_long = false;    // Over the limit: `record` may be cut short.
  bool open_quote = false;  // CSV: the input ends before a quote is closed.
};

// Calls `visit` with each line that is not blank, in order; what the views
// point to has kJsonPadding readable bytes behind it and lasts for the call.
// A byte order mark at the start of an input is no part of its first line.
// Returns the number of lines.  `buffer` is scratch space of the caller.
absl::StatusOr<uint32_t> ForEachLine(
    const InputBytes& input, const ScanBlock& block, uint64_t max_record_bytes,
    std::string& buffer, absl::FunctionRef<absl::Status(const Line&)> visit);

}  // namespace prov

#endif  // LIBPROV_CORPUS_BLOCK_SCAN_H_
