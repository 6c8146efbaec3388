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

  Token Next(uint32_t word, uint32_t marks = 0) {
    return {word, marks, unit, index++, 0};
  }
  void Push(uint32_t word, uint32_t marks = 0) {
    out.push_back(Next(word, marks));
  }
};

// Patterns, one a line: NAME WEIGHT WORD... where a word is printed as it is,
// <name> is a slot filled from the words or the cast, <NAME> another pattern of
// that name by weight, and , . ; : ? follow the word before.  's after a slot
// makes a possessive.  An "a" right before a word of a class is an "an" where
// English wants it.
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
  bool HasKind(uint32_t word) const { return FormOf(word).known; }

  // Another word in the same form, or a noun for what has no forms.
  uint32_t Similar(uint32_t word, Dice& dice) const;

 private:
  enum class Kind : uint8_t { kNothing, kRule, kForm, kFormAfterA, kSlot };
  // A word that is printed as it is or none, then what is filled in or nothing:
  // both at once, for each turn of Write()'s loop is a guess gone wrong.
  struct Step {
    uint32_t word = 0;
    uint32_t word_marks = 0;
    bool has_word = false;
    Kind kind = Kind::kNothing;
    uint8_t form = 0;    // Of a kForm.
    uint16_t which = 0;  // A rule, a class or a slot.
    uint32_t marks = 0;  // For the last word of what is filled in.
  };
  struct Pattern {
    uint32_t begin = 0, end = 0;  // Into steps_.
  };
  struct Draw {
    uint32_t begin = 0, count = 0;  // Into choices_.
  };
  struct Form {
    uint16_t word_class = 0;
    uint8_t form = 0;
    bool known = false;
  };

  size_t RuleNumber(std::string_view name);
  void AddClass(std::string_view name, const WordClass& words);
  Pattern ParsePattern(std::string_view text, Vocabulary& vocabulary);
  void ParseWord(std::string_view word, uint32_t begin, Vocabulary& vocabulary);
  Step ParseSlot(std::string_view name);
  Form FormOf(uint32_t word) const {
    return word < form_of_.size() ? form_of_[word] : Form{};
  }
  uint32_t DrawForm(const Step& step, Dice& dice) const {
    return classes_[step.which].Draw(dice, step.form);
  }
  // The most words that Write() makes of `rule`; `known` is 0 for rules whose
  // number is to be found yet.
  size_t MostWords(size_t rule, std::vector<size_t>& known) const;
  // Write to `at` and return the end.
  Token* Write(size_t rule, Scribe& scribe, Token* at) const;
  Token* WriteSlot(size_t slot, Scribe& scribe, Token* at) const;
  Token* WriteNumber(uint32_t number, Scribe& scribe, Token* at) const;

  const Names& names_;
  const Vocabulary& vocabulary_;
  std::vector<WordClass> classes_;
  std::map<std::string, Form, std::less<>> forms_;
  std::vector<Form> form_of_;  // By word.
  std::map<std::string, uint16_t, std::less<>> rule_numbers_;
  std::vector<Draw> rules_;
  std::vector<Pattern> choices_;  // Each as often as it weighs.
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
