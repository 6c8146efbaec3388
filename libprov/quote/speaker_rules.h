// Who says a quote: ordered rules over the words of its paragraph.
//
//   rule            as in
//   after-verb      "...," said Ana Ruiz, the mayor.
//   after-subject   "...," Ana Ruiz, the mayor, told reporters.
//   after-name      "...," according to Ana Ruiz.   „...“, so Ana Ruiz.
//   before-verb     Ana Ruiz, who leads the council, said[, that]: "..."
//   before-name     According to Ana Ruiz, "..."
//   participle      Ana Ruiz left, saying "..."; Ruiz was quoted as saying
//   "..." noun            Ruiz's statement that "..." colon           Ana Ruiz:
//   "..." same-sentence   of the quote before it, if that is in its sentence
//   and no
//                   verb of saying stands between
//   late            The vote was "a mess" from the start, Ana Ruiz said.
//   signature       "..." - Ana Ruiz
//   subject         the subject of its sentence, where no verb of saying is
//   goes-on         of the quote before it in the paragraph, or in the one
//                   before
//   lead-in         of the sentence before it: Ruiz disagreed. "..."
//
// What stands directly before a quote (a comma, a colon, that, the verb) goes
// before what follows it; else what follows after a comma goes first.
//
// The rules are the same for both languages; what differs is which words are
// verbs of saying (word_classes.h), that German subjects may follow their verb,
// that German nouns have capitals, and that a German subjunctive (Das Tor sei
// „offen“) says that somebody named before is meant.

#ifndef LIBPROV_QUOTE_SPEAKER_RULES_H_
#define LIBPROV_QUOTE_SPEAKER_RULES_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "libprov/quote/noun_phrase.h"
#include "libprov/quote/quote.h"
#include "libprov/quote/sentence_words.h"

namespace prov {

struct Attribution {
  NounPhrase speaker;
  // The words of saying; empty if there are none.
  size_t cue_begin = 0;
  size_t cue_end = 0;
  const char* rule = "";
};

// Of one paragraph.  What it is given must outlive it.
class SpeakerRules {
 public:
  SpeakerRules(std::string_view text, std::span<const SentenceWord> words,
               std::span<const Quote> quotes, bool is_german)
      : text_(text),
        words_(words),
        quotes_(quotes),
        is_german_(is_german),
        phrases_(text, words, is_german) {}

  // The rules that read a speaker from the quote's own sentence.
  // REQUIRES: words[at] is a quote.
  std::optional<Attribution> Own(size_t at) const;
  // The one that follows later in its sentence.
  std::optional<Attribution> Late(size_t at) const;
  // The name after a dash, with little else behind it.
  std::optional<Attribution> Signature(size_t dash) const;
  // The quote, by its word, that this one shares sentence and speaker with.
  std::optional<size_t> SameSentence(size_t at) const;
  // The subject of the sentence, if it can be one who speaks.
  std::optional<Attribution> Subject(size_t at) const;
  // What the sentence that ends before `at` says of who speaks next.
  std::optional<Attribution> LeadIn(size_t at) const;

  // Whether the quote's sentence is reported speech, in the German subjunctive.
  bool IsReported(size_t at) const;

  // Who speaks in a sentence that has a verb of saying.
  std::optional<Attribution> Reporter(size_t begin, size_t end) const;

  // Whether the quote begins a sentence.
  bool BeginsSentence(size_t at) const;

  const PhraseFinder& phrases() const { return phrases_; }

 private:
  enum class Ending : uint8_t { kOpen, kClosed, kNone };

  Ending EndingOf(size_t at) const;
  bool LedIn(size_t at) const;
  std::optional<Attribution> After(size_t at, bool closed) const;
  std::optional<Attribution> Before(size_t at) const;
  std::optional<Attribution> BeforeVerb(size_t verb, size_t begin,
                                        const char* rule) const;
  bool LeadsTo(const Attribution& before, size_t at) const;
  std::optional<Attribution> OfGermanVerb(size_t verb, size_t begin,
                                          size_t end) const;
  Attribution OuterOf(const Attribution& found, size_t begin) const;
  std::optional<Attribution> Participle(size_t at, size_t begin) const;
  std::optional<Attribution> Named(size_t at, size_t end,
                                   const char* rule) const;
  std::optional<Attribution> Noun(size_t at, size_t begin) const;
  bool CanSpeak(const NounPhrase& phrase) const;
  std::string_view TextOf(size_t at) const;
  bool IsShort(size_t at) const;

  std::string_view text_;
  std::span<const SentenceWord> words_;
  std::span<const Quote> quotes_;
  bool is_german_;
  PhraseFinder phrases_;
};

}  // namespace prov

#endif  // LIBPROV_QUOTE_SPEAKER_RULES_H_
