// A window is read and searched for line feeds in pieces; what no "\n" ends is
// read again with the next window, or with a larger one if it is all there is.
// Held by log_scan_test.cc.

#include "libprov/ledger/line_windows.h"

#include <algorithm>
#include <cstring>

#include "libprov/base/json_reader.h"
#include "libprov/base/parallel.h"

namespace prov {
namespace {

constexpr uint64_t kPieceBytes = uint64_t{1} << 20;

}  // namespace

absl::StatusOr<std::span<const std::string_view>> LineWindows::Next() {
  begin_ = end_;
  const uint64_t left = limit_ - begin_;
  for (uint64_t size = std::min(window_bytes_, left);;
       size = std::min(2 * size, left)) {
    if (window_.size() < size + kJsonPadding) {
      window_.resize(size + kJsonPadding);
    }
    const size_t pieces = (size + kPieceBytes - 1) / kPieceBytes;
    ends_.resize(std::max(ends_.size(), pieces));
    PROV_RETURN_IF_ERROR(
        ParallelFor(pieces, threads_, [&](size_t i, unsigned) -> absl::Status {
          const uint64_t from = i * kPieceBytes;
          const std::span piece(window_.data() + from,
                                std::min(kPieceBytes, size - from));
          PROV_RETURN_IF_ERROR(input_.Read(begin_ + from, piece));
          ends_[i].clear();
          const char* const end = piece.data() + piece.size();
          for (const char* at = piece.data();
               (at = static_cast<const char*>(std::memchr(
                    at, '\n', static_cast<size_t>(end - at)))) != nullptr;
               ++at) {
            ends_[i].push_back(static_cast<uint64_t>(at - window_.data()));
          }
          return absl::OkStatus();
        }));
    lines_.clear();
    uint64_t line = 0;
    for (size_t i = 0; i < pieces; ++i) {
      for (const uint64_t end : ends_[i]) {
        lines_.emplace_back(window_.data() + line, end - line);
        line = end + 1;
      }
    }
    end_ = begin_ + line;
    if (!lines_.empty() || size == left) return lines_;
  }
}

std::string_view LineWindows::bytes() const {
  return {window_.data(), end_ - begin_};
}

}  // namespace prov
