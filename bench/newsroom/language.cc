// Patterns are compiled to steps once; expanding them is a walk over arrays.

#include "language.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "../lines.h"

namespace prov_bench {
namespace {

constexpr std::array<std::string_view, 14> kSlots = {
    "num",   "num2", "num30",   "year", "pct",   "money", "day",
    "month", "city", "country", "org",  "plast", "pfull", "pname"};

constexpr size_t kMostWords = 256;    // Of an expansion.
constexpr size_t kMostSlotWords = 8;  // An office and two names.

std::string_view NextWord(std::string_view& line) {
  const size_t begin = std::min(line.find_first_not_of(' '), line.size());
  line.remove_prefix(begin);
  const size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

uint32_t PunctuationMark(std::string_view word) {
  if (word == ",") return kComma;
  if (word == ".") return kStop;
  if (word == ";") return kSemicolon;
  if (word == ":") return kColon;
  if (word == "?") return kQuestion;
  return 0;
}

Token* WriteName(const Name& name, Scribe& scribe, Token* at) {
  for (uint32_t i = 0; i < name.size; ++i) {
    *at++ = scribe.Next(name.words[i], kCapital);
  }
  return at;
}

void AddMarks(uint32_t marks, Token& last) {
  if ((marks & kAfterMask) != 0) SetAfter(last, marks & kAfterMask);
  last.marks |= marks & kPossessive;
}

}  // namespace

Language::Language(const char* grammar,
                   const std::map<std::string, WordClass>& classes,
                   const Names& names, Vocabulary& vocabulary)
    : names_(names), vocabulary_(vocabulary) {
  percent_ = vocabulary.Add("percent");
  million_ = vocabulary.Add("million");
  for (const auto& [name, words] : classes) AddClass(name, words);
  noun_ = forms_.at("n");
  std::map<size_t, std::vector<Pattern>> weighted;  // By rule.
  for (const Line& line : SplitLines(grammar)) {
    std::string_view left = line.record;
    const size_t rule = RuleNumber(NextWord(left));
    const std::string_view digits = NextWord(left);
    size_t weight = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    weighted[rule].insert(weighted[rule].end(), weight,
                          ParsePattern(left, vocabulary));
  }
  for (const auto& [name, number] : rule_numbers_) {
    const std::vector<Pattern>& patterns = weighted[number];
    if (patterns.empty()) Fail("grammar: no rule", name);
    rules_[number] = {static_cast<uint32_t>(choices_.size()),
                      static_cast<uint32_t>(patterns.size())};
    choices_.insert(choices_.end(), patterns.begin(), patterns.end());
  }
  std::vector<size_t> known(rules_.size());
  for (const auto& [name, number] : rule_numbers_) {
    if (MostWords(number, known) > kMostWords) Fail("grammar: too long", name);
  }
}

// `name` is "slot=form" for each form, separated by spaces.
void Language::AddClass(std::string_view name, const WordClass& words) {
  const auto number = static_cast<uint16_t>(classes_.size());
  for (std::string_view form = NextWord(name); !form.empty();
       form = NextWord(name)) {
    forms_.emplace(form.substr(0, form.size() - 2),
                   Form{number, static_cast<uint8_t>(form.back() - '0'), true});
  }
  for (uint8_t form = 0; form < words.forms(); ++form) {
    for (uint32_t rank = 0; rank < words.size(); ++rank) {
      const uint32_t word = words.Word(rank, form);
      if (word >= form_of_.size()) form_of_.resize(word + size_t{1});
      // A word of several classes is of the first.
      if (!form_of_[word].known) form_of_[word] = {number, form, true};
    }
  }
  classes_.push_back(words);
}

Language::Pattern Language::ParsePattern(std::string_view text,
                                         Vocabulary& vocabulary) {
  Pattern pattern;
  pattern.begin = static_cast<uint32_t>(steps_.size());
  for (std::string_view word = NextWord(text); !word.empty();
       word = NextWord(text)) {
    const uint32_t mark = PunctuationMark(word);
    if (mark == 0) {
      ParseWord(word, pattern.begin, vocabulary);
    } else {
      Step& last = steps_.back();
      (last.kind == Kind::kNothing ? last.word_marks : last.marks) |= mark;
    }
  }
  pattern.end = static_cast<uint32_t>(steps_.size());
  return pattern;
}

size_t Language::RuleNumber(std::string_view name) {
  const auto known = rule_numbers_.find(name);
  if (known != rule_numbers_.end()) return known->second;
  const size_t number = rules_.size();
  rule_numbers_.emplace(name, static_cast<uint16_t>(number));
  rules_.emplace_back();
  return number;
}

size_t Language::Rule(std::string_view name) const {
  const auto known = rule_numbers_.find(name);
  if (known == rule_numbers_.end()) Fail("grammar: no rule", name);
  return known->second;
}

// Adds `word` to the pattern whose steps start at `begin`.
void Language::ParseWord(std::string_view word, uint32_t begin,
                         Vocabulary& vocabulary) {
  uint32_t marks = 0;
  if (word.ends_with("'s")) {
    word.remove_suffix(2);
    marks |= kPossessive;
  }
  if (word.front() != '<' || word.back() != '>') {
    Step step;
    step.word = vocabulary.Add(word);
    step.word_marks = marks;
    step.has_word = true;
    steps_.push_back(step);
    return;
  }
  Step filled = ParseSlot(word.substr(1, word.size() - 2));
  filled.marks = marks;
  if (steps_.size() > begin && steps_.back().kind == Kind::kNothing) {
    const Step& before = steps_.back();
    filled.word = before.word;
    filled.word_marks = before.word_marks;
    filled.has_word = true;
    steps_.pop_back();
    if (filled.word == names_.article_a && filled.kind == Kind::kForm) {
      filled.kind = Kind::kFormAfterA;
    }
  }
  steps_.push_back(filled);
}

Language::Step Language::ParseSlot(std::string_view name) {
  Step step;
  if (name[0] >= 'A' && name[0] <= 'Z') {
    step.kind = Kind::kRule;
    step.which = static_cast<uint16_t>(RuleNumber(name));
  } else if (const auto form = forms_.find(name); form != forms_.end()) {
    step.kind = Kind::kForm;
    step.which = form->second.word_class;
    step.form = form->second.form;
  } else {
    const auto* const slot = std::find(kSlots.begin(), kSlots.end(), name);
    if (slot == kSlots.end()) Fail("grammar: no slot", name);
    step.kind = Kind::kSlot;
    step.which = static_cast<uint16_t>(slot - kSlots.begin());
  }
  return step;
}

size_t Language::MostWords(size_t rule, std::vector<size_t>& known) const {
  if (known[rule] != 0) return known[rule];
  known[rule] = kMostWords + 1;  // What a rule in itself comes to.
  size_t most = 0;
  for (uint32_t i = 0; i < rules_[rule].count; ++i) {
    const Pattern& pattern = choices_[rules_[rule].begin + i];
    size_t words = 0;
    for (uint32_t step = pattern.begin; step < pattern.end; ++step) {
      const Kind kind = steps_[step].kind;
      words += 1 + (kind == Kind::kRule   ? MostWords(steps_[step].which, known)
                    : kind == Kind::kSlot ? kMostSlotWords
                                          : 1);
    }
    most = std::max(most, words);
  }
  return known[rule] = most;
}

void Language::Expand(size_t rule, Scribe& scribe) const {
  // A vector that grows word by word would cost more than the words.
  std::array<Token, kMostWords> words;
  const Token* const end = Write(rule, scribe, words.data());
  scribe.out.insert(scribe.out.end(), std::as_const(words).data(), end);
}

Token* Language::Write(size_t rule, Scribe& scribe, Token* at) const {
  const Draw& draw = rules_[rule];
  const Pattern pattern = choices_[draw.begin + scribe.dice.Below(draw.count)];
  for (uint32_t i = pattern.begin; i < pattern.end; ++i) {
    const Step& step = steps_[i];
    if (step.has_word) *at++ = scribe.Next(step.word, step.word_marks);
    switch (step.kind) {
      case Kind::kNothing:
        break;
      case Kind::kForm:
        *at++ = scribe.Next(DrawForm(step, scribe.dice), step.marks);
        break;
      case Kind::kFormAfterA: {
        const uint32_t word = DrawForm(step, scribe.dice);
        if (vocabulary_.vowel(word)) at[-1].word = names_.article_an;
        *at++ = scribe.Next(word, step.marks);
        break;
      }
      case Kind::kRule:
        at = Write(step.which, scribe, at);
        AddMarks(step.marks, at[-1]);
        break;
      case Kind::kSlot:
        at = WriteSlot(step.which, scribe, at);
        AddMarks(step.marks, at[-1]);
        break;
    }
  }
  return at;
}

void Language::Sentence(size_t rule, Scribe& scribe) const {
  const size_t first = scribe.out.size();
  Expand(rule, scribe);
  scribe.out[first].marks |= kCapital | kSentence;
}

uint32_t Language::AnyWord(Dice& dice) const {
  const WordClass& nouns = classes_[noun_.word_class];
  return nouns.Draw(dice, noun_.form);
}

uint32_t Language::Similar(uint32_t word, Dice& dice) const {
  const Form form = FormOf(word);
  if (!form.known) return AnyWord(dice);
  const WordClass& words = classes_[form.word_class];
  for (;;) {
    const uint32_t other = words.Draw(dice, form.form);
    if (other != word) return other;
  }
}

// Up to 999,999, as "12,400" where it is long.
Token* Language::WriteNumber(uint32_t number, Scribe& scribe, Token* at) const {
  if (number < 1000) {
    *at++ = scribe.Next(names_.numbers + number);
    return at;
  }
  *at++ = scribe.Next(names_.numbers + number / 1000);
  const uint32_t rest = std::max(number % 1000, 100u);
  *at++ = scribe.Next(names_.numbers + rest, kGlueComma);
  return at;
}

Token* Language::WriteSlot(size_t slot, Scribe& scribe, Token* at) const {
  Dice& dice = scribe.dice;
  const Cast& cast = scribe.cast;
  switch (slot) {
    case 0:
      return WriteNumber(2 + dice.Below(dice.Percent(50) ? 60 : 900), scribe,
                         at);
    case 1:
      return WriteNumber(100 + dice.Below(dice.Percent(40) ? 800 : 90000),
                         scribe, at);
    case 2:
      *at++ = scribe.Next(names_.numbers + 2 + dice.Below(27));
      break;
    case 3:
      *at++ = scribe.Next(names_.years + 70 + dice.Below(61));
      break;
    case 4:
      *at++ = scribe.Next(names_.numbers + 1 + dice.Below(80));
      *at++ = scribe.Next(names_.numbers + 1 + dice.Below(9), kGluePoint);
      *at++ = scribe.Next(percent_);
      break;
    case 5:
      *at++ = scribe.Next(names_.numbers + 1 + dice.Below(400), kDollar);
      *at++ = scribe.Next(names_.numbers + 1 + dice.Below(9), kGluePoint);
      *at++ = scribe.Next(million_);
      break;
    case 6:
      return WriteName(names_.days[dice.Below(7)], scribe, at);
    case 7:
      return WriteName(names_.months[dice.Below(12)], scribe, at);
    case 8:
      *at++ = scribe.Next(cast.cities[dice.Below(Cast::kCities)]);
      break;
    case 9:
      *at++ = scribe.Next(cast.country);
      break;
    case 10:
      return WriteName(cast.organisations[dice.Below(Cast::kOrganisations)],
                       scribe, at);
    case 11:
      *at++ = scribe.Next(cast.persons[dice.Below(Cast::kPersons)].last);
      break;
    default: {
      const Person& person = cast.persons[dice.Below(Cast::kPersons)];
      if (slot == 12) at = WriteName(person.office, scribe, at);
      *at++ = scribe.Next(person.first);
      *at++ = scribe.Next(person.last);
    }
  }
  return at;
}

}  // namespace prov_bench
