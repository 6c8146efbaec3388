// Plain bytes to gzip and zstd streams, piece by piece.  Equal bytes in give
// equal bytes out, however they were cut into Append() calls of kEncoderUnit
// bytes (the last may be shorter) and whatever the number of threads.

#ifndef LIBPROV_STORE_ENCODER_H_
#define LIBPROV_STORE_ENCODER_H_

#include <functional>
#include <memory>
#include <string_view>

#include "libprov/base/status.h"
#include "libprov/store/decoder.h"

namespace prov {

inline constexpr size_t kEncoderUnit = size_t{1} << 20;

class Encoder {
 public:
  virtual ~Encoder() = default;
  // REQUIRES: bytes.size() <= kEncoderUnit.
  virtual absl::Status Append(std::string_view bytes) = 0;
  // Writes the end of the stream; no Append() may follow.
  virtual absl::Status End() = 0;
};

using EncoderSink = std::function<absl::Status(std::string_view)>;

absl::StatusOr<std::unique_ptr<Encoder>> MakeEncoder(Encoding encoding,
                                                     unsigned threads,
                                                     EncoderSink sink);

}  // namespace prov

#endif  // LIBPROV_STORE_ENCODER_H_
