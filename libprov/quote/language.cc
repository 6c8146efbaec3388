// Each common word speaks for the languages that have it; one language must
// have two such words and be ahead of every other.  Held by
// read_quotes_test.cc.

#include "libprov/quote/language.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "libprov/quote/packed_word.h"

namespace prov {
namespace {

constexpr size_t kBytesLookedAt = 4000;

struct CommonWords {
  TextLanguage language;
  std::string_view words;
};

// A line a language; words that several have speak for none of them.
constexpr std::array<CommonWords, 12> kCommonWords = {{
    {TextLanguage::kEnglish,
     "the of and to in that is was for on with said as at by from his he her "
     "she it has have are be this who will not they"},
    {TextLanguage::kGerman,
     "der die das und von den mit ist des dem im auf für nicht ein eine sich "
     "auch als er sie aus bei nach wurde werden hat dass zum zur wie"},
    {TextLanguage::kDashed,
     "le la les des et du est une pas que dans pour qui sur au il elle avec "
     "plus ce ne"},
    {TextLanguage::kDashed,
     "el los las del que en por con una para su al es se lo como más pero sus"},
    {TextLanguage::kDashed,
     "os da do em um uma não que para com no na por mais dos ao foi ele ela"},
    {TextLanguage::kDashed,
     "il di che non per una del della sono con gli ha nel lo si più anche"},
    {TextLanguage::kDashed,
     "nie się na że do jest jak z to w i po od za o był co tak"},
    {TextLanguage::kDashed,
     "и в не на что с он как по это но из у за она его к"},
    {TextLanguage::kDashed, "і не на що з у як до та це він але від вона"},
    {TextLanguage::kDashed,
     "och att det som en på är av för med inte den till har ett han hon"},
    {TextLanguage::kOther,
     "de het een van en dat niet zijn met voor op te aan ook door hij bij"},
    {TextLanguage::kOther,
     "og det at er en til af på som med ikke den har de han hun et"},
}};

// Of each language in the order of kCommonWords, four in a number of 16 bits
// each: no text looked at has more words.
using Votes = std::array<uint64_t, kCommonWords.size() / 4>;
static_assert(kBytesLookedAt < 1 << 16);

// What a word says, by PackedWord(): no common word is longer.
using WordTable = absl::flat_hash_map<uint64_t, Votes>;

const WordTable& Table() {
  static const auto* const table = [] {
    auto* const made = new WordTable;
    for (size_t i = 0; i < kCommonWords.size(); ++i) {
      std::string_view rest = kCommonWords[i].words;
      while (!rest.empty()) {
        const size_t end = std::min(rest.find(' '), rest.size());
        (*made)[PackedWord(rest.substr(0, end))][i / 4] |= uint64_t{1}
                                                           << i % 4 * 16;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return made;
  }();
  return *table;
}

// Letters, but for what begins with E2: quotes and dashes.
bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x80 && byte != 0xE2) || (byte | 0x20u) - 'a' < 26u;
}

void Vote(std::string_view word, Votes& votes) {
  if (word.size() > kPackedBytes) return;
  uint64_t packed = PackedWord(word);
  if (word[0] >= 'A' && word[0] <= 'Z') packed |= 0x20;
  const auto found = Table().find(packed);
  if (found == Table().end()) return;
  for (size_t i = 0; i < votes.size(); ++i) votes[i] += found->second[i];
}

}  // namespace

TextLanguage LanguageOf(std::string_view text) {
  text = text.substr(0, kBytesLookedAt);
  Votes votes{};
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && IsWordByte(text[end])) ++end;
    if (end > at) Vote(text.substr(at, end - at), votes);
    at = end + (end < text.size() && text[end] == '\xE2' ? 3 : 1);
  }
  std::array<uint64_t, kCommonWords.size()> counts{};
  for (size_t i = 0; i < counts.size(); ++i) {
    counts[i] = votes[i / 4] >> i % 4 * 16 & 0xFFFF;
  }
  const size_t best =
      static_cast<size_t>(std::ranges::max_element(counts) - counts.begin());
  const bool tied = std::ranges::count(counts, counts[best]) > 1;
  if (counts[best] < 2 || tied) return TextLanguage::kOther;
  return kCommonWords[best].language;
}

const char* NameOf(TextLanguage language) {
  switch (language) {
    case TextLanguage::kEnglish:
      return "en";
    case TextLanguage::kGerman:
      return "de";
    case TextLanguage::kDashed:
      return "dashed";
    case TextLanguage::kOther:
      break;
  }
  return "other";
}

}  // namespace prov
