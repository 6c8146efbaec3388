// What desks do to copy that they did not write: cut it, add to it, put a new
// lead on it, change its words.

#ifndef BENCH_NEWSROOM_EDITS_H_
#define BENCH_NEWSROOM_EDITS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "dice.h"
#include "language.h"
#include "token.h"

namespace prov_bench {

// How many of 10,000 words to change so that the Jaccard similarity of 5-word
// shingles comes to about `similarity` (per mille, 300 or more): a shingle
// survives with (1 - p)^5, and J = s / (2 - s).
uint32_t ChangeRate(uint32_t similarity);

// Changes words outside quotes and names: most for words of the same kind, some
// left out, some put in.  New words are those of `scribe`.unit.
void ChangeWords(Tokens& body, uint32_t rate, const Language& language,
                 Scribe& scribe);

// Cuts at the last start of a sentence that is not behind word `keep`, but
// keeps the first paragraph.
void CutTail(Tokens& body, size_t keep);

// Takes out one paragraph that is not the first; nothing if there are two.
void DropParagraph(Tokens& body, Dice& dice);

// Puts the paragraphs of `more` between those of `body`, the first stays.
void Interleave(Tokens& body, const Tokens& more, Dice& dice);

// Replaces the first paragraph.
void ReplaceLead(Tokens& body, const Tokens& lead);

// Where the second paragraph begins, or the end.
size_t LeadEnd(std::span<const Token> body);

// Where paragraphs begin, and the end.
std::vector<size_t> ParagraphStarts(std::span<const Token> body);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_EDITS_H_
