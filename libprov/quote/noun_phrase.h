// Noun phrases and subjects among the words of a paragraph, without a parser:
// runs of words of open classes, and what may join them.

#ifndef LIBPROV_QUOTE_NOUN_PHRASE_H_
#define LIBPROV_QUOTE_NOUN_PHRASE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "libprov/quote/quote.h"
#include "libprov/quote/sentence_words.h"

namespace prov {

// Indices of words, half-open.  The name in "a spokesman for Mayor Ana Ruiz" is
// none; in "Mayor Ana Ruiz of Millton" it is "Ana Ruiz".
struct NounPhrase {
  size_t begin = 0;
  size_t end = 0;
  SpeakerMention::Kind kind = SpeakerMention::Kind::kNominal;
  size_t head_begin = 0;  // The name, or the words before "of", "for", "at".
  size_t head_end = 0;
  // Of "who": the phrase that it stands for.
  size_t antecedent_begin = 0;
  size_t antecedent_end = 0;

  bool empty() const { return begin >= end; }
};

// The words must outlive it.
class PhraseFinder {
 public:
  PhraseFinder(std::string_view text, std::span<const SentenceWord> words,
               bool is_german)
      : text_(text), words_(words), is_german_(is_german) {}

  // The phrase that begins at a word, not before one; empty if there is none.
  NounPhrase Forward(size_t at, size_t end) const;
  // The phrase that ends before a word, and does not begin before `begin`.
  NounPhrase Backward(size_t end, size_t begin) const;
  // What the verb at a word has before it as its subject, over relative clauses
  // and what else stands between commas.
  NounPhrase SubjectBefore(size_t verb, size_t begin) const;
  // The first phrase of a sentence after what leads it in.
  NounPhrase MainSubject(size_t begin, size_t end) const;

  // The first phrase of a German clause that may be its subject, before or
  // after its verb: in no prepositional phrase, and not marked for another
  // case.
  NounPhrase Nominative(size_t begin, size_t end) const;

  // Where the sentence of a word begins, and where it ends, but no more than
  // kMaxSentenceWords away: what is longer is a list or a table.
  size_t SentenceBegin(size_t at) const;
  size_t SentenceEnd(size_t at) const;

  bool Is(size_t at, uint32_t classes) const;
  // A word of saying; not "report" in "the report".
  bool IsVerb(size_t at, uint32_t classes) const;
  bool IsNoun(size_t at) const;  // A word that can stand in a phrase.
  bool IsName(size_t at) const;  // With a capital that no sentence gives it.

 private:
  bool IsSentenceStart(size_t at) const;
  bool IsClosed(size_t at) const;
  size_t SkipBracketsBack(size_t end, size_t begin) const;
  size_t SkipTimeBack(size_t end, size_t begin) const;
  size_t SkipAuxiliariesBack(size_t verb, size_t begin) const;
  bool JoinsBack(size_t at, size_t begin) const;
  size_t NameEnd(size_t begin, size_t end) const;
  NounPhrase Antecedent(NounPhrase phrase) const;
  NounPhrase SubjectOverCommas(size_t comma, size_t begin) const;
  bool IsAside(size_t begin, size_t end) const;
  NounPhrase WithHead(size_t begin, size_t end) const;
  size_t NameBegin(size_t begin, size_t end) const;
  NounPhrase WithApposition(NounPhrase phrase, size_t end) const;

  std::string_view text_;
  std::span<const SentenceWord> words_;
  bool is_german_;
};

}  // namespace prov

#endif  // LIBPROV_QUOTE_NOUN_PHRASE_H_
