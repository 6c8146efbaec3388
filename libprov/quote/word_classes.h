// What words do in sentences about who said what: the data of the rules for
// speakers, by language.
//
// The words lie in words_en.tsv and words_de.tsv, which are built into the
// library; the rules (speaker_rules.h) know classes only.

#ifndef LIBPROV_QUOTE_WORD_CLASSES_H_
#define LIBPROV_QUOTE_WORD_CLASSES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/status.h"
#include "libprov/quote/language.h"

namespace prov {

// Bits: a word may be of several classes.
enum WordClass : uint32_t {
  kCue = 1 << 0,         // said, told, wrote: a verb of saying
  kWeakCue = 1 << 1,     // called, described: one that may bring a quote
  kParticiple = 1 << 2,  // saying, adding
  kAuxiliary = 1 << 3,
  kAdverb = 1 << 4,
  kPreposition = 1 << 5,
  kConjunction = 1 << 6,
  kSubordinator = 1 << 7,  // that, when, because
  kRelative = 1 << 8,      // who, which
  kDeterminer = 1 << 9,
  kHe = 1 << 10,
  kShe = 1 << 11,
  kThey = 1 << 12,
  kSelf = 1 << 13,  // I, we
  kIt = 1 << 14,
  kPossessive = 1 << 15,  // 's
  kTime = 1 << 16,        // Monday, yesterday
  kHonorific = 1 << 17,   // Mr., President: may stand before a name
  kPerson = 1 << 18,      // spokesman, ministry: what can speak
  kMedia = 1 << 19,       // newspaper, agency
  kMale = 1 << 20,        // First names.
  kFemale = 1 << 21,
  kBeforeName = 1 << 22,  // according (to), laut, so
  kCueNoun = 1 << 23,     // statement, tweet
  kReflexive = 1 << 24,   // sich
  kVerbEnd = 1 << 25,     // bekannt, fest: what a German verb leaves behind
  kReported = 1 << 26,    // sei, werde: a verb of what somebody else says
  kOblique = 1 << 27,     // dem, einen, des: an article that no subject has
};
inline constexpr uint32_t kPronoun = kHe | kShe | kThey | kSelf | kIt;

// Immutable.
class WordClasses {
 public:
  // The words of English or German; nullptr for any other language.
  static const WordClasses* Of(TextLanguage language);

  // Reads lines as in words_en.tsv.  InvalidArgument "line N: why".
  static absl::StatusOr<WordClasses> Parse(std::string_view tsv);

  // Of a word in lower case, apostrophes as they are.
  uint32_t Find(std::string_view word) const;

  // Of a compound, what its end says it is: Bundespräsident, US-Unterhändlerin.
  // Only of who can speak; 0 for anything else.
  uint32_t FindEnd(std::string_view word) const;

  // Whether subjects may follow their verb, and every noun has a capital.
  bool is_german() const { return is_german_; }

 private:
  absl::flat_hash_map<uint64_t, uint32_t> short_words_;  // By PackedWord().
  absl::flat_hash_map<std::string, uint32_t> long_words_;
  bool is_german_ = false;
};

}  // namespace prov

#endif  // LIBPROV_QUOTE_WORD_CLASSES_H_
