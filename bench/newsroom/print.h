// Drafts to bytes: running text in an outlet's typography, and the JSON line of
// a document.

#ifndef BENCH_NEWSROOM_PRINT_H_
#define BENCH_NEWSROOM_PRINT_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "draft.h"
#include "newsroom.h"

namespace prov_bench {

// Where a word stands in a text: half-open, without the punctuation around it.
struct WordSpan {
  uint32_t begin = 0, end = 0;            // Code points.
  uint32_t begin_byte = 0, end_byte = 0;  // UTF-8 bytes.
};

// How a document is set: in its outlet's style, or as German is.
struct Typography {
  Typography(const Draft& draft, const Outlet& outlet)
      : quotes(!draft.german                          ? outlet.quotes
               : outlet.quotes == QuoteStyle::kAngled ? QuoteStyle::kInward
                                                      : QuoteStyle::kLow),
        stops_outside(draft.german || outlet.stops_outside),
        dash(outlet.dash) {}

  QuoteStyle quotes;
  bool stops_outside;
  uint8_t dash;
};

// "n00000042"
std::string DocumentId(uint64_t number);

// Appends the text as it is read, and to `spans` one for each token.  `noise`
// is the seed of the misreadings of a scanner, 0 for none.
void PrintText(const Draft& draft, const Newsroom& newsroom, uint64_t noise,
               std::string& out, std::vector<WordSpan>& spans);

// The seed of the misreadings in a document.
uint64_t NoiseOf(const NewsroomOptions& options, uint64_t number);

// Writes the document's line, with its line feed, to `at`, where LineRoom()
// bytes are free, and returns its end.
char* PrintDocument(const Draft& draft, uint64_t number,
                    const Newsroom& newsroom, char* at);
size_t LineRoom(const Draft& draft);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_PRINT_H_
