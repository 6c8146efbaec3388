#include "libprov/match/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "libprov/candidate/candidate_pair.h"
#include "libprov/corpus/documents.h"
#include "tests/unit/match/match_testing.h"

namespace prov {
namespace {

Comparison Compare(const SketchedCorpus& corpus, DocumentId a, DocumentId b,
                   Depth depth = Depth::kOverlap) {
  Comparer comparer(corpus.corpus(), kTestShingle);
  const auto comparison = comparer.Compare(a, b, depth);
  EXPECT_TRUE(IsOk(comparison.status()));
  return comparison.value_or(Comparison{});
}

TEST(ComparerTest, TellsTheKind) {
  const std::string text = "the cat sat on the mat today";
  struct KindCase {
    Record a;
    Record b;
    MatchKind kind;
  };
  const KindCase cases[] = {
      {{"a", text}, {"a", text}, MatchKind::kIdenticalRecord},
      {{"a", text}, {"b", text}, MatchKind::kIdenticalText},
      {{"a", text, "O", "u"},
       {"a", text, "O", "u", "2031"},
       MatchKind::kIdenticalText},
      {{"a", text},
       {"a", "The cat sat \u2014 on the mat today."},
       MatchKind::kIdenticalTokens},
      {{"a", text, "O", "u"},
       {"b", "The " + text.substr(4), "O", "u"},
       MatchKind::kIdenticalTokens},
      {{"a", text, "O", "u"},
       {"b", text + " again", "O", "u"},
       MatchKind::kRevision},
      {{"a", text, "", "u"},
       {"b", text + " again", "", "u"},
       MatchKind::kRevision},
      {{"a", text, "O", "u"},
       {"b", text + " again", "P", "u"},
       MatchKind::kNear},
      {{"a", text, "O", "u"},
       {"b", text + " again", "O", "v"},
       MatchKind::kNear},
      {{"a", text, "O"}, {"b", text + " again", "O"}, MatchKind::kNear},
      {{"a", ""}, {"a", ""}, MatchKind::kIdenticalRecord},
      {{"a", ""}, {"b", ""}, MatchKind::kIdenticalText},
      {{"a", "!"}, {"b", "?"}, MatchKind::kIdenticalTokens},
      {{"a", ""}, {"b", "x"}, MatchKind::kNear},
  };
  for (const KindCase& c : cases) {
    const SketchedCorpus corpus({c.a, c.b});
    for (const Depth depth : {Depth::kKind, Depth::kOverlap}) {
      EXPECT_EQ(ToString(Compare(corpus, 0, 1, depth).kind), ToString(c.kind))
          << ToJson(c.a) << ToJson(c.b);
      EXPECT_EQ(ToString(Compare(corpus, 1, 0, depth).kind), ToString(c.kind));
    }
    EXPECT_EQ(KindByHash(corpus.documents(), 0, 1), c.kind);
  }
}

TEST(ComparerTest, FlagsWhatDiffers) {
  struct FlagsCase {
    std::string a;
    std::string b;
    bool numbers;
    bool negations;
    uint64_t words_only_in_b;
  };
  const FlagsCase cases[] = {
      {"five dead in fire", "six dead in fire", false, false, 1},
      {"5 dead in fire", "6 dead in fire", true, false, 1},
      {"5 dead", "5 dead here", false, false, 1},
      {"5 dead here", "5 dead", false, false, 0},
      {"in 2031 5 dead", "in 2031 dead", true, false, 0},
      {"room b5 is open", "room b6 is open", true, false, 1},
      {"\uff15 dead", "5 dead now", false, false, 1},
      {"he did it", "he did not do it", false, true, 2},
      {"he did not", "he did never", false, true, 1},
      {"he did not not go", "he did not go", false, true, 0},
      {"he didn\u2019t go", "he didn't go there", false, false, 1},
      {"he didn\u2019t go", "he did go", false, true, 1},
      {"Er hat es getan", "Er hat es nicht getan", false, true, 1},
      {"Er hat einen Hund", "Er hat keinen Hund", false, true, 1},
      {"Kein Hund da", "kein hund hier", false, false, 1},
      {"Niemals Geld", "Ohne Geld", false, true, 1},
      {"NOT here", "not there", false, false, 1},
      {"knot here", "here", false, false, 0},
      {"a b", "a a b b", false, false, 2},
      {"", "a b", false, false, 2},
  };
  for (const FlagsCase& c : cases) {
    const SketchedCorpus corpus({{"a", c.a}, {"b", c.b}});
    const Comparison comparison = Compare(corpus, 0, 1);
    EXPECT_EQ(comparison.numbers_differ, c.numbers) << c.a << " / " << c.b;
    EXPECT_EQ(comparison.negations_differ, c.negations) << c.a << " / " << c.b;
    EXPECT_EQ(comparison.words_only_in_b, c.words_only_in_b)
        << c.a << " / " << c.b;
    const Comparison turned = Compare(corpus, 1, 0);
    EXPECT_EQ(turned.numbers_differ, c.numbers);
    EXPECT_EQ(turned.negations_differ, c.negations);
  }
}

uint64_t OnlyInB(const std::string& a, const std::string& b) {
  std::map<std::string, int> more;
  const NormalizedText in_a(a);
  const NormalizedText in_b(b);
  for (size_t i = 0; i < in_b.size(); ++i) ++more[std::string(in_b.token(i))];
  for (size_t i = 0; i < in_a.size(); ++i) --more[std::string(in_a.token(i))];
  uint64_t count = 0;
  for (const auto& [token, surplus] : more) {
    if (surplus > 0) count += static_cast<uint64_t>(surplus);
  }
  return count;
}

// One comparer for all pairs, so that nothing of a pair may stay behind; some
// texts repeat themselves.
TEST(ComparerTest, MeasuresLikeTheDefinition) {
  for (uint64_t seed = 0; seed < 3; ++seed) {
    const std::vector<Record> records = FamilyRecords(seed, 50);
    const SketchedCorpus corpus(records);
    Comparer comparer(corpus.corpus(), kTestShingle);
    std::vector<CandidatePair> pairs;
    for (DocumentId a = 0; a < records.size(); ++a) {
      for (DocumentId b = 0; b < records.size(); ++b) {
        if (a != b) pairs.push_back({a, b});
      }
    }
    Random random(seed);
    for (int order = 0; order < 2; ++order, Shuffle(random, pairs)) {
      for (const auto& [a, b] : pairs) {
        const auto comparison = comparer.Compare(a, b, Depth::kOverlap);
        ASSERT_TRUE(IsOk(comparison.status()));
        const std::string& x = records[a].text;
        const std::string& y = records[b].text;
        ASSERT_EQ(comparison->overlap, OverlapOf(RunsOf(x), RunsOf(y)))
            << a << " " << b;
        ASSERT_EQ(comparison->words_only_in_b, OnlyInB(x, y));
        ASSERT_EQ(comparison->kind, KindByHash(corpus.documents(), a, b));
        const auto quick = comparer.Compare(a, b, Depth::kKind);
        ASSERT_TRUE(IsOk(quick.status()));
        ASSERT_EQ(quick->kind, comparison->kind);
        ASSERT_EQ(quick->overlap.jaccard(), comparison->overlap.jaccard());
      }
    }
  }
}

TEST(ComparerTest, ReportsAFileThatChanged) {
  ScratchFolder folder;
  const std::string path =
      Spill(folder.File("f"), ToLines({{"a", "one"}, {"b", "two"}}));
  auto corpus = Corpus::Open({path});
  ASSERT_TRUE(IsOk(corpus.status()));
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {})));
  std::filesystem::resize_file(path, 30);
  Comparer comparer(*corpus, kTestShingle);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(
        absl::IsDataLoss(comparer.Compare(0, 1, Depth::kKind).status()));
  }
}

TEST(MatchKindTest, NamesComeBack) {
  for (const MatchKind kind :
       {MatchKind::kIdenticalRecord, MatchKind::kIdenticalText,
        MatchKind::kIdenticalTokens, MatchKind::kRevision, MatchKind::kNear}) {
    EXPECT_EQ(ParseMatchKind(ToString(kind)), kind);
    EXPECT_EQ(IsIdentical(kind), ToString(kind).starts_with("identical-"));
  }
  EXPECT_EQ(ParseMatchKind("kept"), std::nullopt);
  EXPECT_EQ(ParseMatchKind(""), std::nullopt);
}

}  // namespace
}  // namespace prov
