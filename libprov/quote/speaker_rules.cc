// Held by read_quotes_test.cc; measured by bench/quotes.sh.

#include "libprov/quote/speaker_rules.h"

#include <algorithm>

namespace prov {
namespace {

using Kind = SentenceWord::Kind;

constexpr size_t kMaxClause = 40;  // Words between a quote and its verb.

}  // namespace

std::string_view SpeakerRules::TextOf(size_t at) const {
  return text_.substr(words_[at].begin, words_[at].end - words_[at].begin);
}

// A quote that its sentence goes on around, as if it had no marks.
bool SpeakerRules::IsShort(size_t at) const {
  const Quote& quote = quotes_[words_[at].quote];
  return quote.type == QuoteType::kScare || quote.type == QuoteType::kTitle;
}

SpeakerRules::Ending SpeakerRules::EndingOf(size_t at) const {
  if (is_german_ && phrases_.IsVerb(at + 1, kCue)) return Ending::kOpen;
  if (at + 1 < words_.size() && words_[at + 1].kind == Kind::kComma) {
    return Ending::kOpen;
  }
  const Quote& quote = quotes_[words_[at].quote];
  std::string_view within = text_.substr(
      quote.span.begin_byte, quote.span.end_byte - quote.span.begin_byte);
  if (within.ends_with('\'')) within.remove_suffix(1);
  if (within.ends_with("\u2019") || within.ends_with("\u201D")) {
    within.remove_suffix(3);
  }
  if (within.ends_with(',') || within.ends_with('-') ||
      within.ends_with("\u2014") || within.ends_with("\u2013")) {
    return Ending::kOpen;
  }
  const bool asks = within.ends_with('?') || within.ends_with('!') ||
                    within.ends_with("\u2026") || within.ends_with("...");
  if (asks) return is_german_ ? Ending::kOpen : Ending::kNone;
  const bool stop_after =
      at + 1 < words_.size() && words_[at + 1].kind == Kind::kStop;
  if (within.ends_with('.') || stop_after) return Ending::kClosed;
  return Ending::kNone;
}

bool SpeakerRules::LedIn(size_t at) const {
  if (at == 0) return false;
  const SentenceWord& before = words_[at - 1];
  if (before.kind == Kind::kColon || before.kind == Kind::kComma) return true;
  return phrases_.IsVerb(at - 1, kCue | kParticiple) ||
         phrases_.Is(at - 1, kSubordinator);
}

bool SpeakerRules::BeginsSentence(size_t at) const {
  return phrases_.SentenceBegin(at) == at;
}

bool SpeakerRules::CanSpeak(const NounPhrase& phrase) const {
  if (phrase.empty()) return false;
  if (phrase.kind == SpeakerMention::Kind::kPronoun) {
    return !phrases_.Is(phrase.begin, kIt);
  }
  if (phrase.kind == SpeakerMention::Kind::kName) return true;
  const uint32_t can_speak = is_german_ ? kPerson | kHonorific : kPerson;
  for (size_t i = phrase.head_begin; i < phrase.head_end; ++i) {
    if (phrases_.Is(i, can_speak)) return true;
  }
  return false;
}

std::optional<Attribution> SpeakerRules::Named(size_t at, size_t end,
                                               const char* rule) const {
  size_t name = at + 1;
  while (name < end && phrases_.Is(name, kPreposition)) ++name;
  const NounPhrase speaker = phrases_.Forward(name, end);
  if (speaker.empty()) return std::nullopt;
  return Attribution{speaker, at, name, rule};
}

std::optional<Attribution> SpeakerRules::BeforeVerb(size_t verb, size_t begin,
                                                    const char* rule) const {
  const NounPhrase speaker = phrases_.SubjectBefore(verb, begin);
  if (speaker.empty()) return std::nullopt;
  return Attribution{speaker, verb, verb + 1, rule};
}

// "...," said Ana Ruiz; "...," Ana Ruiz, the mayor, said.
std::optional<Attribution> SpeakerRules::After(size_t at, bool closed) const {
  size_t first = at + 1;
  while (first < words_.size() && (words_[first].kind == Kind::kComma ||
                                   words_[first].kind == Kind::kDash)) {
    ++first;
  }
  size_t end = first;
  while (end < words_.size() && end - first < kMaxClause &&
         words_[end].kind != Kind::kStop &&
         !(words_[end].kind == Kind::kQuote && !IsShort(end))) {
    ++end;
  }
  if (first >= end) return std::nullopt;
  if (phrases_.Is(first, kBeforeName)) return Named(first, end, "after-name");
  if (phrases_.Is(first, kConjunction | kRelative) && !closed) {
    return std::nullopt;
  }
  if (phrases_.Is(first, kSubordinator) && TextOf(first) != "as" &&
      TextOf(first) != "wie") {
    return std::nullopt;
  }
  size_t verb = first;
  while (verb < end && phrases_.Is(verb, kAdverb) &&
         !phrases_.IsVerb(verb, kCue)) {
    ++verb;
  }
  // In German any verb between a quote and a phrase will do: "...", grollte
  // Ruiz.
  const bool german_verb = is_german_ && verb + 1 < end && !closed &&
                           words_[verb].kind == Kind::kWord &&
                           !words_[verb].capital && phrases_.IsNoun(verb + 1);
  if ((german_verb || phrases_.IsVerb(verb, kCue)) && !closed) {
    size_t name = verb + 1;
    while (name < end && phrases_.Is(name, kReflexive | kAdverb)) ++name;
    const NounPhrase speaker = phrases_.Forward(name, end);
    if (!speaker.empty() && !phrases_.Is(speaker.begin, kIt)) {
      return Attribution{speaker, verb, name, "after-verb"};
    }
    // „...“, heißt es in einem Schreiben
    if (is_german_ && phrases_.Is(name, kIt)) {
      size_t in = name + 1;
      while (in < end && phrases_.Is(in, kAdverb)) ++in;
      const NounPhrase source = phrases_.Is(in, kPreposition)
                                    ? phrases_.Forward(in + 1, end)
                                    : NounPhrase();
      if (!source.empty()) return Attribution{source, verb, name, "after-verb"};
    }
  }
  for (verb = first + 1; verb < end; ++verb) {
    if (words_[verb].kind == Kind::kQuote) continue;
    const uint32_t wanted = closed ? kCue : kCue | kWeakCue;
    if (!phrases_.IsVerb(verb, wanted)) continue;
    if (closed && verb + 1 < end && words_[verb + 1].kind != Kind::kComma &&
        !phrases_.Is(verb + 1, kPreposition | kTime | kAdverb)) {
      return std::nullopt;
    }
    std::optional<Attribution> found = BeforeVerb(verb, first, "after-subject");
    if (found.has_value() && TextOf(verb) == "quoted") {
      // was quoted by the Post as having said
      for (size_t i = verb + 1; i < end && i < verb + 12; ++i) {
        if (!phrases_.Is(i, kCue | kParticiple)) continue;
        found->cue_begin = i;
        found->cue_end = i + 1;
        break;
      }
    }
    return found;
  }
  return std::nullopt;
}

// Ana Ruiz left, saying "..."
std::optional<Attribution> SpeakerRules::Participle(size_t at,
                                                    size_t begin) const {
  // "with Ruiz saying"
  if (at > begin && phrases_.IsNoun(at - 1) && !phrases_.Is(at - 1, kTime)) {
    const NounPhrase subject = phrases_.Backward(at, begin);
    if (CanSpeak(subject) && subject.begin > begin &&
        TextOf(subject.begin - 1) == "with") {
      return Attribution{subject, at, at + 1, "participle"};
    }
  }
  for (size_t verb = at; verb-- > begin;) {
    if (words_[verb].kind == Kind::kQuote && !IsShort(verb)) break;
    if (!phrases_.IsVerb(verb, kCue | kWeakCue)) continue;
    // "the Post quoted Ruiz as saying"
    if (TextOf(verb) == "quoted" && verb > begin &&
        !phrases_.Is(verb - 1, kAuxiliary)) {
      const NounPhrase quoted = phrases_.Forward(verb + 1, at);
      if (!quoted.empty()) {
        return Attribution{quoted, at, at + 1, "participle"};
      }
    }
    std::optional<Attribution> found = BeforeVerb(verb, begin, "participle");
    if (found.has_value() && CanSpeak(found->speaker)) {
      found->cue_begin = at;
      found->cue_end = at + 1;
      return found;
    }
  }
  const NounPhrase subject = phrases_.MainSubject(begin, at);
  if (subject.empty()) return std::nullopt;
  return Attribution{subject, at, at + 1, "participle"};
}

// Ruiz's statement that "..."; a statement by Ruiz: "..."
std::optional<Attribution> SpeakerRules::Noun(size_t at, size_t begin) const {
  size_t possessor = at;
  while (possessor > begin + 1 && at - possessor < 4 &&
         !phrases_.Is(possessor, kPossessive)) {
    --possessor;
  }
  if (!phrases_.Is(possessor, kPossessive)) return std::nullopt;
  const NounPhrase speaker = phrases_.Backward(possessor, begin);
  if (speaker.empty()) return std::nullopt;
  return Attribution{speaker, at, at + 1, "noun"};
}

// "Ruiz said she believes": Ruiz says it.
Attribution SpeakerRules::OuterOf(const Attribution& found,
                                  size_t begin) const {
  if (!phrases_.Is(found.speaker.begin, kHe | kShe)) return found;
  for (size_t i = found.speaker.begin; i-- > begin;) {
    if (words_[i].kind == Kind::kQuote) break;
    if (!phrases_.IsVerb(i, kCue)) continue;
    const std::optional<Attribution> outer =
        BeforeVerb(i, begin, "before-verb");
    if (outer.has_value() && CanSpeak(outer->speaker)) return *outer;
  }
  return found;
}

std::optional<Attribution> SpeakerRules::Before(size_t at) const {
  const size_t begin = phrases_.SentenceBegin(at);
  for (size_t i = at; i-- > begin;) {
    if (words_[i].kind == Kind::kQuote) {
      if (!IsShort(i)) return std::nullopt;
      continue;
    }
    std::optional<Attribution> found;
    if (i == begin && phrases_.Is(i, kCue) && words_[i].capital) {
      const NounPhrase after = phrases_.Forward(i + 1, at);
      if (!after.empty()) found = Attribution{after, i, i + 1, "before-verb"};
    } else if (phrases_.Is(i, kParticiple) && !words_[i].capital) {
      found = Participle(i, begin);
    } else if (phrases_.IsVerb(i, kCue)) {
      found = is_german_ ? OfGermanVerb(i, begin, at)
                         : BeforeVerb(i, begin, "before-verb");
      if (!found.has_value()) {
        const NounPhrase after = phrases_.Forward(i + 1, at);
        if (!after.empty()) found = Attribution{after, i, i + 1, "before-verb"};
      }
    } else if (phrases_.Is(i, kBeforeName)) {
      found = Named(i, at, "before-name");
    } else if (is_german_ && phrases_.Is(i, kCueNoun) && i > begin &&
               phrases_.Is(i - 1, kPreposition) && i + 1 < at) {
      found = Named(i, at, "before-name");
    } else if (phrases_.Is(i, kCueNoun) && at - i <= 3) {
      found = Noun(i, begin);
    } else if (phrases_.IsVerb(i, kWeakCue)) {
      found = BeforeVerb(i, begin, "before-verb");
      if (found.has_value() && !CanSpeak(found->speaker)) found.reset();
    }
    if (found.has_value() && !phrases_.Is(found->speaker.begin, kIt)) {
      return OuterOf(*found, begin);
    }
  }
  if (at > begin && words_[at - 1].kind == Kind::kColon) {
    const NounPhrase subject = is_german_ ? phrases_.Nominative(begin, at - 1)
                                          : phrases_.MainSubject(begin, at - 1);
    if (CanSpeak(subject)) return Attribution{subject, at - 1, at, "colon"};
  }
  return std::nullopt;
}

std::optional<Attribution> SpeakerRules::Own(size_t at) const {
  const Ending ending = EndingOf(at);
  const bool led_in = LedIn(at);
  const std::optional<Attribution> before = Before(at);
  if (before.has_value() &&
      ((led_in && ending != Ending::kOpen) || ending == Ending::kClosed ||
       LeadsTo(*before, at))) {
    return before;
  }
  const bool comma = ending == Ending::kOpen;
  const bool asks = ending == Ending::kNone && at + 1 < words_.size() &&
                    (BeginsSentence(at) || led_in);
  if (comma || asks) {
    std::optional<Attribution> after = After(at, false);
    if (after.has_value()) return after;
  }
  if (before.has_value()) return before;
  std::optional<Attribution> found;
  if (BeginsSentence(at)) found = After(at, ending == Ending::kClosed);
  if (!found.has_value()) found = Signature(at + 1);
  return found;
}

// The vote was "a mess" from the start, Ana Ruiz said.
std::optional<Attribution> SpeakerRules::Late(size_t at) const {
  const size_t end = phrases_.SentenceEnd(at);
  for (size_t verb = at + 1; verb < end; ++verb) {
    if (!phrases_.IsVerb(verb, kCue)) continue;
    if (verb > at + 1 && words_[verb - 1].kind == Kind::kComma) {
      const NounPhrase speaker = phrases_.Forward(verb + 1, end);
      if (CanSpeak(speaker))
        return Attribution{speaker, verb, verb + 1, "late"};
    }
    if (verb + 1 < end && words_[verb + 1].kind != Kind::kComma &&
        !phrases_.Is(verb + 1, kPreposition | kTime | kAdverb)) {
      continue;
    }
    std::optional<Attribution> found = BeforeVerb(verb, at + 1, "late");
    if (!found.has_value() || !CanSpeak(found->speaker)) continue;
    const size_t first = found->speaker.begin;
    if (first == at + 1 || words_[first - 1].kind == Kind::kComma ||
        words_[first - 1].kind == Kind::kQuote) {
      return found;
    }
  }
  return std::nullopt;
}

// "..." - Ana Ruiz, in a speech
std::optional<Attribution> SpeakerRules::Signature(size_t dash) const {
  if (dash + 1 >= words_.size() || words_[dash].kind != Kind::kDash ||
      words_.size() - dash > 14) {
    return std::nullopt;
  }
  const NounPhrase name = phrases_.Forward(dash + 1, words_.size());
  if (name.kind != SpeakerMention::Kind::kName) return std::nullopt;
  return Attribution{name, dash, dash, "signature"};
}

std::optional<size_t> SpeakerRules::SameSentence(size_t at) const {
  const size_t begin = phrases_.SentenceBegin(at);
  for (size_t i = at; i-- > begin;) {
    if (words_[i].kind == Kind::kQuote && !IsShort(i)) return i;
  }
  return std::nullopt;
}

std::optional<Attribution> SpeakerRules::Subject(size_t at) const {
  const size_t begin = phrases_.SentenceBegin(at);
  const NounPhrase subject = is_german_ ? phrases_.Nominative(begin, at)
                                        : phrases_.MainSubject(begin, at);
  if (!CanSpeak(subject)) return std::nullopt;
  return Attribution{subject, at, at, "subject"};
}

std::optional<Attribution> SpeakerRules::LeadIn(size_t at) const {
  if (at == 0) return std::nullopt;
  size_t end = at;
  if (words_[end - 1].kind == Kind::kStop) --end;
  const bool colon = end > 0 && words_[end - 1].kind == Kind::kColon;
  if (end == 0) return std::nullopt;
  const size_t begin = phrases_.SentenceBegin(end - 1);
  for (size_t i = begin; i < end && !colon; ++i) {
    if (words_[i].kind == Kind::kQuote) return std::nullopt;
  }
  for (size_t i = end; i-- > begin;) {
    std::optional<Attribution> found;
    if (phrases_.IsVerb(i, kCue | kWeakCue)) {
      found = is_german_ ? OfGermanVerb(i, begin, end)
                         : BeforeVerb(i, begin, "lead-in");
    } else if (phrases_.Is(i, kParticiple) && !words_[i].capital) {
      found = Participle(i, begin);
    } else if (phrases_.Is(i, kBeforeName)) {
      found = Named(i, end, "lead-in");
    }
    if (found.has_value() && CanSpeak(found->speaker)) {
      found->rule = "lead-in";
      return found;
    }
  }
  const NounPhrase subject = is_german_ ? phrases_.Nominative(begin, end)
                                        : phrases_.MainSubject(begin, end);
  if (colon && !subject.empty()) {
    return Attribution{subject, end, end, "lead-in"};
  }
  if (CanSpeak(subject)) return Attribution{subject, end, end, "lead-in"};
  return std::nullopt;
}

}  // namespace prov
