#include "libprov/shingle/text_masks.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace prov {
namespace {

TEST(TextMasksTest, LeavesOutWhatIsMasked) {
  const TextMasks masks({{7, 10, 14}, {3, 0, 4}, {7, 0, 3}, {7, 12, 16}});
  EXPECT_EQ(std::vector<DocumentId>(masks.documents().begin(),
                                    masks.documents().end()),
            (std::vector<DocumentId>{3, 7}));
  std::string scratch;
  EXPECT_EQ(masks.Strip(7, "abcdefghijklmnopqrs", scratch), " defghij qrs");
  EXPECT_EQ(masks.Strip(3, "abcd", scratch), " ");
  EXPECT_EQ(masks.Strip(3, "ab", scratch), " ");  // Shorter than it was.
  EXPECT_EQ(masks.Strip(4, "abcd", scratch), "abcd");
  EXPECT_TRUE(masks.SpansOf(4).empty());
  EXPECT_TRUE(TextMasks().documents().empty());
}

// Character by character.
TEST(TextMasksTest, AgreesWithTheDefinition) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::string text(40, ' ');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    std::vector<MaskedSpan> spans(random() % 6);
    std::vector<bool> is_masked(text.size());
    for (MaskedSpan& span : spans) {
      span.document = 1;
      const auto begin = static_cast<uint32_t>(random() % 39);
      const auto length = static_cast<uint32_t>(random() % (39 - begin));
      span.begin_byte = begin;
      span.end_byte = begin + 1 + length;
      for (uint32_t i = span.begin_byte; i < span.end_byte; ++i) {
        is_masked[i] = true;
      }
    }
    std::string want;
    for (size_t i = 0; i < text.size(); ++i) {
      if (!is_masked[i]) want += text[i];
    }
    std::string scratch;
    const TextMasks masks(std::move(spans));
    std::string got(masks.Strip(1, text, scratch));
    std::erase(got, ' ');
    EXPECT_EQ(got, want);
  }
}

TEST(TextMasksTest, CountsWhatHasNothingLeft) {
  TextMasks masks({{2, 0, 4}, {5, 0, 4}});
  EXPECT_EQ(masks.CountEmpty(), 2u);
  masks.SetMeasured(1, {.token_count = 3, .tokens_hash = 9});
  EXPECT_EQ(masks.CountEmpty(), 1u);
  EXPECT_EQ(masks.MeasuredOf(5)->tokens_hash, 9u);
  EXPECT_FALSE(masks.MeasuredOf(3).has_value());
}

}  // namespace
}  // namespace prov
