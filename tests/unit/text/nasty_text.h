// Random texts over alphabets chosen to hurt a tokeniser.

#ifndef TESTS_UNIT_TEXT_NASTY_TEXT_H_
#define TESTS_UNIT_TEXT_NASTY_TEXT_H_

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace prov {

struct Alphabet {
  std::string_view name;
  std::vector<std::string_view> pieces;
};

inline const std::vector<Alphabet>& NastyAlphabets() {
  static const std::vector<Alphabet> alphabets = {
      {"ascii", {"a", "Z", "m", "0", "9", "'", "`",    " ",  "\n", "-", "@",
                 "[", "{", "/", ":", "_", "~", "\x7f", "\t", "Q",  "x", "e"}},
      {"words",
       {"The", "minister", "said", " ", " ", " ", "don't", "U.S.", "it\u2019s",
        "\u201c", "\u201d", "\u2014", "1990's", ", ", "incomprehensibilities",
        ". ", "\u00a0", "caf\u00e9"}},
      // Everything that the block masks treat apart, and its neighbours.
      {"punctuation",
       {"a",      "b",      "1",      " ",      "'",      "\u2018", "\u2019",
        "\u201a", "\u201b", "\u201c", "\u200b", "\u200a", "\u200f", "\u2010",
        "\u2026", "\u202a", "\u202f", "\u203f", "\u2040", "\u20ac", "\u00a0",
        "\u00a3", "\u00aa", "\u00ab", "\u00ad", "\u00b2", "\u00b4", "\u00bb",
        "\u00bc", "\u00c0", "\u00e9", "\u0301", "`"}},
      {"scripts",
       {"a",      "'",      "\u2019", "\u6f22", "\u5b57", "\u3042", "\u30ab",
        "\uff76", "\uff9e", "\u30fc", "\u0e01", "\u0e33", "\u0e4d", "\u0e48",
        "\u1780", "\u17d2", "\ud55c", "\u1112", "\u1161", "\u11ab", "\u0627",
        "\u0651", "\u064e", "\u05e9", "\u05bc", "\u05c1", "\ufb2c", "\u0915",
        "\u0958", "\u093c", " "}},
      {"folds",
       {"\u00df",     "\u1e9e",     "\ufb01",     "\u0130", "\u0149", "\uff29",
        "\uff19",     "\u00bd",     "\u2460",     "\u3281", "\u2488", "\ufdfa",
        "\u037a",     "\u1fb3",     "\u0345",     "\u1e9b", "\u03c2", "\u212b",
        "\U0001d400", "\U0001f600", "\u200d",     "\ufe0f", "\u20e3", "1",
        "\u309f",     "\U0001d15e", "\U0001d165", "'",      " ",      "a"}},
  };
  return alphabets;
}

inline std::string NastyText(const Alphabet& alphabet, size_t size_bytes,
                             std::mt19937_64* random) {
  std::string text;
  while (text.size() < size_bytes) {
    std::string_view piece =
        alphabet.pieces[(*random)() % alphabet.pieces.size()];
    if (text.size() + piece.size() > size_bytes) piece = "a";
    text += piece;
  }
  return text;
}

}  // namespace prov

#endif  // TESTS_UNIT_TEXT_NASTY_TEXT_H_
