// What is true of the documents of one edition, ready to be written.

#ifndef BENCH_NEWSROOM_EDITION_TRUTH_H_
#define BENCH_NEWSROOM_EDITION_TRUTH_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "edition.h"
#include "print.h"
#include "word_hashes.h"

namespace prov_bench {

// A document of the archive as printed, and where it comes from.
struct PrintedDocument {
  uint64_t number = kNoNumber;
  uint32_t story = 0, draft = 0;
  std::string text;
  std::vector<WordSpan> spans;    // One for each token of the draft's text.
  std::vector<NormalWord> words;  // In the text as printed.
};

struct PrintedEdition {
  uint64_t first = 0;  // Number of the first document.
  std::vector<Story> stories;
  std::vector<std::vector<uint64_t>> numbers;  // By story and draft.
  // By number - first.  With --delete-first some have no text.
  std::vector<PrintedDocument> documents;

  const Draft& draft(const PrintedDocument& document) const {
    return stories[document.story].drafts[document.draft];
  }
};

PrintedEdition PrintForTruth(const Newsroom& newsroom, uint64_t edition);

// Lines of pairs.jsonl and clusters.jsonl.  Every pair of the edition is
// compared, by counting shared shingles.
struct PairTruth {
  std::string pairs, clusters;
};
PairTruth TruthOfPairs(const PrintedEdition& edition);

// How many pairs there are of each tenth of similarity, .9 and 1 in the last.
std::array<uint64_t, 10> BandsOf(const PrintedEdition& edition);

// Lines of documents.jsonl.
std::string TruthOfDocuments(const PrintedEdition& edition,
                             const Newsroom& newsroom);

// The least similarity of a listed pair, and of two documents that are put in
// one cluster, per mille.
inline constexpr uint64_t kPairFloor = 300;
inline constexpr uint64_t kClusterFloor = 500;

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_EDITION_TRUTH_H_
