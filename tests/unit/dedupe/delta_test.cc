#include "libprov/dedupe/delta.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "libprov/base/json_reader.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

bool IsUtf8(std::string_view text) {
  std::string json = "{\"\":";
  AppendJsonString(json, text);
  json += "}";
  const size_t size = json.size();
  json.append(kJsonPadding, ' ');
  JsonReader reader;
  return reader.Parse(std::string_view(json).substr(0, size)).ok();
}

// Letters of one to four bytes that share leads and continuations, so that a
// byte-wise common head or tail often ends inside one.
constexpr std::string_view kLetters[] = {
    "a",        "b",        "\xC3\xA9",         "\xC3\xA8",         "\xC2\xA9",
    "\xE2\x82", "\xE2\x80", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x81", " "};

std::string RandomLetters(Random& random, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    const std::string_view letter = kLetters[random.Below(10)];
    text += letter;
    if (letter.size() == 2 && letter[0] == '\xE2') {
      text += random.OneIn(2) ? "\x99" : "\x9A";
    }
  }
  return text;
}

// A string of whole letters cut out of `text`.
size_t LetterBegin(std::string_view text, size_t at) {
  while (at > 0 && at < text.size() &&
         (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
    --at;
  }
  return at;
}

std::string RandomEdit(Random& random, const std::string& text) {
  const size_t a = LetterBegin(text, random.Below(text.size() + 1));
  const size_t b = LetterBegin(text, random.Below(text.size() + 1));
  const size_t begin = std::min(a, b);
  const size_t end = random.OneIn(3) ? begin : std::max(a, b);
  return text.substr(0, begin) + RandomLetters(random, random.Below(80)) +
         text.substr(end);
}

TEST(DeltaTest, GivesBackTheDroppedRecord) {
  size_t seen[3] = {};
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    const std::string kept = RandomLetters(random, random.Below(60));
    std::string dropped = kept;
    for (size_t edits = random.Below(4); edits > 0; --edits) {
      dropped = RandomEdit(random, dropped);
    }
    const auto delta = MakeDelta(kept, dropped);
    ASSERT_TRUE(IsOk(delta.status()));
    ++seen[static_cast<size_t>(delta->form)];
    if (delta->form == Delta::Form::kSplice) {
      EXPECT_TRUE(IsUtf8(delta->payload)) << seed;
    }
    const auto back = ApplyDelta(kept, *delta, dropped.size());
    ASSERT_TRUE(IsOk(back.status())) << seed;
    EXPECT_EQ(*back, dropped) << seed;
    for (const uint64_t other :
         {dropped.size() + 1, dropped.size() - 1, size_t{0}}) {
      if (other == dropped.size()) continue;
      EXPECT_TRUE(Says(ApplyDelta(kept, *delta, other).status(),
                       StatusCode::kDataLoss, "does not fit"))
          << seed << " " << other;
    }
  }
  for (const size_t count : seen) EXPECT_GT(count, 50U);
}

TEST(DeltaTest, SplicesAreAsShortAsLettersAllow) {
  const struct {
    std::string_view kept;
    std::string_view dropped;
    Delta delta;
  } kCases[] = {
      {"abc", "abc", {}},
      {"", "", {}},
      {"abc", "abXc", {Delta::Form::kSplice, 2, 1, "X"}},
      {"abc", "ac", {Delta::Form::kSplice, 1, 1, ""}},
      {"ab", "abab", {Delta::Form::kSplice, 2, 0, "ab"}},
      {"abab", "ab", {Delta::Form::kSplice, 2, 0, ""}},
      {"aaa", "aa", {Delta::Form::kSplice, 2, 0, ""}},
      {"", "x", {Delta::Form::kSplice, 0, 0, "x"}},
      {"x", "", {Delta::Form::kSplice, 0, 0, ""}},
      // The lead byte is shared, the letter is not.
      {"a\xC3\xA9z", "a\xC3\xA8z", {Delta::Form::kSplice, 1, 1, "\xC3\xA8"}},
      // The continuation is shared, the letter is not.
      {"a\xC3\xA9z", "a\xC2\xA9z", {Delta::Form::kSplice, 1, 1, "\xC2\xA9"}},
      {"\xF0\x9F\x98\x80",
       "\xF0\x9F\x98\x81",
       {Delta::Form::kSplice, 0, 0, "\xF0\x9F\x98\x81"}},
  };
  for (const auto& c : kCases) {
    const auto delta = MakeDelta(c.kept, c.dropped);
    ASSERT_TRUE(IsOk(delta.status()));
    EXPECT_EQ(*delta, c.delta) << c.kept << " " << c.dropped;
  }
}

TEST(DeltaTest, ALightEditOfAHugeRecordIsSmall) {
  Random random(7);
  const std::string kept = RandomText(random, 900'000, 1 << 20);
  ASSERT_GT(kept.size(), 5U << 20);
  std::string dropped = kept;
  for (size_t at = 1000; at < dropped.size(); at += dropped.size() / 9) {
    dropped.replace(at, 3, "here other words stand");
  }
  const auto delta = MakeDelta(kept, dropped);
  ASSERT_TRUE(IsOk(delta.status()));
  EXPECT_EQ(delta->form, Delta::Form::kZstd);
  EXPECT_LT(delta->payload.size(), dropped.size() / 50);
  EXPECT_TRUE(ApplyDelta(kept, *delta, dropped.size()).value() == dropped);
}

TEST(DeltaTest, AnotherKeptRecordIsDataLossOrOtherBytes) {
  Random random(3);
  const std::string kept = RandomText(random, 400, 1000);
  const std::string other = RandomText(random, 400, 1000);
  std::string dropped =
      kept.substr(0, 700) + RandomText(random, 60, 1000) + kept.substr(1100);
  const auto delta = MakeDelta(kept, dropped);
  ASSERT_TRUE(IsOk(delta.status()));
  ASSERT_EQ(delta->form, Delta::Form::kZstd);
  const auto wrong = ApplyDelta(other, *delta, dropped.size());
  EXPECT_TRUE(!wrong.ok() || *wrong != dropped);
  EXPECT_TRUE(Says(ApplyDelta("", *delta, dropped.size()).status(),
                   StatusCode::kDataLoss, "does not fit"));
}

// A statement of length is no reason to make room for it.
TEST(DeltaTest, LengthsThatNoDeltaHasAreDataLoss) {
  const std::string kept = "a kept record";
  constexpr uint64_t kHuge = uint64_t{1} << 60;
  // A frame whose header claims 2^60 bytes: magic, single segment with eight
  // bytes of size, then an empty last block.
  std::string claims("\x28\xB5\x2F\xFD\xE0\0\0\0\0\0\0\0\x10\x01\0\0", 16);
  const Delta kDeltas[] = {
      {},
      {Delta::Form::kSplice, 0, 0, ""},
      {Delta::Form::kSplice, kHuge, 0, "x"},
      {Delta::Form::kSplice, 0, kHuge, "x"},
      {Delta::Form::kSplice, kHuge, kHuge, "x"},
      {Delta::Form::kSplice, ~uint64_t{0}, 2, ""},
      {Delta::Form::kSplice, 2, ~uint64_t{0}, ""},
      {Delta::Form::kSplice, 7, 7, ""},  // More than there is.
      {Delta::Form::kZstd, 0, 0, ""},
      {Delta::Form::kZstd, 0, 0, "no frame"},
      {Delta::Form::kZstd, 0, 0, claims},
  };
  for (const Delta& delta : kDeltas) {
    for (const uint64_t size : {uint64_t{1}, uint64_t{14}, uint64_t{1} << 31,
                                (uint64_t{1} << 31) + 1, kHuge, ~uint64_t{0}}) {
      EXPECT_TRUE(Says(ApplyDelta(kept, delta, size).status(),
                       StatusCode::kDataLoss, "does not fit"))
          << static_cast<int>(delta.form) << " " << delta.head << " " << size;
    }
  }
}

TEST(DeltaTest, DamagedFramesGiveOtherBytesAtMost) {
  Random random(11);
  const std::string kept = RandomText(random, 200, 300);
  const std::string dropped = RandomText(random, 40, 300) +
                              kept.substr(0, 300) +
                              RandomText(random, 40, 300) + kept.substr(300);
  const auto delta = MakeDelta(kept, dropped);
  ASSERT_TRUE(IsOk(delta.status()));
  ASSERT_EQ(delta->form, Delta::Form::kZstd);
  size_t refused = 0;
  for (size_t at = 0; at < delta->payload.size(); ++at) {
    Delta cut = *delta;
    cut.payload.resize(at);
    EXPECT_TRUE(Says(ApplyDelta(kept, cut, dropped.size()).status(),
                     StatusCode::kDataLoss, "does not fit"))
        << at;
    for (int bit = 0; bit < 8; ++bit) {
      Delta damaged = *delta;
      damaged.payload[at] = static_cast<char>(damaged.payload[at] ^ (1 << bit));
      const auto record = ApplyDelta(kept, damaged, dropped.size());
      if (record.ok()) {
        EXPECT_EQ(record->size(), dropped.size());
      } else {
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, delta->payload.size());
}

}  // namespace
}  // namespace prov
