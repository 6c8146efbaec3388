// The normalised words of a printed text, for the simulator's own texts and
// without libprov, so that its truth is no echo of what is measured with it.
//
// Letters and digits make words; an apostrophe between two letters disappears;
// case and the diacritics of German and French are folded.  What else there is
// separates.  check.py holds it to the oracle, and so to NormalizedText.

#ifndef BENCH_NEWSROOM_WORD_HASHES_H_
#define BENCH_NEWSROOM_WORD_HASHES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace prov_bench {

struct NormalWord {
  uint64_t hash = 0;
  uint32_t begin_byte = 0, end_byte = 0;
};

std::vector<NormalWord> NormalWords(std::string_view text);

// Sorted distinct hashes of all runs of `width` words; of fewer words one.
std::vector<uint64_t> ShingleSet(const std::vector<NormalWord>& words,
                                 size_t width);

// The hash of the run of `width` words at `first`.
uint64_t RunHash(const NormalWord* first, size_t width);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_WORD_HASHES_H_
