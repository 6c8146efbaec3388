// Small worlds for the tests of passages: few words, so that much repeats.

#ifndef TESTS_UNIT_PASSAGE_PASSAGE_TESTING_H_
#define TESTS_UNIT_PASSAGE_PASSAGE_TESTING_H_

#include <cstdint>
#include <random>
#include <vector>

#include "libprov/passage/token_rows.h"

namespace prov {

using Words = std::vector<TokenMark>;

inline TokenRows RowsOf(const std::vector<Words>& documents) {
  TokenRows rows;
  for (DocumentId i = 0; i < documents.size(); ++i) {
    rows.Append(i, documents[i]);
  }
  return rows;
}

// Documents of random words, into which pieces of earlier ones are copied,
// whole or with a word changed.
inline std::vector<Words> RandomDocuments(uint32_t seed, size_t count,
                                          uint32_t vocabulary) {
  std::mt19937 random(seed);
  const auto below = [&random](size_t n) {
    return static_cast<uint32_t>(random() % std::max<size_t>(n, 1));
  };
  std::vector<Words> documents;
  for (size_t i = 0; i < count; ++i) {
    Words words;
    const uint32_t pieces = below(5);
    for (uint32_t piece = 0; piece < pieces; ++piece) {
      for (uint32_t n = below(12); n > 0; --n) {
        words.push_back(1 + below(vocabulary));
      }
      const Words& other = documents.empty() || below(6) == 0
                               ? words
                               : documents[below(documents.size())];
      const uint32_t begin = below(other.size());
      const uint32_t length = below(other.size() - begin + 1);
      Words copy(other.begin() + begin, other.begin() + begin + length);
      if (!copy.empty() && below(3) == 0) {
        copy[below(copy.size())] = 1 + below(vocabulary);
      }
      words.insert(words.end(), copy.begin(), copy.end());
    }
    documents.push_back(words);
  }
  return documents;
}

}  // namespace prov

#endif  // TESTS_UNIT_PASSAGE_PASSAGE_TESTING_H_
