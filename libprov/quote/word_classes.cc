// Held by read_quotes_test.cc.

#include "libprov/quote/word_classes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/quote/packed_word.h"

namespace prov {

extern const char kEnglishWordsTsv[];  // words_en.tsv, by CMakeLists.txt.
extern const char kGermanWordsTsv[];

namespace {

constexpr std::array<std::pair<std::string_view, WordClass>, 28> kNames = {{
    {"cue", kCue},
    {"weakcue", kWeakCue},
    {"participle", kParticiple},
    {"auxiliary", kAuxiliary},
    {"adverb", kAdverb},
    {"preposition", kPreposition},
    {"conjunction", kConjunction},
    {"subordinator", kSubordinator},
    {"relative", kRelative},
    {"determiner", kDeterminer},
    {"he", kHe},
    {"she", kShe},
    {"they", kThey},
    {"self", kSelf},
    {"it", kIt},
    {"possessive", kPossessive},
    {"time", kTime},
    {"honorific", kHonorific},
    {"person", kPerson},
    {"media", kMedia},
    {"male", kMale},
    {"female", kFemale},
    {"before-name", kBeforeName},
    {"noun", kCueNoun},
    {"reflexive", kReflexive},
    {"verb-end", kVerbEnd},
    {"reported", kReported},
    {"oblique", kOblique},
}};

// Takes what is before the separator off `rest`.
std::string_view TakeUntil(std::string_view& rest, char separator) {
  const size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

}  // namespace

const WordClasses* WordClasses::Of(TextLanguage language) {
  const auto built_in = [](const char* tsv, bool is_german) {
    auto* const made = new WordClasses;
    absl::StatusOr<WordClasses> parsed = Parse(tsv);
    if (parsed.ok()) *made = *std::move(parsed);
    made->is_german_ = is_german;
    return made;
  };
  static const auto* const english = built_in(kEnglishWordsTsv, false);
  static const auto* const german = built_in(kGermanWordsTsv, true);
  if (language == TextLanguage::kEnglish) return english;
  if (language == TextLanguage::kGerman) return german;
  return nullptr;
}

absl::StatusOr<WordClasses> WordClasses::Parse(std::string_view tsv) {
  WordClasses words;
  for (int number = 1; !tsv.empty(); ++number) {
    std::string_view line = TakeUntil(tsv, '\n');
    if (line.empty() || line[0] == '#') continue;
    const std::string_view name = TakeUntil(line, '\t');
    const auto* const found = std::ranges::find(
        kNames, name, [](const auto& entry) { return entry.first; });
    if (found == kNames.end()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("line %d: '%s' is no class of words", number, name));
    }
    while (!line.empty()) {
      const std::string_view word = TakeUntil(line, ' ');
      (word.size() <= kPackedBytes ? words.short_words_[PackedWord(word)]
                                   : words.long_words_[std::string(word)]) |=
          found->second;
    }
  }
  return words;
}

uint32_t WordClasses::Find(std::string_view word) const {
  if (word.size() <= kPackedBytes) {
    const auto found = short_words_.find(PackedWord(word));
    return found == short_words_.end() ? 0 : found->second;
  }
  const auto found = long_words_.find(std::string(word));
  return found == long_words_.end() ? 0 : found->second;
}

uint32_t WordClasses::FindEnd(std::string_view word) const {
  constexpr uint32_t kSpeaks = kPerson | kHonorific | kMedia;
  constexpr size_t kShortestHead = 3;
  constexpr size_t kShortestEnd = 5;
  for (size_t at = kShortestHead; at + kShortestEnd <= word.size(); ++at) {
    const uint32_t classes = Find(word.substr(at));
    if ((classes & kSpeaks) != 0) return classes & kSpeaks;
  }
  return 0;
}

}  // namespace prov
