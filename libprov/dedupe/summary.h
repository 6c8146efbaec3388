// The numbers of a dedupe run: as a small table for people, as one
// prov.summary/1 line for programs.

#ifndef LIBPROV_DEDUPE_SUMMARY_H_
#define LIBPROV_DEDUPE_SUMMARY_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libprov/corpus/corpus.h"
#include "libprov/dedupe/removal.h"
#include "libprov/store/spill_vector.h"

namespace prov {

struct Summary {
  uint64_t records = 0;  // Documents and rejected lines.
  uint64_t kept = 0;
  uint64_t dropped = 0;
  std::array<uint64_t, kMatchKinds> dropped_by_kind{};  // Indexed by MatchKind.
  uint64_t rejected = 0;
  uint64_t unreadable_dates = 0;
  uint64_t repeated_ids = 0;

  uint64_t bytes_in = 0;
  uint64_t bytes_removed = 0;                  // Lines of dropped records.
  std::optional<uint64_t> bytes_dropped_file;  // Unless nothing was written.

  // Of a run that strips boilerplate: documents that have some, and those of
  // them that have nothing else.
  struct Stripped {
    uint64_t documents = 0;
    uint64_t nothing_left = 0;
  };
  std::optional<Stripped> stripped;

  struct Outlet {
    std::string outlet;
    uint64_t records = 0;
    uint64_t dropped = 0;
  };
  std::vector<Outlet> outlets;  // In the order of their names.

  // What the inputs are larger by than what replaces them.
  int64_t bytes_saved() const {
    return static_cast<int64_t>(bytes_removed) -
           static_cast<int64_t>(bytes_dropped_file.value_or(0));
  }
};

Summary Summarize(const Corpus& corpus, size_t num_inputs,
                  const SpillVector<Removal>& removals);

// Several lines, for a terminal.  Outlets that lose most come first, at most
// `max_outlets` of them.
std::string SummaryTable(const Summary& summary, size_t max_outlets);

// One JSON line, without "\n".
std::string SummaryLine(const Summary& summary);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_SUMMARY_H_
