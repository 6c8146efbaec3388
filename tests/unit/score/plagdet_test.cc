#include "libprov/score/plagdet.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "tests/unit/store/store_testing.h"

namespace prov {
namespace {

struct PassagePair {
  TextRange taken;
  TextRange source;
};

using PassagePairs = std::vector<PassagePair>;

// True and found passages between many pairs of documents.
class ScoredPairs {
 public:
  void Add(const PassagePairs& truth, const PassagePairs& found) {
    Add(truth, truth_);
    Add(found, found_);
    documents_ += 2;
  }

  PlagdetScore Score() const {
    Plagdet plagdet;
    for (const PassageCover& cover : CoverBy(found_, truth_)) {
      plagdet.AddTrue(cover);
    }
    for (const PassageCover& cover : CoverBy(truth_, found_)) {
      plagdet.AddFound(cover);
    }
    return plagdet.Score();
  }

 private:
  void Add(const PassagePairs& pairs, PassageSet& set) const {
    for (const PassagePair& pair : pairs) {
      set.Add(std::vector<PassagePlace>{{documents_, pair.taken},
                                        {documents_ + 1, pair.source}});
    }
  }

  uint32_t documents_ = 0;
  PassageSet truth_;
  PassageSet found_;
};

PassagePair Random(std::mt19937& random) {
  const auto range = [&random] {
    const uint64_t begin = random() % 300;
    return TextRange{.begin = begin, .end = begin + random() % 80};
  };
  return {.taken = range(), .source = range()};
}

// From the definitions, one character at a time.
class NaivePlagdet {
 public:
  void Add(const PassagePairs& truth, const PassagePairs& found) {
    for (const PassagePair& pair : truth) {
      recall_.push_back(Covered(pair, found));
      size_t touching = 0;
      for (const PassagePair& other : found) touching += Touch(pair, other);
      if (touching > 0) touching_.push_back(static_cast<double>(touching));
    }
    for (const PassagePair& pair : found) {
      precision_.push_back(Covered(pair, truth));
    }
  }

  double recall() const { return Mean(recall_); }
  double precision() const { return Mean(precision_); }
  double granularity() const { return touching_.empty() ? 1 : Mean(touching_); }

 private:
  static bool Overlap(const TextRange& a, const TextRange& b) {
    for (uint64_t i = a.begin; i < a.end; ++i) {
      if (i >= b.begin && i < b.end) return true;
    }
    return false;
  }
  static bool Touch(const PassagePair& a, const PassagePair& b) {
    return Overlap(a.taken, b.taken) && Overlap(a.source, b.source);
  }
  static double Covered(const PassagePair& pair, const PassagePairs& others) {
    double covered = 0;
    double all = 0;
    for (const auto side : {&PassagePair::taken, &PassagePair::source}) {
      for (uint64_t i = (pair.*side).begin; i < (pair.*side).end; ++i) {
        bool in_any = false;
        for (const PassagePair& other : others) {
          in_any = in_any || (Touch(pair, other) && i >= (other.*side).begin &&
                              i < (other.*side).end);
        }
        covered += in_any;
        ++all;
      }
    }
    return all == 0 ? 0 : covered / all;
  }
  static double Mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
  }

  std::vector<double> recall_, precision_, touching_;
};

TEST(PlagdetTest, AgreesWithTheDefinitions) {
  std::mt19937 random(2010);
  for (int round = 0; round < 100; ++round) {
    ScoredPairs plagdet;
    NaivePlagdet naive;
    for (uint32_t pair = 0; pair < random() % 6; ++pair) {
      PassagePairs truth(random() % 5);
      PassagePairs found(random() % 7);
      for (PassagePair& p : truth) p = Random(random);
      for (PassagePair& p : found) p = Random(random);
      plagdet.Add(truth, found);
      naive.Add(truth, found);
    }
    const PlagdetScore score = plagdet.Score();
    EXPECT_NEAR(score.recall, naive.recall(), 1e-12);
    EXPECT_NEAR(score.precision, naive.precision(), 1e-12);
    EXPECT_NEAR(score.granularity, naive.granularity(), 1e-12);
  }
}

TEST(PlagdetTest, PunishesWhatIsFoundInPieces) {
  const PassagePair whole{.taken = {0, 100}, .source = {50, 150}};
  ScoredPairs once;
  once.Add(PassagePairs{whole}, PassagePairs{whole});
  EXPECT_EQ(once.Score().plagdet, 1);
  ScoredPairs halves;
  halves.Add(PassagePairs{whole},
             PassagePairs{{.taken = {0, 50}, .source = {50, 100}},
                          {.taken = {50, 100}, .source = {100, 150}}});
  EXPECT_EQ(halves.Score().recall, 1);
  EXPECT_EQ(halves.Score().granularity, 2);
  EXPECT_DOUBLE_EQ(halves.Score().plagdet, 1 / std::log2(3));
  EXPECT_EQ(halves.Score().recall_characters, (Proportion{200, 200}));
  EXPECT_EQ(Plagdet().Score().plagdet, 0);
}

std::string Line(int document, const PassagePairs& pairs) {
  std::string cases;
  for (const PassagePair& pair : pairs) {
    cases +=
        absl::StrFormat("%s[%d,%d,%d,%d]", cases.empty() ? "" : ",",
                        pair.taken.begin, pair.taken.end - pair.taken.begin,
                        pair.source.begin, pair.source.end - pair.source.begin);
  }
  return absl::StrFormat("{\"susp\":\"t%d\",\"src\":\"s\",\"cases\":[%s]}\n",
                         document, cases);
}

// The scorer that the data for passages comes with.
TEST(PlagdetTest, AgreesWithTheReferenceScorer) {
  const std::string scorer = PROV_TEST_DATA "/scoring/plagdet.py";
  if (!std::filesystem::exists(scorer)) GTEST_SKIP() << "no " << scorer;
  std::mt19937 random(2013);
  std::string truth_lines;
  std::string found_lines;
  ScoredPairs plagdet;
  for (int document = 0; document < 200; ++document) {
    PassagePairs truth(random() % 4);
    PassagePairs found;
    for (PassagePair& pair : truth) {
      pair = Random(random);
      // Found as it is, shifted, in two pieces, or not at all.
      const uint64_t middle = (pair.taken.begin + pair.taken.end) / 2;
      switch (random() % 4) {
        case 0:
          found.push_back(pair);
          break;
        case 1:
          found.push_back(
              {{pair.taken.begin + 7, pair.taken.end + 7}, pair.source});
          break;
        case 2:
          found.push_back({{pair.taken.begin, middle}, pair.source});
          found.push_back({{middle, pair.taken.end}, pair.source});
          break;
        default:
          break;
      }
    }
    if (random() % 5 == 0) found.push_back(Random(random));
    plagdet.Add(truth, found);
    truth_lines += Line(document, truth);
    found_lines += Line(document, found);
  }
  const ScratchFolder folder;
  const std::string command = "python3 '" + scorer + "' '" +
                              Spill(folder.File("t"), truth_lines) + "' '" +
                              Spill(folder.File("f"), found_lines) + "'";
  FILE* const output = popen(command.c_str(), "r");
  ASSERT_NE(output, nullptr);
  std::string said;
  for (int c = std::fgetc(output); c != EOF; c = std::fgetc(output)) {
    said += static_cast<char>(c);
  }
  ASSERT_EQ(pclose(output), 0);
  double want_plagdet = 0;
  double want_recall = 0;
  double want_precision = 0;
  double want_granularity = 0;
  ASSERT_EQ(std::sscanf(said.c_str(),
                        "entire {'plagdet': %lf, 'recall': %lf, "
                        "'precision': %lf, 'granularity': %lf",
                        &want_plagdet, &want_recall, &want_precision,
                        &want_granularity),
            4)
      << said;
  const PlagdetScore score = plagdet.Score();
  EXPECT_NEAR(score.plagdet, want_plagdet, 0.00001);
  EXPECT_NEAR(score.recall, want_recall, 0.00001);
  EXPECT_NEAR(score.precision, want_precision, 0.00001);
  EXPECT_NEAR(score.granularity, want_granularity, 0.00001);
  EXPECT_GT(score.granularity, 1.1);  // Else little was compared.
  EXPECT_LT(score.plagdet, 0.9);
}

}  // namespace
}  // namespace prov
