#include "libprov/chain/build_chains.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr const char* kWords = "the gates will never close again";

struct Printed {
  const char* id;
  const char* outlet;
  const char* published = "";
  const char* speaker = "";
  const char* cited = "";
  const char* form = "told";
  const char* url = "";
  bool unmarked = false;
};

std::vector<Chain> Build(const std::vector<Printed>& all,
                         const char* words = kWords) {
  OutletBook book = OutletBook::BuiltIn();
  std::vector<ChainNode> places;
  for (const Printed& one : all) {
    book.Add(one.outlet);
    ChainNode place{.id = one.id, .outlet = one.outlet, .url = one.url};
    place.published = ParseDate(one.published).value_or(DateInterval());
    place.exact = words;
    place.is_unmarked = one.unmarked;
    if (one.speaker[0] != '\0') {
      place.speaker.emplace().name = one.speaker;
    }
    if (one.cited[0] != '\0') {
      place.cited = CitedOutlet{.outlet = one.cited, .form = one.form};
    }
    places.push_back(std::move(place));
  }
  return BuildChains(words, std::move(places), SourceNames(book));
}

// "verdict first/p rival/p".
std::string Verdict(const Chain& chain) {
  std::string text = NameOf(chain.verdict);
  const auto add = [&](const Candidate& candidate) {
    text += " " + chain.nodes[candidate.node].id;
    text += candidate.probability.has_value()
                ? absl::StrFormat("/%.4f", *candidate.probability)
                : "/-";
  };
  if (chain.first.has_value()) {
    add(*chain.first);
  } else {
    text += " -";
  }
  for (const Candidate& rival : chain.rivals) add(rival);
  return text;
}

// "b>a copies time,citation", a line for each link.
std::string Links(const Chain& chain) {
  std::string text;
  for (const ChainLink& link : chain.links) {
    text += chain.nodes[link.from].id + ">" + chain.nodes[link.to].id + " " +
            NameOf(link.relation);
    for (const Evidence& evidence : link.evidence) {
      text += std::string(" ") + NameOf(evidence.kind);
    }
    text += "\n";
  }
  return text;
}

TEST(BuildChains, Verdicts) {
  struct Case {
    std::vector<Printed> all;
    const char* want;
  };
  const Case cases[] = {
      // Days are local, some dates are wrong, and so is one source in a
      // hundred.
      {{{"a", "X", "2031-03-02"}, {"b", "Y", "2031-03-05"}},
       "earliest-in-archive a/0.9886"},
      {{{"a", "X", "2031-03-02"}, {"b", "Y", "2031-03-03"}},
       "order-unknown a/0.9486 b/0.0414"},
      {{{"a", "X", "2031-03-02"}, {"b", "Y", "2031-03-02"}},
       "tied a/0.4950 b/0.4950"},
      {{{"b", "X", "2031-03-02T08:00:00Z"}, {"a", "Y", "2031-03-02T08:00:00Z"}},
       "tied a/0.4950 b/0.4950"},
      {{{"a", "X", "2031-03-02T18:00:00Z"}, {"b", "Y", "2031-03-02"}},
       "order-unknown b/0.6880 a/0.3020"},
      {{{"a", "X", "2031-03"}, {"b", "Y", "2031-03"}},
       "order-unknown a/0.4950 b/0.4950"},
      {{{"a", "X", "06/04/2031"}, {"b", "Y", "06/04/2031"}},
       "order-unknown a/0.4950 b/0.4950"},
      {{{"a", "X", "06/04/2031"}, {"b", "Y", "2031-05-01"}},
       "order-unknown b/0.5100 a/0.4800"},
      {{{"a", "X"}, {"b", "Y", "2031-05-01"}}, "order-unknown - b/- a/-"},
      {{{"a", "X"}, {"b", "Y"}}, "order-unknown - a/- b/-"},
      {{{"a", "X"}}, "earliest-in-archive a/1.0000"},
      // Who cites another is not first, whatever the dates say.
      {{{"a", "X"}, {"b", "Y", "", "", "X"}}, "earliest-in-archive a/0.9900"},
      {{{"a", "X", "2031-03-09"}, {"b", "Y", "2031-03-02", "", "X"}},
       "earliest-in-archive a/0.9900"},
      // A page names its month: the second of March is the third of February.
      {{{"a", "X", "2031-03-02", "", "", "", "http://x/2031/2/a7"},
        {"b", "Y", "2031-02-14"}},
       "earliest-in-archive a/0.9895"},
  };
  for (const Case& one : cases) {
    const std::vector<Chain> chains = Build(one.all);
    ASSERT_EQ(chains.size(), 1U);
    EXPECT_EQ(Verdict(chains[0]), one.want);
  }
}

TEST(BuildChains, ADateThatItsUrlTurnsRoundIsFlagged) {
  const Chain chain =
      Build({{"a", "X", "2031-03-02", "", "", "", "http://x/2031/2/a7"},
             {"b", "Y", "2031-03-02", "", "", "", "http://y/2031/3/a7"}})[0];
  EXPECT_TRUE(chain.nodes[0].is_swapped);
  EXPECT_FALSE(chain.nodes[1].is_swapped);
}

TEST(BuildChains, Relations) {
  const std::vector<Chain> chains = Build({
      {"a", "Harbor Wire", "2031-03-02", "Ana Ruiz"},
      {"b", "Post", "2031-03-03", "Ruiz", "Harbor Wire", "quoted-by"},
      {"c", "Bote", "2031-03-03", "", "Harbor Wire", "dateline"},
      {"d", "Herald", "2031-03-04", "Ana Ruiz"},
      {"e", "Herald", "2031-03-05"},
      {"f", "Globe", "2031-03-02", "Ruiz", "", "", "", true},
      {"g", "Harbor Wire", "2031-03-06", "", "", "", "http://h/1"},
  });
  ASSERT_EQ(chains.size(), 1U);
  EXPECT_EQ(Verdict(chains[0]), "tied a/0.5124 f/0.4741");
  EXPECT_EQ(Links(chains[0]),
            "f>a incidental words\n"
            "b>a copies time citation\n"
            "c>a wire time citation\n"
            "d>a same-utterance time speaker speaker\n"
            "e>a undetermined time words\n"
            "g>a undetermined time words\n");
}

TEST(BuildChains, TheSamePageLaterIsARevision) {
  const std::vector<Chain> chains =
      Build({{"a", "X", "2031-03-02", "", "", "", "http://x/1"},
             {"b", "X", "2031-03-03", "", "", "", "http://x/1"},
             {"c", "X", "2031-03-02", "", "", "", "http://x/1"}});
  EXPECT_EQ(Links(chains[0]),
            "c>a undetermined words\n"
            "b>a revision time url\n");
}

TEST(BuildChains, AnOutletThatIsNotHereIsAVirtualNode) {
  const std::vector<Chain> chains =
      Build({{"a", "X", "", "", "AFP", "interview"},
             {"b", "Y", "", "", "Agence France Presse", "reported"},
             {"c", "Z", "", "", "RT", "quoted-by"}});
  const Chain& chain = chains[0];
  EXPECT_EQ(Verdict(chain), "order-unknown - a/- b/- c/-");
  EXPECT_EQ(Links(chain),
            "a>outlet:Agence France-Presse copies citation\n"
            "b>a common-source citation citation\n"
            "b>outlet:Agence France-Presse copies citation\n"
            "c>a undetermined words\n"
            "c>outlet:RT copies citation\n");
  EXPECT_EQ(chain.flags, kChainUndated | kChainCitesOutside);
  EXPECT_TRUE(chain.nodes[3].is_virtual);
  EXPECT_FALSE(chain.links[0].probability.has_value());
}

TEST(BuildChains, AnOutletDoesNotCiteItself) {
  const std::vector<Chain> chains =
      Build({{"a", "AFP", "2031-03-02", "", "Agence France-Presse"}});
  EXPECT_EQ(Links(chains[0]), "");
  EXPECT_EQ(chains[0].nodes.size(), 1U);
}

std::vector<Chain> BuildTexts(std::vector<ChainNode> places) {
  OutletBook book = OutletBook::BuiltIn();
  for (ChainNode& place : places) {
    book.Add(place.outlet);
    place.exact = kWords;
  }
  return BuildChains(kWords, std::move(places), SourceNames(book));
}

// Shingles from .. to.
std::vector<uint64_t> Text(uint64_t from, uint64_t to) {
  std::vector<uint64_t> shingles;
  for (uint64_t i = from; i < to; ++i) shingles.push_back(i);
  return shingles;
}

TEST(BuildChains, WhoHasTheTextOfAnAgency) {
  const DateInterval day = *ParseDate("2031-03-02");
  const DateInterval later = *ParseDate("2031-03-04");
  const std::vector<ChainNode> all = {
      {.id = "a",
       .outlet = "Harbor Wire",
       .published = day,
       .shingles = Text(0, 200)},
      {.id = "b",
       .outlet = "Post",
       .published = later,
       .shingles = Text(0, 150)},
      {.id = "c",
       .outlet = "Herald",
       .published = later,
       .shingles = Text(170, 400)},  // Too little of it.
      {.id = "d",
       .outlet = "Open Release Service",
       .published = day,
       .shingles = Text(1000, 1100)},
      {.id = "e",
       .outlet = "Globe",
       .published = later,
       .shingles = Text(1000, 1500)},
      {.id = "f",
       .outlet = "Bote",
       .published = later,
       .shingles = Text(1300, 1500)}};
  const std::vector<Chain> chains = BuildTexts(all);
  EXPECT_EQ(Links(chains[0]),
            "d>a undetermined words\n"
            "b>a wire time text\n"
            "c>a undetermined time words\n"
            "e>d press-release time text\n"
            "f>e common-source text\n");
  EXPECT_TRUE(chains[0].nodes[0].shingles.empty());
}

TEST(BuildChains, WhoPrintsLessIsNotTheSourceOfMore) {
  std::vector<ChainNode> all = {
      {.id = "a", .outlet = "Harbor Wire", .shingles = Text(0, 200)},
      {.id = "b", .outlet = "Post", .shingles = Text(0, 200)}};
  all[0].exact = "never close again";
  all[1].exact = "the gates of the old harbour will never close again";
  OutletBook book = OutletBook::BuiltIn();
  book.Add("Harbor Wire");
  const std::vector<Chain> chains =
      BuildChains(all[1].exact, all, SourceNames(book));
  EXPECT_EQ(Links(chains[0]), "b>a common-source text\n");
}

TEST(BuildChains, InitialsInDatelinesAreOfAgencies) {
  std::vector<ChainNode> all = {
      {.id = "a", .outlet = "Northern Bureau", .own_initials = "NTB"},
      {.id = "b", .outlet = "Post"},
      {.id = "c", .outlet = "Herald"}};
  all[1].cited = CitedOutlet{.outlet = "NTB", .form = "dateline"};
  all[2].cited = CitedOutlet{.outlet = "XYZ", .form = "dateline"};
  const std::vector<Chain> chains = BuildTexts(std::move(all));
  EXPECT_EQ(Links(chains[0]),
            "b>a wire citation\n"
            "c>a undetermined words\n"
            "c>outlet:XYZ wire citation\n");
}

TEST(BuildChains, CirclesProveNothing) {
  const std::vector<Chain> chains = Build({{"a", "X", "2031-03-02", "", "Y"},
                                           {"b", "Y", "2031-03-02", "", "X"},
                                           {"c", "Z", "2031-03-02", "", "X"}});
  EXPECT_EQ(Verdict(chains[0]), "tied a/0.5683 b/0.4217");
  EXPECT_EQ(Links(chains[0]),
            "b>a undetermined words\n"
            "c>a copies citation\n");
  EXPECT_EQ(chains[0].flags, kChainCitationsContradict);
}

TEST(BuildChains, ACitationOutranksClocks) {
  const std::vector<Chain> chains =
      Build({{"a", "X", "2031-03-02", "", "Y"}, {"b", "Y", "2031-03-05"}});
  EXPECT_EQ(Verdict(chains[0]), "earliest-in-archive b/0.9900");
  EXPECT_EQ(Links(chains[0]), "a>b copies citation\n");
  EXPECT_LT(chains[0].links[0].probability, 0.01);
  EXPECT_EQ(chains[0].flags, kChainClockContradicted);
  // Of several, one that clocks allow.
  const std::vector<Chain> two = Build({{"a", "X", "2031-03-03", "", "Y"},
                                        {"b", "Y", "2031-03-05"},
                                        {"c", "Y", "2031-03-02"}});
  EXPECT_EQ(Links(two[0]),
            "a>c copies time citation\n"
            "b>c undetermined time words\n");
  EXPECT_EQ(two[0].flags, 0);
}

TEST(BuildChains, FewWordsOfSeveralSpeakersAreSeveralOccasions) {
  const std::vector<Printed> all = {{"a", "X", "2031-03-02", "Ana Ruiz"},
                                    {"b", "Y", "2031-03-03", "Bo Noor"},
                                    {"c", "Z", "2031-03-04", "Noor"},
                                    {"d", "W", "2031-03-01"}};
  const std::vector<Chain> chains = Build(all);
  ASSERT_EQ(chains.size(), 2U);
  EXPECT_EQ(chains[0].speaker, "Bo Noor");
  EXPECT_EQ(Verdict(chains[0]), "earliest-in-archive d/0.9862");
  EXPECT_EQ(Verdict(chains[1]), "earliest-in-archive a/1.0000");
  EXPECT_EQ(Build(all, "the gates will never close again on this town").size(),
            1U);
}

TEST(BuildChains, NothingHangsOnTheOrderOfPlaces) {
  std::vector<Printed> all = {{"a", "X", "2031-03-02", "Ana Ruiz"},
                              {"b", "Y", "2031-03-02", "Bo Noor", "X"},
                              {"c", "Z", "", "Noor", "AFP"},
                              {"d", "W", "2031-03-01"}};
  const std::vector<Chain> want = Build(all);
  std::ranges::reverse(all);
  const std::vector<Chain> got = Build(all);
  ASSERT_EQ(got.size(), want.size());
  for (size_t i = 0; i < got.size(); ++i) {
    EXPECT_EQ(Verdict(got[i]), Verdict(want[i]));
    EXPECT_EQ(Links(got[i]), Links(want[i]));
  }
}

}  // namespace
}  // namespace prov
