// Most words have nothing around them but a space before and perhaps a comma or
// a stop after, so they are 32 copied bytes and a shorter step, without a
// branch that could be guessed wrong; other marks take the slow way.

#include "print.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "clock.h"

namespace prov_bench {
namespace {

// More than any word takes with all that may stand around it.
constexpr size_t kRoom = 96;
// More than a line takes without title and text.
constexpr size_t kLineFrame = 1024;
constexpr uint32_t kPlain = kCapital | kAfterMask | kProtected | kSpeaker |
                            kCited | kAttribution | kSentence;

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
constexpr std::array<char, 8> kAfter = {0, ',', '.', ';', ':', '?', 0, 0};

// Writes one text; kJson escapes what JSON strings must.
template <bool kJson>
class TextPrinter {
 public:
  TextPrinter(const Typography& style, const Vocabulary& vocabulary,
              uint64_t noise)
      : style_(style),
        vocabulary_(vocabulary),
        letters_(vocabulary.letters()),
        noise_(noise),
        noisy_(noise != 0),
        marks_(kQuoteMarks[static_cast<size_t>(style.quotes)]) {}

  // Writes to `text`, which has room of kRoom for each token; returns the end.
  // With `spans`, appends one for each token.
  char* Print(std::span<const Token> tokens, char* text,
              std::vector<WordSpan>* spans) {
    text_ = text;
    char* at = Marked(tokens.front(), text, spans);
    const bool noisy = noisy_;  // A local, which no printed byte can change.
    for (const Token& token : tokens.subspan(1)) {
      const uint32_t word = token.word, marks = token.marks;
      if (spans == nullptr && (marks & ~kPlain) == 0) {
        *at++ = ' ';
        char* const begin = at;
        at = Letters(word, marks, at);
        if (noisy) Misread(begin, at);
        at = After(marks, at);
      } else {
        at = Marked(token, at, spans);
      }
    }
    return at;
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

  char* Letters(uint32_t word, uint32_t marks, char* at) const {
    const Vocabulary::Letters& letters =
        letters_[marks >> kCapitalShift & 1][word];
    std::memcpy(at, &letters, sizeof letters);
    return at + letters.size;
  }

  // What follows the word; nothing is a 0 that the next word overwrites.
  static char* After(uint32_t marks, char* at) {
    const char after = kAfter[(marks & kAfterMask) >> kAfterShift];
    *at = after;
    return at + (after != 0 ? 1 : 0);
  }

  void Word(const Token& token, std::vector<WordSpan>* spans) {
    char* const begin = at_;
    const uint32_t shift = continuations_;
    at_ = Letters(token.word, token.marks, begin);
    if ((token.marks & kUpper) != 0) Raise(begin, at_);
    if (noisy_) Misread(begin, at_);
    if ((token.marks & kPossessive) != 0) {
      Put(style_.quotes == QuoteStyle::kCurly ? "’s" : "'s");
    }
    if (spans == nullptr) return;
    const auto byte = [this](const char* p) {
      return static_cast<uint32_t>(p - text_);
    };
    // Possessives are counted by Put(), the word's own letters here.
    for (const char c : vocabulary_.text(token.word)) {
      if ((c & 0xC0) == 0x80) ++continuations_;
    }
    spans->push_back({byte(begin) - shift, byte(at_) - continuations_,
                      byte(begin), byte(at_)});
  }

  // One letter in some words is read as another that looks like it.
  void Misread(char* begin, const char* end) {
    constexpr std::string_view kRead = "elohbaisnrtc";
    constexpr std::string_view kAs = "c10bhsl5umfe";
    if (noise_.Below(100) >= 3 || end - begin < 3) return;
    char& c = begin[1 + noise_.Below(static_cast<uint32_t>(end - begin - 1))];
    const size_t i = kRead.find(c);
    if (i != std::string_view::npos) c = kAs[i];
  }

  char* Marked(const Token& token, char* at, std::vector<WordSpan>* spans) {
    at_ = at;
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
    const bool outside = style_.stops_outside && (marks & kQuoteClose) != 0;
    if (!outside) at_ = After(marks, at_);
    if ((marks & kInnerClose) != 0) Put(marks_.inner_close);
    if ((marks & kQuoteClose) != 0) Put(marks_.close);
    if (outside) at_ = After(marks, at_);
    return at_;
  }

  const Typography style_;
  const Vocabulary& vocabulary_;
  const std::array<const Vocabulary::Letters*, 2> letters_;
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

// The line up to the text of its title.
std::string Head(const Draft& draft, uint64_t number, const Outlet& outlet) {
  std::string out;
  out.reserve(kLineFrame);
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
  return out;
}

char* Copy(std::string_view bytes, char* at) {
  return std::copy(bytes.begin(), bytes.end(), at);
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
  const size_t begin = out.size();
  out.resize(begin + draft.text.size() * kRoom);
  const char* const end = TextPrinter<false>(style, newsroom.vocabulary, noise)
                              .Print(draft.text, &out[begin], &spans);
  out.resize(static_cast<size_t>(end - out.data()));
}

uint64_t NoiseOf(const NewsroomOptions& options, uint64_t number) {
  return options.ocr ? MixSeed(options.seed, number) | 1 : 0;
}

size_t LineRoom(const Draft& draft) {
  return kLineFrame + (draft.title.size() + draft.text.size()) * kRoom;
}

char* PrintDocument(const Draft& draft, uint64_t number,
                    const Newsroom& newsroom, char* at) {
  const Outlet& outlet = newsroom.world.outlets[draft.outlet];
  const Vocabulary& vocabulary = newsroom.vocabulary;
  const Typography style(draft, outlet);
  const uint64_t noise = NoiseOf(newsroom.options, number);
  at = Copy(Head(draft, number, outlet), at);
  at = TextPrinter<true>(style, vocabulary, 0).Print(draft.title, at, nullptr);
  at = Copy("\",\"text\":\"", at);
  at = TextPrinter<true>(style, vocabulary, noise)
           .Print(draft.text, at, nullptr);
  return Copy(draft.german ? "\",\"lang\":\"de\"}\n" : "\",\"lang\":\"en\"}\n",
              at);
}

}  // namespace prov_bench
