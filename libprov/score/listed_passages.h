// Passages as files of findings and of truth list them.

#ifndef LIBPROV_SCORE_LISTED_PASSAGES_H_
#define LIBPROV_SCORE_LISTED_PASSAGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/status.h"
#include "libprov/score/key_numbers.h"
#include "libprov/score/passage_set.h"

namespace prov {

// The numbers by which two lists name the same documents and classes.
struct PassageNames {
  KeyNumbers documents;
  KeyNumbers classes;
};

struct ListedPassages {
  PassageSet passages;
  std::vector<uint32_t> classes;  // Of each.
};

// The prov.passage/1 lines.  DataLoss if there are none, and no run that could
// have found some.
absl::StatusOr<ListedPassages> ReadFoundPassages(const std::string& path,
                                                 PassageNames& names);

struct TruePassages : ListedPassages {
  std::vector<std::optional<uint64_t>> words;  // Of each passage.
  // The class of each pair of documents that was compared, the lower number
  // first; nullopt where the truth is of all documents.
  std::optional<absl::flat_hash_map<std::pair<uint32_t, uint32_t>, uint32_t>>
      compared;

  // REQUIRES: compared.has_value()
  std::optional<uint32_t> ClassOfPair(uint32_t a, uint32_t b) const;
};

absl::StatusOr<TruePassages> ReadTruePassages(const std::string& path,
                                              PassageNames& names);

}  // namespace prov

#endif  // LIBPROV_SCORE_LISTED_PASSAGES_H_
