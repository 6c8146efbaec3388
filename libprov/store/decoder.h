// gzip and zstd streams to plain bytes, piece by piece.

#ifndef LIBPROV_STORE_DECODER_H_
#define LIBPROV_STORE_DECODER_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"

namespace prov {

enum class Encoding : uint8_t { kPlain, kGzip, kZstd };

// Enough of a file's beginning for EncodingOf().
inline constexpr size_t kMagicBytes = 4;

// What a file is, told by its first kMagicBytes bytes (all of it, if it is
// shorter).  Where these are too few to tell, the suffix of `name` decides: an
// empty "x.gz" is a gzip file that was cut short.
Encoding EncodingOf(std::string_view head, std::string_view name);

// What the suffix of `name` promises: .gz, .zst, else plain.
Encoding EncodingNamed(std::string_view name);

// Fills the span from its beginning; returns how many bytes, 0 at the end.
using ByteSource = absl::FunctionRef<absl::StatusOr<size_t>(std::span<char>)>;
using ByteSink = absl::FunctionRef<absl::Status(std::string_view)>;

// Passes everything `source` yields to `sink`, decoded.  Concatenated members
// are one stream; zstd's skippable frames are skipped.
//
// Returns DataLoss "name: cut short after N decoded bytes" or "name: damaged
// after N decoded bytes: why", FailedPrecondition if a zstd frame asks for a
// window over 128 MiB, or the first error of `source` or `sink`.
absl::Status Decode(Encoding encoding, std::string_view name, ByteSource source,
                    ByteSink sink);

}  // namespace prov

#endif  // LIBPROV_STORE_DECODER_H_
