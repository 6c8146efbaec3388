// The lines of a file on their way into a hash tree: some thousand at a time,
// each chunk of them read, cut and hashed by one thread from beginning to end,
// and taken in the order of the file.  What is made hangs on no number of
// threads.

#ifndef LIBPROV_LEDGER_LINE_CHUNKS_H_
#define LIBPROV_LEDGER_LINE_CHUNKS_H_

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/ledger/entry.h"
#include "libprov/ledger/merkle_tree.h"
#include "libprov/store/input_bytes.h"

namespace prov {

// A line that is more than a finding of which the log has the bytes.
struct MarkedLine {
  size_t line = 0;  // Index in its chunk.
  EntryKind kind = EntryKind::kFinding;
  std::string object;  // The entry that is to stand for it, if any.
};

struct LineChunk {
  uint64_t first = 0;      // Number of its first line; the file's first is 0.
  uint64_t offset = 0;     // Where in the file that one begins.
  std::string_view bytes;  // Of the lines, each with its "\n".
  // Without "\n"; kJsonPadding bytes behind each can be read.
  std::vector<std::string_view> lines;

  // What a LineHasher makes of them.
  std::vector<MerkleHash> leaves;  // One a line.
  std::vector<MarkedLine> marked;  // In order.
};

struct ChunkOptions {
  unsigned threads = 1;
  uint64_t max_lines = std::numeric_limits<uint64_t>::max();  // Then it ends.
  uint64_t chunk_bytes = uint64_t{1} << 20;  // About so many at a time.
};

struct LinesRead {
  uint64_t lines = 0;
  uint64_t end_offset = 0;  // Of the last one.
};

// Fills `leaves` and `marked` of a chunk whose other members are set; on any
// thread, `worker` as in ParallelFor().
using LineHasher = absl::FunctionRef<absl::Status(LineChunk&, unsigned worker)>;

// Gets each chunk, one at a time and in order, at the same time as later ones
// are hashed.
using ChunkTaker = absl::FunctionRef<absl::Status(const LineChunk&)>;

// Adds the leaves of all lines of `input` to `roots`, the first as that of
// entry `first_entry`.  What no "\n" ends is no line.  The first failure ends
// it: of reading, of `hash`, or of `take`, which has got what is before it.
absl::StatusOr<LinesRead> AddLines(const InputBytes& input,
                                   uint64_t first_entry,
                                   const ChunkOptions& options, LineHasher hash,
                                   ChunkTaker take, RangeRoots& roots);

}  // namespace prov

#endif  // LIBPROV_LEDGER_LINE_CHUNKS_H_
