// Makes large corpora out of a real one, for measuring speed and memory.

#ifndef BENCH_GROW_CORPUS_H_
#define BENCH_GROW_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "lines.h"

namespace prov_bench {

// Writes `lines` again and again, "~2", "~3"... appended to each id, until
// `bytes` are written (and to the end of the line that passes the mark).  All
// other bytes stay as they are.  Exits where a record has no string id.
void RepeatCorpus(const std::vector<Line>& lines, uint64_t bytes, FILE* out);

// Writes `count` records "mix-1"... with the outlets, dates and text lengths
// of `lines`, but texts of sentences drawn from all of them, so that almost
// all texts are distinct, however many there are; every tenth is the one
// before it less its last sentence, so that there is something to find.
void RecombineSentences(const std::vector<Line>& lines, size_t count,
                        uint64_t seed, FILE* out);

}  // namespace prov_bench

#endif  // BENCH_GROW_CORPUS_H_
