// Corpora with their signatures, and similarity by the definition, for the
// tests of this room and of cluster/.

#ifndef TESTS_UNIT_MATCH_MATCH_TESTING_H_
#define TESTS_UNIT_MATCH_MATCH_TESTING_H_

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libprov/shingle/shingle_set.h"
#include "libprov/sketch/sketch_corpus.h"
#include "libprov/text/normalized_text.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {

inline constexpr ShingleParams kTestShingle{.width_tokens = 3};

// A scanned corpus and its signatures; the file lives as long.
class SketchedCorpus {
 public:
  explicit SketchedCorpus(const std::vector<Record>& records)
      : SketchedCorpus(std::vector<std::string>{ToLines(records)}) {}

  // One input for each string.
  explicit SketchedCorpus(const std::vector<std::string>& inputs) {
    std::vector<std::string> paths;
    for (const std::string& bytes : inputs) {
      paths.push_back(Spill(folder_.File(std::to_string(paths.size())), bytes));
    }
    auto corpus = Corpus::Open(paths);
    EXPECT_TRUE(IsOk(corpus.status()));
    corpus_ = *std::move(corpus);
    auto signatures =
        SketchCorpus(corpus_, {.threads = 2}, kTestShingle, SketchParams{});
    EXPECT_TRUE(IsOk(signatures.status()));
    signatures_ = *std::move(signatures);
  }

  const Corpus& corpus() const { return corpus_; }
  const DocumentTable& documents() const { return corpus_.documents(); }
  const SignatureTable& signatures() const { return signatures_; }

 private:
  ScratchFolder folder_;
  Corpus corpus_;
  SignatureTable signatures_{SketchParams{}.num_slots};
};

// The set of a text's shingles, written out.
inline std::set<std::string> RunsOf(std::string_view text) {
  const NormalizedText normalized(text);
  const size_t width =
      std::min<size_t>(kTestShingle.width_tokens, normalized.size());
  std::set<std::string> runs;
  for (size_t i = 0; width > 0 && i + width <= normalized.size(); ++i) {
    runs.emplace(normalized.run(i, width));
  }
  return runs;
}

inline Overlap OverlapOf(const std::set<std::string>& a,
                         const std::set<std::string>& b) {
  Overlap overlap{.size_a = a.size(), .size_b = b.size()};
  for (const std::string& run : a) overlap.shared += b.count(run);
  return overlap;
}

// Documents of all degrees of similarity: new ones, and copies that differ in
// nothing, in typography, in words, or in the order of some words.
inline std::vector<Record> FamilyRecords(uint64_t seed, size_t count) {
  Random random(seed);
  std::vector<Record> records;
  for (size_t i = 0; i < count; ++i) {
    Record record{.id = "d" + std::to_string(i),
                  .text = RandomText(random, random.Below(60), 100)};
    if (i > 0 && !random.OneIn(4)) {
      record.text = records[random.Below(i)].text;
      std::string& text = record.text;
      switch (random.Below(6)) {
        case 0:
          break;
        case 1:
          text = "\u201c" + text + "\u201d!";
          break;
        case 2:
          text += " " + text;
          break;
        default:
          for (size_t edits = random.Below(4); edits > 0; --edits) {
            const size_t at = text.find(' ', random.Below(text.size() + 1));
            if (at == std::string::npos) continue;
            text.insert(at, random.OneIn(2) ? " new" : "7");
          }
      }
    }
    record.outlet = "outlet " + std::to_string(random.Below(3));
    if (random.OneIn(2)) record.url = "u" + std::to_string(random.Below(8));
    if (!random.OneIn(4)) {
      record.published = "2031-03-0" + std::to_string(1 + random.Below(9));
      if (random.OneIn(2)) record.published += "T08:00:00Z";
    }
    records.push_back(record);
  }
  return records;
}

}  // namespace prov

#endif  // TESTS_UNIT_MATCH_MATCH_TESTING_H_
