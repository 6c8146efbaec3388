// Every word the simulator can print, numbered, and how often each is chosen.

#ifndef BENCH_NEWSROOM_VOCABULARY_H_
#define BENCH_NEWSROOM_VOCABULARY_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dice.h"

namespace prov_bench {

class Vocabulary {
 public:
  // A word's letters in a place of fixed size, so that all of it can be copied
  // whatever the word's size.
  struct alignas(32) Letters {
    std::array<char, 31> bytes{};
    uint8_t size = 0;
  };

  Vocabulary();

  // The number of `word`, which is new or known.  Fails where it is too long.
  uint32_t Add(std::string_view word);

  // The number of a word that is known.
  uint32_t Find(std::string_view word) const {
    return known_.find(word)->second;
  }

  // Gives the words new numbers in a row, even if some are known.
  uint32_t AddRange(const std::vector<std::string>& words);

  // All words by number: as they are in [0], with a capital in [1].  Valid
  // until the next Add().
  std::array<const Letters*, 2> letters() const {
    return {letters_[0].data(), letters_[1].data()};
  }
  std::string_view text(uint32_t word) const {
    return {letters_[0][word].bytes.data(), letters_[0][word].size};
  }
  bool vowel(uint32_t word) const { return vowels_[word] != 0; }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  uint32_t Append(std::string_view word);

  std::array<std::vector<Letters>, 2> letters_;
  std::vector<uint8_t> vowels_;  // Whether a word begins with one.
  std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> known_;
};

// Words of one class in all their forms, drawn with Mandelbrot's law: the
// word of rank i has a weight of 1 / (i + shift).
class WordClass {
 public:
  static constexpr size_t kTableBits = 13;

  // REQUIRES: all forms have the same number of words, between 1 and 65,535.
  WordClass(const std::vector<std::vector<uint32_t>>& forms, uint32_t shift);
  WordClass() = default;

  uint32_t Draw(Dice& dice, size_t form) const {
    return Word(table_[dice.Next() >> (64 - kTableBits)], form);
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

// Makes capitals of the letters that begin in [begin, end).
void Raise(char* begin, char* end);

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
