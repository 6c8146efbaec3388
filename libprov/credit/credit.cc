// Datelines are looked for in the first 600 bytes, bylines in the first eight
// lines, tails in the last six; a text of few lines is looked through once.
// Held by credit_test.cc; measured on real wire copy by bench/passages.sh.

#include "libprov/credit/credit.h"

#include <algorithm>
#include <array>
#include <optional>

namespace prov {
namespace {

constexpr size_t kHeadBytes = 600;
constexpr size_t kHeadLines = 8;
constexpr size_t kTailLines = 6;
constexpr size_t kMaxPlaceBytes = 60;
constexpr size_t kMaxNameBytes = 40;
constexpr size_t kMaxLineBytes = 300;  // Of a byline or a tail.
constexpr size_t kMaxClosingBytes = 140;

struct TextLine {
  uint32_t begin = 0;
  std::string_view text;  // Without white space at its ends.
};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

std::vector<TextLine> LinesOf(std::string_view text) {
  std::vector<TextLine> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    size_t first = begin;
    size_t last = end;
    while (first < last && IsSpace(text[first])) ++first;
    while (last > first && IsSpace(text[last - 1])) --last;
    if (first < last) {
      lines.push_back({.begin = static_cast<uint32_t>(first),
                       .text = text.substr(first, last - first)});
    }
    begin = end + 1;
  }
  return lines;
}

// The bytes of the dash that `text` begins with after spaces and points, with
// those; 0 if there is none.
size_t DashLength(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && (IsSpace(text[at]) || text[at] == ':' ||
                              text[at] == '.' || text[at] == ',')) {
    ++at;
  }
  if (text.substr(at).starts_with("\xC2\xA0")) at += 2;
  for (const std::string_view dash :
       {"--", "-", "\u2013", "\u2014", "\u2015"}) {
    if (text.substr(at).starts_with(dash)) return at + dash.size();
  }
  return 0;
}

// Whether the last word of `place` is in capitals: MILLTON, N.H., March 2.
bool HasCapitals(std::string_view place) {
  size_t run = 0;
  for (const char c : place) {
    run = IsUpper(c) ? run + 1 : 0;
    if (run >= 3) return true;
  }
  return false;
}

// Whether an unknown name in brackets looks like an agency's: CNA, Coast News.
bool LooksLikeName(std::string_view name) {
  if (name.size() < 2 || !IsUpper(name[0])) return false;
  bool word_begins = true;
  for (const char c : name) {
    if (word_begins && IsLower(c)) return false;
    if (c >= '0' && c <= '9') return false;
    word_begins = c == ' ';
  }
  return true;
}

class Finder {
 public:
  Finder(std::string_view text, const OutletBook& book)
      : text_(text), book_(book), lines_(LinesOf(text)) {}

  std::vector<Credit> Run() {
    FindDatelines();
    const size_t head = std::min(lines_.size(), kHeadLines);
    for (size_t i = 0; i < head; ++i) TryByline(lines_[i]);
    const size_t tail =
        lines_.size() > kTailLines ? lines_.size() - kTailLines : 0;
    for (size_t i = tail; i < lines_.size(); ++i) TryTail(lines_[i], i);
    std::ranges::sort(credits_, {}, &Credit::begin);
    return std::move(credits_);
  }

 private:
  uint32_t OutletNamed(std::string_view name) const {
    const uint32_t* const outlet = book_.FindShort(name);
    return outlet == nullptr ? kUnknownOutlet : *outlet;
  }

  void Add(Credit::Form form, const char* rule, uint32_t begin, size_t length,
           const OutletMention& name) {
    credits_.push_back({.form = form,
                        .rule = rule,
                        .outlet = name.outlet,
                        .begin = begin,
                        .end = begin + static_cast<uint32_t>(length),
                        .name_begin = name.begin,
                        .name_end = name.end});
  }

  // What stands in brackets, where it stands, and whose name it is.
  OutletMention InBrackets(std::string_view bracketed) const {
    const std::string_view name = Trimmed(bracketed);
    const auto begin = static_cast<uint32_t>(name.data() - text_.data());
    return {.outlet = OutletNamed(name),
            .begin = begin,
            .end = begin + static_cast<uint32_t>(name.size())};
  }

  bool IsAgency(const OutletMention& name) const {
    return name.outlet != kUnknownOutlet && book_[name.outlet].is_agency;
  }

  // The text's own, and those of pieces from elsewhere that are put together in
  // it, which must begin with theirs.
  void FindDatelines() {
    bool has_own = false;
    for (const TextLine& line : lines_) {
      const bool is_head = line.begin < kHeadBytes;
      if (is_head && !has_own) {
        has_own = TryBracketDateline(line) || TryNameDateline(line);
      } else {
        TryPieceDateline(line);
      }
    }
  }

  // PLACE (AGENCY) - at the very beginning of a line, of an agency that is
  // known.
  void TryPieceDateline(const TextLine& line) {
    const size_t open = line.text.substr(0, kMaxPlaceBytes).find('(');
    const size_t close = line.text.substr(0, 2 * kMaxPlaceBytes).find(')');
    if (open == std::string_view::npos || close == std::string_view::npos ||
        close < open || !IsUpper(line.text[0])) {
      return;
    }
    const size_t dash = DashLength(line.text.substr(close + 1));
    if (dash == 0) return;
    const OutletMention name =
        InBrackets(line.text.substr(open + 1, close - open - 1));
    if (!IsAgency(name)) return;
    Add(Credit::Form::kDateline, "dateline-piece", line.begin, close + 1 + dash,
        name);
  }

  // Without the spaces and points that OCR and old print have around a name.
  static std::string_view Trimmed(std::string_view name) {
    const auto is_loose = [](char c) { return IsSpace(c) || c == '.'; };
    while (!name.empty() && IsSpace(name.front())) name.remove_prefix(1);
    if (name.find(". ") == std::string_view::npos || name.ends_with(" .")) {
      while (!name.empty() && is_loose(name.back())) name.remove_suffix(1);
    }
    return name;
  }

  // PLACE (AGENCY) -
  bool TryBracketDateline(const TextLine& line) {
    for (size_t open = line.text.find('('); open != std::string_view::npos;
         open = line.text.find('(', open + 1)) {
      const size_t close = line.text.find(')', open);
      if (close == std::string_view::npos || line.begin + open > kHeadBytes) {
        return false;
      }
      const size_t dash = DashLength(line.text.substr(close + 1));
      if (dash == 0) continue;
      const OutletMention name =
          InBrackets(line.text.substr(open + 1, close - open - 1));
      const size_t length = name.end - name.begin;
      if (length > kMaxNameBytes) continue;
      const std::string_view place = line.text.substr(0, open);
      if (name.outlet == kUnknownOutlet &&
          (place.size() > kMaxPlaceBytes || !HasCapitals(place) ||
           !LooksLikeName(text_.substr(name.begin, length)))) {
        continue;
      }
      const size_t begin = place.size() <= kMaxPlaceBytes ? 0 : open;
      Add(Credit::Form::kDateline, "dateline-agency",
          line.begin + static_cast<uint32_t>(begin), close + 1 + dash - begin,
          name);
      return true;
    }
    return false;
  }

  // AGENCY -
  bool TryNameDateline(const TextLine& line) {
    const auto name = book_.MentionAt(line.text.substr(0, kMaxNameBytes), 0);
    if (!name.has_value()) return false;
    const std::string_view after = line.text.substr(name->end);
    const size_t dash = DashLength(after);
    if (!book_[name->outlet].is_agency || dash == 0 || !IsSpace(after[0])) {
      return false;
    }
    Add(Credit::Form::kDateline, "dateline-name", line.begin, name->end + dash,
        Moved(*name, line.begin));
    return true;
  }

  static OutletMention Moved(OutletMention mention, uint32_t by) {
    mention.begin += by;
    mention.end += by;
    return mention;
  }

  // The last agency that the line names.
  std::optional<OutletMention> LastAgency(const TextLine& line) const {
    std::optional<OutletMention> last;
    for (const OutletMention& mention : book_.FindMentions(line.text)) {
      if (book_[mention.outlet].is_agency) last = Moved(mention, line.begin);
    }
    return last;
  }

  void TryByline(const TextLine& line) {
    if (line.text.size() > kMaxNameBytes * 3) return;
    const bool is_by =
        line.text.starts_with("By ") || line.text.starts_with("BY ");
    if (!is_by && !IsNameAlone(line.text)) return;
    const std::optional<OutletMention> agency = LastAgency(line);
    if (is_by && (line.text.size() <= kMaxPlaceBytes || agency.has_value()) &&
        line.text.back() != '.') {
      Add(Credit::Form::kByline, "byline", line.begin, line.text.size(),
          agency.value_or(OutletMention{.outlet = kUnknownOutlet,
                                        .begin = line.begin,
                                        .end = line.begin}));
    } else if (agency.has_value() && IsNameAlone(line.text)) {
      Add(Credit::Form::kByline, "byline-agency", line.begin, line.text.size(),
          *agency);
    }
  }

  bool IsNameAlone(std::string_view line) const {
    return OutletNamed(line) != kUnknownOutlet;
  }

  void TryTail(const TextLine& line, size_t number) {
    if (TrySignOff(line) || TryLastBrackets(line)) return;
    if (line.text.size() > kMaxLineBytes) return;
    const char* rule = RuleOfWords(line.text);
    // Other rules take short lines alone; names are dear to look for.
    if (rule == nullptr && line.text.size() > kMaxClosingBytes) return;
    const std::optional<OutletMention> agency = LastAgency(line);
    if (!agency.has_value()) return;
    if (rule == nullptr && IsSignature(line, *agency) && number >= kHeadLines) {
      rule = "signature";
    } else if (rule == nullptr && IsClosingLine(line, *agency, number)) {
      rule = "closing-line";
    }
    if (rule == nullptr) return;
    Add(Credit::Form::kTail, rule, line.begin, line.text.size(), *agency);
  }

  // What a line with a name would be for the words beside it.
  static const char* RuleOfWords(std::string_view line) {
    const auto has = [line](std::string_view words) {
      return line.find(words) != std::string_view::npos;
    };
    if (has("contributed ") &&
        (has("contributed to this") || has("contributed reporting") ||
         has("contributed to the"))) {
      return "contributed";
    }
    if (has("Copyright") || has("\u00A9") || has("(c) ")) return "copyright";
    if (line.starts_with("Source: ") || line.starts_with("SOURCE: ")) {
      return "source";
    }
    return nullptr;
  }

  // The gates held. (AP)
  bool TryLastBrackets(const TextLine& line) {
    if (!line.text.ends_with(')')) return false;
    const size_t open = line.text.rfind('(');
    if (open == std::string_view::npos || open < 2 ||
        line.text.size() - open > kMaxNameBytes) {
      return false;
    }
    constexpr std::string_view kSentenceEnds = ".!?\"";
    if (line.text[open - 1] != ' ' ||
        kSentenceEnds.find(line.text[open - 2]) == std::string_view::npos) {
      return false;
    }
    const OutletMention name =
        InBrackets(line.text.substr(open + 1, line.text.size() - open - 2));
    if (!IsAgency(name)) return false;
    Add(Credit::Form::kTail, "last-brackets",
        line.begin + static_cast<uint32_t>(open), line.text.size() - open,
        name);
    return true;
  }

  // (Reporting by A. Ruiz; Editing by B. Noor)
  bool TrySignOff(TextLine line) {
    if (line.text.size() > kMaxLineBytes) {  // At the end of a paragraph.
      const size_t skipped = line.text.size() - kMaxLineBytes;
      line.text.remove_prefix(skipped);
      line.begin += static_cast<uint32_t>(skipped);
    }
    if (line.text.find("iting by ") == std::string_view::npos) return false;
    for (const std::string_view words :
         {"(Reporting by ", "(Additional reporting by ", "(Writing by ",
          "Reporting by "}) {
      const size_t at = line.text.rfind(words);
      if (at == std::string_view::npos || (words[0] != '(' && at != 0)) {
        continue;
      }
      const std::string_view rest = line.text.substr(at);
      if (rest.find("diting by ") == std::string_view::npos &&
          rest.find("riting by ") == std::string_view::npos) {
        continue;
      }
      const auto begin = line.begin + static_cast<uint32_t>(at);
      Add(Credit::Form::kTail, "sign-off", begin, rest.size(),
          {.outlet = OutletNamed("Reuters"), .begin = begin, .end = begin});
      return true;
    }
    return false;
  }

  // The name with nothing but brackets, dashes, slashes around it.
  static bool IsSignature(const TextLine& line, const OutletMention& name) {
    const size_t length = name.end - name.begin;
    return line.text.size() <= length + 8 &&
           std::ranges::none_of(
               line.text.substr(0, name.begin - line.begin),
               [](char c) { return IsLower(c) || IsUpper(c); });
  }

  bool IsClosingLine(const TextLine& line, const OutletMention& name,
                     size_t number) const {
    if (number + 3 < lines_.size() || number == 0 ||
        line.text.size() > kMaxClosingBytes) {
      return false;
    }
    std::string_view before = line.text.substr(0, name.begin - line.begin);
    while (!before.empty() && IsSpace(before.back())) before.remove_suffix(1);
    for (const std::string_view article : {"the", "The"}) {
      if (before.ends_with(article)) before.remove_suffix(article.size());
    }
    while (!before.empty() && IsSpace(before.back())) before.remove_suffix(1);
    return before.ends_with(" from") || before.ends_with(" of") ||
           before.ends_with("From") || before.ends_with(" courtesy");
  }

  std::string_view text_;
  const OutletBook& book_;
  std::vector<TextLine> lines_;
  std::vector<Credit> credits_;
};

}  // namespace

std::vector<Credit> FindCredits(std::string_view text, const OutletBook& book) {
  return Finder(text, book).Run();
}

}  // namespace prov
