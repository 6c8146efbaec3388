// Where the utterances of a story are printed, and where each print has them
// from.

#ifndef BENCH_NEWSROOM_APPEARANCE_H_
#define BENCH_NEWSROOM_APPEARANCE_H_

#include <cstdint>
#include <vector>

#include "story.h"

namespace prov_bench {

// Words first to last of a draft's text; empty if last < first.
struct WordRange {
  uint32_t first = 1, last = 0;

  bool empty() const { return last < first; }
  void Add(uint32_t word) {
    if (empty()) first = word;
    last = word;
  }
};

struct Appearance {
  uint32_t draft = 0;
  uint32_t use = 0;  // Into Draft::uses.
  WordRange words, speaker, cited;
  uint32_t kept = 0;  // Words that are the speaker's own.
};

// All prints of utterance `utterance`, in the order of the drafts, hidden ones
// too.
std::vector<Appearance> AppearancesOf(const Story& story, uint32_t utterance);

// The draft that draft `draft` has its quotes from, or kNobody.
uint32_t SourceOf(const Draft& draft);

// Marks the documents that --delete-first takes out of the archive: where two
// or more have the story's first reprinted quote, the one that had it first.
void DeleteFirst(Story& story);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_APPEARANCE_H_
