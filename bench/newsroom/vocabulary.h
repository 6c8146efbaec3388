// Every word the simulator can print, numbered, and how often each is chosen.

#ifndef BENCH_NEWSROOM_VOCABULARY_H_
#define BENCH_NEWSROOM_VOCABULARY_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dice.h"

namespace prov_bench {

class Vocabulary {
 public:
  // Bytes that may be copied from any word's begin, whatever its size.
  static constexpr size_t kSlack = 32;

  Vocabulary() { bytes_.assign(kSlack, '\0'); }

  // The number of `word`, which is new or known.  At most 31 bytes.
  uint32_t Add(std::string_view word);

  // The number of a word that is known.
  uint32_t Find(std::string_view word) const {
    return known_.find(word)->second;
  }

  // Gives the words new numbers in a row, even if some are known.
  uint32_t AddRange(const std::vector<std::string>& words);

  // kSlack bytes from here may be read.
  const char* begin(uint32_t word) const {
    return bytes_.data() + places_[word].begin;
  }
  size_t size(uint32_t word) const { return places_[word].size; }
  std::string_view text(uint32_t word) const {
    return {begin(word), size(word)};
  }
  bool vowel(uint32_t word) const { return places_[word].vowel; }
  size_t count() const { return places_.size(); }

 private:
  struct Place {
    uint32_t begin = 0;
    uint8_t size = 0;
    bool vowel = false;
  };

  uint32_t Append(std::string_view word);

  std::string bytes_;
  std::vector<Place> places_;
  std::map<std::string, uint32_t, std::less<>> known_;
};

// Words of one class in all their forms, drawn with Mandelbrot's law: the
// word of rank i has a weight of 1 / (i + shift).
class WordClass {
 public:
  static constexpr size_t kTableBits = 13;

  // REQUIRES: all forms have the same number of words, between 1 and 65,535.
  WordClass(const std::vector<std::vector<uint32_t>>& forms, uint32_t shift);
  WordClass() = default;

  uint32_t Rank(Dice& dice) const {
    return table_[dice.Next() >> (64 - kTableBits)];
  }
  uint32_t Word(uint32_t rank, size_t form) const {
    return words_[form * size_ + rank];
  }
  size_t forms() const { return words_.size() / size_; }
  size_t size() const { return size_; }

 private:
  size_t size_ = 1;
  std::vector<uint32_t> words_;  // By form, then by rank.
  std::vector<uint16_t> table_;  // [1 << kTableBits], ranks.
};

// The entries of a word table, separated by white space.
std::vector<std::string_view> Entries(std::string_view table);

// Forms of nouns: singular, plural.
WordClass MakeNouns(std::string_view table, Vocabulary& vocabulary);

// Forms of verbs: base, third person, past, participle, -ing.
WordClass MakeVerbs(std::string_view table, Vocabulary& vocabulary);

// One form each.
WordClass MakeWords(std::string_view table, uint32_t shift,
                    Vocabulary& vocabulary);

// Forms as given, each entry with as many.
WordClass MakeGivenForms(std::string_view table, uint32_t shift,
                         Vocabulary& vocabulary);

// German nouns, every part with every head: singular, plural.
WordClass MakeCompounds(std::string_view parts, std::string_view heads,
                        Vocabulary& vocabulary);

// German adjectives: with -e, with -en.
WordClass MakeGermanAdjectives(std::string_view table, Vocabulary& vocabulary);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_VOCABULARY_H_
