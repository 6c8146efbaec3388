// Bytes that begin no mark are passed over by a table; a mark is judged by the
// code points before and after it.  Held by quote_marks_test.cc.

#include "libprov/text/quote_marks.h"

#include <array>
#include <optional>

#include "libprov/text/unicode_tables.h"
#include "libprov/text/utf8.h"

namespace prov {
namespace {

using Level = QuoteMark::Level;
using Side = QuoteMark::Side;

struct MarkKind {
  Level level;
  Side usual;
  bool fixed;  // The side does not hang on neighbours.
};

std::optional<MarkKind> KindOf(char32_t c) {
  switch (c) {
    case U'"':
    case U'\uFF02':
      return MarkKind{Level::kDouble, Side::kEither, false};
    case U'\u201C':  // “
    case U'\u00AB':  // «
      return MarkKind{Level::kDouble, Side::kOpen, false};
    case U'\u201D':  // ”
    case U'\u00BB':  // »
      return MarkKind{Level::kDouble, Side::kClose, false};
    case U'\u201E':  // „
    case U'\u201F':
    case U'\u301D':
    case U'\u300C':
    case U'\u300E':
      return MarkKind{Level::kDouble, Side::kOpen, true};
    case U'\u301E':
    case U'\u300D':
    case U'\u300F':
      return MarkKind{Level::kDouble, Side::kClose, true};
    case U'\'':
    case U'\uFF07':
      return MarkKind{Level::kSingle, Side::kEither, false};
    case U'\u2018':  // ‘
    case U'\u2039':  // ‹
      return MarkKind{Level::kSingle, Side::kOpen, false};
    case U'\u2019':  // ’
    case U'\u203A':  // ›
    case U'\u00B4':  // ´
      return MarkKind{Level::kSingle, Side::kClose, false};
    case U'\u201A':  // ‚
    case U'\u201B':
    case U'`':
      return MarkKind{Level::kSingle, Side::kOpen, true};
    default:
      return std::nullopt;
  }
}

// What a neighbour is to a mark.
enum class Neighbour : uint8_t { kSpace, kWord, kOpening, kClosing, kOther };

Neighbour NeighbourOf(char32_t c) {
  if (IsWord(PropertiesOf(c).char_class)) return Neighbour::kWord;
  switch (c) {
    case U' ':
    case U'\t':
    case U'\n':
    case U'\r':
    case U'\u00A0':
    case U'\u202F':
    case U'\u3000':
      return Neighbour::kSpace;
    case U'(':
    case U'[':
    case U'{':
    case U'\u2013':
    case U'\u2014':
    case U'-':
    case U'/':
      return Neighbour::kOpening;
    case U',':
    case U'.':
    case U';':
    case U':':
    case U'!':
    case U'?':
    case U')':
    case U']':
    case U'}':
    case U'\u2026':
      return Neighbour::kClosing;
    default:
      return c >= U'\u2000' && c <= U'\u200A' ? Neighbour::kSpace
                                              : Neighbour::kOther;
  }
}

bool IsDigit(char32_t c) {
  return PropertiesOf(c).char_class == CharClass::kDigit;
}

// The first bytes of all marks.
constexpr std::array<bool, 256> kMayBegin = [] {
  std::array<bool, 256> may_begin{};
  for (const size_t byte : {0x22U, 0x27U, 0x60U, 0xC2U, 0xE2U, 0xE3U, 0xEFU}) {
    may_begin[byte] = true;
  }
  return may_begin;
}();

// The code point before a place; a line break at the beginning.
char32_t Before(std::string_view utf8, size_t at) {
  if (at == 0) return U'\n';
  size_t begin = at - 1;
  while (begin > 0 && (utf8[begin] & 0xC0) == 0x80) --begin;
  return NextCodePoint(utf8, &begin);
}

// The one that begins there; a line break at the end.
char32_t At(std::string_view utf8, size_t at) {
  return at < utf8.size() ? NextCodePoint(utf8, &at) : U'\n';
}

Side SideOf(const MarkKind& kind, char32_t before, char32_t after) {
  if (kind.fixed) return kind.usual;
  const Neighbour left = NeighbourOf(before);
  const Neighbour right = NeighbourOf(after);
  const bool can_open =
      left == Neighbour::kSpace || left == Neighbour::kOpening;
  const bool can_close =
      right == Neighbour::kSpace || right == Neighbour::kClosing;
  if (can_open && !can_close) return Side::kOpen;
  if (can_close && !can_open) return Side::kClose;
  return kind.usual;
}

// Whether two single marks in a row are one double mark.
bool MakeDouble(char32_t a, char32_t b) {
  return a == b && (a == U'\'' || a == U'`' || a == U'\u2018' ||
                    a == U'\u2019' || a == U'\u201A');
}

// A sign of minutes, inches, feet: after a digit, with no space before it.
bool IsMeasure(char32_t before, char32_t mark, char32_t after) {
  return (mark == U'"' || mark == U'\'') && IsDigit(before) &&
         (mark == U'\'' ? IsDigit(after) || after == U'"' : false);
}

bool IsApostrophe(const MarkKind& kind, char32_t before, char32_t after) {
  return kind.level == Level::kSingle &&
         NeighbourOf(before) == Neighbour::kWord &&
         NeighbourOf(after) == Neighbour::kWord;
}

}  // namespace

std::vector<QuoteMark> FindQuoteMarks(std::string_view utf8) {
  std::vector<QuoteMark> marks;
  size_t counted = 0;  // Up to there code points have been counted.
  uint32_t code_points = 0;
  for (size_t at = 0; at < utf8.size();) {
    if (!kMayBegin[static_cast<unsigned char>(utf8[at])]) {
      ++at;
      continue;
    }
    const size_t begin = at;
    const char32_t mark = NextCodePoint(utf8, &at);
    std::optional<MarkKind> kind = KindOf(mark);
    if (!kind.has_value()) continue;
    uint32_t length = 1;
    const char32_t before = Before(utf8, begin);
    if (MakeDouble(mark, At(utf8, at))) {
      kind->level = Level::kDouble;
      kind->fixed = mark == U'`' || mark == U'\u201A';
      length = 2;
      NextCodePoint(utf8, &at);
    } else if (IsApostrophe(*kind, before, At(utf8, at)) ||
               IsMeasure(before, mark, At(utf8, at))) {
      continue;
    }
    for (; counted < begin; ++counted) {
      code_points += (utf8[counted] & 0xC0) != 0x80 ? 1 : 0;
    }
    marks.push_back({.span = {.begin_byte = static_cast<uint32_t>(begin),
                              .end_byte = static_cast<uint32_t>(at),
                              .begin = code_points,
                              .end = code_points + length},
                     .level = kind->level,
                     .side = SideOf(*kind, before, At(utf8, at))});
  }
  return marks;
}

}  // namespace prov
