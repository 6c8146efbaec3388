// Held by read_quotes_test.cc.

#include "libprov/quote/people.h"

#include <algorithm>
#include <utility>

namespace prov {
namespace {

using Kind = SentenceWord::Kind;

constexpr uint32_t kPronounReach = 1500;  // Bytes before the pronoun.
// By how much farther away a name may be that is more likely meant.
constexpr int64_t kPersonBytes = 500;
constexpr int64_t kSubjectBytes = 300;

std::string_view LastWord(std::string_view name) {
  const size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

bool IsNameWord(const SentenceWord& word, bool begins_sentence) {
  constexpr uint32_t kNever = kTime | kPronoun;
  constexpr uint32_t kNotFirst = kPreposition | kConjunction | kSubordinator |
                                 kAuxiliary | kAdverb | kDeterminer | kCue |
                                 kWeakCue | kParticiple | kBeforeName;
  if (word.kind != Kind::kWord || !word.capital) return false;
  if ((word.classes & kNever) != 0) return false;
  return !begins_sentence || (word.classes & kNotFirst) == 0;
}

// "Ana Ruiz said", "Ana Ruiz, said", "Ana Ruiz has"
bool IsBeforeVerb(std::span<const SentenceWord> words, size_t end) {
  if (end < words.size() && words[end].kind == Kind::kComma) ++end;
  return end < words.size() && words[end].kind == Kind::kWord &&
         (words[end].classes & (kCue | kWeakCue | kAuxiliary)) != 0 &&
         (words[end].classes & kPossessive) == 0;
}

}  // namespace

void People::AddParagraph(std::span<const SentenceWord> words, bool is_german) {
  bool begins = true;
  for (size_t i = 0; i < words.size();) {
    if (!IsNameWord(words[i], begins)) {
      begins = words[i].kind == Kind::kStop || words[i].kind == Kind::kQuote;
      ++i;
      continue;
    }
    const bool is_subject = begins;
    size_t end = i;
    uint32_t seen = 0;
    while (end < words.size() && IsNameWord(words[end], false)) {
      seen |= words[end].classes;
      ++end;
    }
    size_t first = i;
    while (first + 1 < end && (words[first].classes & kHonorific) != 0) ++first;
    for (size_t k = end > 2 ? end - 2 : 0; k-- > first;) {
      if ((words[k].classes & kHonorific) != 0 &&
          (words[k].classes & (kMale | kFemale)) == 0) {
        first = k + 1;
        break;
      }
    }
    const size_t length = end - first;
    const bool is_person =
        (seen & (kMale | kFemale)) != 0 || (first > i && length <= 3);
    const bool maybe = !is_person && !is_german && length >= 2 && length <= 3 &&
                       (seen & (kMedia | kPreposition)) == 0;
    if ((is_person || maybe) && length <= 4 &&
        !(is_german && length == 1 && first == i)) {
      std::string name(text_.substr(words[first].begin,
                                    words[end - 1].end - words[first].begin));
      const std::string last(LastWord(name));
      const Gender gender =
          (seen & kMale) != 0 && (seen & kFemale) == 0   ? Gender::kMale
          : (seen & kFemale) != 0 && (seen & kMale) == 0 ? Gender::kFemale
                                                         : Gender::kUnknown;
      if (length >= 2 && is_person) {
        std::string& full = full_names_[last];
        if (full.empty()) full = name;
      }
      Gender& known = genders_[last];
      if (known == Gender::kUnknown) known = gender;
      Add({.begin = words[first].begin,
           .is_subject = is_person && (is_subject || IsBeforeVerb(words, end)),
           .is_person = is_person,
           .name = std::move(name)});
    } else if (length == 1 && full_names_.contains(std::string(text_.substr(
                                  words[first].begin,
                                  words[first].end - words[first].begin)))) {
      Add({.begin = words[first].begin,
           .is_subject = is_subject,
           .name = std::string(text_.substr(
               words[first].begin, words[first].end - words[first].begin))});
    }
    begins = false;
    i = end;
  }
}

void People::Add(Mention mention) {
  mention.order = static_cast<uint32_t>(mentions_.size());
  mentions_.push_back(std::move(mention));
}

void People::AddSpeaker(std::string_view name, uint32_t at_byte) {
  Add({.begin = at_byte, .is_subject = true, .name = std::string(name)});
}

void People::Close() {
  std::ranges::stable_sort(mentions_, {}, &Mention::begin);
}

std::string People::FullName(std::string_view name) const {
  if (name.find(' ') != std::string_view::npos) return std::string(name);
  const auto found = full_names_.find(std::string(name));
  return found == full_names_.end() ? std::string(name) : found->second;
}

People::Gender People::GenderOf(std::string_view name) const {
  const auto found = genders_.find(std::string(LastWord(name)));
  return found == genders_.end() ? Gender::kUnknown : found->second;
}

std::string People::Resolve(uint32_t pronoun_classes, uint32_t at_byte) const {
  if ((pronoun_classes & (kHe | kShe)) == 0) return "";
  const uint32_t from = at_byte - std::min(at_byte, kPronounReach);
  const Mention* best = nullptr;
  for (auto at = std::ranges::lower_bound(mentions_, from, {}, &Mention::begin);
       at != mentions_.end() && at->begin < at_byte; ++at) {
    const Mention& mention = *at;
    const Gender gender = GenderOf(mention.name);
    if ((gender == Gender::kMale && (pronoun_classes & kHe) == 0) ||
        (gender == Gender::kFemale && (pronoun_classes & kShe) == 0)) {
      continue;
    }
    const auto nearness = [at_byte](const Mention& m) {
      const int64_t bytes = (m.is_person ? kPersonBytes : 0) +
                            (m.is_subject ? kSubjectBytes : 0) -
                            static_cast<int64_t>(at_byte - m.begin);
      return std::pair(bytes, -static_cast<int64_t>(m.order));
    };
    if (best == nullptr || nearness(mention) > nearness(*best)) {
      best = &mention;
    }
  }
  return best == nullptr ? "" : FullName(best->name);
}

}  // namespace prov
