// The outlets of one world, all drawn from the seed.

#include "outlet.h"

#include <array>
#include <cctype>
#include <set>

#include "tables.h"

namespace prov_bench {
namespace {

constexpr std::array kZones = {0,   0,    60,   60,  120, 180,  -300, -300,
                               330, -360, -480, 540, 600, -180, 210,  480};

std::string Spell(const Name& name, const Vocabulary& vocabulary) {
  std::string spelled;
  for (uint32_t i = 0; i < name.size; ++i) {
    if (i > 0) spelled += ' ';
    spelled += vocabulary.text(name.words[i]);
  }
  return spelled;
}

std::string DomainOf(const std::string& name) {
  std::string domain = "www.";
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      domain.push_back(
          static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
  }
  return domain + ".example";
}

void DrawHabits(Outlet& outlet, Dice& dice) {
  outlet.zone_minutes = kZones[dice.Below(kZones.size())];
  outlet.dates = static_cast<DateStyle>(dice.Weighted({50, 28, 14, 8}));
  outlet.quotes = static_cast<QuoteStyle>(dice.Weighted({48, 38, 6, 4, 4}));
  outlet.stops_outside = dice.Percent(30);
  outlet.dated_dateline = dice.Percent(40);
  outlet.lead_twice = dice.Percent(7);
  outlet.dash = static_cast<uint8_t>(dice.Weighted({5, 3, 2}));
}

// A line that ends with the outlet's name, the same under every article.
Tokens MakeLine(const char* rule, uint32_t unit, const Outlet& outlet,
                const Language& english, const Names& names, Dice& dice) {
  const Cast cast = names.Draw(dice);
  Tokens line;
  Scribe scribe{dice, cast, line, unit};
  english.Sentence(english.Rule(rule), scribe);
  SetGlue(line[0], kGlueParagraph);
  for (uint32_t i = 0; i < outlet.words.size; ++i) {
    scribe.Push(outlet.words.words[i], kCapital);
  }
  SetAfter(line.back(), kStop);
  for (Token& token : line) token.marks |= kProtected;
  return line;
}

Outlet MakePaper(const Names& names,
                 const std::vector<std::string_view>& papers, Dice& dice,
                 Vocabulary& vocabulary) {
  Outlet outlet;
  outlet.words.Add(names.towns.Word(
      dice.Below(static_cast<uint32_t>(names.towns.size())), 0));
  const std::string_view paper =
      papers[dice.Below(static_cast<uint32_t>(papers.size()))];
  outlet.words.Add(vocabulary.Add(paper));
  return outlet;
}

Outlet MakeAgency(std::string_view entry, Vocabulary& vocabulary) {
  Outlet outlet;
  const size_t slash = entry.find('/');
  std::string_view name = entry.substr(0, slash);
  while (!name.empty()) {
    const size_t end = std::min(name.find('_'), name.size());
    outlet.words.Add(vocabulary.Add(name.substr(0, end)));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  outlet.short_name.Add(vocabulary.Add(entry.substr(slash + 1)));
  return outlet;
}

}  // namespace

World MakeWorld(uint64_t seed, const Language& english, const Names& names,
                Vocabulary& vocabulary) {
  World world;
  Dice dice(MixSeed(seed, 0));
  for (const std::string_view entry : Entries(tables::kAgencyNames)) {
    world.outlets.push_back(MakeAgency(entry, vocabulary));
  }
  const auto papers = Entries(tables::kPaperNames);
  std::set<std::string> taken;
  while (world.outlets.size() < World::kAgencies + World::kPapers) {
    Outlet paper = MakePaper(names, papers, dice, vocabulary);
    if (taken.insert(Spell(paper.words, vocabulary)).second) {
      world.outlets.push_back(std::move(paper));
    }
  }
  Outlet service;
  for (const char* const word : {"Open", "Release", "Service"}) {
    service.words.Add(vocabulary.Add(word));
  }
  world.outlets.push_back(std::move(service));

  for (uint32_t i = 0; i < World::kOutlets; ++i) {
    Outlet& outlet = world.outlets[i];
    outlet.name = Spell(outlet.words, vocabulary);
    outlet.domain = DomainOf(outlet.name);
    DrawHabits(outlet, dice);
    if (world.IsAgency(i)) {
      outlet.lead_twice = false;
      outlet.tail =
          MakeLine("TAIL", kTailUnit + i, outlet, english, names, dice);
    } else if (dice.Percent(60)) {
      outlet.footer =
          MakeLine("FOOT", kFooterUnit + i, outlet, english, names, dice);
    }
  }
  std::vector<std::vector<uint32_t>> ranks(1);
  for (uint32_t i = 0; i < World::kPapers; ++i) ranks[0].push_back(i);
  world.papers_by_size = WordClass(ranks, 8);
  return world;
}

}  // namespace prov_bench
