// The people that a text names: full names for the short forms that follow
// them, and whom a pronoun stands for.

#ifndef LIBPROV_QUOTE_PEOPLE_H_
#define LIBPROV_QUOTE_PEOPLE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/quote/sentence_words.h"

namespace prov {

class People {
 public:
  explicit People(std::string_view text) : text_(text) {}

  // Takes the names in the words of the next paragraph.
  void AddParagraph(std::span<const SentenceWord> words, bool is_german);

  // Somebody who speaks at that place of the text, so that a pronoun soon after
  // is likely to be theirs.
  void AddSpeaker(std::string_view name, uint32_t at_byte);

  // The longest name in the text that ends in this one's last word, if this is
  // one word; else the name itself.
  std::string FullName(std::string_view name) const;

  // After the last of these: puts them in order for Resolve().
  void Close();

  // Whom he, she (classes of the pronoun) at that place is: of the people named
  // shortly before it who may be meant, the nearest; the subject of a sentence
  // and who speaks counts as nearer than it is.  Empty if there is nobody.
  // REQUIRES: closed.
  std::string Resolve(uint32_t pronoun_classes, uint32_t at_byte) const;

 private:
  enum class Gender : uint8_t { kUnknown, kMale, kFemale };
  struct Mention {
    uint32_t begin = 0;
    uint32_t order = 0;  // In which they were added.
    bool is_subject = false;
    bool is_person = true;  // Else only two or three words with capitals.
    std::string name;
  };

  void Add(Mention mention);
  Gender GenderOf(std::string_view name) const;

  std::string_view text_;
  std::vector<Mention> mentions_;  // By place, once closed.
  absl::flat_hash_map<std::string, std::string> full_names_;  // By last word.
  absl::flat_hash_map<std::string, Gender> genders_;          // By last word.
};

}  // namespace prov

#endif  // LIBPROV_QUOTE_PEOPLE_H_
