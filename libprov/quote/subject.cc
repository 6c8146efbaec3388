// Subjects: from a verb back over what stands between commas, or from the
// beginning of a sentence on.  Held by read_quotes_test.cc.

#include <string_view>

#include "libprov/quote/noun_phrase.h"

namespace prov {
namespace {

using Kind = SentenceWord::Kind;

NounPhrase Who(size_t at, const NounPhrase& antecedent) {
  return {.begin = at,
          .end = at + 1,
          .kind = SpeakerMention::Kind::kPronoun,
          .head_begin = at,
          .head_end = at + 1,
          .antecedent_begin = antecedent.head_begin,
          .antecedent_end = antecedent.head_end};
}

}  // namespace

// What stands between commas and is no subject: a relative clause, an age, a
// participle, "in a statement".
bool PhraseFinder::IsAside(size_t begin, size_t end) const {
  if (begin >= end) return true;
  if (words_[begin].kind == Kind::kNumber) return true;
  if (words_[begin].kind == Kind::kOpen) return true;
  if (Is(begin, kRelative | kPreposition | kSubordinator | kParticiple |
                    kAdverb | kTime | kConjunction)) {
    return !(Is(begin, kConjunction) && end - begin > 1 && IsNoun(begin + 1));
  }
  if (words_[begin].kind != Kind::kWord) return true;
  const std::string_view first = text_.substr(
      words_[begin].begin, words_[begin].end - words_[begin].begin);
  return first.ends_with("ing") || (first.ends_with("ed") && !IsName(begin));
}

NounPhrase PhraseFinder::SubjectOverCommas(size_t comma, size_t begin) const {
  NounPhrase best;
  size_t end = comma;  // Of the stretch looked at.
  for (int stretches = 0; stretches < 8 && end > begin; ++stretches) {
    size_t first = end;
    while (first > begin && words_[first - 1].kind != Kind::kComma &&
           words_[first - 1].kind != Kind::kSemicolon &&
           words_[first - 1].kind != Kind::kDash &&
           words_[first - 1].kind != Kind::kQuote) {
      --first;
    }
    size_t from = first;
    while (from < end && Is(from, kConjunction | kSubordinator)) ++from;
    if (!IsAside(from, end)) {
      const NounPhrase phrase = Backward(end, from);
      if (!phrase.empty()) {
        const bool apposed =
            phrase.kind == SpeakerMention::Kind::kNominal ||
            (best.empty() && phrase.end - phrase.begin == 1 && first > begin);
        // The farthest one that is not itself set off from a phrase before it.
        if (best.empty() || phrase.kind != SpeakerMention::Kind::kNominal ||
            best.kind == SpeakerMention::Kind::kNominal) {
          best = phrase;
        }
        if (!apposed) return best;
      }
      if (from != first) return best;
    }
    if (first <= begin || words_[first - 1].kind == Kind::kQuote) break;
    end = first - 1;
  }
  return best;
}

// Whom "who" stands for in "a prize for Ana Ruiz, who said": the name at the
// end, unless what it belongs to can speak.
NounPhrase PhraseFinder::Antecedent(NounPhrase phrase) const {
  for (size_t i = phrase.head_begin; i < phrase.head_end; ++i) {
    if (Is(i, kPerson | kHonorific) || IsName(i)) return phrase;
  }
  for (size_t i = phrase.end; i-- > phrase.begin + 1;) {
    if (!Is(i - 1, kPreposition)) continue;
    const NounPhrase last = WithHead(i, phrase.end);
    return last.kind == SpeakerMention::Kind::kName ? last : phrase;
  }
  return phrase;
}

NounPhrase PhraseFinder::SubjectBefore(size_t verb, size_t begin) const {
  const size_t end = SkipAuxiliariesBack(verb, begin);
  if (end <= begin) return {};
  const Kind before = words_[end - 1].kind;
  if (before == Kind::kComma || before == Kind::kDash) {
    return SubjectOverCommas(end - 1, begin);
  }
  if (before == Kind::kClose) {
    const size_t inside = SkipBracketsBack(end, begin);
    if (inside < end) return SubjectBefore(inside, begin);
  }
  // "Ana Ruiz, who said"
  if (Is(end - 1, kRelative) && end - 1 > begin) {
    const Kind set_off = words_[end - 2].kind;
    const NounPhrase antecedent =
        Antecedent(set_off == Kind::kComma || set_off == Kind::kDash
                       ? SubjectOverCommas(end - 2, begin)
                       : Backward(end - 1, begin));
    if (antecedent.empty()) return {};
    return Who(end - 1, antecedent);
  }
  return Backward(end, begin);
}

// Where a phrase that begins with a name must end: before the first word that
// may be its verb.
size_t PhraseFinder::NameEnd(size_t begin, size_t end) const {
  if (is_german_) return end;
  size_t at = begin;
  if (!IsName(begin)) {  // "Both leaders reaffirmed": it ends with who speaks.
    while (at < end && at - begin < 8 && !Is(at, kPerson)) ++at;
    if (at >= end || at - begin == 8) return end;
    while (at < end &&
           (Is(at, kPerson | kPreposition | kDeterminer) ||
            (words_[at].kind == Kind::kWord && words_[at].capital))) {
      ++at;
    }
    return at;
  }
  while (at < end && (words_[at].kind != Kind::kWord || words_[at].capital ||
                      Is(at, kPerson | kPossessive | kPreposition |
                                 kDeterminer | kHonorific))) {
    ++at;
  }
  return at;
}

NounPhrase PhraseFinder::MainSubject(size_t begin, size_t end) const {
  for (int stretches = 0; stretches < 5 && begin < end; ++stretches) {
    while (begin < end && (Is(begin, kConjunction | kAdverb) ||
                           words_[begin].kind == Kind::kDash ||
                           words_[begin].kind == Kind::kOther)) {
      ++begin;
    }
    if (begin < end && words_[begin].kind == Kind::kWord &&
        !(Is(begin, kPreposition | kSubordinator | kParticiple | kTime |
                        kRelative | kBeforeName) &&
          !Is(begin, kDeterminer))) {
      const NounPhrase phrase = Forward(begin, NameEnd(begin, end));
      if (!phrase.empty()) return phrase;
    }
    while (begin < end && words_[begin].kind != Kind::kComma) ++begin;
    ++begin;
  }
  return {};
}

NounPhrase PhraseFinder::Nominative(size_t begin, size_t end) const {
  size_t phrase_end = begin;  // Of the phrase before.
  for (size_t at = begin; at < end;) {
    if (Is(at, kHe | kShe) && !Is(at, kPossessive)) return Forward(at, end);
    const bool led = Is(at, kPreposition);
    const size_t first = led ? at + 1 : at;
    const NounPhrase phrase =
        first < end && (IsNoun(first) || Is(first, kDeterminer))
            ? Forward(first, end)
            : NounPhrase();
    if (phrase.empty()) {
      ++at;
      continue;
    }
    // "die Sprecherin der Partei": what follows a noun is its genitive.
    const bool genitive =
        at == phrase_end && at > begin && IsNoun(at - 1) && Is(at, kDeterminer);
    if (!led && !genitive && !Is(first, kOblique) && !Is(first, kTime) &&
        words_[phrase.end - 1].capital) {
      return phrase;
    }
    // No verb that the word lists lack belongs to it: "In seinem Bericht
    // resümiert Ana Ruiz".
    at = first;
    while (at < phrase.end && !(IsNoun(at) && words_[at].capital)) ++at;
    while (at < phrase.end && words_[at].capital) ++at;
    phrase_end = at;
  }
  return {};
}

}  // namespace prov
