// A block is read with the byte before it, which tells whether its first byte
// begins a line, and is extended until the line that crosses its end is whole.

#include "libprov/corpus/block_scan.h"

#include <algorithm>
#include <limits>

#include "libprov/corpus/input_window.h"

namespace prov {
namespace {

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Where the first line of the block begins; block.end if none does.
absl::StatusOr<uint64_t> FirstLineBegin(InputWindow& window,
                                        const InputBytes& input,
                                        const ScanBlock& block) {
  if (block.begin == 0) {
    const bool has_mark =
        input.size_bytes() >= kByteOrderMark.size() &&
        window.View(0, kByteOrderMark.size()) == kByteOrderMark;
    return has_mark ? kByteOrderMark.size() : 0;
  }
  if (window.View(block.begin - 1, block.begin) == "\n") return block.begin;
  PROV_ASSIGN_OR_RETURN(const uint64_t newline,
                        window.FindNewline(block.begin, block.end - 1));
  return std::min(newline + 1, block.end);
}

// The part of a line that is too long to be kept.
struct LineTail {
  uint64_t end = 0;  // Where the "\n" stands, or the input ends.
  bool is_blank = true;
  bool carriage_return = false;  // It ends with "\r\n", or "\r" at the end.
};

// REQUIRES: from is the place of a byte of the line.
absl::StatusOr<LineTail> SkipLine(const InputBytes& input, uint64_t from) {
  LineTail tail{.end = from};
  std::string bytes;
  while (tail.end < input.size_bytes()) {
    bytes.resize(std::min(kScanBlockBytes, input.size_bytes() - tail.end));
    PROV_RETURN_IF_ERROR(input.Read(tail.end, bytes));
    const size_t newline = bytes.find('\n');
    const std::string_view piece = std::string_view(bytes).substr(0, newline);
    tail.end += piece.size();
    tail.is_blank = tail.is_blank && IsBlank(piece);
    if (!piece.empty()) tail.carriage_return = piece.ends_with('\r');
    if (newline != std::string::npos) return tail;
  }
  return tail;
}

}  // namespace

absl::StatusOr<uint32_t> ForEachLine(
    const InputBytes& input, const ScanBlock& block, uint64_t max_record_bytes,
    std::string& buffer, absl::FunctionRef<absl::Status(const Line&)> visit) {
  InputWindow window(input, block.begin == 0 ? 0 : block.begin - 1, buffer);
  PROV_RETURN_IF_ERROR(window.ReadTo(block.end));
  PROV_ASSIGN_OR_RETURN(uint64_t begin, FirstLineBegin(window, input, block));
  // The line may end with "\r\n" beyond a record of just the limit.
  const uint64_t longest =
      std::min(max_record_bytes, std::numeric_limits<uint64_t>::max() / 2) + 2;
  Line line;
  while (begin < block.end) {
    ++line.line;
    PROV_ASSIGN_OR_RETURN(uint64_t end,
                          window.FindNewline(begin, begin + longest));
    line.record = window.View(begin, end);
    bool is_blank = IsBlank(line.record);
    if (end < input.size_bytes() && window.View(end, end + 1) != "\n") {
      PROV_ASSIGN_OR_RETURN(const LineTail tail, SkipLine(input, end));
      end = tail.end;
      is_blank = is_blank && tail.is_blank;
      line.carriage_return = tail.carriage_return;
    } else {
      line.carriage_return = line.record.ends_with('\r');
      if (line.carriage_return) line.record.remove_suffix(1);
    }
    line.offset = begin;
    line.length_bytes = end - begin - (line.carriage_return ? 1 : 0);
    line.too_long = line.length_bytes > max_record_bytes;
    begin = end + 1;
    if (!is_blank) PROV_RETURN_IF_ERROR(visit(line));
  }
  return line.line;
}

}  // namespace prov
