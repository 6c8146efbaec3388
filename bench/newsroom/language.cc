// Patterns are compiled to steps once; expanding them is a walk over arrays.

#include "language.h"

#include <algorithm>
#include <charconv>

#include "../lines.h"

namespace prov_bench {
namespace {

constexpr std::array<std::string_view, 14> kSlots = {
    "num",   "num2", "num30",   "year", "pct",   "money", "day",
    "month", "city", "country", "org",  "plast", "pfull", "pname"};

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
  for (const auto& [name, word_class] : classes) {
    // Each "slot=form" of the name, separated by spaces.
    std::string_view left = name;
    for (std::string_view form = NextWord(left); !form.empty();
         form = NextWord(left)) {
      forms_.emplace(form.substr(0, form.size() - 2),
                     Form{static_cast<uint16_t>(classes_.size()),
                          static_cast<uint8_t>(form.back() - '0')});
    }
    for (uint8_t form = 0; form < word_class.forms(); ++form) {
      for (uint32_t rank = 0; rank < word_class.size(); ++rank) {
        form_of_.emplace(word_class.Word(rank, form),
                         Form{static_cast<uint16_t>(classes_.size()), form});
      }
    }
    classes_.push_back(word_class);
  }
  noun_ = forms_.at("n");
  std::map<size_t, std::vector<uint16_t>> weighted;  // By rule.
  for (const Line& line : SplitLines(grammar)) {
    std::string_view left = line.record;
    const size_t rule = RuleNumber(NextWord(left));
    const std::string_view digits = NextWord(left);
    size_t weight = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    weighted[rule].insert(weighted[rule].end(), weight,
                          static_cast<uint16_t>(patterns_.size()));
    Pattern pattern;
    pattern.begin = static_cast<uint32_t>(steps_.size());
    for (std::string_view word = NextWord(left); !word.empty();
         word = NextWord(left)) {
      if (const uint32_t mark = PunctuationMark(word); mark != 0) {
        steps_.back().marks |= mark;
      } else {
        const Step step = ParseWord(word, vocabulary);
        steps_.push_back(step);
      }
    }
    pattern.end = static_cast<uint32_t>(steps_.size());
    patterns_.push_back(pattern);
  }
  for (const auto& [name, number] : rule_numbers_) {
    const std::vector<uint16_t>& patterns = weighted[number];
    if (patterns.empty()) Fail("grammar: no rule", name);
    rules_[number] = {static_cast<uint32_t>(choices_.size()),
                      static_cast<uint32_t>(patterns.size())};
    choices_.insert(choices_.end(), patterns.begin(), patterns.end());
  }
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

Language::Step Language::ParseWord(std::string_view word,
                                   Vocabulary& vocabulary) {
  Step step;
  uint32_t marks = 0;
  if (word.ends_with("'s")) {
    word.remove_suffix(2);
    marks |= kPossessive;
  }
  if (word.front() == '<' && word.back() == '>') {
    step = ParseSlot(word.substr(1, word.size() - 2));
  } else {
    step.word = vocabulary.Add(word);
  }
  step.marks = marks;
  return step;
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

void Language::Expand(size_t rule, Scribe& scribe) const {
  const Draw& draw = rules_[rule];
  const Pattern pattern =
      patterns_[choices_[draw.begin + scribe.dice.Below(draw.count)]];
  for (uint32_t i = pattern.begin; i < pattern.end; ++i) {
    const Step& step = steps_[i];
    switch (step.kind) {
      case Kind::kWord:
        scribe.Push(step.word, step.marks);
        break;
      case Kind::kForm: {
        const WordClass& words = classes_[step.which];
        const uint32_t word = words.Word(words.Rank(scribe.dice), step.form);
        FixArticle(word, scribe);
        scribe.Push(word, step.marks);
        break;
      }
      case Kind::kRule:
        Expand(step.which, scribe);
        AddMarks(step.marks, scribe.out.back());
        break;
      case Kind::kSlot:
        Slot(step.which, scribe);
        AddMarks(step.marks, scribe.out.back());
        break;
    }
  }
}

void Language::FixArticle(uint32_t next, Scribe& scribe) const {
  if (scribe.out.empty() || scribe.out.back().word != names_.article_a) return;
  if (vocabulary_.vowel(next)) scribe.out.back().word = names_.article_an;
}

void Language::Sentence(size_t rule, Scribe& scribe) const {
  const size_t first = scribe.out.size();
  Expand(rule, scribe);
  scribe.out[first].marks |= kCapital | kSentence;
}

uint32_t Language::AnyWord(Dice& dice) const {
  const WordClass& nouns = classes_[noun_.word_class];
  return nouns.Word(nouns.Rank(dice), noun_.form);
}

uint32_t Language::Similar(uint32_t word, Dice& dice) const {
  const auto form = form_of_.find(word);
  if (form == form_of_.end()) return AnyWord(dice);
  const WordClass& words = classes_[form->second.word_class];
  for (;;) {
    const uint32_t other = words.Word(words.Rank(dice), form->second.form);
    if (other != word) return other;
  }
}

void Language::PushName(const Name& name, Scribe& scribe) const {
  for (uint32_t i = 0; i < name.size; ++i) {
    scribe.Push(name.words[i], kCapital);
  }
}

// Up to 999,999, as "12,400" where it is long.
void Language::PushNumber(uint32_t number, Scribe& scribe) const {
  if (number < 1000) {
    scribe.Push(names_.numbers + number);
    return;
  }
  scribe.Push(names_.numbers + number / 1000);
  const uint32_t rest = std::max(number % 1000, 100u);
  scribe.Push(names_.numbers + rest, kGlueComma);
}

void Language::Slot(size_t slot, Scribe& scribe) const {
  Dice& dice = scribe.dice;
  const Cast& cast = scribe.cast;
  switch (slot) {
    case 0:
      PushNumber(2 + dice.Below(dice.Percent(50) ? 60 : 900), scribe);
      break;
    case 1:
      PushNumber(100 + dice.Below(dice.Percent(40) ? 800 : 90000), scribe);
      break;
    case 2:
      scribe.Push(names_.numbers + 2 + dice.Below(27));
      break;
    case 3:
      scribe.Push(names_.years + 70 + dice.Below(61));
      break;
    case 4:
      scribe.Push(names_.numbers + 1 + dice.Below(80));
      scribe.Push(names_.numbers + 1 + dice.Below(9), kGluePoint);
      scribe.Push(percent_);
      break;
    case 5:
      scribe.Push(names_.numbers + 1 + dice.Below(400), kDollar);
      scribe.Push(names_.numbers + 1 + dice.Below(9), kGluePoint);
      scribe.Push(million_);
      break;
    case 6:
      PushName(names_.days[dice.Below(7)], scribe);
      break;
    case 7:
      PushName(names_.months[dice.Below(12)], scribe);
      break;
    case 8:
      scribe.Push(cast.cities[dice.Below(Cast::kCities)]);
      break;
    case 9:
      scribe.Push(cast.country);
      break;
    case 10:
      PushName(cast.organisations[dice.Below(Cast::kOrganisations)], scribe);
      break;
    case 11:
      scribe.Push(cast.persons[dice.Below(Cast::kPersons)].last);
      break;
    default: {
      const Person& person = cast.persons[dice.Below(Cast::kPersons)];
      if (slot == 12) PushName(person.office, scribe);
      scribe.Push(person.first);
      scribe.Push(person.last);
    }
  }
}

}  // namespace prov_bench
