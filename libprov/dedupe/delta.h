// A dropped record as what makes it different from its kept one.
//
//   nothing   the records are the same bytes
//   splice    the first `head` and last `tail` bytes of the kept record with
//             `middle` between them: the usual copy under another id
//   zstd      a zstd frame with the kept record as its dictionary, otherwise
//             (5-17 us, some 60 bytes for a light edit)

#ifndef LIBPROV_DEDUPE_DELTA_H_
#define LIBPROV_DEDUPE_DELTA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libprov/base/status.h"

namespace prov {

struct Delta {
  enum class Form : uint8_t { kNothing, kSplice, kZstd };
  Form form = Form::kNothing;
  uint64_t head = 0;    // kSplice.
  uint64_t tail = 0;    // kSplice.
  std::string payload;  // kSplice: the middle, valid UTF-8; kZstd: the frame.

  friend bool operator==(const Delta&, const Delta&) = default;
};

// Both records are valid UTF-8.
absl::StatusOr<Delta> MakeDelta(std::string_view kept,
                                std::string_view dropped);

// Returns the dropped record.  DataLoss if `delta` does not fit `kept`, or
// does not give just `size_bytes`, which the caller knows to expect.  Room is
// made only for what the delta can hold, however large `size_bytes` is.
absl::StatusOr<std::string> ApplyDelta(std::string_view kept,
                                       const Delta& delta, uint64_t size_bytes);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_DELTA_H_
