// A text is cut after a space or a line feed: no token reaches over either, so
// the tokens of the pieces are those of the text.  Held by
// token_finder_test.cc against NormalizedText.

#include "libprov/text/token_finder.h"

#include <algorithm>

namespace prov {
namespace {

constexpr size_t kPieceBytes = 256;

// The end of the piece that begins at `begin`.
size_t PieceEnd(std::string_view utf8, size_t begin) {
  if (utf8.size() - begin <= kPieceBytes) return utf8.size();
  const size_t at = utf8.find_first_of(" \n", begin + kPieceBytes);
  return at == std::string_view::npos ? utf8.size() : at + 1;
}

uint32_t CountCodePoints(std::string_view utf8) {
  uint32_t count = 0;
  for (const char c : utf8) count += (c & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace

std::span<const TokenSpan> TokenFinder::Find(std::string_view utf8,
                                             std::span<const size_t> wanted) {
  hashes_.clear();
  spans_.clear();
  uint32_t code_points = 0;
  size_t next = 0;
  for (size_t begin = 0; begin < utf8.size();) {
    const size_t end = PieceEnd(utf8, begin);
    const std::string_view piece = utf8.substr(begin, end - begin);
    size_t token = hashes_.size();
    const std::span<const uint64_t> hashes = tokenizer_.Hashes(piece);
    hashes_.insert(hashes_.end(), hashes.begin(), hashes.end());
    if (next < wanted.size() && wanted[next] < hashes_.size()) {
      scanner_.Scan(piece, [&](std::string_view, const TokenSpan& span) {
        if (next == wanted.size() || wanted[next] != token++) return;
        const auto bytes = static_cast<uint32_t>(begin);
        spans_.push_back({.begin_byte = span.begin_byte + bytes,
                          .end_byte = span.end_byte + bytes,
                          .begin = span.begin + code_points,
                          .end = span.end + code_points});
        ++next;
      });
    }
    code_points += CountCodePoints(piece);
    begin = end;
  }
  return spans_;
}

}  // namespace prov
