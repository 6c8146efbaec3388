// Three passes over chunks that stay in the first-level cache:
//
//   masks   64 bytes are classed into one 64-bit mask for each class
//   edges   a run is a maximal stretch of bytes that may belong to one token:
//           ASCII letters and digits, apostrophes with a letter or a non-ASCII
//           byte at either side, and all non-ASCII bytes but the punctuation
//           that the masks recognise.  Where the mask of runs changes, an
//           offset is written down
//   hashes  a run of ASCII letters and digits is one token: it is loaded as two
//           words, or-ed with 0x20 (A-Z becomes a-z, digits stay), masked to
//           its length and hashed.  Any other run goes to TokenScanner
//
// Between two runs stands at least one byte of a certain separator, so what
// TokenScanner finds in a run does not hang on the text around it.  A run that
// holds non-ASCII bytes may turn out to be no token, or several.
//
// Held by tests/unit/text/tokenizer_test.cc (against NormalizedText, for every
// instruction set, at the edge of readable memory) and
// tests/fuzz/tokenizer_fuzz.cc.

#include "libprov/text/tokenizer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "libprov/text/token_hash.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libprov/text/tokenizer.cc"
#include "hwy/foreach_target.h"  // Compiles this file for each target.
//
#include "hwy/highway.h"

#ifndef LIBPROV_TEXT_TOKENIZER_CC_
#define LIBPROV_TEXT_TOKENIZER_CC_

namespace prov {
namespace {

constexpr size_t kBlockBytes = 64;
constexpr size_t kChunkBytes = 32 * kBlockBytes;
constexpr uint64_t kLowerCase = 0x2020202020202020;

constexpr bool InRange(int byte, int first, int last) {
  return first <= byte && byte <= last;
}

// The last bytes of separators among U+2000..203F (E2 80 xx); the others are
// invisible characters and apostrophes.
constexpr bool IsGeneralPunctuation(int byte) {
  return InRange(byte, 0x80, 0x8A) || InRange(byte, 0x90, 0x97) ||
         byte == 0x9A || InRange(byte, 0x9C, 0xA9) || InRange(byte, 0xAF, 0xBF);
}

// The last bytes of separators among U+0080..00BF (C2 xx); the others are
// ª SHY ² ³ ´ µ ¹ º.
constexpr bool IsLatin1Punctuation(int byte) {
  return InRange(byte, 0x80, 0xA9) || InRange(byte, 0xAB, 0xAC) ||
         InRange(byte, 0xAE, 0xB1) || InRange(byte, 0xB6, 0xB8) ||
         InRange(byte, 0xBB, 0xBF);
}

using NibbleTable = std::array<uint8_t, 16>;

// kByLowNibble[b & 15] & kByHighNibble[b >> 4] has a bit in kGeneralBits if
// IsGeneralPunctuation(b), and a bit in kLatin1Bits if IsLatin1Punctuation(b).
constexpr uint8_t kGeneralBits = 0x0F;
constexpr uint8_t kLatin1Bits = 0xF0;
alignas(16) constexpr NibbleTable kByHighNibble = {
    0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x22, 0x44, 0x88, 0, 0, 0, 0};
alignas(16) constexpr NibbleTable kByLowNibble = [] {
  NibbleTable table{};
  for (int byte = 0x80; byte < 0xC0; ++byte) {
    const int row = (byte >> 4) - 8;
    const int bits = (IsGeneralPunctuation(byte) ? 0x01 << row : 0) |
                     (IsLatin1Punctuation(byte) ? 0x10 << row : 0);
    table[byte & 15] = static_cast<uint8_t>(table[byte & 15] | bits);
  }
  return table;
}();

// kKeep[n] has ones in the first n of 16 bytes.
struct Lanes {
  uint64_t low, high;
};
alignas(64) constexpr std::array<Lanes, 17> kKeep = [] {
  std::array<Lanes, 17> keep{};
  for (unsigned n = 1; n <= 16; ++n) {
    keep[n].low = n < 8 ? (uint64_t{1} << 8 * n) - 1 : ~uint64_t{0};
    keep[n].high = n <= 8    ? 0
                   : n == 16 ? ~uint64_t{0}
                             : (uint64_t{1} << 8 * (n - 8)) - 1;
  }
  return keep;
}();

bool IsLetterOrNonAscii(uint8_t byte) {
  const unsigned letter = (byte | 0x20u) - 'a';
  return byte >= 0x80 || letter < 26;
}

// What one block tells the next, as bit 0.
struct Carry {
  uint64_t in_run = 0;
  uint64_t after_letter = 0;  // Or after a non-ASCII byte.
};

struct Runs {
  uint64_t all;
  uint64_t scanned;  // The bytes that send a run to TokenScanner.
};

// The runs found in a chunk, and the one still open from the chunk before.
class RunList {
 public:
  size_t size() const { return edge_count_ / 2; }
  size_t begin(size_t i) const { return edges_[2 * i]; }
  size_t end(size_t i) const { return edges_[2 * i + 1]; }

  // Indices of the runs for TokenScanner, ascending.
  std::span<const size_t> scanned() const {
    return {scanned_.data(), scanned_count_};
  }

  // Adds the runs of the block at `offset`.
  HWY_INLINE void Add(const Runs& runs, size_t offset, Carry* carry) {
    const uint64_t changes = runs.all ^ (runs.all << 1 | carry->in_run);
    carry->in_run = runs.all >> 63;
    if (runs.scanned != 0) AddScanned(runs, changes);
    AddEdges(changes, offset);
  }

  // Ends a run that goes on to the end of the text.
  void CloseAt(size_t offset) {
    if (edge_count_ % 2 == 1) edges_[edge_count_++] = offset;
  }

  // Forgets all runs but the open one.
  void KeepOpenRun() {
    const size_t open = edge_count_ / 2;
    const bool is_scanned =
        scanned_count_ > 0 && scanned_[scanned_count_ - 1] == open;
    scanned_count_ = is_scanned ? 1 : 0;
    scanned_[0] = 0;
    if (edge_count_ % 2 == 1) edges_[0] = edges_[edge_count_ - 1];
    edge_count_ %= 2;
  }

 private:
  // A count of 24 covers most blocks of prose without a branch per edge;
  // what is written beyond the real edges is overwritten.
  HWY_INLINE void AddEdges(uint64_t changes, size_t offset) {
    size_t* out = edges_.data() + edge_count_;
    const auto count = static_cast<size_t>(std::popcount(changes));
    edge_count_ += count;
    for (int i = 0; i < 16; ++i) *out++ = NextEdge(&changes, offset);
    if (count <= 16) return;
    for (int i = 0; i < 8; ++i) *out++ = NextEdge(&changes, offset);
    while (changes != 0) *out++ = NextEdge(&changes, offset);
  }

  static HWY_INLINE size_t NextEdge(uint64_t* changes, size_t offset) {
    const auto bit = static_cast<size_t>(std::countr_zero(*changes));
    *changes &= *changes - 1;
    return offset + bit;
  }

  void AddScanned(const Runs& runs, uint64_t changes) {
    for (uint64_t left = runs.scanned; left != 0;) {
      const int bit = std::countr_zero(left);
      const uint64_t from_bit = ~uint64_t{0} << bit;
      const auto edges =
          edge_count_ +
          static_cast<size_t>(std::popcount(
              changes & (from_bit ^ (from_bit << 1) ^ ~from_bit)));
      const size_t run = (edges - 1) / 2;
      if (scanned_count_ == 0 || scanned_[scanned_count_ - 1] != run) {
        scanned_[scanned_count_++] = run;
      }
      const uint64_t beyond = ~runs.all & from_bit;
      left &= beyond == 0 ? 0 : ~uint64_t{0} << std::countr_zero(beyond);
    }
  }

  // Begin and end by turns; one of an open run, and slack for AddEdges().
  std::array<size_t, kChunkBytes + 1 + kBlockBytes> edges_;
  std::array<size_t, kChunkBytes / 2 + 2> scanned_;
  size_t edge_count_ = 0;
  size_t scanned_count_ = 0;
};

}  // namespace
}  // namespace prov

#endif  // LIBPROV_TEXT_TOKENIZER_CC_

HWY_BEFORE_NAMESPACE();
namespace prov {
namespace HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR  // One byte at a time: no blocks to class.

void HashText(std::string_view text, TokenScanner* scanner,
              HashBuffer* buffer) {
  uint64_t* out = buffer->Reserve(text.size());
  scanner->Scan(text, [&out](std::string_view token, const TokenSpan&) {
    *out++ = TokenHash(token);
  });
  buffer->EndAt(out);
}

#else

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<uint8_t, kBlockBytes>;
using SignedBytes = hn::RebindToSigned<Bytes>;
using Vector = hn::Vec<Bytes>;

// As wide as a mask of Bytes where that is known, so that a mask goes to a
// register without a detour through memory.
using MaskWord = std::conditional_t<
    HWY_MAX_BYTES == 16, uint16_t,
    std::conditional_t<HWY_MAX_BYTES == 32, uint32_t, uint64_t> >;

template <class D>
HWY_INLINE uint64_t MaskBits(D d, hn::Mask<D> mask) {
  MaskWord bits = 0;
  hn::StoreMaskBits(d, mask, reinterpret_cast<uint8_t*>(&bits));
  return bits;
}

struct BlockMasks {
  uint64_t letters = 0, digits = 0, apostrophes = 0, non_ascii = 0;
};

HWY_INLINE BlockMasks Classify(const uint8_t* block) {
  const Bytes d;
  const SignedBytes ds;
  BlockMasks masks;
  for (size_t i = 0; i < kBlockBytes; i += hn::Lanes(d)) {
    const Vector x = hn::LoadU(d, block + i);
    // Ranges end at the largest signed byte: one addition, one comparison.
    const auto lower = hn::Or(x, hn::Set(d, 0x20));
    const auto letter = hn::Add(lower, hn::Set(d, 127 - 'z'));
    const auto digit = hn::Add(x, hn::Set(d, 127 - '9'));
    const auto apostrophe =
        hn::Or(hn::Eq(x, hn::Set(d, '\'')), hn::Eq(x, hn::Set(d, '`')));
    masks.letters |=
        MaskBits(ds, hn::Gt(hn::BitCast(ds, letter), hn::Set(ds, 127 - 26)))
        << i;
    masks.digits |=
        MaskBits(ds, hn::Gt(hn::BitCast(ds, digit), hn::Set(ds, 127 - 10)))
        << i;
    masks.apostrophes |= MaskBits(d, apostrophe) << i;
    masks.non_ascii |= MaskBits(ds, hn::Lt(hn::BitCast(ds, x), hn::Zero(ds)))
                       << i;
  }
  return masks;
}

struct PunctuationMasks {
  uint64_t e2 = 0, c2 = 0, x80 = 0;
  uint64_t not_general = 0, not_latin1 = 0, apostrophes = 0;
};

HWY_INLINE PunctuationMasks ClassifyPunctuation(const uint8_t* block) {
  const Bytes d;
  const auto by_low = hn::LoadDup128(d, kByLowNibble.data());
  const auto by_high = hn::LoadDup128(d, kByHighNibble.data());
  PunctuationMasks masks;
  for (size_t i = 0; i < kBlockBytes; i += hn::Lanes(d)) {
    const Vector x = hn::LoadU(d, block + i);
    const Vector low = hn::And(x, hn::Set(d, 0x0F));
    const Vector bits =
        hn::And(hn::TableLookupBytes(by_low, low),
                hn::TableLookupBytes(by_high, hn::ShiftRight<4>(x)));
    const Vector zero = hn::Zero(d);
    masks.e2 |= MaskBits(d, hn::Eq(x, hn::Set(d, 0xE2))) << i;
    masks.c2 |= MaskBits(d, hn::Eq(x, hn::Set(d, 0xC2))) << i;
    masks.x80 |= MaskBits(d, hn::Eq(x, hn::Set(d, 0x80))) << i;
    masks.not_general |=
        MaskBits(d, hn::Eq(hn::And(bits, hn::Set(d, kGeneralBits)), zero)) << i;
    masks.not_latin1 |=
        MaskBits(d, hn::Eq(hn::And(bits, hn::Set(d, kLatin1Bits)), zero)) << i;
    // ‘ ’ ‛ are E2 80 98, 99, 9B.
    const auto quote =
        hn::Or(hn::Eq(hn::And(x, hn::Set(d, 0xFE)), hn::Set(d, 0x98)),
               hn::Eq(x, hn::Set(d, 0x9B)));
    masks.apostrophes |= MaskBits(d, quote) << i;
  }
  return masks;
}

// The bytes of non-ASCII characters that are certain to separate.  `before` and
// `after` mark the bytes that stand after and before a letter or a non-ASCII
// byte: an apostrophe joins nothing without both.  A character that is cut by
// the end of the block is left to TokenScanner.
HWY_INLINE uint64_t Punctuation(const uint8_t* block, uint64_t before,
                                uint64_t after) {
  const PunctuationMasks masks = ClassifyPunctuation(block);
  const uint64_t general = masks.e2 & masks.x80 >> 1;
  const uint64_t quotes = masks.apostrophes >> 2 & ~(before & after >> 2);
  const uint64_t three = general & ((~masks.not_general >> 2) | quotes);
  const uint64_t two = masks.c2 & (~masks.not_latin1 >> 1);
  return three | three << 1 | three << 2 | two | two << 1;
}

HWY_INLINE Runs FindRuns(const uint8_t* block, uint8_t next_byte,
                         Carry* carry) {
  const BlockMasks masks = Classify(block);
  const uint64_t near = masks.letters | masks.non_ascii;
  const uint64_t before = near << 1 | carry->after_letter;
  const uint64_t after = near >> 1 | uint64_t{IsLetterOrNonAscii(next_byte)}
                                         << 63;
  carry->after_letter = near >> 63;
  uint64_t scanned = masks.apostrophes & before & after;
  if (masks.non_ascii != 0) {
    scanned |= masks.non_ascii & ~Punctuation(block, before, after);
  }
  return {masks.letters | masks.digits | scanned, scanned};
}

// Hashes tokens first .. last - 1 of `runs`, all of ASCII letters and digits.
// REQUIRES: 16 bytes can be read at the beginning of each.
HWY_INLINE uint64_t* HashAscii(const char* text, const RunList& runs,
                               size_t first, size_t last, uint64_t* out) {
  for (size_t i = first; i < last; ++i) {
    const char* const token = text + runs.begin(i);
    const size_t length = runs.end(i) - runs.begin(i);
    if (HWY_UNLIKELY(length > 16)) {
      *out++ = token_hash::HashBytes(token, length, kLowerCase);
      continue;
    }
    Lanes lanes;
    std::memcpy(&lanes, token, sizeof(lanes));
    const Lanes& keep = kKeep[length];
    *out++ = token_hash::Finish(
        token_hash::Absorb(0, (lanes.low | kLowerCase) & keep.low,
                           (lanes.high | kLowerCase) & keep.high),
        length);
  }
  return out;
}

// The same for tokens less than 16 bytes from the end of the text.
HWY_NOINLINE uint64_t* HashAsciiAtEnd(const char* text, const RunList& runs,
                                      size_t first, size_t last,
                                      uint64_t* out) {
  for (size_t i = first; i < last; ++i) {
    *out++ = token_hash::HashBytes(text + runs.begin(i),
                                   runs.end(i) - runs.begin(i), kLowerCase);
  }
  return out;
}

void HashRuns(std::string_view text, const RunList& runs, TokenScanner* scanner,
              HashBuffer* buffer) {
  if (runs.size() == 0) return;
  // No code point folds into more tokens than it has bytes.
  uint64_t* out = buffer->Reserve(runs.end(runs.size() - 1) - runs.begin(0));
  size_t loadable = runs.size();
  while (loadable > 0 && runs.begin(loadable - 1) + 16 > text.size()) {
    --loadable;
  }
  size_t next = 0;
  const auto hash_ascii_until = [&](size_t last) HWY_ATTR {
    const size_t middle = std::clamp(loadable, next, last);
    out = HashAscii(text.data(), runs, next, middle, out);
    out = HashAsciiAtEnd(text.data(), runs, middle, last, out);
    next = last;
  };
  for (const size_t i : runs.scanned()) {
    if (i >= runs.size()) break;  // Still open.
    hash_ascii_until(i);
    scanner->Scan(text.substr(runs.begin(i), runs.end(i) - runs.begin(i)),
                  [&out](std::string_view token, const TokenSpan&) {
                    *out++ = TokenHash(token);
                  });
    next = i + 1;
  }
  hash_ascii_until(runs.size());
  buffer->EndAt(out);
}

void HashText(std::string_view text, TokenScanner* scanner,
              HashBuffer* buffer) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  RunList runs;
  Carry carry;
  for (size_t i = 0; i < text.size();) {
    const size_t chunk_end = std::min(text.size(), i + kChunkBytes);
    for (; i < chunk_end && i + kBlockBytes < text.size(); i += kBlockBytes) {
      runs.Add(FindRuns(bytes + i, bytes[i + kBlockBytes], &carry), i, &carry);
    }
    if (i < chunk_end) {
      alignas(64) uint8_t block[kBlockBytes] = {};
      std::memcpy(block, bytes + i, chunk_end - i);
      runs.Add(FindRuns(block, 0, &carry), i, &carry);
      runs.CloseAt(text.size());
      i = chunk_end;
    }
    HashRuns(text, runs, scanner, buffer);
    runs.KeepOpenRun();
  }
}

#endif  // HWY_TARGET == HWY_SCALAR

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace prov
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace prov {
namespace {
HWY_EXPORT(HashText);
}  // namespace

uint64_t TokenHash(std::string_view token) {
  return token_hash::HashBytes(token.data(), token.size(), 0);
}

std::span<const uint64_t> Tokenizer::Hashes(std::string_view utf8) {
  hashes_.Clear();
  HWY_DYNAMIC_DISPATCH(HashText)(utf8, &scanner_, &hashes_);
  return hashes_.hashes();
}

}  // namespace prov
#endif  // HWY_ONCE
