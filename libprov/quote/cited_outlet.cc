// Names first, then for each the words before it, over articles and what else
// may stand before a name, and the words after it.  Held by
// cited_outlet_test.cc; measured by bench/quotes.sh on made-up news.

#include "libprov/quote/cited_outlet.h"

#include <algorithm>
#include <array>

#include "libprov/credit/credit.h"
#include "libprov/quote/span_near.h"

namespace prov {
namespace {

using Kind = SentenceWord::Kind;
using Words = std::span<const std::string_view>;

constexpr size_t kMaxBefore = 9;  // Words between a form and its name.

constexpr std::array<std::string_view, 6> kTold = {
    "told", "tells", "telling", "tell", "gegenüber", "informed"};
constexpr std::array<std::string_view, 12> kInterview = {
    "interview", "interviews",   "interviewed", "speaking",
    "spoke",     "conversation", "talking",     "appearance",
    "Interview", "Gespräch",     "appearing",   "talked"};
constexpr std::array<std::string_view, 10> kQuoted = {
    "quoted",   "cited",  "carried", "published", "zitiert",
    "zitierte", "quotes", "cites",   "quoting",   "citing"};
constexpr std::array<std::string_view, 12> kReported = {
    "reported", "reports", "report", "berichtete", "berichtet", "berichteten",
    "meldete",  "meldet",  "wrote",  "writes",     "schrieb",   "schreibt"};
constexpr std::array<std::string_view, 38> kOutletNouns = {
    "Times",      "Post",        "News",     "Tribune",   "Journal",
    "Herald",     "Gazette",     "Observer", "Chronicle", "Globe",
    "Star",       "Register",    "Sentinel", "Courier",   "Mirror",
    "Mail",       "Telegraph",   "Review",   "Radio",     "TV",
    "Television", "Agency",      "Press",    "Wire",      "Bote",
    "Boten",      "Zeitung",     "Anzeiger", "Kurier",    "Tageblatt",
    "Rundschau",  "Nachrichten", "Dispatch", "Inquirer",  "Examiner",
    "Monitor",    "Today",       "Daily"};

bool IsOneOf(std::string_view word, Words words) {
  return std::ranges::find(words, word) != words.end();
}

class Finder {
 public:
  Finder(std::string_view text, std::span<const SentenceWord> words,
         const PhraseFinder& phrases, const OutletBook& book, bool is_german)
      : text_(text),
        words_(words),
        phrases_(phrases),
        book_(book),
        is_german_(is_german) {}

  std::vector<OutletCitation> Run() {
    if (words_.empty()) return {};
    mentions_ = book_.FindMentions(
        text_.substr(words_[0].begin, words_.back().end - words_[0].begin));
    for (size_t at = 0; at < words_.size();) {
      OutletCitation citation = NameAt(at);
      if (citation.end == at) {
        ++at;
        continue;
      }
      citation.form = FormOf(citation);
      at = citation.end;
      if (citation.form[0] != '\0') found_.push_back(std::move(citation));
    }
    return std::move(found_);
  }

 private:
  std::string_view Word(size_t at) const {
    if (at >= words_.size()) return {};
    return text_.substr(words_[at].begin, words_[at].end - words_[at].begin);
  }

  bool IsWord(size_t at) const {
    return at < words_.size() && words_[at].kind == Kind::kWord;
  }

  OutletCitation Citation(size_t begin, size_t end, std::string outlet) const {
    return {.begin = begin,
            .end = end,
            .begin_byte = words_[begin].begin,
            .end_byte = words_[end - 1].end,
            .outlet = std::move(outlet)};
  }

  // The name of an outlet that begins at a word; end == at if there is none.
  OutletCitation NameAt(size_t at) {
    if (!IsWord(at)) return {.begin = at, .end = at};
    OutletCitation known = KnownAt(at);
    if (known.end > at) return known;
    if (!phrases_.IsName(at) || phrases_.Is(at, kHonorific | kDeterminer)) {
      return {.begin = at, .end = at};
    }
    size_t end = at;
    while (phrases_.IsName(end)) ++end;
    const bool by_noun = IsOneOf(Word(end - 1), kOutletNouns) && end - at >= 2;
    const bool before = IsMediaAt(end);
    const bool after = at > 0 && phrases_.Is(at - 1, kMedia) && end - at <= 4;
    if (!by_noun && !before && !after) return {.begin = at, .end = at};
    return Citation(
        at, end,
        std::string(text_.substr(words_[at].begin,
                                 words_[end - 1].end - words_[at].begin)));
  }

  // news agency, newspaper, television
  bool IsMediaAt(size_t at) const {
    if (!phrases_.Is(at, kMedia) || words_[at].capital) return false;
    return Word(at) != "paper" && Word(at) != "news"
               ? true
               : phrases_.Is(at + 1, kMedia);
  }

  OutletCitation KnownAt(size_t at) {
    const auto mention =
        std::ranges::lower_bound(mentions_, words_[at].begin - words_[0].begin,
                                 {}, &OutletMention::begin);
    if (mention == mentions_.end() ||
        mention->begin != words_[at].begin - words_[0].begin) {
      return {.begin = at, .end = at};
    }
    size_t end = at;
    while (end < words_.size() &&
           words_[end].begin < words_[0].begin + mention->end) {
      if (words_[end].kind == Kind::kQuote) return {.begin = at, .end = at};
      ++end;
    }
    // "Post Office" is no Post, nor is Ana Dawn.
    if (at > 0 && phrases_.IsName(at - 1) &&
        phrases_.Is(at - 1, kMale | kFemale) &&
        words_[at - 1].end + 1 == words_[at].begin) {
      return {.begin = at, .end = at};
    }
    return Citation(at, end, book_[mention->outlet].name);
  }

  // The last word before the name that is no article, adjective or medium.
  size_t TriggerBefore(size_t begin) const {
    size_t at = begin;
    for (size_t steps = 0; at > 0 && steps < kMaxBefore; ++steps) {
      const size_t before = at - 1;
      if (!IsWord(before)) break;
      const bool skipped =
          phrases_.Is(before, kDeterminer | kMedia) ||
          (phrases_.IsNoun(before) && !IsOneOf(Word(before), kInterview) &&
           !IsOneOf(Word(before), kTold) &&
           !phrases_.Is(before, kTime | kPossessive | kPronoun | kCueNoun)) ||
          (Word(before) == "of" && before > 0 && phrases_.IsNoun(before - 1));
      if (!skipped) break;
      at = before;
    }
    return at;  // The trigger is the word before it.
  }

  bool FollowsWithin(size_t at, Words words, size_t reach) const {
    for (size_t i = at; i < words_.size() && i < at + reach; ++i) {
      if (words_[i].kind == Kind::kStop || words_[i].kind == Kind::kQuote)
        break;
      if (IsOneOf(Word(i), words)) return true;
    }
    return false;
  }

  bool PrecedesWithin(size_t at, Words words, size_t reach) const {
    for (size_t i = at; i-- > 0 && i + reach >= at;) {
      if (words_[i].kind == Kind::kStop || words_[i].kind == Kind::kQuote)
        break;
      if (IsOneOf(Word(i), words)) return true;
    }
    return false;
  }

  bool HasCueBefore(size_t at, size_t reach) const {
    for (size_t i = at; i-- > 0 && i + reach >= at;) {
      if (words_[i].kind == Kind::kStop || words_[i].kind == Kind::kQuote)
        break;
      if (phrases_.IsVerb(i, kCue)) return true;
    }
    return false;
  }

  const char* FormOf(const OutletCitation& name) const {
    const char* form = FormBefore(name);
    return form[0] != '\0' ? form : FormAfter(name);
  }

  // h/t The Hill; hat tip to the Hill; H/T: The Hill
  bool IsHatTip(size_t begin) const {
    size_t at = begin;
    while (at > 0 &&
           (words_[at - 1].kind == Kind::kColon ||
            phrases_.Is(at - 1, kDeterminer) || Word(at - 1) == "to")) {
      --at;
    }
    if (at < 2) return false;
    const std::string_view last = Word(at - 1);
    if (last == "tip") return Word(at - 2) == "hat" || Word(at - 2) == "Hat";
    return (last == "t" || last == "T") && at > 2 &&
           (Word(at - 3) == "h" || Word(at - 3) == "H");
  }

  const char* FormBefore(const OutletCitation& name) const {
    if (IsHatTip(name.begin)) return "hat-tip";
    const size_t first = TriggerBefore(name.begin);
    if (first == 0) return "";
    const size_t at = first - 1;
    const std::string_view word = Word(at);
    if (IsOneOf(word, kTold)) return "told";
    if (phrases_.Is(at, kBeforeName) ||
        (word == "to" && at > 0 && phrases_.Is(at - 1, kBeforeName))) {
      return "reported";
    }
    if (phrases_.Is(at, kPreposition)) return FormOfPreposition(at);
    if (is_german_ && first < name.begin && HasCueBefore(first, 6) &&
        phrases_.Is(first, kDeterminer) &&
        (Word(first) == "dem" || Word(first) == "der")) {
      return "told";
    }
    if (IsOneOf(word, kReported) && !words_[at].capital) {
      return at > 0 && Word(at - 1) == "first" ? "first-reported" : "reported";
    }
    return "";
  }

  const char* FormOfPreposition(size_t at) const {
    const std::string_view word = Word(at);
    if (word == "by" || word == "von" || word == "in") {
      if (at > 0 && IsOneOf(Word(at - 1), kReported)) {
        return at > 1 && Word(at - 2) == "first" ? "first-reported"
                                                 : "reported";
      }
      if (PrecedesWithin(at, kQuoted, 2)) return "quoted-by";
    }
    if (word == "gegenüber") return "told";
    if (PrecedesWithin(at, kInterview, 4)) return "interview";
    if ((word == "on" || word == "im") && HasCueBefore(at, 5)) return "on";
    return "";
  }

  const char* FormAfter(const OutletCitation& name) const {
    size_t at = name.end;
    if (phrases_.Is(at, kPossessive)) return "";
    while (IsMediaAt(at)) ++at;
    while (phrases_.Is(at, kTime | kAdverb | kAuxiliary) ||
           (phrases_.Is(at, kPreposition) && phrases_.Is(at + 1, kTime))) {
      ++at;
    }
    const bool first = PrecedesFirst(name.end, at);
    const std::string_view word = Word(at);
    if (IsOneOf(word, kQuoted) && FollowsWithin(at, kSaying, 12)) {
      return "quoted-by";
    }
    if (IsOneOf(word, kReported) && !words_[at].capital) {
      return first ? "first-reported" : "reported";
    }
    return "";
  }

  bool PrecedesFirst(size_t begin, size_t end) const {
    for (size_t i = begin; i < end; ++i) {
      if (Word(i) == "first") return true;
    }
    return false;
  }

  static constexpr std::array<std::string_view, 4> kSaying = {"saying", "said",
                                                              "telling", "mit"};

  std::string_view text_;
  std::span<const SentenceWord> words_;
  const PhraseFinder& phrases_;
  const OutletBook& book_;
  bool is_german_;
  std::vector<OutletMention> mentions_;  // From the first word on.
  std::vector<OutletCitation> found_;
};

}  // namespace

std::vector<OutletCitation> FindCitations(std::string_view text,
                                          std::span<const SentenceWord> words,
                                          const PhraseFinder& phrases,
                                          const OutletBook& book,
                                          bool is_german) {
  return Finder(text, words, phrases, book, is_german).Run();
}

std::optional<CitedOutlet> TextCitation(std::string_view text,
                                        std::string_view outlet,
                                        const OutletBook& book,
                                        const TokenSpan& near) {
  constexpr std::array<const char*, 3> kForms = {"dateline", "byline", "tail"};
  for (const Credit& credit : FindCredits(text, book)) {
    if (credit.outlet == kUnknownOutlet || book[credit.outlet].name == outlet) {
      continue;
    }
    const bool named = credit.name_begin < credit.name_end;
    return CitedOutlet{
        .outlet = book[credit.outlet].name,
        .form = kForms[static_cast<size_t>(credit.form)],
        .span = SpanNear(text, named ? credit.name_begin : credit.begin,
                         named ? credit.name_end : credit.end, near)};
  }
  return std::nullopt;
}

}  // namespace prov
