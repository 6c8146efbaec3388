// Bytes that may begin a mark are told by vectors of bytes, 64 of them to a bit
// mask; a mark is judged by the code points before and after it.  Held by
// quote_marks_test.cc, for every instruction set.

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libprov/text/quote_marks.cc"
#include "hwy/foreach_target.h"  // Compiles this file for each target.
//
#include "hwy/highway.h"

#ifndef LIBPROV_TEXT_QUOTE_MARKS_CC_
#define LIBPROV_TEXT_QUOTE_MARKS_CC_

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include "libprov/text/quote_marks.h"
#include "libprov/text/unicode_tables.h"
#include "libprov/text/utf8.h"

namespace prov {
namespace {

constexpr size_t kBlockBytes = 64;
constexpr size_t kChunkBlocks = 64;
constexpr size_t kChunkBytes = kChunkBlocks * kBlockBytes;

// The first bytes of all marks, which are all of the bytes b with
// kByLowNibble[b & 15] & kByHighNibble[b >> 4] not 0.
constexpr std::array<uint8_t, 7> kFirstBytes = {0x22, 0x27, 0x60, 0xC2,
                                                0xE2, 0xE3, 0xEF};
constexpr uint8_t RowBit(int high_nibble) {
  return high_nibble == 0x2   ? 1
         : high_nibble == 0x6 ? 2
         : high_nibble == 0xC ? 4
         : high_nibble == 0xE ? 8
                              : 0;
}
using NibbleTable = std::array<uint8_t, 16>;
alignas(16) constexpr NibbleTable kByHighNibble = [] {
  NibbleTable table{};
  for (int high = 0; high < 16; ++high) table[high] = RowBit(high);
  return table;
}();
alignas(16) constexpr NibbleTable kByLowNibble = [] {
  NibbleTable table{};
  for (const uint8_t byte : kFirstBytes) {
    table[byte & 15] =
        static_cast<uint8_t>(table[byte & 15] | RowBit(byte >> 4));
  }
  return table;
}();

}  // namespace
}  // namespace prov

#endif  // LIBPROV_TEXT_QUOTE_MARKS_CC_

HWY_BEFORE_NAMESPACE();
namespace prov {
namespace HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR

void FindFirstBytes(const uint8_t* bytes, size_t blocks, uint64_t* masks) {
  for (size_t block = 0; block < blocks; ++block) {
    masks[block] = 0;
    for (size_t i = 0; i < kBlockBytes; ++i) {
      const uint8_t byte = bytes[block * kBlockBytes + i];
      const bool found =
          (kByLowNibble[byte & 15] & kByHighNibble[byte >> 4]) != 0;
      masks[block] |= uint64_t{found} << i;
    }
  }
}

#else

namespace hn = hwy::HWY_NAMESPACE;

// One bit for each byte that may begin a mark.
void FindFirstBytes(const uint8_t* bytes, size_t blocks, uint64_t* masks) {
  const hn::CappedTag<uint8_t, kBlockBytes> d;
  const auto by_low = hn::LoadDup128(d, kByLowNibble.data());
  const auto by_high = hn::LoadDup128(d, kByHighNibble.data());
  const auto low_bits = hn::Set(d, 0x0F);
  for (size_t block = 0; block < blocks; ++block) {
    masks[block] = 0;
    for (size_t i = 0; i < kBlockBytes; i += hn::Lanes(d)) {
      const auto x = hn::LoadU(d, bytes + block * kBlockBytes + i);
      const auto found =
          hn::And(hn::TableLookupBytes(by_low, hn::And(x, low_bits)),
                  hn::TableLookupBytes(by_high, hn::ShiftRight<4>(x)));
      uint64_t bits = 0;
      hn::StoreMaskBits(d, hn::Ne(found, hn::Zero(d)),
                        reinterpret_cast<uint8_t*>(&bits));
      masks[block] |= bits << i;
    }
  }
}

#endif  // HWY_TARGET == HWY_SCALAR

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace prov
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
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

bool IsAsciiLetter(char c) {
  return (static_cast<unsigned char>(c) | 0x20u) - 'a' < 26;
}

// The length of the apostrophe at `at` if it is one between two ASCII letters,
// as most are; else 0, which says nothing.
size_t PlainApostrophe(std::string_view utf8, size_t at) {
  const size_t length = utf8[at] == '\''                        ? 1
                        : utf8.substr(at).starts_with("\u2019") ? 3
                                                                : 0;
  return length > 0 && at > 0 && at + length < utf8.size() &&
                 IsAsciiLetter(utf8[at - 1]) && IsAsciiLetter(utf8[at + length])
             ? length
             : 0;
}

// Collects the marks of a text from left to right.
class Finder {
 public:
  explicit Finder(std::string_view utf8) : utf8_(utf8) {}

  // REQUIRES: the byte at `begin` begins a code point, later than before.
  void Look(size_t begin) {
    if (begin < next_) return;  // Part of the mark before.
    next_ = begin + PlainApostrophe(utf8_, begin);
    if (next_ > begin) return;
    const char32_t mark = NextCodePoint(utf8_, &next_);
    std::optional<MarkKind> kind = KindOf(mark);
    if (!kind.has_value()) return;
    uint32_t length = 1;
    const char32_t before = Before(utf8_, begin);
    if (MakeDouble(mark, At(utf8_, next_))) {
      kind->level = Level::kDouble;
      kind->fixed = mark == U'`' || mark == U'\u201A';
      length = 2;
      NextCodePoint(utf8_, &next_);
    } else if (IsApostrophe(*kind, before, At(utf8_, next_)) ||
               IsMeasure(before, mark, At(utf8_, next_))) {
      return;
    }
    code_points_ += CountCodePoints(utf8_.substr(counted_, begin - counted_));
    counted_ = begin;
    marks_.push_back({.span = {.begin_byte = static_cast<uint32_t>(begin),
                               .end_byte = static_cast<uint32_t>(next_),
                               .begin = code_points_,
                               .end = code_points_ + length},
                      .level = kind->level,
                      .side = SideOf(*kind, before, At(utf8_, next_))});
  }

  std::vector<QuoteMark> Take() { return std::move(marks_); }

 private:
  std::string_view utf8_;
  size_t next_ = 0;     // Up to there has been looked.
  size_t counted_ = 0;  // Up to there code points have been counted.
  uint32_t code_points_ = 0;
  std::vector<QuoteMark> marks_;
};

HWY_EXPORT(FindFirstBytes);

}  // namespace

std::vector<QuoteMark> FindQuoteMarks(std::string_view utf8) {
  Finder finder(utf8);
  std::array<uint64_t, kChunkBlocks> masks;
  for (size_t begin = 0; begin < utf8.size(); begin += kChunkBytes) {
    const auto* const bytes =
        reinterpret_cast<const uint8_t*>(utf8.data()) + begin;
    const size_t size = std::min(utf8.size() - begin, kChunkBytes);
    const size_t whole = size / kBlockBytes;
    HWY_DYNAMIC_DISPATCH(FindFirstBytes)(bytes, whole, masks.data());
    const size_t rest = size % kBlockBytes;
    if (rest > 0) {
      std::array<uint8_t, kBlockBytes> last{};
      std::memcpy(last.data(), bytes + whole * kBlockBytes, rest);
      HWY_DYNAMIC_DISPATCH(FindFirstBytes)(last.data(), 1, &masks[whole]);
    }
    for (size_t block = 0; block < whole + (rest > 0); ++block) {
      for (uint64_t left = masks[block]; left != 0; left &= left - 1) {
        finder.Look(begin + block * kBlockBytes +
                    static_cast<size_t>(std::countr_zero(left)));
      }
    }
  }
  return finder.Take();
}

}  // namespace prov
#endif  // HWY_ONCE
