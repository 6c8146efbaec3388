// A voice: words and sentence patterns that, drawn at random, read like news.

#ifndef BENCH_NEWSROOM_LANGUAGE_H_
#define BENCH_NEWSROOM_LANGUAGE_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cast.h"
#include "dice.h"
#include "token.h"
#include "vocabulary.h"

namespace prov_bench {

// Words that every story draws its cast, its numbers and its dates from.
struct Names {
  explicit Names(Vocabulary& vocabulary);

  Cast Draw(Dice& dice) const;
  Person DrawPerson(Dice& dice) const;

  WordClass female, male, surnames, towns, countries, sectors, institutions;
  std::vector<Name> offices;
  std::vector<Name> days, months;  // Monday, January first.
  uint32_t numbers = 0;            // The word for 0; 999 follow in order.
  uint32_t years = 0;              // The word for 1900; 199 follow in order.
  uint32_t article_a = 0, article_an = 0;
};

// Where expanded words go.
struct Scribe {
  Dice& dice;
  const Cast& cast;
  Tokens& out;
  uint32_t unit = 0;
  uint16_t index = 0;

  void Push(uint32_t word, uint32_t marks = 0) {
    out.push_back({word, marks, unit, index++, 0});
  }
};

// Patterns, one a line: NAME WEIGHT WORD... where a word is printed as it is,
// <name> is a slot filled from the words or the cast, <NAME> another pattern of
// that name by weight, and , . ; : ? follow the word before.  's after a slot
// makes a possessive.
class Language {
 public:
  Language(const char* grammar, const std::map<std::string, WordClass>& classes,
           const Names& names, Vocabulary& vocabulary);

  size_t Rule(std::string_view name) const;

  // Appends one expansion, the first letter of a sentence not yet a capital.
  void Expand(size_t rule, Scribe& scribe) const;

  // Expand() as a sentence: capital first, marked kSentence.
  void Sentence(size_t rule, Scribe& scribe) const;

  // A noun.
  uint32_t AnyWord(Dice& dice) const;

  // There are other words of the same class and form.
  bool HasKind(uint32_t word) const { return form_of_.contains(word); }

  // Another word in the same form, or a noun for what has no forms.
  uint32_t Similar(uint32_t word, Dice& dice) const;

 private:
  enum class Kind : uint8_t { kWord, kRule, kForm, kSlot };
  struct Step {
    Kind kind = Kind::kWord;
    uint8_t form = 0;    // Of a kForm.
    uint16_t which = 0;  // A rule, a class or a slot.
    uint32_t word = 0;
    uint32_t marks = 0;  // For the last word of the step.
  };
  struct Pattern {
    uint32_t begin = 0, end = 0;  // Into steps_.
  };
  struct Draw {
    uint32_t begin = 0, count = 0;  // Into choices_.
  };

  size_t RuleNumber(std::string_view name);
  Step ParseWord(std::string_view word, Vocabulary& vocabulary);
  Step ParseSlot(std::string_view name);
  // Makes an "a" that stands before `next` an "an" where English wants it.
  void FixArticle(uint32_t next, Scribe& scribe) const;
  void Slot(size_t slot, Scribe& scribe) const;
  void PushNumber(uint32_t number, Scribe& scribe) const;
  void PushName(const Name& name, Scribe& scribe) const;

  const Names& names_;
  const Vocabulary& vocabulary_;
  std::vector<WordClass> classes_;
  struct Form {
    uint16_t word_class = 0;
    uint8_t form = 0;
  };
  std::map<std::string, Form, std::less<>> forms_;
  std::map<uint32_t, Form> form_of_;  // By word.
  std::map<std::string, uint16_t, std::less<>> rule_numbers_;
  std::vector<Draw> rules_;
  std::vector<uint16_t> choices_;  // Patterns, each as often as it weighs.
  std::vector<Pattern> patterns_;
  std::vector<Step> steps_;
  Form noun_;
  uint32_t percent_ = 0, million_ = 0;
};

// A language with the rules that a desk asks for.
struct Voice {
  explicit Voice(const Language& spoken)
      : language(&spoken),
        lead(spoken.Rule("LEAD")),
        sentence(spoken.Rule("S")),
        background(spoken.Rule("BACK")),
        head(spoken.Rule("HEAD")),
        speech(spoken.Rule("Q")) {}

  const Language* language;
  size_t lead, sentence, background, head, speech;
};

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_LANGUAGE_H_
