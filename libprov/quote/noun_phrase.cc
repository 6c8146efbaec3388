// Held by read_quotes_test.cc; subjects are in subject.cc.

#include "libprov/quote/noun_phrase.h"

#include <algorithm>

namespace prov {
namespace {

using Kind = SentenceWord::Kind;

constexpr uint32_t kClosed = kPreposition | kConjunction | kSubordinator |
                             kRelative | kAuxiliary | kAdverb | kCue |
                             kWeakCue | kParticiple | kReflexive | kBeforeName;
constexpr uint32_t kCanBeNoun = kPerson | kMedia | kCueNoun;
constexpr size_t kMaxPhrase = 14;  // Words.
constexpr size_t kMaxSentenceWords = 1000;

NounPhrase Pronoun(size_t at) {
  return {.begin = at,
          .end = at + 1,
          .kind = SpeakerMention::Kind::kPronoun,
          .head_begin = at,
          .head_end = at + 1};
}

}  // namespace

bool PhraseFinder::Is(size_t at, uint32_t classes) const {
  return at < words_.size() && words_[at].kind == Kind::kWord &&
         (words_[at].classes & classes) != 0;
}

bool PhraseFinder::IsSentenceStart(size_t at) const {
  if (at == 0) return true;
  const Kind before = words_[at - 1].kind;
  return before == Kind::kStop || before == Kind::kQuote ||
         before == Kind::kColon || before == Kind::kDash;
}

bool PhraseFinder::IsClosed(size_t at) const {
  if (!Is(at, kClosed) || Is(at, kPossessive)) return false;
  // "die" is an article unless a clause begins with it.
  if (is_german_ && Is(at, kDeterminer) && Is(at, kRelative) &&
      !Is(at, kOblique) && (at == 0 || words_[at - 1].kind != Kind::kComma)) {
    return false;
  }
  if (!words_[at].capital) return true;
  // May, Will, Mark: names unless they begin a sentence.
  return IsSentenceStart(at) && !Is(at, kHonorific | kMale | kFemale);
}

bool PhraseFinder::IsVerb(size_t at, uint32_t classes) const {
  if (!Is(at, classes) || words_[at].capital) return false;
  // an alleged attack
  if (at > 0 && !is_german_ && Is(at - 1, kDeterminer) &&
      !words_[at - 1].capital && !Is(at - 1, kPronoun)) {
    return false;
  }
  if (!Is(at, kCanBeNoun) || at == 0) return true;
  return !(Is(at - 1, kDeterminer | kPossessive | kPreposition));
}

bool PhraseFinder::IsNoun(size_t at) const {
  if (at >= words_.size()) return false;
  if (words_[at].kind == Kind::kNumber) return true;
  if (words_[at].kind != Kind::kWord) return false;
  if (Is(at, kPronoun) && !words_[at].capital) return false;
  if (Is(at, kPronoun) && IsSentenceStart(at)) return false;
  if (IsClosed(at) && Is(at, kCue | kWeakCue) && Is(at, kCanBeNoun)) {
    return !IsVerb(at, kCue | kWeakCue);
  }
  return !IsClosed(at);
}

bool PhraseFinder::IsName(size_t at) const {
  return at < words_.size() && words_[at].kind == Kind::kWord &&
         words_[at].capital && !Is(at, kTime | kPronoun) && !IsClosed(at) &&
         !(Is(at, kDeterminer) && IsSentenceStart(at));
}

size_t PhraseFinder::SentenceBegin(size_t at) const {
  size_t begin = at;
  while (begin > 0 && at - begin < kMaxSentenceWords) {
    const SentenceWord& before = words_[begin - 1];
    if (before.kind == Kind::kStop) break;
    if (before.kind == Kind::kQuote && words_[begin].capital &&
        words_[begin].kind == Kind::kWord) {
      const char last = text_[before.end - 1];
      const std::string_view tail = text_.substr(
          before.end > 4 ? before.end - 4 : 0, std::min<size_t>(before.end, 4));
      if (last == '.' || tail.find('.') != std::string_view::npos ||
          tail.find('?') != std::string_view::npos ||
          tail.find('!') != std::string_view::npos) {
        break;
      }
    }
    --begin;
  }
  return begin;
}

size_t PhraseFinder::SentenceEnd(size_t at) const {
  const size_t most = std::min(words_.size(), at + kMaxSentenceWords);
  while (at < most && words_[at].kind != Kind::kStop) ++at;
  return at;
}

size_t PhraseFinder::SkipBracketsBack(size_t end, size_t begin) const {
  if (end <= begin || words_[end - 1].kind != Kind::kClose) return end;
  for (size_t at = end - 1; at > begin && end - at < 12; --at) {
    if (words_[at - 1].kind == Kind::kOpen) return at - 1;
  }
  return end;
}

// Over "on Monday", "late Tuesday".
size_t PhraseFinder::SkipTimeBack(size_t end, size_t begin) const {
  size_t at = end;
  while (at > begin && (Is(at - 1, kTime) ||
                        (at < end && words_[at - 1].kind == Kind::kNumber))) {
    --at;
  }
  if (at == end) return end;
  if (at > begin && Is(at - 1, kPreposition)) --at;
  return at > begin ? at : end;
}

size_t PhraseFinder::SkipAuxiliariesBack(size_t verb, size_t begin) const {
  size_t at = verb;
  for (;;) {
    const size_t before = at;
    while (at > begin && Is(at - 1, kAuxiliary | kAdverb | kReflexive) &&
           (!words_[at - 1].capital || at - 1 == begin)) {
      --at;
    }
    // "went on to say", "began to say", "continued by saying"
    if (at > begin + 1 && Is(at - 1, kPreposition) &&
        (Is(at - 2, kCue | kWeakCue | kAdverb | kPreposition)) &&
        !words_[at - 2].capital && !words_[at - 1].capital) {
      at -= 2;
    }
    at = SkipTimeBack(at, begin);
    if (at == before) return at;
  }
}

// Whether what is before `at` may belong to the phrase that begins there.
bool PhraseFinder::JoinsBack(size_t at, size_t begin) const {
  if (at <= begin) return false;
  const size_t before = at - 1;
  if (words_[before].kind == Kind::kQuote) {
    return before > begin && (Is(before - 1, kDeterminer) || IsName(at));
  }
  if (Is(before, kTime) && !Is(before, kHonorific | kFemale)) return false;
  if (Is(before, kPossessive)) return true;
  if (IsNoun(before)) return true;
  return Is(before, kPreposition) && !words_[before].capital &&
         before > begin && IsNoun(before - 1) && !Is(before - 1, kTime);
}

NounPhrase PhraseFinder::Backward(size_t end, size_t begin) const {
  end = SkipBracketsBack(SkipTimeBack(end, begin), begin);
  if (end <= begin) return {};
  if (Is(end - 1, kPronoun)) return Pronoun(end - 1);
  size_t at = end;
  while (end - at < kMaxPhrase && JoinsBack(at, begin)) {
    const size_t inside = SkipBracketsBack(at, begin);
    if (inside < at) {
      at = inside;
      continue;
    }
    --at;
    if (Is(at, kDeterminer) && (!words_[at].capital || IsSentenceStart(at))) {
      if (at == begin || !Is(at - 1, kPreposition)) break;
      if (at < begin + 2 || !IsNoun(at - 2)) break;
    }
  }
  while (at < end && (Is(at, kPreposition | kPossessive) && !IsName(at))) ++at;
  if (at >= end || !IsNoun(end - 1)) return {};
  // "After the vote in Millton Ruiz said": the last word alone.
  if (at > begin && Is(at - 1, kPreposition | kSubordinator)) {
    for (size_t i = end; i-- > at + 1;) {
      if (Is(i, kPreposition) && !words_[i].capital) {
        at = i + 1;
        break;
      }
    }
  }
  return WithHead(at, end);
}

NounPhrase PhraseFinder::Forward(size_t at, size_t end) const {
  if (at >= end) return {};
  if (Is(at, kPronoun)) return Pronoun(at);
  const bool bare_name = IsName(at) && !Is(at, kDeterminer);
  size_t last = at;
  while (last < end && last - at < kMaxPhrase) {
    const bool first = last == at;
    if (Is(last, kTime) && !Is(last, kFemale | kHonorific) && !first) break;
    if (Is(last, kDeterminer) && !first && !words_[last].capital) {
      if (is_german_ ? bare_name : !Is(last - 1, kPreposition)) break;
    }
    if (IsNoun(last) || (Is(last, kPossessive) && !first)) {
      ++last;
      continue;
    }
    const bool joins = Is(last, kPreposition) && !first && IsNoun(last - 1) &&
                       IsNoun(last + 1) && !Is(last + 1, kTime) && !is_german_;
    if (!joins || Is(last, kSubordinator)) break;
    const std::string_view word =
        text_.substr(words_[last].begin, words_[last].end - words_[last].begin);
    if (word != "of" && word != "for" && word != "at" && word != "with" &&
        word != "from") {
      break;
    }
    ++last;
  }
  while (last > at && Is(last - 1, kDeterminer | kPossessive) &&
         !IsName(last - 1)) {
    --last;
  }
  if (last == at) return {};
  return WithApposition(WithHead(at, last), end);
}

// The group's head, Ana Ruiz.
NounPhrase PhraseFinder::WithApposition(NounPhrase phrase, size_t end) const {
  if (phrase.kind != SpeakerMention::Kind::kNominal || phrase.end + 2 > end ||
      words_[phrase.end].kind != Kind::kComma || !IsName(phrase.end + 1)) {
    return phrase;
  }
  size_t last = phrase.end + 1;
  while (last < end && IsName(last)) ++last;
  if (last - phrase.end < 3) return phrase;
  if (last < end && words_[last].kind == Kind::kWord && !Is(last, kClosed)) {
    return phrase;
  }
  const NounPhrase name = WithHead(phrase.end + 1, last);
  return name.kind == SpeakerMention::Kind::kName ? name : phrase;
}

// The name at the end of words without a preposition: its first word.
size_t PhraseFinder::NameBegin(size_t begin, size_t end) const {
  size_t name = end;
  while (name > begin &&
         (IsName(name - 1) ||
          (name < end && words_[name - 1].end - words_[name - 1].begin <= 3 &&
           words_[name - 1].kind == Kind::kWord &&
           !Is(name - 1, kDeterminer | kPossessive) && name - 1 > begin &&
           IsName(name - 2) && !IsClosed(name - 1)))) {
    --name;
  }
  // Offices before it; in German also the noun after an article.  What can
  // speak without a name keeps all its words: Foreign Ministry.
  if (!is_german_ && Is(end - 1, kPerson) && !Is(end - 1, kMale | kFemale)) {
    return name;
  }
  while (name + 1 < end && (Is(name, kHonorific) ||
                            (is_german_ && name > begin && end - name > 2 &&
                             !Is(name, kMale | kFemale)))) {
    ++name;
  }
  // Energy Minister Ana Ruiz: two words or more behind the last office.
  for (size_t i = end > 2 ? end - 2 : 0; i-- > name;) {
    if (Is(i, kHonorific) && !Is(i, kMale | kFemale)) return i + 1;
  }
  return name;
}

NounPhrase PhraseFinder::WithHead(size_t begin, size_t end) const {
  NounPhrase phrase{.begin = begin, .end = end};
  size_t core = begin;
  while (core < end && !(Is(core, kPreposition) && !words_[core].capital)) {
    ++core;
  }
  if (core == begin) core = end;
  phrase.head_begin = begin;
  phrase.head_end = core;
  // Secretary of State Ana Ruiz
  if (core < end && IsName(core - 1)) {
    for (size_t i = core + 2; i + 1 < end; ++i) {
      if (Is(i, kMale | kFemale) && IsName(i) && IsName(i + 1)) {
        phrase.kind = SpeakerMention::Kind::kName;
        phrase.head_begin = i;
        phrase.head_end = end;
        return phrase;
      }
    }
  }
  size_t name_end = core;
  while (name_end > begin && words_[name_end - 1].kind == Kind::kNumber) {
    --name_end;
  }
  if (name_end <= begin || !IsName(name_end - 1)) return phrase;
  const size_t name = NameBegin(begin, name_end);
  if (is_german_ && name_end - name < 2 && name > begin) return phrase;
  phrase.kind = SpeakerMention::Kind::kName;
  phrase.head_begin = name;
  phrase.head_end = name_end;
  return phrase;
}

}  // namespace prov
