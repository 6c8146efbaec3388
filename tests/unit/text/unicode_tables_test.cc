// The generated tables against ICU, for every code point that both know.

#include "libprov/text/unicode_tables.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <random>
#include <string>

#include "libprov/text/normalized_text.h"

namespace prov {
namespace {

// Unassigned, or of Unicode 14 or older: what came later is not in our tables.
bool IsKnown(char32_t c) {
  UVersionInfo age;
  u_charAge(static_cast<UChar32>(c), age);
  return age[0] <= 14;
}

bool IsUnassigned(char32_t c) {
  return u_charType(static_cast<UChar32>(c)) == U_UNASSIGNED;
}

bool IsUnspacedScript(UChar32 c) {
  for (const UScriptCode script :
       {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
        USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR}) {
    if (uscript_hasScript(c, script)) return true;
  }
  return false;
}

// The class of a code point by itself, from ICU's properties.
CharClass OwnClass(UChar32 c) {
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
      (c >= 0x300 && c <= 0x36F)) {
    return CharClass::kDropped;
  }
  constexpr std::u32string_view kApostrophes =
      U"'\u2019\u2018\u201b\u02bc\uff07`\u00b4\u1fef\u1ffd";
  if (kApostrophes.find(static_cast<char32_t>(c)) != kApostrophes.npos) {
    return CharClass::kApostrophe;
  }
  const uint32_t category = U_GET_GC_MASK(c);
  if (ublock_getCode(c) == UBLOCK_MUSICAL_SYMBOLS) {
    return category & U_GC_M_MASK ? CharClass::kDropped : CharClass::kSeparator;
  }
  if (category & (U_GC_L_MASK | U_GC_NL_MASK)) {
    return IsUnspacedScript(c) ? CharClass::kUnspacedLetter
                               : CharClass::kLetter;
  }
  if (category & (U_GC_ND_MASK | U_GC_NO_MASK)) return CharClass::kDigit;
  return category & U_GC_M_MASK ? CharClass::kMark : CharClass::kSeparator;
}

bool IsWordText(const icu::UnicodeString& text) {
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    if (!IsWord(OwnClass(text.char32At(i)))) return false;
  }
  return !text.isEmpty();
}

const icu::Normalizer2& Nfkd() {
  UErrorCode error = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFKDInstance(error);
}

// The fold of a code point; empty if it is a number without one.
icu::UnicodeString Fold(UChar32 c) {
  icu::UnicodeString text(c);
  for (icu::UnicodeString before; before != text;) {
    before = text;
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString decomposed = Nfkd().normalize(text, error);
    text.remove();
    for (int32_t i = 0; i < decomposed.length();
         i = decomposed.moveIndex32(i, 1)) {
      const UChar32 d = decomposed.char32At(i);
      const CharClass own = OwnClass(d);
      if (own != CharClass::kDropped && own != CharClass::kApostrophe) {
        text.append(d);
      }
    }
    text.foldCase();
  }
  if (IsWordText(text)) return text;
  if (u_charType(c) == U_OTHER_NUMBER) return {};
  text = icu::UnicodeString(c).foldCase();
  return IsWordText(text) ? text : icu::UnicodeString(c);
}

TEST(UnicodeTablesTest, ClassesAndFoldsAgreeWithIcu) {
  size_t words = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (!IsKnown(c)) continue;
    const auto icu_c = static_cast<UChar32>(c);
    CharClass expected = OwnClass(icu_c);
    if (IsWord(expected)) {
      ++words;
      const icu::UnicodeString fold = Fold(icu_c);
      if (fold.isEmpty()) {
        expected = CharClass::kSeparator;
      } else {
        if (!fold.hasMoreChar32Than(0, INT32_MAX, 1)) {
          expected = OwnClass(fold.char32At(0));
        }
        std::array<char32_t, kMaxFoldLength> buffer;
        icu::UnicodeString ours;
        for (const char32_t f : FoldOf(c, buffer)) {
          ours.append(static_cast<UChar32>(f));
        }
        EXPECT_EQ(ours, fold) << "U+" << std::hex << uint32_t{c};
      }
    }
    const CharProperties& properties = PropertiesOf(c);
    EXPECT_EQ(int(properties.char_class), int(expected))
        << "U+" << std::hex << uint32_t{c};
    if (properties.char_class == CharClass::kMark &&
        properties.fold_length == 1 && properties.fold == 0) {
      EXPECT_EQ(properties.combining_class, u_getCombiningClass(icu_c));
    }
  }
  EXPECT_GT(words, 130000U);
}

// The same words in composed and in decomposed form are the same tokens.
TEST(UnicodeTablesTest, CanonicallyEqualTextsHaveTheSameTokens) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2& nfc = *icu::Normalizer2::getNFCInstance(error);
  const icu::Normalizer2& nfd = *icu::Normalizer2::getNFDInstance(error);
  std::mt19937_64 random(1);
  icu::UnicodeString marks;  // All that composition and order could turn on.
  for (UChar32 c = 0; c < 0x20000; ++c) {
    if (IsKnown(static_cast<char32_t>(c)) && u_getCombiningClass(c) != 0) {
      marks.append(c);
    }
  }
  const int32_t mark_count = marks.countChar32();
  for (int round = 0; round < 100000; ++round) {
    icu::UnicodeString text;
    for (uint64_t length = 1 + random() % 6; length > 0; --length) {
      auto c =
          static_cast<UChar32>(random() % (random() % 2 ? 0x3100 : 0x20000));
      if (random() % 2) {
        c = marks.char32At(marks.moveIndex32(
            0, static_cast<int32_t>(random() %
                                    static_cast<uint64_t>(mark_count))));
      }
      const auto code_point = static_cast<char32_t>(c);
      if (U_IS_SURROGATE(c) || !IsKnown(code_point) ||
          IsUnassigned(code_point)) {
        continue;
      }
      text.append(c);
    }
    std::string composed, decomposed, as_is;
    nfc.normalize(text, error).toUTF8String(composed);
    nfd.normalize(text, error).toUTF8String(decomposed);
    text.toUTF8String(as_is);
    ASSERT_EQ(NormalizedText(composed).str(), NormalizedText(as_is).str());
    ASSERT_EQ(NormalizedText(decomposed).str(), NormalizedText(as_is).str());
  }
}

TEST(UnicodeTablesTest, FoldsAreStable) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (!IsWord(PropertiesOf(c).char_class)) continue;
    std::array<char32_t, kMaxFoldLength> buffer, again;
    for (const char32_t f : FoldOf(c, buffer)) {
      const auto twice = FoldOf(f, again);
      ASSERT_EQ(twice.size(), 1U) << "U+" << std::hex << uint32_t{c};
      ASSERT_EQ(twice[0], f) << "U+" << std::hex << uint32_t{c};
      ASSERT_TRUE(IsWord(PropertiesOf(f).char_class));
    }
  }
}

}  // namespace
}  // namespace prov
