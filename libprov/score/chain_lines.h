// Chains as scoring sees them: true ones and found ones.

#ifndef LIBPROV_SCORE_CHAIN_LINES_H_
#define LIBPROV_SCORE_CHAIN_LINES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/score/key_numbers.h"

namespace prov {

struct ListedLink {
  uint32_t from = 0;
  uint32_t to = 0;
  std::string relation;
  bool claims_order = false;  // Found links: by time or citation.
};

struct ListedChain {
  std::vector<uint32_t> documents;  // Ascending, each once.
  std::vector<ListedLink> links;    // Between documents.
  std::optional<uint32_t> first;    // True: the earliest in the archive.
  // Of found chains:
  std::optional<double> probability;
  bool is_committed = false;  // To `first` as the earliest.
  // Of true chains:
  bool is_decidable = false;
  bool is_deleted = false;  // The true first is not in the archive.
};

// Adds the documents to `keys`.
//
//   {"schema":"prov.truth/1","kind":"chains","documents":61}
//   {"schema":"prov.truth.chain/1","quote":"u-3","first":"w-17",
//    "earliest":"w-17","links":[{"from":"w-2","to":"w-17","relation":"wire"}],
//    "decidable":true,"deleted":false}
absl::StatusOr<std::vector<ListedChain>> ReadTrueChains(const std::string& path,
                                                        KeyNumbers& keys);

// prov.chain/1 lines.  Documents that the truth does not name are added.
absl::StatusOr<std::vector<ListedChain>> ReadFoundChains(
    const std::string& path, KeyNumbers& keys);

}  // namespace prov

#endif  // LIBPROV_SCORE_CHAIN_LINES_H_
