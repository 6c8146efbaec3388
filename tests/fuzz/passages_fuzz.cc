// The guarantee of find_passages.h over any documents of few different words
// (one a byte, 0xFF between documents), and alignments of the first two: spans
// lie in their rows, what is said to be verbatim is, and every run that two
// documents share is in a passage.

#include <cstdint>
#include <vector>

#include "libprov/passage/find_passages.h"
#include "libprov/passage/pair_align.h"
#include "tests/fuzz/memory_file.h"

namespace {

using Words = std::vector<prov::TokenMark>;

constexpr uint32_t kMinWords = 5;
constexpr size_t kMaxTokens = 300;  // All pairs of positions are compared.

// Whether one passage has both runs, each in an occurrence of its own.
bool IsCovered(const std::vector<prov::Passage>& passages,
               const prov::PositionSpan& one, const prov::PositionSpan& other) {
  for (const prov::Passage& passage : passages) {
    bool has_one = false;
    bool has_other = false;
    for (const prov::Occurrence& occurrence : passage.occurrences) {
      has_one |= occurrence.span.Contains(one);
      has_other |= occurrence.span.Contains(other);
    }
    if (has_one && has_other) return true;
  }
  return false;
}

void CheckGuarantee(const prov::TokenRows& rows,
                    const std::vector<prov::Passage>& passages) {
  const auto tokens = rows.tokens();
  for (prov::Position a = 0; a < tokens.size(); ++a) {
    const prov::PositionSpan row_a = rows.span(rows.RowOf(a));
    for (prov::Position b = row_a.end; b < tokens.size(); ++b) {
      const prov::PositionSpan row_b = rows.span(rows.RowOf(b));
      uint32_t length = 0;
      while (a + length < row_a.end && b + length < row_b.end &&
             tokens[a + length] == tokens[b + length]) {
        ++length;
      }
      if (length < kMinWords) continue;
      Require(IsCovered(passages, {a, a + length}, {b, b + length}));
    }
  }
}

void CheckAlignment(const Words& a, const Words& b) {
  prov::PairText texts[2];
  texts[0].words = a;
  texts[1].words = b;
  const prov::Alignment found =
      prov::AlignPair(texts[0], texts[1], {.min_words = kMinWords});
  for (const prov::SharedStretch& stretch : found.stretches) {
    Require(stretch.a.begin < stretch.a.end && stretch.a.end <= a.size());
    Require(stretch.b.begin < stretch.b.end && stretch.b.end <= b.size());
    if (stretch.distance > 0) continue;
    Require(stretch.a.end - stretch.a.begin == stretch.b.end - stretch.b.begin);
    for (uint32_t i = 0; i < stretch.a.end - stretch.a.begin; ++i) {
      Require(a[stretch.a.begin + i] == b[stretch.b.begin + i]);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::vector<Words> documents(1);
  for (size_t i = 0; i < size && i < kMaxTokens; ++i) {
    if (data[i] == 0xFF) {
      documents.emplace_back();
    } else {
      documents.back().push_back(data[i] % 16);
    }
  }
  prov::TokenRows rows;
  for (uint32_t i = 0; i < documents.size(); ++i) rows.Append(i, documents[i]);
  const auto found = prov::FindPassages(rows, {.min_words = kMinWords});
  Require(found.ok());
  for (const prov::Passage& passage : found->passages) {
    Require(passage.occurrences.size() >= 2);
    for (const prov::Occurrence& occurrence : passage.occurrences) {
      const prov::PositionSpan& span = occurrence.span;
      Require(span.begin < span.end);
      Require(rows.span(rows.RowOf(span.begin)).Contains(span));
    }
  }
  if (found->left_out == 0) CheckGuarantee(rows, found->passages);
  if (documents.size() > 1) CheckAlignment(documents[0], documents[1]);
  return 0;
}
