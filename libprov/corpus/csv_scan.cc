// Only quotes, and line feeds outside of them, are looked at: both are searched
// for with memchr, which passes over plain text at memory speed.
//
// Held by csv_scan_test.cc against a reader that goes byte by byte, with blocks
// cut at every byte, and by tests/fuzz/csv_fuzz.cc.

#include "libprov/corpus/csv_scan.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "libprov/corpus/input_window.h"

namespace prov {
namespace {

constexpr size_t kNone = std::string_view::npos;

// Position of `wanted` in [from, end), or `end`.
size_t Find(std::string_view bytes, char wanted, size_t from, size_t end) {
  if (from >= end) return end;
  const void* found = std::memchr(bytes.data() + from, wanted, end - from);
  if (found == nullptr) return end;
  return static_cast<size_t>(static_cast<const char*>(found) - bytes.data());
}

// Goes through a piece of an input that begins where the last one ended.
class RecordEndFinder {
 public:
  RecordEndFinder(CsvState state, char before, char separator)
      : state_(state), before_(before), separator_(separator) {}

  CsvState state() const { return state_; }

  // Position of the line feed that ends the record, or kNone where `bytes`
  // ends before it.
  size_t Find(std::string_view bytes) {
    size_t line_end = 0;  // Of the line that `at` stands in, once looked for.
    for (size_t at = 0; at < bytes.size();) {
      if (state_ == CsvState::kQuote) {
        const bool escaped = bytes[at] == '"';
        state_ = escaped ? CsvState::kInside : CsvState::kOutside;
        at += escaped ? 1 : 0;
      } else if (state_ == CsvState::kInside) {
        at = prov::Find(bytes, '"', at, bytes.size()) + 1;
        if (at <= bytes.size()) state_ = CsvState::kQuote;
      } else {
        if (line_end <= at) {
          line_end = prov::Find(bytes, '\n', at, bytes.size());
        }
        const size_t quote = FindOpening(bytes, at, line_end);
        if (quote < line_end) {
          state_ = CsvState::kInside;
        } else if (quote < bytes.size()) {
          return quote;
        }
        at = quote + 1;
      }
    }
    if (!bytes.empty()) before_ = bytes.back();
    return kNone;
  }

 private:
  // The first quote in [from, end) that opens a field, or `end`.
  size_t FindOpening(std::string_view bytes, size_t from, size_t end) const {
    while (true) {
      const size_t quote = prov::Find(bytes, '"', from, end);
      if (quote == end) return end;
      const char before = quote == 0 ? before_ : bytes[quote - 1];
      if (before == separator_ || before == '\n') return quote;
      from = quote + 1;
    }
  }

  CsvState state_;
  char before_;
  char separator_;
};

uint32_t CountNewlines(std::string_view bytes) {
  uint32_t count = 0;
  for (size_t at = 0;; ++at) {
    at = Find(bytes, '\n', at, bytes.size());
    if (at == bytes.size()) return count;
    ++count;
  }
}

// A record that is cut out of the input.
struct Extent {
  uint64_t end = 0;  // Where its "\n" stands, or the input ends.
  bool carriage_return = false;
  bool open_quote = false;
};

// Reads one block.
class BlockReader {
 public:
  BlockReader(const InputBytes& input, const CsvBlock& block,
              uint64_t max_record_bytes, std::string& buffer)
      : input_(input),
        block_(block),
        begin_(block.block.begin),
        end_(block.block.end),
        max_record_bytes_(max_record_bytes),
        window_(input, begin_ == 0 ? 0 : begin_ - 1, buffer),
        counted_(begin_ == 0 ? 0 : begin_ - 1),
        lines_(begin_ == 0 ? 1 : 0) {}

  absl::StatusOr<uint32_t> Run(
      absl::FunctionRef<absl::Status(const Line&)> visit) {
    PROV_RETURN_IF_ERROR(window_.ReadTo(end_));
    if (begin_ == end_) return 0;
    PROV_ASSIGN_OR_RETURN(uint64_t at, FirstBegin());
    Line line;
    while (at < end_) {
      line.line = LineOf(at);
      line.offset = at;
      PROV_ASSIGN_OR_RETURN(const Extent extent, FindEnd(at));
      line.carriage_return = extent.carriage_return;
      line.open_quote = extent.open_quote;
      line.length_bytes = extent.end - at - (extent.carriage_return ? 1 : 0);
      line.too_long = line.length_bytes > max_record_bytes_;
      line.record =
          window_.View(at, std::min(at + line.length_bytes, window_.end()));
      at = extent.end + 1;
      if (line.length_bytes > 0) PROV_RETURN_IF_ERROR(visit(line));
    }
    return LineOf(end_ - 1);
  }

 private:
  // The line of the byte at `offset`, which is no less than the last one asked
  // for: the lines that begin at or before it, from `begin_` on.
  uint32_t LineOf(uint64_t offset) {
    lines_ += CountNewlines(window_.View(counted_, offset));
    counted_ = offset;
    return lines_;
  }

  char Before(uint64_t offset) const {
    return offset == 0 ? '\n' : window_.View(offset - 1, offset).front();
  }

  // Where the first record of the block begins; its end if none does.
  absl::StatusOr<uint64_t> FirstBegin() {
    if (block_.first_record >= end_) return end_;
    if (block_.first_record > begin_) return block_.first_record;
    if (begin_ == 0) {
      const bool has_mark =
          window_.end() >= kByteOrderMark.size() &&
          window_.View(0, kByteOrderMark.size()) == kByteOrderMark;
      return has_mark ? kByteOrderMark.size() : 0;
    }
    if (begin_ == block_.first_record) return begin_;
    if (block_.state == CsvState::kOutside && Before(begin_) == '\n') {
      return begin_;
    }
    RecordEndFinder finder(block_.state, Before(begin_), block_.separator);
    const size_t found = finder.Find(window_.View(begin_, end_));
    return found == kNone ? end_ : begin_ + found + 1;
  }

  // What does not fit the limit is read on in pieces that are not kept.
  absl::StatusOr<Extent> FindEnd(uint64_t from) {
    // The record may end with "\r\n" beyond just the limit.
    const uint64_t longest =
        std::min(max_record_bytes_, std::numeric_limits<uint64_t>::max() / 2) +
        2;
    RecordEndFinder finder(CsvState::kOutside, '\n', block_.separator);
    uint64_t searched = from;
    while (true) {
      const size_t found = finder.Find(window_.View(searched, window_.end()));
      if (found != kNone) {
        const uint64_t end = searched + found;
        return Extent{.end = end,
                      .carriage_return = end > from && Before(end) == '\r'};
      }
      searched = window_.end();
      if (searched == input_.size_bytes()) {
        return Extent{
            .end = searched,
            .carriage_return = searched > from && Before(searched) == '\r',
            .open_quote = finder.state() == CsvState::kInside};
      }
      if (searched - from > longest) return SkipTo(finder, searched);
      PROV_RETURN_IF_ERROR(window_.ReadMore());
    }
  }

  absl::StatusOr<Extent> SkipTo(RecordEndFinder& finder, uint64_t from) {
    char before = Before(from);
    std::string piece;
    while (from < input_.size_bytes()) {
      piece.resize(std::min(kScanBlockBytes, input_.size_bytes() - from));
      PROV_RETURN_IF_ERROR(input_.Read(from, piece));
      const size_t found = finder.Find(piece);
      if (found != kNone) {
        if (found > 0) before = piece[found - 1];
        return Extent{.end = from + found, .carriage_return = before == '\r'};
      }
      before = piece.back();
      from += piece.size();
    }
    return Extent{.end = from,
                  .carriage_return = before == '\r',
                  .open_quote = finder.state() == CsvState::kInside};
  }

  const InputBytes& input_;
  const CsvBlock& block_;
  uint64_t begin_;
  uint64_t end_;
  uint64_t max_record_bytes_;
  InputWindow window_;
  uint64_t counted_;  // Up to here newlines are in `lines_`.
  uint32_t lines_;
};

}  // namespace

CsvTransition TransitionOf(std::string_view bytes, char before,
                           char separator) {
  CsvTransition states = {CsvState::kOutside, CsvState::kInside,
                          CsvState::kQuote};
  size_t last =
      kNone;  // The last quote; before the first byte, kNone + 1 is 0.
  auto settle = [&states, &last](size_t at) {
    // Nothing but another quote right behind it keeps a quote from closing.
    if (at == last + 1) return;
    for (CsvState& state : states) {
      if (state == CsvState::kQuote) state = CsvState::kOutside;
    }
  };
  for (size_t at = 0;; ++at) {
    at = Find(bytes, '"', at, bytes.size());
    settle(at);
    if (at == bytes.size()) return states;
    const char previous = at == 0 ? before : bytes[at - 1];
    const bool opens = previous == separator || previous == '\n';
    for (CsvState& state : states) {
      if (state == CsvState::kInside) {
        state = CsvState::kQuote;
      } else if (state == CsvState::kQuote || opens) {
        state = CsvState::kInside;
      }
    }
    last = at;
  }
}

absl::StatusOr<CsvTransition> TransitionOf(const InputBytes& input,
                                           const ScanBlock& block,
                                           char separator,
                                           std::string& buffer) {
  const uint64_t from = block.begin == 0 ? 0 : block.begin - 1;
  InputWindow window(input, from, buffer);
  PROV_RETURN_IF_ERROR(window.ReadTo(block.end));
  std::string_view bytes = window.View(from, window.end());
  char before = '\n';
  if (block.begin > 0) {
    before = bytes.front();
    bytes.remove_prefix(1);
  } else if (bytes.starts_with(kByteOrderMark)) {
    bytes.remove_prefix(kByteOrderMark.size());
  }
  return TransitionOf(bytes, before, separator);
}

absl::StatusOr<uint32_t> ForEachCsvRecord(
    const InputBytes& input, const CsvBlock& block, uint64_t max_record_bytes,
    std::string& buffer, absl::FunctionRef<absl::Status(const Line&)> visit) {
  return BlockReader(input, block, max_record_bytes, buffer).Run(visit);
}

}  // namespace prov
