// Marks are found in one pass over the text, handed out to paragraphs, paired
// there (mark_pairs.h), and pairs become spans.  A mark's side at the beginning
// of the next paragraph says whether an open quote continues.
//
// Held by extract_quotes_test.cc; measured by bench/quotes.sh.

#include "libprov/quote/extract_quotes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "libprov/quote/language.h"
#include "libprov/quote/mark_pairs.h"
#include "libprov/quote/quote_type.h"
#include "libprov/text/quote_marks.h"

namespace prov {
namespace {

constexpr std::array<std::string_view, 3> kDashes = {"\u2014", "\u2013",
                                                     "\u2015"};

uint32_t CodePoints(std::string_view utf8) {
  return static_cast<uint32_t>(
      std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

// The bytes of white space that `text` begins with, or ends with.
size_t LeadingSpace(std::string_view text) {
  size_t at = 0;
  for (;;) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(' ') || rest.starts_with('\t') ||
        rest.starts_with('\n') || rest.starts_with('\r')) {
      ++at;
    } else if (rest.starts_with("\u00A0")) {
      at += 2;
    } else if (rest.starts_with("\u202F")) {
      at += 3;
    } else {
      return at;
    }
  }
}

size_t TrailingSpace(std::string_view text) {
  const size_t size = text.size();
  for (;;) {
    if (text.ends_with(' ') || text.ends_with('\t') || text.ends_with('\n') ||
        text.ends_with('\r')) {
      text.remove_suffix(1);
    } else if (text.ends_with("\u00A0")) {
      text.remove_suffix(2);
    } else if (text.ends_with("\u202F")) {
      text.remove_suffix(3);
    } else {
      return size - text.size();
    }
  }
}

// The part of `span` that is not space.
TokenSpan Trimmed(std::string_view text, TokenSpan span) {
  const auto within = [&] {
    return text.substr(span.begin_byte, span.end_byte - span.begin_byte);
  };
  const size_t leading = LeadingSpace(within());
  span.begin += CodePoints(within().substr(0, leading));
  span.begin_byte += static_cast<uint32_t>(leading);
  const size_t trailing = TrailingSpace(within());
  span.end -= CodePoints(within().substr(within().size() - trailing));
  span.end_byte -= static_cast<uint32_t>(trailing);
  return span;
}

class Extractor {
 public:
  Extractor(std::string_view text, const std::vector<Paragraph>& paragraphs)
      : text_(text), paragraphs_(paragraphs), marks_(FindQuoteMarks(text)) {}

  std::vector<Quote> Run() {
    std::span<const QuoteMark> rest(marks_);
    for (size_t i = 0; i < paragraphs_.size(); ++i) {
      const Paragraph& paragraph = paragraphs_[i];
      while (!rest.empty() && rest[0].span.begin_byte < paragraph.begin) {
        rest = rest.subspan(1);
      }
      size_t count = 0;
      while (count < rest.size() &&
             rest[count].span.begin_byte < paragraph.end) {
        ++count;
      }
      here_ = rest.first(count);
      rest = rest.subspan(count);
      TakeParagraph(i, rest);
    }
    return std::move(quotes_);
  }

 private:
  void TakeParagraph(size_t number, std::span<const QuoteMark> after) {
    const size_t first = quotes_.size();
    if (BeginsWithDash(paragraphs_[number]) && UsesDashes()) {
      AddDashed(number);
    } else if (!here_.empty()) {
      const std::span<const MarkPair> pairs = pairer_.Pair(text_, here_);
      for (const MarkPair& pair : pairs) {
        AddPair(number, pair, pairs.size() == 1, after);
      }
    }
    continues_ = quotes_.size() > first &&
                 std::any_of(quotes_.begin() + static_cast<ptrdiff_t>(first),
                             quotes_.end(), [](const Quote& quote) {
                               return (quote.flags & kQuoteContinues) != 0;
                             });
  }

  // Whether the paragraph after this one begins with a mark that opens.
  bool NextOpens(size_t number, std::span<const QuoteMark> after) const {
    return number + 1 < paragraphs_.size() && !after.empty() &&
           after[0].span.begin_byte == paragraphs_[number + 1].begin &&
           after[0].level == QuoteMark::Level::kDouble &&
           after[0].side != QuoteMark::Side::kClose;
  }

  void AddPair(size_t number, const MarkPair& pair, bool is_only,
               std::span<const QuoteMark> after) {
    const Paragraph& paragraph = paragraphs_[number];
    if (!pair.open.has_value()) {
      if (is_only) AddUnopened(number, here_[*pair.close]);
      return;
    }
    const QuoteMark& open = here_[*pair.open];
    Quote quote{.paragraph = static_cast<uint32_t>(number)};
    quote.outer = open.span;
    quote.span = {.begin_byte = open.span.end_byte,
                  .end_byte = 0,
                  .begin = open.span.end,
                  .end = 0};
    if (pair.close.has_value()) {
      const TokenSpan& close = here_[*pair.close].span;
      quote.span.end_byte = close.begin_byte;
      quote.span.end = close.begin;
      quote.outer.end_byte = close.end_byte;
      quote.outer.end = close.end;
    } else if (pair.given_up_at.has_value()) {
      const TokenSpan& next = here_[*pair.given_up_at].span;
      quote.span.end_byte = next.begin_byte;
      quote.span.end = next.begin;
      quote.flags |= kQuoteUnclosed;
    } else {
      const std::string_view rest =
          text_.substr(open.span.end_byte, paragraph.end - open.span.end_byte);
      quote.span.end_byte = paragraph.end;
      quote.span.end = open.span.end + CodePoints(rest);
      quote.flags |=
          NextOpens(number, after) ? kQuoteContinues : kQuoteUnclosed;
    }
    if (open.level == QuoteMark::Level::kSingle) quote.flags |= kQuoteSingle;
    if (continues_ && open.span.begin_byte == paragraph.begin) {
      quote.flags |= kQuoteContinued;
    }
    Add(quote, pair.close.has_value());
  }

  void AddUnopened(size_t number, const QuoteMark& close) {
    const Paragraph& paragraph = paragraphs_[number];
    const std::string_view quoted =
        text_.substr(paragraph.begin, close.span.begin_byte - paragraph.begin);
    if (close.level != QuoteMark::Level::kDouble || quoted.empty()) return;
    Quote quote{.flags = kQuoteUnopened,
                .paragraph = static_cast<uint32_t>(number)};
    quote.span = {.begin_byte = paragraph.begin,
                  .end_byte = close.span.begin_byte,
                  .begin = close.span.begin - CodePoints(quoted),
                  .end = close.span.begin};
    quote.outer = quote.span;
    quote.outer.end = close.span.end;
    quote.outer.end_byte = close.span.end_byte;
    Add(quote, true);
  }

  bool BeginsWithDash(const Paragraph& paragraph) const {
    const std::string_view begin = text_.substr(paragraph.begin, 3);
    return std::ranges::find(kDashes, begin) != kDashes.end();
  }

  bool UsesDashes() {
    if (!language_.has_value()) language_ = LanguageOf(text_);
    return *language_ == TextLanguage::kDashed;
  }

  // From the dash to the next one between spaces.
  void AddDashed(size_t number) {
    const Paragraph& paragraph = paragraphs_[number];
    size_t end = paragraph.end;
    for (const std::string_view dash : kDashes) {
      const std::string_view before = text_.substr(0, end);
      for (size_t at = before.find(dash, paragraph.begin + dash.size());
           at < end; at = before.find(dash, at + 1)) {
        if (text_[at - 1] == ' ') end = at;
      }
    }
    Quote quote{.flags = kQuoteDash,
                .paragraph = static_cast<uint32_t>(number)};
    const uint32_t begin = CountedTo(paragraph.begin);
    quote.span.begin_byte = paragraph.begin + 3;
    quote.span.begin = begin + 1;
    quote.span.end_byte = static_cast<uint32_t>(end);
    quote.span.end = begin + CodePoints(text_.substr(paragraph.begin,
                                                     end - paragraph.begin));
    quote.outer = quote.span;
    quote.outer.begin_byte = paragraph.begin;
    quote.outer.begin = begin;
    Add(quote, false);
  }

  // The code points before a byte.  REQUIRES: it is not before the last one.
  uint32_t CountedTo(uint32_t byte) {
    counted_ += CodePoints(text_.substr(counted_bytes_, byte - counted_bytes_));
    counted_bytes_ = byte;
    return counted_;
  }

  // The nearest quote before in the paragraph that reaches as far.
  void FindParent(Quote& quote) {
    if (!open_.empty() && quotes_[open_.back()].paragraph != quote.paragraph) {
      open_.clear();
    }
    const auto outer =
        std::ranges::find_if(open_.rbegin(), open_.rend(), [&](uint32_t i) {
          return quotes_[i].span.end_byte >= quote.outer.end_byte;
        });
    if (outer != open_.rend()) {
      quote.parent = *outer;
      quote.flags |= kQuoteNested;
    }
    // One that ends no later is nobody's parent any more: this one is nearer.
    while (!open_.empty() &&
           quotes_[open_.back()].span.end_byte <= quote.span.end_byte) {
      open_.pop_back();
    }
    open_.push_back(static_cast<uint32_t>(quotes_.size()));
  }

  void Add(Quote quote, bool has_closing_mark) {
    quote.span = Trimmed(text_, quote.span);
    if (quote.span.begin_byte >= quote.span.end_byte) return;
    if (!has_closing_mark) {
      quote.outer.end_byte = quote.span.end_byte;
      quote.outer.end = quote.span.end;
    }
    Describe(text_, quote);
    if (quote.words == 0 || IsNickname(text_, quote)) return;
    FindParent(quote);
    quotes_.push_back(quote);
  }

  std::string_view text_;
  const std::vector<Paragraph>& paragraphs_;
  std::vector<QuoteMark> marks_;
  std::span<const QuoteMark> here_;  // Of the paragraph at work.
  MarkPairer pairer_;
  std::optional<TextLanguage> language_;
  bool continues_ = false;  // The paragraph before ends in an open quote.
  std::vector<Quote> quotes_;
  // Of the paragraph of the last quote: those that may be somebody's parent,
  // each of which ends before the one below it.
  std::vector<uint32_t> open_;
  uint32_t counted_ = 0;
  uint32_t counted_bytes_ = 0;
};

}  // namespace

std::vector<Quote> ExtractQuotes(std::string_view text,
                                 const std::vector<Paragraph>& paragraphs) {
  return Extractor(text, paragraphs).Run();
}

std::vector<Quote> ExtractQuotes(std::string_view text) {
  return ExtractQuotes(text, FindParagraphs(text));
}

}  // namespace prov
