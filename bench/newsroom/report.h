// What a newsroom is like, measured on its own documents.
//
// Accidental runs: two windows of eight words that read the same though no word
// in them has the same origin.  A window of a passage that was copied, or that
// runs into one, is none.  Windows are sampled by their words (one in
// `sample`), so of a run that occurs twice either both windows are looked at or
// neither.

#ifndef BENCH_NEWSROOM_REPORT_H_
#define BENCH_NEWSROOM_REPORT_H_

#include <cstddef>
#include <cstdint>

#include "newsroom.h"

namespace prov_bench {

struct ReportOptions {
  size_t threads = 1;
  uint64_t sample = 1;
  size_t examples = 0;  // Accidental runs to print.
};

// Prints "name value" lines on stdout.
void PrintReport(const Newsroom& newsroom, const ReportOptions& options);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_REPORT_H_
