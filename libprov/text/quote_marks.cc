// One pass with the code point before and after at hand.  Held by
// quote_marks_test.cc.

#include "libprov/text/quote_marks.h"

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

struct CodePoint {
  char32_t value = U'\n';  // Beyond the text stands a line break.
  uint32_t begin_byte = 0;
  uint32_t begin = 0;
};

// Steps through a text with three code points in view.
class Window {
 public:
  explicit Window(std::string_view utf8) : utf8_(utf8) {
    Advance();
    Advance();
  }

  bool done() const { return done_ >= 2; }
  const CodePoint& before() const { return places_[0]; }
  const CodePoint& at() const { return places_[1]; }
  const CodePoint& after() const { return places_[2]; }

  void Advance() {
    places_[0] = places_[1];
    places_[1] = places_[2];
    places_[2] = {.value = U'\n',
                  .begin_byte = static_cast<uint32_t>(next_),
                  .begin = count_};
    if (next_ == utf8_.size()) {
      ++done_;
      return;
    }
    places_[2].value = NextCodePoint(utf8_, &next_);
    ++count_;
  }

 private:
  std::string_view utf8_;
  size_t next_ = 0;
  uint32_t count_ = 0;
  int done_ = 0;
  CodePoint places_[3];
};

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
  for (Window window(utf8); !window.done(); window.Advance()) {
    const CodePoint place = window.at();
    std::optional<MarkKind> kind = KindOf(place.value);
    if (!kind.has_value()) continue;
    const char32_t before = window.before().value;
    if (MakeDouble(place.value, window.after().value)) {
      kind->level = Level::kDouble;
      kind->fixed = place.value == U'`' || place.value == U'\u201A';
      window.Advance();
    } else if (IsApostrophe(*kind, before, window.after().value) ||
               IsMeasure(before, place.value, window.after().value)) {
      continue;
    }
    const CodePoint& next = window.after();
    marks.push_back({.span = {.begin_byte = place.begin_byte,
                              .end_byte = next.begin_byte,
                              .begin = place.begin,
                              .end = next.begin},
                     .level = kind->level,
                     .side = SideOf(*kind, before, next.value)});
  }
  return marks;
}

}  // namespace prov
