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

// Bytes that two records share at their ends, whole characters only.
struct SharedEnds {
  uint32_t head = 0;
  uint32_t tail = 0;
};

// The ends of which a splice can be made: nullopt if too much lies between
// them.  Both records are valid UTF-8, and shorter than 4 GiB.
std::optional<SharedEnds> FindSplice(std::string_view kept,
                                     std::string_view dropped);

// Needs no second look at the kept record, which is not the same bytes.
Delta MakeSplice(const SharedEnds& ends, std::string_view dropped);

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
