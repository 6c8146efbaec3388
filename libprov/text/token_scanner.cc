// A state machine over folded code points.  It sees each code point of the
// text once; only the fold's own classes decide where tokens begin and end, so
// that a text and its folded form have the same tokens.
//
// An apostrophe after a letter is kept pending: a letter next joins the two, a
// dropped character keeps waiting, anything else ends the token.
//
// Canonically equal texts may order their marks differently (Arabic shadda and
// fatha), so a token's marks are put into canonical order when it closes.
//
// Held by tests/unit/text/normalized_text_test.cc, by the comparison with ICU
// in unicode_tables_test.cc and by tests/fuzz/tokenizer_fuzz.cc.

#include "libprov/text/token_scanner.h"

#include <algorithm>
#include <array>

#include "libprov/text/utf8.h"

namespace prov {
namespace {

uint8_t CombiningClass(char32_t c) { return PropertiesOf(c).combining_class; }

// Canonical ordering: a stable sort by combining class between any two code
// points of class 0.
void SortMarks(std::string* token) {
  std::u32string code_points;
  for (size_t i = 0; i < token->size();) {
    code_points.push_back(NextCodePoint(*token, &i));
  }
  const auto is_starter = [](char32_t c) { return CombiningClass(c) == 0; };
  for (auto run = code_points.begin(); run != code_points.end();) {
    const auto end = std::find_if(run, code_points.end(), is_starter);
    std::stable_sort(run, end, [](char32_t a, char32_t b) {
      return CombiningClass(a) < CombiningClass(b);
    });
    run = std::find_if_not(end, code_points.end(), is_starter);
  }
  token->clear();
  for (const char32_t c : code_points) AppendUtf8(c, token);
}

}  // namespace

void TokenScanner::Scan(std::string_view utf8, Sink sink) {
  uint32_t code_points = 0;
  for (size_t i = 0; i < utf8.size();) {
    Place place;
    place.span.begin_byte = static_cast<uint32_t>(i);
    place.span.begin = code_points;
    place.code_point = NextCodePoint(utf8, &i);
    place.span.end_byte = static_cast<uint32_t>(i);
    place.span.end = ++code_points;
    const CharProperties& properties = PropertiesOf(place.code_point);
    switch (properties.char_class) {
      case CharClass::kSeparator:
        Close(sink);
        break;
      case CharClass::kDropped:
        break;
      case CharClass::kApostrophe:
        if (base_ != CharClass::kLetter || pending_apostrophe_) Close(sink);
        pending_apostrophe_ = !token_.empty();
        break;
      default:
        AddWord(place, properties, sink);
    }
  }
  Close(sink);
}

void TokenScanner::AddWord(const Place& place, const CharProperties& properties,
                           Sink sink) {
  if (properties.fold_length == 1) {
    const auto shift = static_cast<char32_t>(properties.fold);
    AddFolded(place.code_point + shift, properties, place, sink);
    return;
  }
  std::array<char32_t, kMaxFoldLength> buffer;
  for (const char32_t c : FoldOf(place.code_point, buffer)) {
    AddFolded(c, PropertiesOf(c), place, sink);
  }
}

void TokenScanner::AddFolded(char32_t c, const CharProperties& properties,
                             const Place& place, Sink sink) {
  if (!Continues(properties.char_class)) Close(sink);
  pending_apostrophe_ = false;
  if (token_.empty()) {
    span_.begin_byte = place.span.begin_byte;
    span_.begin = place.span.begin;
  }
  span_.end_byte = place.span.end_byte;
  span_.end = place.span.end;
  if (properties.char_class == CharClass::kMark) {
    AddMark(c, properties.combining_class);
  } else {
    base_ = properties.char_class;
    last_combining_class_ = 0;
    AppendUtf8(c, &token_);
  }
}

// Whether the open token goes on with a code point of class c.
bool TokenScanner::Continues(CharClass c) const {
  if (c == CharClass::kUnspacedLetter) return false;
  if (pending_apostrophe_) return c == CharClass::kLetter;
  return c == CharClass::kMark || base_ != CharClass::kUnspacedLetter;
}

void TokenScanner::AddMark(char32_t c, uint8_t combining_class) {
  if (combining_class != 0 && combining_class < last_combining_class_) {
    marks_out_of_order_ = true;
  }
  last_combining_class_ = combining_class;
  AppendUtf8(c, &token_);
}

void TokenScanner::Close(Sink sink) {
  if (!token_.empty()) {
    if (marks_out_of_order_) SortMarks(&token_);
    sink(token_, span_);
    token_.clear();
  }
  base_ = CharClass::kMark;
  pending_apostrophe_ = false;
  last_combining_class_ = 0;
  marks_out_of_order_ = false;
}

}  // namespace prov
