// The forms of German words: compounds and endings.

#include <algorithm>

#include "vocabulary.h"

namespace prov_bench {
namespace {

constexpr uint32_t kGermanShift = 20;

std::vector<std::string> SplitForms(std::string_view entry) {
  std::vector<std::string> forms;
  while (true) {
    const size_t end = std::min(entry.find('/'), entry.size());
    forms.emplace_back(entry.substr(0, end));
    if (end == entry.size()) return forms;
    entry.remove_prefix(end + 1);
  }
}

}  // namespace

WordClass MakeGivenForms(std::string_view table, uint32_t shift,
                         Vocabulary& vocabulary) {
  std::vector<std::vector<uint32_t>> forms;
  for (const std::string_view entry : Entries(table)) {
    const std::vector<std::string> given = SplitForms(entry);
    forms.resize(std::max(forms.size(), given.size()));
    for (size_t i = 0; i < given.size(); ++i) {
      forms[i].push_back(vocabulary.Add(given[i]));
    }
  }
  return WordClass(forms, shift);
}

WordClass MakeCompounds(std::string_view parts, std::string_view heads,
                        Vocabulary& vocabulary) {
  struct Noun {
    uint64_t order;
    std::string singular, plural;
  };
  std::vector<Noun> nouns;
  for (const std::string_view part : Entries(parts)) {
    for (const std::string_view head : Entries(heads)) {
      const std::vector<std::string> forms = SplitForms(head);
      nouns.push_back({Random(nouns.size() + 1).Next(),
                       std::string(part) + forms[0],
                       std::string(part) + forms[1]});
    }
  }
  std::sort(nouns.begin(), nouns.end(),
            [](const Noun& a, const Noun& b) { return a.order < b.order; });
  std::vector<std::vector<uint32_t>> forms(2);
  for (const Noun& noun : nouns) {
    forms[0].push_back(vocabulary.Add(noun.singular));
    forms[1].push_back(vocabulary.Add(noun.plural));
  }
  return WordClass(forms, kGermanShift);
}

WordClass MakeGermanAdjectives(std::string_view table, Vocabulary& vocabulary) {
  std::vector<std::vector<uint32_t>> forms(2);
  for (const std::string_view stem : Entries(table)) {
    forms[0].push_back(vocabulary.Add(std::string(stem) + "e"));
    forms[1].push_back(vocabulary.Add(std::string(stem) + "en"));
  }
  return WordClass(forms, kGermanShift);
}

}  // namespace prov_bench
