// A stretch of an input in memory, read on as far as it is asked for.

#ifndef LIBPROV_CORPUS_INPUT_WINDOW_H_
#define LIBPROV_CORPUS_INPUT_WINDOW_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/base/status.h"
#include "libprov/store/input_bytes.h"

namespace prov {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The bytes of an input from `begin` on, as far as they have been asked for,
// with kJsonPadding readable bytes behind them.
class InputWindow {
 public:
  // `buffer` is scratch space of the caller, which only grows.
  InputWindow(const InputBytes& input, uint64_t begin, std::string& buffer)
      : input_(input), begin_(begin), buffer_(buffer) {}

  uint64_t end() const { return begin_ + size_; }

  // Reads on to `end`, or to the end of the input.
  absl::Status ReadTo(uint64_t end);

  // Reads on by a piece that grows with the window.
  absl::Status ReadMore();

  // Position of the first "\n" at or after `from`, or where the input ends;
  // past `limit` it may be any position whose byte has been read.
  absl::StatusOr<uint64_t> FindNewline(uint64_t from, uint64_t limit);

  // Valid until more is read.
  // REQUIRES: the bytes have been read.
  std::string_view View(uint64_t begin, uint64_t end) const {
    return std::string_view(buffer_).substr(begin - begin_, end - begin);
  }

 private:
  const InputBytes& input_;
  uint64_t begin_;
  std::string& buffer_;
  uint64_t size_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_INPUT_WINDOW_H_
