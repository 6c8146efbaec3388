// Names by composition: a surname is a head and a tail, a town too, and an
// institution is "Harborton Water Authority".

#include <algorithm>

#include "language.h"
#include "tables.h"

namespace prov_bench {
namespace {

// All heads with all tails, in an order that mixes them.
WordClass Compose(const char* heads, const char* tails, uint32_t shift,
                  Vocabulary& vocabulary) {
  const std::vector<std::string_view> front = Entries(heads);
  const std::vector<std::string_view> back = Entries(tails);
  std::vector<std::pair<uint64_t, std::string>> words;
  for (const std::string_view head : front) {
    for (const std::string_view tail : back) {
      const uint64_t order = Random(words.size() + 1).Next();
      words.emplace_back(order, std::string(head) + std::string(tail));
    }
  }
  std::sort(words.begin(), words.end());
  std::vector<std::vector<uint32_t>> forms(1);
  for (const auto& [order, word] : words) {
    forms[0].push_back(vocabulary.Add(word));
  }
  return WordClass(forms, shift);
}

std::vector<Name> MakeNames(std::string_view table, Vocabulary& vocabulary) {
  std::vector<Name> names;
  for (const std::string_view entry : Entries(table)) {
    Name name;
    size_t begin = 0;
    while (begin <= entry.size()) {
      const size_t end = std::min(entry.find('_', begin), entry.size());
      name.Add(vocabulary.Add(entry.substr(begin, end - begin)));
      begin = end + 1;
    }
    names.push_back(name);
  }
  return names;
}

}  // namespace

Names::Names(Vocabulary& vocabulary)
    : female(MakeWords(tables::kFirstNamesFemale, 20, vocabulary)),
      male(MakeWords(tables::kFirstNamesMale, 20, vocabulary)),
      surnames(Compose(tables::kSurnameHeads, tables::kSurnameTails, 200,
                       vocabulary)),
      towns(Compose(tables::kTownHeads, tables::kTownTails, 100, vocabulary)),
      countries(MakeWords(tables::kCountries, 10, vocabulary)),
      sectors(MakeWords(tables::kSectors, 40, vocabulary)),
      institutions(MakeWords(tables::kInstitutions, 20, vocabulary)),
      offices(MakeNames(tables::kOffices, vocabulary)),
      days(MakeNames("Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
                     vocabulary)),
      months(MakeNames("January February March April May June July August "
                       "September October November December",
                       vocabulary)) {
  std::vector<std::string> words;
  for (int i = 0; i < 1000; ++i) words.push_back(std::to_string(i));
  numbers = vocabulary.AddRange(words);
  words.clear();
  for (int i = 1900; i < 2100; ++i) words.push_back(std::to_string(i));
  years = vocabulary.AddRange(words);
  article_a = vocabulary.Add("a");
  article_an = vocabulary.Add("an");
}

Person Names::DrawPerson(Dice& dice) const {
  Person person;
  person.office = offices[dice.Below(static_cast<uint32_t>(offices.size()))];
  person.female = dice.Percent(45);
  const WordClass& firsts = person.female ? female : male;
  person.first = firsts.Draw(dice, 0);
  person.last = surnames.Draw(dice, 0);
  return person;
}

Cast Names::Draw(Dice& dice) const {
  Cast cast;
  for (Person& person : cast.persons) person = DrawPerson(dice);
  for (uint32_t& city : cast.cities) city = towns.Draw(dice, 0);
  cast.country = countries.Draw(dice, 0);
  for (Name& name : cast.organisations) {
    if (dice.Percent(60)) {
      name.Add(dice.Percent(70) ? cast.cities[dice.Below(Cast::kCities)]
                                : cast.country);
    }
    name.Add(sectors.Draw(dice, 0));
    name.Add(institutions.Draw(dice, 0));
  }
  return cast;
}

}  // namespace prov_bench
