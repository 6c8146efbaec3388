// The truth files of a newsroom, JSON Lines of one schema a file after a first
// line that says what the file covers.

#ifndef BENCH_NEWSROOM_TRUTH_FILES_H_
#define BENCH_NEWSROOM_TRUTH_FILES_H_

#include <cstddef>
#include <string>

#include "newsroom.h"

namespace prov_bench {

// Writes them into `folder`, which exists, or exits with a message.  Memory is
// that of `threads` editions.
void WriteTruth(const Newsroom& newsroom, size_t threads,
                const std::string& folder);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_TRUTH_FILES_H_
