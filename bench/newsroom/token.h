// A text as the simulator holds it until it is printed: one entry a word, with
// the punctuation around it and with where the word comes from.

#ifndef BENCH_NEWSROOM_TOKEN_H_
#define BENCH_NEWSROOM_TOKEN_H_

#include <cstdint>
#include <vector>

namespace prov_bench {

// Bits of Token::marks.
enum Mark : uint32_t {
  kGlueMask = 7,  // What stands between the word and the one before:
  kGlueNone = 1,
  kGlueHyphen = 2,
  kGluePoint = 3,
  kGlueComma = 4,
  kGlueDash = 5,  // A dash with spaces around it.
  kGlueParagraph = 6,
  kAfterShift = 3,
  kAfterMask = 7 << kAfterShift,  // What follows the word:
  kComma = 1 << kAfterShift,
  kStop = 2 << kAfterShift,
  kSemicolon = 3 << kAfterShift,
  kColon = 4 << kAfterShift,
  kQuestion = 5 << kAfterShift,
  kCapitalShift = 6,
  kCapital = 1 << kCapitalShift,  // First letter.
  kUpper = 1 << 7,                // All letters.
  kPossessive = 1 << 8,           // 's
  kQuoteOpen = 1 << 9,
  kQuoteClose = 1 << 10,  // Outside kStop and kComma, or inside: house style.
  kInnerOpen = 1 << 11,   // A quote within a quote.
  kInnerClose = 1 << 12,
  kParenOpen = 1 << 13,
  kParenClose = 1 << 14,
  kBracketOpen = 1 << 15,
  kBracketClose = 1 << 16,
  kDollar = 1 << 17,
  kEllipsisBefore = 1 << 18,
  kEllipsisAfter = 1 << 19,
  // Not printed:
  kProtected = 1 << 20,    // Edits leave the word alone.
  kSpeaker = 1 << 21,      // Names the speaker of quote `use`.
  kCited = 1 << 22,        // Names the outlet cited for quote `use`.
  kAttribution = 1 << 24,  // Around a speaker and a cited outlet.
  kSentence = 1 << 23,     // First word of a sentence.
};

// Trivial, so that texts are copied as bytes are.
struct Token {
  uint32_t word;   // Into Vocabulary.
  uint32_t marks;  // Of Mark.
  // The same unit and index mean the same word of the same original, so words
  // shared by intent can be told from words shared by accident.
  uint32_t unit;
  uint16_t index;
  uint16_t use;  // 1 + index into Draft::uses, 0 for none.
};

using Tokens = std::vector<Token>;

inline void SetGlue(Token& token, uint32_t glue) {
  token.marks = (token.marks & ~uint32_t{kGlueMask}) | glue;
}

inline void SetAfter(Token& token, uint32_t after) {
  token.marks = (token.marks & ~uint32_t{kAfterMask}) | after;
}

inline bool StartsParagraph(const Token& token) {
  return (token.marks & kGlueMask) == kGlueParagraph;
}

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_TOKEN_H_
