// Windows of eight words that read the same by chance; see report.h.

#ifndef BENCH_NEWSROOM_ACCIDENTAL_RUNS_H_
#define BENCH_NEWSROOM_ACCIDENTAL_RUNS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "edition_truth.h"

namespace prov_bench {

inline constexpr size_t kWindowWords = 8;

struct Window {
  uint64_t text = 0;  // Hash of its words.
  std::array<uint32_t, kWindowWords>
      origins{};  // Hashes of where each is from.
  uint64_t document = 0;
  uint32_t begin_byte = 0, end_byte = 0;
};

// The windows of an edition whose words hash to one in `sample`.
std::vector<Window> WindowsOf(const PrintedEdition& edition, uint64_t number,
                              uint64_t sample);

// Sorts `windows`; returns those that share their words with others by chance:
// of windows that read the same, all but the largest set with an origin in
// common.
std::vector<Window> AccidentalWindows(std::vector<Window>& windows);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_ACCIDENTAL_RUNS_H_
