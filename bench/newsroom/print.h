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

// "n00000042"
std::string DocumentId(uint64_t number);

// Appends `tokens` as they are read, and to `spans` one for each of them.
// `noise` is the seed of the misreadings of a scanner, 0 for none.
void PrintText(std::span<const Token> tokens, const Outlet& outlet,
               const Vocabulary& vocabulary, uint64_t noise, std::string& out,
               std::vector<WordSpan>& spans);

// The seed of the misreadings in a document.
uint64_t NoiseOf(const NewsroomOptions& options, uint64_t number);

// Appends the document's line, with its line feed.
void PrintDocument(const Draft& draft, uint64_t number,
                   const Newsroom& newsroom, std::string& out);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_PRINT_H_
