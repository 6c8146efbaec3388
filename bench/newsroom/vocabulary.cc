// Entries are "base", or "base/form/..." where a form is irregular, and "base*"
// doubles its last letter.  Regular English spelling makes the rest.

#include "vocabulary.h"

#include <algorithm>

#include "../lines.h"

namespace prov_bench {
namespace {

constexpr uint32_t kNounShift = 30;
constexpr uint32_t kVerbShift = 25;

bool IsVowel(char c) {
  return std::string_view("aeiouAEIOU").find(c) != std::string_view::npos;
}

bool EndsInConsonantY(std::string_view word) {
  return word.size() > 1 && word.back() == 'y' &&
         !IsVowel(word[word.size() - 2]);
}

std::vector<std::string> SplitForms(std::string_view entry) {
  std::vector<std::string> forms(1);
  for (const char c : entry) {
    if (c == '/') {
      forms.emplace_back();
    } else {
      forms.back().push_back(c);
    }
  }
  return forms;
}

std::string WithS(const std::string& word) {
  if (EndsInConsonantY(word)) return word.substr(0, word.size() - 1) + "ies";
  for (const std::string_view end : {"s", "x", "z", "ch", "sh"}) {
    if (std::string_view(word).ends_with(end)) return word + "es";
  }
  return word + "s";
}

std::string WithEd(const std::string& word) {
  if (EndsInConsonantY(word)) return word.substr(0, word.size() - 1) + "ied";
  return word + (word.back() == 'e' ? "d" : "ed");
}

std::string WithIng(const std::string& word) {
  if (std::string_view(word).ends_with("ie")) {
    return word.substr(0, word.size() - 2) + "ying";
  }
  if (word.back() == 'e' && !std::string_view(word).ends_with("ee")) {
    return word.substr(0, word.size() - 1) + "ing";
  }
  return word + "ing";
}

struct VerbForms {
  std::string base, third, past, participle, ing;
};

VerbForms ConjugateVerb(std::string_view entry) {
  std::vector<std::string> given = SplitForms(entry);
  std::string stem = given[0];
  if (stem.back() == '*') {
    stem.pop_back();
    given[0] = stem;
    stem.push_back(stem.back());
  }
  VerbForms forms;
  forms.base = given[0];
  forms.third = WithS(given[0]);
  forms.past = given.size() > 1 ? given[1] : WithEd(stem);
  forms.participle = given.size() > 2 ? given[2] : forms.past;
  forms.ing = given.size() > 3 ? given[3] : WithIng(stem);
  return forms;
}

}  // namespace

Vocabulary::Vocabulary() {
  constexpr size_t kUsualWords = 20000;
  for (auto& letters : letters_) letters.reserve(kUsualWords);
  known_.reserve(kUsualWords);
}

uint32_t Vocabulary::Append(std::string_view word) {
  Letters letters;
  if (word.size() > letters.bytes.size()) Fail("newsroom: a long word", word);
  std::copy(word.begin(), word.end(), letters.bytes.begin());
  letters.size = static_cast<uint8_t>(word.size());
  letters_[0].push_back(letters);
  Raise(&letters.bytes[0], &letters.bytes[1]);
  letters_[1].push_back(letters);
  vowels_.push_back(IsVowel(word[0]) ? 1 : 0);
  return static_cast<uint32_t>(vowels_.size() - 1);
}

uint32_t Vocabulary::Add(std::string_view word) {
  const auto known = known_.find(word);
  if (known != known_.end()) return known->second;
  const uint32_t number = Append(word);
  known_.emplace(word, number);
  return number;
}

uint32_t Vocabulary::AddRange(const std::vector<std::string>& words) {
  const auto first = static_cast<uint32_t>(vowels_.size());
  for (const std::string& word : words) Append(word);
  return first;
}

WordClass::WordClass(const std::vector<std::vector<uint32_t>>& forms,
                     uint32_t shift)
    : size_(forms[0].size()) {
  for (const std::vector<uint32_t>& form : forms) {
    words_.insert(words_.end(), form.begin(), form.end());
  }
  constexpr uint64_t kScale = 1 << 24;
  uint64_t total = 0;
  for (size_t i = 0; i < size(); ++i) total += kScale / (i + shift);
  table_.reserve(size_t{1} << kTableBits);
  uint64_t sum = 0;
  for (size_t i = 0; i < size(); ++i) {
    sum += kScale / (i + shift);
    while (table_.size() * total < (sum << kTableBits)) {
      table_.push_back(static_cast<uint16_t>(i));
    }
  }
  table_.resize(size_t{1} << kTableBits, static_cast<uint16_t>(size() - 1));
}

void Raise(char* begin, char* end) {
  for (char* p = begin; p < end; ++p) {
    if (*p >= 'a' && *p <= 'z') *p = static_cast<char>(*p - 'a' + 'A');
    // Small letters of U+00E0..U+00FE are C3 A0..C3 BE.
    if (*p == '\xC3' && static_cast<unsigned char>(p[1]) >= 0xA0) {
      p[1] = static_cast<char>(p[1] - 0x20);
    }
  }
}

std::vector<std::string_view> Entries(std::string_view table) {
  constexpr std::string_view kSpace = " \n";
  std::vector<std::string_view> entries;
  for (;;) {
    const size_t begin = table.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return entries;
    table.remove_prefix(begin);
    const size_t end = std::min(table.find_first_of(kSpace), table.size());
    entries.push_back(table.substr(0, end));
    table.remove_prefix(end);
  }
}

WordClass MakeNouns(std::string_view table, Vocabulary& vocabulary) {
  std::vector<std::vector<uint32_t>> forms(2);
  for (const std::string_view entry : Entries(table)) {
    const std::vector<std::string> given = SplitForms(entry);
    forms[0].push_back(vocabulary.Add(given[0]));
    forms[1].push_back(
        vocabulary.Add(given.size() > 1 ? given[1] : WithS(given[0])));
  }
  return WordClass(forms, kNounShift);
}

WordClass MakeVerbs(std::string_view table, Vocabulary& vocabulary) {
  std::vector<std::vector<uint32_t>> forms(5);
  for (const std::string_view entry : Entries(table)) {
    const VerbForms verb = ConjugateVerb(entry);
    forms[0].push_back(vocabulary.Add(verb.base));
    forms[1].push_back(vocabulary.Add(verb.third));
    forms[2].push_back(vocabulary.Add(verb.past));
    forms[3].push_back(vocabulary.Add(verb.participle));
    forms[4].push_back(vocabulary.Add(verb.ing));
  }
  return WordClass(forms, kVerbShift);
}

WordClass MakeWords(std::string_view table, uint32_t shift,
                    Vocabulary& vocabulary) {
  std::vector<std::vector<uint32_t>> forms(1);
  for (const std::string_view entry : Entries(table)) {
    forms[0].push_back(vocabulary.Add(entry));
  }
  return WordClass(forms, shift);
}

}  // namespace prov_bench
