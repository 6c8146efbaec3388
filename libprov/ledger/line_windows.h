// The lines of a file, some megabytes of them at a time, cut by several
// threads: for logs and findings of millions of lines.

#ifndef LIBPROV_LEDGER_LINE_WINDOWS_H_
#define LIBPROV_LEDGER_LINE_WINDOWS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/store/input_bytes.h"

namespace prov {

class LineWindows {
 public:
  static constexpr uint64_t kWindowBytes = uint64_t{16} << 20;

  // All lines of `input`, which must outlive it.
  LineWindows(const InputBytes& input, unsigned threads,
              uint64_t window_bytes = kWindowBytes)
      : LineWindows(input, threads, 0, input.size_bytes(), window_bytes) {}

  // Those of its bytes [begin, end).
  LineWindows(const InputBytes& input, unsigned threads, uint64_t begin,
              uint64_t end, uint64_t window_bytes = kWindowBytes)
      : input_(input),
        threads_(threads),
        window_bytes_(window_bytes),
        limit_(end),
        begin_(begin),
        end_(begin) {}

  // The next lines without their "\n", at least one unless none is left.  Valid
  // until the next call; kJsonPadding bytes behind each can be read.
  absl::StatusOr<std::span<const std::string_view>> Next();

  // Where in the input the lines given last begin; after them it goes on at
  // end_offset().
  uint64_t offset() const { return begin_; }
  uint64_t end_offset() const { return end_; }

  // The bytes of those lines, each with its "\n".
  std::string_view bytes() const;

  // After the last line: how many bytes follow that no "\n" ends.
  uint64_t bytes_without_end() const { return limit_ - end_; }

 private:
  const InputBytes& input_;
  unsigned threads_;
  uint64_t window_bytes_;
  uint64_t limit_;
  uint64_t begin_;
  uint64_t end_;
  std::vector<char> window_;
  std::vector<std::vector<uint64_t>> ends_;  // Of each piece.
  std::vector<std::string_view> lines_;
};

}  // namespace prov

#endif  // LIBPROV_LEDGER_LINE_WINDOWS_H_
