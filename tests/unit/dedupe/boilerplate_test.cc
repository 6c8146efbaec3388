#include "libprov/dedupe/boilerplate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/dedupe/plan.h"
#include "libprov/sketch/sketch_corpus.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

constexpr const char* kFooter =
    "Subscribers of the Post get every story first by letter each morning for "
    "less than a cup of tea";
constexpr const char* kOtherFooter =
    "Read the Globe on all your screens wherever you go and keep the lamps of "
    "the county burning bright";

// Fifteen texts of the Post under its footer and of the Globe under its own;
// every fifth is in both.  Two are nothing but the footer, and one is that and
// nothing else twice over.
std::vector<Record> Records() {
  Random random(3);
  std::vector<Record> records;
  for (int i = 0; i < 15; ++i) {
    const std::string text = RandomText(random, 40, 100000);
    const std::string other =
        i % 5 == 0 ? text : RandomText(random, 40, 100000);
    records.push_back({.id = absl::StrFormat("p%02d", i),
                       .text = text + "\n\n" + kFooter + ".",
                       .outlet = "Post"});
    records.push_back({.id = absl::StrFormat("g%02d", i),
                       .text = other + "\n\n" + kOtherFooter + "!",
                       .outlet = "Globe"});
  }
  records.push_back({.id = "only1", .text = kFooter, .outlet = "Post"});
  records.push_back(
      {.id = "only2", .text = std::string(kFooter) + ".", .outlet = "Post"});
  return records;
}

struct Scanned {
  ScratchFolder folder;
  Corpus corpus;
  SignatureTable signatures{0};
};

std::unique_ptr<Scanned> Scan(const std::vector<Record>& records) {
  auto scanned = std::make_unique<Scanned>();
  scanned->corpus =
      Corpus::Open({Spill(scanned->folder.File("in"), ToLines(records))})
          .value();
  auto signatures = SketchCorpus(scanned->corpus, {}, {}, {});
  EXPECT_TRUE(IsOk(signatures.status()));
  scanned->signatures = *std::move(signatures);
  return scanned;
}

// What is left of each text, by key.
std::map<std::string, std::string> LeftOf(const std::vector<Record>& records,
                                          const Resources& resources) {
  const auto scanned = Scan(records);
  const auto masks = FindBoilerplate(scanned->corpus, resources);
  EXPECT_TRUE(IsOk(masks.status()));
  std::map<std::string, std::string> left;
  for (DocumentId d = 0; d < records.size(); ++d) {
    std::string scratch;
    left[records[d].id] = masks->Strip(d, records[d].text, scratch);
  }
  return left;
}

TEST(BoilerplateTest, IsLeftOutWhateverTheOrderAndTheThreads) {
  std::vector<Record> records = Records();
  const auto left = LeftOf(records, 1);
  for (const auto& [key, text] : left) {
    EXPECT_EQ(text.find("tea"), std::string::npos) << key << ": " << text;
    EXPECT_EQ(text.find("lamps"), std::string::npos) << key << ": " << text;
    EXPECT_TRUE(key.starts_with("only") || text.size() > 100) << text;
  }
  EXPECT_EQ(LeftOf(records, 8), left);
  EXPECT_EQ(LeftOf(records, Resources(2, MemoryBudget(uint64_t{64} << 20))),
            left);
  Random random(1);
  Shuffle(random, records);
  EXPECT_EQ(LeftOf(records, 1), left);
}

// "kept < dropped" of a run.
std::set<std::string> Drops(bool strip, TenThousandths threshold) {
  const auto scanned = Scan(Records());
  PlanParams params;
  params.match.threshold = threshold;
  TextMasks masks;
  if (strip) {
    auto found =
        StripBoilerplate(scanned->corpus, {}, {}, 2, scanned->signatures);
    EXPECT_TRUE(IsOk(found.status()));
    masks = *std::move(found);
    EXPECT_EQ(masks.CountEmpty(), 2u);
    params.shingle.masks = &masks;
  }
  auto plan = MakePlan(scanned->corpus, scanned->signatures, params, {}, 2);
  EXPECT_TRUE(IsOk(plan.status()));
  std::set<std::string> drops;
  for (const Removal& removal : plan->removals) {
    EXPECT_GE(removal.similarity, threshold);
    drops.insert(scanned->corpus.documents().key(removal.kept) + " < " +
                 scanned->corpus.documents().key(removal.dropped));
  }
  return drops;
}

TEST(BoilerplateTest, NeitherMakesNorHidesADuplicate) {
  // With their footers the copies are under .8, and the bare footers match.
  EXPECT_EQ(Drops(false, {8000}), (std::set<std::string>{"only1 < only2"}));
  EXPECT_EQ(Drops(true, {8000}),
            (std::set<std::string>{"g00 < p00", "g05 < p05", "g10 < p10"}));
}

TEST(BoilerplateTest, MemoryThatIsTooSmallIsTold) {
  const auto scanned = Scan(Records());
  const absl::Status status =
      FindBoilerplate(scanned->corpus, Resources(1, MemoryBudget(1000)))
          .status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
}

}  // namespace
}  // namespace prov
