#include "libprov/corpus/input_window.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "libprov/base/json_reader.h"

namespace prov {
namespace {

constexpr uint64_t kExtendBytes = uint64_t{64} << 10;

}  // namespace

absl::Status InputWindow::ReadTo(uint64_t end) {
  const uint64_t wanted = std::min(end, input_.size_bytes()) - begin_;
  if (wanted <= size_) return absl::OkStatus();
  if (buffer_.size() < wanted + kJsonPadding) {
    buffer_.resize(wanted + kJsonPadding);
  }
  PROV_RETURN_IF_ERROR(input_.Read(
      begin_ + size_, std::span(buffer_).subspan(size_, wanted - size_)));
  size_ = wanted;
  return absl::OkStatus();
}

absl::Status InputWindow::ReadMore() {
  return ReadTo(end() + std::max(kExtendBytes, size_ / 2));
}

absl::StatusOr<uint64_t> InputWindow::FindNewline(uint64_t from,
                                                  uint64_t limit) {
  while (true) {
    const char* start = buffer_.data() + (from - begin_);
    const void* found = std::memchr(start, '\n', size_ - (from - begin_));
    if (found != nullptr) {
      return from +
             static_cast<uint64_t>(static_cast<const char*>(found) - start);
    }
    if (end() > limit) return end() - 1;
    from = end();
    if (from == input_.size_bytes()) return from;
    PROV_RETURN_IF_ERROR(ReadMore());
  }
}

}  // namespace prov
