// The rules of speaker_rules.h that German alone has.  Held by
// read_quotes_test.cc; measured by bench/quotes.sh.

#include "libprov/quote/speaker_rules.h"

namespace prov {

// Before the verb or, where something else begins the sentence, behind it.
std::optional<Attribution> SpeakerRules::OfGermanVerb(size_t verb, size_t begin,
                                                      size_t end) const {
  std::optional<Attribution> before = BeforeVerb(verb, begin, "before-verb");
  size_t name = verb + 1;
  while (name < end && phrases_.Is(name, kReflexive | kAdverb)) ++name;
  const NounPhrase after = phrases_.Forward(name, end);
  const bool inverted =
      phrases_.Is(phrases_.SentenceBegin(verb), kPreposition | kAdverb);
  if (!after.empty() && CanSpeak(after) && !phrases_.Is(name, kOblique) &&
      (inverted || !before.has_value() || !CanSpeak(before->speaker))) {
    return Attribution{after, verb, name, "before-verb"};
  }
  if (before.has_value() && CanSpeak(before->speaker) && !inverted) {
    return before;
  }
  const NounPhrase subject = phrases_.Nominative(begin, end);
  if (CanSpeak(subject)) {
    return Attribution{subject, verb, verb + 1, "before-verb"};
  }
  if (!after.empty() && (inverted || !before.has_value())) {
    return Attribution{after, verb, name, "before-verb"};
  }
  return before;
}

// die laut Ana Ruiz „...“, was der Rat bestreitet
bool SpeakerRules::LeadsTo(const Attribution& before, size_t at) const {
  return is_german_ && before.speaker.end == at &&
         phrases_.Is(before.cue_begin, kBeforeName);
}

// Die Lage sei „ernst“: somebody named before says so.
bool SpeakerRules::IsReported(size_t at) const {
  const size_t end = phrases_.SentenceEnd(at);
  for (size_t i = phrases_.SentenceBegin(at); i < end; ++i) {
    if (phrases_.Is(i, kReported) && !words_[i].capital) return true;
  }
  return false;
}

std::optional<Attribution> SpeakerRules::Reporter(size_t begin,
                                                  size_t end) const {
  for (size_t i = begin; i < end; ++i) {
    if (!phrases_.IsVerb(i, kCue)) continue;
    std::optional<Attribution> found = OfGermanVerb(i, begin, end);
    if (!found.has_value() || !CanSpeak(found->speaker)) continue;
    found->rule = "lead-in";
    return found;
  }
  return std::nullopt;
}

}  // namespace prov
