// The true way of one utterance through the archive.

#ifndef BENCH_NEWSROOM_CHAIN_TRUTH_H_
#define BENCH_NEWSROOM_CHAIN_TRUTH_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "appearance.h"
#include "newsroom.h"

namespace prov_bench {

struct ChainLink {
  uint32_t from = 0, to = 0;  // Drafts; `to` came out earlier.
  std::string_view relation;
};

struct Chain {
  uint32_t first = 0;  // The draft that came out first, in the archive or not.
  uint32_t earliest = 0;         // The first that is in the archive.
  std::vector<ChainLink> links;  // One from each other draft in the archive.
  bool decidable = false;
  bool deleted = false;  // The first is not in the archive.
};

// REQUIRES: two or more of `appearances` are in drafts of the archive.
Chain ChainOf(const Story& story, std::span<const Appearance> appearances,
              const World& world);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_CHAIN_TRUTH_H_
