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
  return BuildChains(words, std::move(places), book);
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
      {{{"a", "X", "2031-03-02"}, {"b", "Y", "2031-03-03"}},
       "earliest-in-archive a/1.0000"},
      {{{"a", "X", "2031-03-02"}, {"b", "Y", "2031-03-02"}},
       "tied a/0.5000 b/0.5000"},
      {{{"b", "X", "2031-03-02T08:00:00Z"}, {"a", "Y", "2031-03-02T08:00:00Z"}},
       "tied a/0.5000 b/0.5000"},
      {{{"a", "X", "2031-03-02T18:00:00Z"}, {"b", "Y", "2031-03-02"}},
       "order-unknown b/0.7500 a/0.2500"},
      {{{"a", "X", "2031-03-02T00:14:24Z"}, {"b", "Y", "2031-03-02"}},
       "earliest-in-archive a/0.9900 b/0.0100"},
      {{{"a", "X", "2031-03"}, {"b", "Y", "2031-03"}},
       "order-unknown a/0.5000 b/0.5000"},
      {{{"a", "X", "06/04/2031"}, {"b", "Y", "06/04/2031"}},
       "order-unknown a/0.5000 b/0.5000"},
      {{{"a", "X", "06/04/2031"}, {"b", "Y", "2031-05-01"}},
       "order-unknown a/0.5000 b/0.5000"},
      {{{"a", "X"}, {"b", "Y", "2031-05-01"}}, "order-unknown - b/- a/-"},
      {{{"a", "X"}, {"b", "Y"}}, "order-unknown - a/- b/-"},
      {{{"a", "X"}}, "earliest-in-archive a/1.0000"},
      // Who cites another is not first, whatever the dates say.
      {{{"a", "X"}, {"b", "Y", "", "", "X"}}, "earliest-in-archive a/1.0000"},
      {{{"a", "X", "2031-03-09"}, {"b", "Y", "2031-03-02", "", "X"}},
       "earliest-in-archive a/1.0000"},
  };
  for (const Case& one : cases) {
    const std::vector<Chain> chains = Build(one.all);
    ASSERT_EQ(chains.size(), 1U);
    EXPECT_EQ(Verdict(chains[0]), one.want);
  }
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
  EXPECT_EQ(Verdict(chains[0]), "tied a/0.5000 f/0.5000");
  EXPECT_EQ(Links(chains[0]),
            "f>a undetermined words\n"
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

TEST(BuildChains, CirclesProveNothing) {
  const std::vector<Chain> chains = Build({{"a", "X", "2031-03-02", "", "Y"},
                                           {"b", "Y", "2031-03-02", "", "X"},
                                           {"c", "Z", "2031-03-02", "", "X"}});
  EXPECT_EQ(Verdict(chains[0]), "tied a/0.5000 b/0.5000");
  EXPECT_EQ(Links(chains[0]),
            "b>a undetermined words\n"
            "c>a copies citation\n");
  EXPECT_EQ(chains[0].flags, kChainCitationsContradict);
}

TEST(BuildChains, ACitationOutranksClocks) {
  const std::vector<Chain> chains =
      Build({{"a", "X", "2031-03-02", "", "Y"}, {"b", "Y", "2031-03-05"}});
  EXPECT_EQ(Verdict(chains[0]), "earliest-in-archive b/1.0000");
  EXPECT_EQ(Links(chains[0]), "a>b copies citation\n");
  EXPECT_EQ(chains[0].links[0].probability, 0);
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
  EXPECT_EQ(Verdict(chains[0]), "earliest-in-archive d/1.0000");
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
