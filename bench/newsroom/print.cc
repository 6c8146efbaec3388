// Most words have nothing around them but a space, so they are 32 copied bytes
// and a shorter step; marks take the slow way.

#include "print.h"

#include <array>
#include <cstring>
#include <string_view>

#include "clock.h"

namespace prov_bench {
namespace {

// More than any word takes with all that may stand around it.
constexpr size_t kRoom = 96;
constexpr uint32_t kPlain =
    kCapital | kProtected | kSpeaker | kCited | kAttribution | kSentence;

struct QuoteMarks {
  std::string_view open, close, inner_open, inner_close;
};

constexpr std::array<QuoteMarks, 6> kQuoteMarks = {{
    {"“", "”", "‘", "’"},
    {"\"", "\"", "'", "'"},
    {"''", "''", "'", "'"},
    {"«", "»", "‹", "›"},
    {"„", "“", "‚", "‘"},
    {"»", "«", "›", "‹"},
}};
constexpr std::array<std::string_view, 3> kDashes = {" — ", " – ", " -- "};
constexpr std::array<std::string_view, 8> kAfter = {"",  ",", ".", ";",
                                                    ":", "?", "",  ""};

// Writes one text; kJson escapes what JSON strings must.
template <bool kJson>
class TextPrinter {
 public:
  TextPrinter(const Typography& style, const Vocabulary& vocabulary,
              uint64_t noise)
      : style_(style),
        vocabulary_(vocabulary),
        noise_(noise),
        noisy_(noise != 0),
        marks_(kQuoteMarks[static_cast<size_t>(style.quotes)]) {}

  // The text, in `room`, which grows to what the longest text needs.
  std::string_view Print(std::span<const Token> tokens, std::string& room,
                         std::vector<WordSpan>* spans) {
    if (room.size() < tokens.size() * kRoom) room.resize(tokens.size() * kRoom);
    text_ = at_ = room.data();
    for (const Token& token : tokens) {
      if ((token.marks & ~kPlain) == 0) {
        if (at_ != text_) *at_++ = ' ';
        Word(token, spans);
      } else {
        Marked(token, spans);
      }
    }
    return {text_, static_cast<size_t>(at_ - text_)};
  }

 private:
  void Put(std::string_view bytes) {
    for (const char c : bytes) {
      if (kJson && c == '"') *at_++ = '\\';
      *at_++ = c;
      if (!kJson && (c & 0xC0) == 0x80) ++continuations_;
    }
  }

  void Glue(uint32_t glue) {
    if (at_ == text_) return;
    switch (glue) {
      case kGlueNone:
        break;
      case kGlueHyphen:
        *at_++ = '-';
        break;
      case kGluePoint:
        *at_++ = '.';
        break;
      case kGlueComma:
        *at_++ = ',';
        break;
      case kGlueDash:
        Put(kDashes[style_.dash]);
        break;
      case kGlueParagraph:
        Put(kJson ? "\\n\\n" : "\n\n");
        break;
      default:
        *at_++ = ' ';
    }
  }

  void Word(const Token& token, std::vector<WordSpan>* spans) {
    char* const begin = at_;
    const uint32_t shift = continuations_;
    std::memcpy(at_, vocabulary_.begin(token.word), Vocabulary::kSlack);
    at_ += vocabulary_.size(token.word);
    if ((token.marks & (kCapital | kUpper)) != 0) Raise(token.marks, begin);
    if (noisy_) Misread(begin);
    if ((token.marks & kPossessive) != 0) {
      Put(style_.quotes == QuoteStyle::kCurly ? "’s" : "'s");
    }
    if (spans == nullptr) return;
    const auto byte = [this](const char* p) {
      return static_cast<uint32_t>(p - text_);
    };
    // Possessives are counted by Put(), the word's own letters here.
    for (const char* p = begin; p < begin + vocabulary_.size(token.word); ++p) {
      if ((*p & 0xC0) == 0x80) ++continuations_;
    }
    spans->push_back({byte(begin) - shift, byte(at_) - continuations_,
                      byte(begin), byte(at_)});
  }

  void Raise(uint32_t marks, char* begin) {
    char* const end = (marks & kUpper) != 0 ? at_ : begin + 1;
    for (char* p = begin; p < end; ++p) {
      if (*p >= 'a' && *p <= 'z') *p = static_cast<char>(*p - 'a' + 'A');
      // Small letters of U+00E0..U+00FE are C3 A0..C3 BE.
      if (*p == '\xC3' && static_cast<unsigned char>(p[1]) >= 0xA0) {
        p[1] = static_cast<char>(p[1] - 0x20);
      }
    }
  }

  // One letter in some words is read as another that looks like it.
  void Misread(char* begin) {
    constexpr std::string_view kRead = "elohbaisnrtc";
    constexpr std::string_view kAs = "c10bhsl5umfe";
    if (noise_.Below(100) >= 3 || at_ - begin < 3) return;
    char& c = begin[1 + noise_.Below(static_cast<uint32_t>(at_ - begin - 1))];
    const size_t i = kRead.find(c);
    if (i != std::string_view::npos) c = kAs[i];
  }

  void Marked(const Token& token, std::vector<WordSpan>* spans) {
    const uint32_t marks = token.marks;
    Glue(marks & kGlueMask);
    if ((marks & kQuoteOpen) != 0) Put(marks_.open);
    if ((marks & kInnerOpen) != 0) Put(marks_.inner_open);
    if ((marks & kParenOpen) != 0) *at_++ = '(';
    if ((marks & kBracketOpen) != 0) *at_++ = '[';
    if ((marks & kDollar) != 0) *at_++ = '$';
    Word(token, spans);
    if ((marks & kBracketClose) != 0) *at_++ = ']';
    if ((marks & kParenClose) != 0) *at_++ = ')';
    if ((marks & kEllipsisAfter) != 0) {
      Put(style_.stops_outside ? " ..." : "…");
    }
    const std::string_view after = kAfter[(marks & kAfterMask) >> kAfterShift];
    const bool outside = style_.stops_outside && (marks & kQuoteClose) != 0;
    if (!outside) Put(after);
    if ((marks & kInnerClose) != 0) Put(marks_.inner_close);
    if ((marks & kQuoteClose) != 0) Put(marks_.close);
    if (outside) Put(after);
  }

  const Typography style_;
  const Vocabulary& vocabulary_;
  Dice noise_;
  bool noisy_;
  const QuoteMarks& marks_;
  char* text_ = nullptr;
  char* at_ = nullptr;
  uint32_t continuations_ = 0;  // Bytes that are no code point of their own.
};

void AppendUrl(std::string& out, const Draft& draft, const Outlet& outlet) {
  out.append("https://").append(outlet.domain).push_back('/');
  const Day day = DayOf(draft.issued);
  out.append(std::to_string(day.year)).push_back('/');
  out.append(std::to_string(day.month)).append("/a");
  out.append(std::to_string(draft.article));
}

}  // namespace

std::string DocumentId(uint64_t number) {
  std::string id = "n00000000";
  for (size_t i = id.size() - 1; number > 0 && i > 0; --i, number /= 10) {
    id[i] = static_cast<char>('0' + number % 10);
  }
  return id;
}

void PrintText(const Draft& draft, const Newsroom& newsroom, uint64_t noise,
               std::string& out, std::vector<WordSpan>& spans) {
  const Typography style(draft, newsroom.world.outlets[draft.outlet]);
  std::string room;
  out.append(TextPrinter<false>(style, newsroom.vocabulary, noise)
                 .Print(draft.text, room, &spans));
}

uint64_t NoiseOf(const NewsroomOptions& options, uint64_t number) {
  return options.ocr ? MixSeed(options.seed, number) | 1 : 0;
}

void PrintDocument(const Draft& draft, uint64_t number,
                   const Newsroom& newsroom, std::string& room,
                   std::string& out) {
  const Outlet& outlet = newsroom.world.outlets[draft.outlet];
  const Vocabulary& vocabulary = newsroom.vocabulary;
  const Typography style(draft, outlet);
  out.append("{\"id\":\"").append(DocumentId(number));
  out.append("\",\"outlet\":\"").append(outlet.name);
  out.append("\",\"published\":\"");
  AppendDate(out, draft.printed, outlet);
  if (draft.updated != 0) {
    out.append("\",\"updated\":\"");
    AppendDate(out, draft.updated, outlet);
  }
  out.append("\",\"url\":\"");
  AppendUrl(out, draft, outlet);
  out.append("\",\"title\":\"");
  out.append(TextPrinter<true>(style, vocabulary, 0)
                 .Print(draft.title, room, nullptr));
  out.append("\",\"text\":\"");
  const uint64_t noise = NoiseOf(newsroom.options, number);
  out.append(TextPrinter<true>(style, vocabulary, noise)
                 .Print(draft.text, room, nullptr));
  out.append("\",\"lang\":\"").append(draft.german ? "de" : "en");
  out.append("\"}\n");
}

}  // namespace prov_bench
