// Folds come from the tables, but for the 11,172 Hangul syllables: those are
// taken apart by the arithmetic of the Unicode standard, section 3.12.
// Held by tests/unit/text/unicode_tables_test.cc.

#include "libprov/text/unicode_tables.h"

namespace prov {
namespace {

constexpr char32_t kSyllableBase = 0xAC00;
constexpr char32_t kLeadBase = 0x1100, kVowelBase = 0x1161, kTailBase = 0x11A7;
constexpr char32_t kVowelCount = 21, kTailCount = 28;

std::span<const char32_t> HangulJamo(
    char32_t syllable, std::span<char32_t, kMaxFoldLength> buffer) {
  const char32_t tail = syllable % kTailCount;
  buffer[0] = kLeadBase + syllable / kTailCount / kVowelCount;
  buffer[1] = kVowelBase + syllable / kTailCount % kVowelCount;
  buffer[2] = kTailBase + tail;
  return buffer.first(tail == 0 ? 2 : 3);
}

}  // namespace

std::span<const char32_t> FoldOf(char32_t c,
                                 std::span<char32_t, kMaxFoldLength> buffer) {
  const CharProperties& properties = PropertiesOf(c);
  if (properties.fold_length == 0) {
    return HangulJamo(c - kSyllableBase, buffer);
  }
  if (properties.fold_length > 1) {
    return {unicode_tables::kFolds + properties.fold, properties.fold_length};
  }
  buffer[0] = c + static_cast<char32_t>(properties.fold);
  return buffer.first(1);
}

}  // namespace prov
