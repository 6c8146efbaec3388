// Held by extract_quotes_test.cc and, over any text, by extract_quotes_fuzz.

#include "libprov/quote/mark_pairs.h"

#include <algorithm>
#include <array>

#include "libprov/text/unicode_tables.h"
#include "libprov/text/utf8.h"

namespace prov {
namespace {

using Level = QuoteMark::Level;
using Side = QuoteMark::Side;

constexpr size_t kMaxDepth = 8;
constexpr size_t kMaxSingleBytes =
    600;  // Between single marks that stand alone.

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// Words that begin with an apostrophe.
constexpr std::array<std::string_view, 12> kElided = {
    "em", "til",  "till",  "tis", "twas", "cause",
    "n",  "bout", "round", "cos", "cuz",  "ere"};

// The letters that `text` begins with, in lower case.
std::string_view LeadingLetters(std::string_view text) {
  size_t end = 0;
  while (end < text.size() &&
         static_cast<unsigned char>((text[end] | 0x20) - 'a') < 26) {
    ++end;
  }
  return text.substr(0, end);
}

}  // namespace

MarkPairer::Family MarkPairer::FamilyOf(std::string_view text,
                                        const QuoteMark& mark) {
  if (mark.level == Level::kSingle) return Family::kSingle;
  size_t at = mark.span.begin_byte;
  switch (NextCodePoint(text, &at)) {
    case U'"':
    case U'\uFF02':
      return Family::kStraight;
    case U'\u00AB':
    case U'\u00BB':
      return Family::kAngle;
    case U'\'':
    case U'`':
      return Family::kTyped;
    case U'\u300C':
    case U'\u300D':
    case U'\u300E':
    case U'\u300F':
    case U'\u301D':
    case U'\u301E':
      return Family::kCorner;
    default:
      return Family::kCurly;
  }
}

// Inches: 5'10", or a straight mark after a digit where nothing is open.
bool MarkPairer::IsMeasure(const QuoteMark& mark) const {
  const uint32_t at = mark.span.begin_byte;
  if (mark.side == Side::kOpen || at == 0 || text_[at] != '"' ||
      !IsDigit(text_[at - 1])) {
    return false;
  }
  if (!OpenDouble(Family::kStraight).has_value()) return true;
  size_t digits = at;
  while (digits > 0 && IsDigit(text_[digits - 1])) --digits;
  return at - digits <= 2 && digits > 1 && text_[digits - 1] == '\'' &&
         IsDigit(text_[digits - 2]);
}

// '90s, 'em, rock 'n' roll.
bool MarkPairer::IsElision(const QuoteMark& mark) const {
  const std::string_view after = text_.substr(mark.span.end_byte);
  if (after.size() >= 2 && IsDigit(after[0]) && IsDigit(after[1]) &&
      (after.size() < 3 || !IsDigit(after[2]))) {
    return true;
  }
  const std::string_view word = LeadingLetters(after.substr(0, 6));
  return std::ranges::any_of(kElided, [word](std::string_view elided) {
    return std::ranges::equal(word, elided,
                              [](char a, char b) { return (a | 0x20) == b; });
  });
}

// The voters' choice: after an s, before another word, and another single mark
// that closes comes before any that opens.
bool MarkPairer::IsPossessive(size_t mark) const {
  const TokenSpan& span = marks_[mark].span;
  if (span.begin_byte == 0 || text_[span.begin_byte - 1] != 's') return false;
  const std::string_view after = text_.substr(span.end_byte);
  if (after.size() < 2 || after[0] != ' ' || !IsLower(after[1])) return false;
  for (size_t i = mark + 1; i < marks_.size(); ++i) {
    if (marks_[i].level == Level::kDouble) return open_.size() == 1;
    if (marks_[i].side == Side::kOpen) return false;
    if (marks_[i].side == Side::kClose) return true;
  }
  return false;
}

// Whether two marks that close come before any that opens: "a "b" c".
bool MarkPairer::NestsAt(size_t mark) const {
  size_t closing = 0;
  for (size_t i = mark + 1; i < marks_.size() && closing < 2; ++i) {
    if (marks_[i].level != Level::kDouble) continue;
    if (marks_[i].side != Side::kClose) return false;
    ++closing;
  }
  return closing == 2;
}

std::optional<size_t> MarkPairer::OpenDouble(Family family) const {
  std::optional<size_t> any;
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].family == family) return i;
    if (open_[i].family != Family::kSingle && !any.has_value()) any = i;
  }
  return any;
}

void MarkPairer::Push(size_t mark, Family family) {
  if (open_.size() < kMaxDepth) open_.push_back({mark, family});
}

void MarkPairer::CloseAt(size_t open_index, size_t mark) {
  pairs_.push_back({.open = open_[open_index].mark, .close = mark});
  open_.resize(open_index);  // Single marks inside were apostrophes.
}

void MarkPairer::GiveUp(size_t open_index, size_t mark) {
  pairs_.push_back(
      {.open = open_[open_index].mark, .close = {}, .given_up_at = mark});
  open_.resize(open_index);
}

void MarkPairer::TakeDouble(size_t mark) {
  const QuoteMark& taken = marks_[mark];
  if (IsMeasure(taken)) return;
  const Family family = FamilyOf(text_, taken);
  const std::optional<size_t> open = OpenDouble(family);
  if (!open.has_value()) {
    if (taken.side != Side::kClose) {
      Push(mark, family);
    } else {
      pairs_.push_back({.open = {}, .close = mark});
    }
    return;
  }
  if (taken.side != Side::kOpen) {
    CloseAt(*open, mark);
    return;
  }
  if (open_[*open].family == family && !NestsAt(mark)) GiveUp(*open, mark);
  Push(mark, family);
}

void MarkPairer::TakeSingle(size_t mark) {
  const QuoteMark& taken = marks_[mark];
  const bool open = !open_.empty() && open_.back().family == Family::kSingle;
  if (taken.side == Side::kOpen) {
    if (IsElision(taken)) return;
    if (open) open_.pop_back();  // It was an apostrophe.
    Push(mark, Family::kSingle);
    return;
  }
  if (!open || IsPossessive(mark)) return;
  const bool alone = open_.size() == 1;
  const size_t begin = marks_[open_.back().mark].span.end_byte;
  if (alone && taken.span.begin_byte - begin > kMaxSingleBytes) {
    open_.pop_back();
    return;
  }
  CloseAt(open_.size() - 1, mark);
}

std::span<const MarkPair> MarkPairer::Pair(std::string_view text,
                                           std::span<const QuoteMark> marks) {
  text_ = text;
  marks_ = marks;
  open_.clear();
  pairs_.clear();
  for (size_t mark = 0; mark < marks.size(); ++mark) {
    if (marks[mark].level == Level::kDouble) {
      TakeDouble(mark);
    } else {
      TakeSingle(mark);
    }
  }
  for (const Open& open : open_) {
    if (open.family != Family::kSingle) {
      pairs_.push_back({.open = open.mark, .close = {}});
    }
  }
  const auto place = [](const MarkPair& pair) {
    return pair.open.has_value() ? *pair.open : *pair.close;
  };
  std::ranges::sort(pairs_, {}, place);
  return pairs_;
}

}  // namespace prov
