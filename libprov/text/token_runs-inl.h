// Finds the runs of a chunk, for each instruction set, in two passes that stay
// in the first-level cache:
//
//   masks   64 bytes are classed into one 64-bit mask for each class
//   edges   a run is ASCII letters and digits, apostrophes with a letter or a
//           non-ASCII byte at either side, and all non-ASCII bytes but the
//           punctuation that the masks recognise.  Where the mask of runs
//           changes, an offset is written down, eight bits at a time through a
//           table
//
// A Highway header: tokenizer.cc includes it once a target.

#ifndef LIBPROV_TEXT_TOKEN_RUNS_INL_H_ONCE_
#define LIBPROV_TEXT_TOKEN_RUNS_INL_H_ONCE_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include "libprov/text/token_runs.h"

namespace prov {
namespace {

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

// The places of the ones in each byte, ascending, and their number.
struct BitPlaces {
  alignas(64) uint8_t places[256][8];
  uint8_t count[256];
};
constexpr BitPlaces kBitPlaces = [] {
  BitPlaces result{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      if (byte >> bit & 1) {
        result.places[byte][result.count[byte]++] = static_cast<uint8_t>(bit);
      }
    }
  }
  return result;
}();

struct BlockRuns {
  uint64_t all;
  uint64_t scanned;  // The bytes that send a run to TokenScanner.
};

// Notes the runs that hold bytes for TokenScanner.  `changes` are the edges of
// the block, of which runs->edge_count does not know yet.
void AddScanned(const BlockRuns& block, uint64_t changes, ChunkRuns* runs) {
  for (uint64_t left = block.scanned; left != 0;) {
    const uint64_t from_here = ~uint64_t{0} << std::countr_zero(left);
    const uint64_t up_to_here = ~(from_here << 1);
    const size_t edges =
        runs->edge_count +
        static_cast<size_t>(std::popcount(changes & up_to_here));
    const size_t run = (edges - 1) / 2;
    if (!runs->is_scanned(run)) {
      runs->scanned[runs->scanned_count++] = static_cast<uint16_t>(run);
    }
    const uint64_t beyond = ~block.all & from_here;
    left &= beyond == 0 ? 0 : ~uint64_t{0} << std::countr_zero(beyond);
  }
}

}  // namespace
}  // namespace prov

#endif  // LIBPROV_TEXT_TOKEN_RUNS_INL_H_ONCE_

#if defined(LIBPROV_TEXT_TOKEN_RUNS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIBPROV_TEXT_TOKEN_RUNS_INL_H_
#undef LIBPROV_TEXT_TOKEN_RUNS_INL_H_
#else
#define LIBPROV_TEXT_TOKEN_RUNS_INL_H_
#endif

#include "hwy/highway.h"

#if HWY_TARGET != HWY_SCALAR  // Which has no blocks to class.
HWY_BEFORE_NAMESPACE();
namespace prov {
namespace HWY_NAMESPACE {
namespace {

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
  uint64_t letters, digits, apostrophes, non_ascii;
};

HWY_INLINE BlockMasks ClassifyBlock(const uint8_t* block) {
  const Bytes d;
  const SignedBytes ds;
  BlockMasks masks = {};
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

// One loop of its own, so that the constants stay in registers.
HWY_NOINLINE void Classify(const uint8_t* bytes, size_t blocks,
                           BlockMasks* masks) {
  for (size_t i = 0; i < blocks; ++i) {
    masks[i] = ClassifyBlock(bytes + i * kBlockBytes);
  }
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
HWY_NOINLINE uint64_t Punctuation(const uint8_t* block, uint64_t before,
                                  uint64_t after) {
  const PunctuationMasks masks = ClassifyPunctuation(block);
  const uint64_t general = masks.e2 & masks.x80 >> 1;
  const uint64_t quotes = masks.apostrophes >> 2 & ~(before & after >> 2);
  const uint64_t three = general & ((~masks.not_general >> 2) | quotes);
  const uint64_t two = masks.c2 & (~masks.not_latin1 >> 1);
  return three | three << 1 | three << 2 | two | two << 1;
}

// Bit 0: the byte before the block.
struct Carry {
  uint64_t in_run = 0;
  uint64_t after_letter = 0;  // Or after a non-ASCII byte.
};

HWY_INLINE BlockRuns FindRuns(const BlockMasks& masks, const uint8_t* block,
                              uint8_t next_byte, Carry* carry) {
  const uint64_t near = masks.letters | masks.non_ascii;
  const uint64_t before = near << 1 | carry->after_letter;
  carry->after_letter = near >> 63;
  // All letters are 0x40 or more; a wrong guess costs a scan, no more.
  const uint64_t after = near >> 1 | uint64_t{next_byte >= 0x40} << 63;
  uint64_t scanned = masks.apostrophes & before & after;
  if (masks.non_ascii != 0) {
    scanned |= masks.non_ascii & ~Punctuation(block, before, after);
  }
  return {masks.letters | masks.digits | scanned, scanned};
}

// Returns the edges of a block's runs, and notes which runs are scanned.
HWY_INLINE uint64_t AddRuns(const BlockRuns& block, Carry* carry,
                            ChunkRuns* runs) {
  const uint64_t changes = block.all ^ (block.all << 1 | carry->in_run);
  carry->in_run = block.all >> 63;
  if (block.scanned != 0) AddScanned(block, changes, runs);
  runs->edge_count += static_cast<size_t>(std::popcount(changes));
  return changes;
}

// Writes the places of the ones: eight are stored for each byte of `changes`,
// the byte's count says how many of them stay.
HWY_NOINLINE void WriteEdges(const uint64_t* changes, size_t blocks,
                             uint16_t* edge) {
  const hn::FixedTag<uint16_t, 8> d16;
  const hn::FixedTag<uint8_t, 8> d8;
  const auto eight = hn::Set(d16, 8);
  auto base = hn::Zero(d16);
  for (size_t block = 0; block < blocks; ++block) {
    uint64_t left = changes[block];
    for (int i = 0; i < 8; ++i, left >>= 8) {
      const auto places = hn::Load(d8, kBitPlaces.places[left & 0xFF]);
      hn::StoreU(hn::Add(base, hn::PromoteTo(d16, places)), d16, edge);
      edge += kBitPlaces.count[left & 0xFF];
      base = hn::Add(base, eight);
    }
  }
}

// Finds the runs of the chunk that begins at `begin` and ends at `end`; at the
// end of the text the last run ends too.
void FindChunkRuns(std::string_view text, size_t begin, size_t end,
                   Carry* carry, ChunkRuns* runs) {
  const auto* const chunk =
      reinterpret_cast<const uint8_t*>(text.data()) + begin;
  const size_t whole = (end - begin) / kBlockBytes;
  const size_t rest = (end - begin) % kBlockBytes;
  const size_t blocks = whole + (rest > 0);
  std::array<BlockMasks, kChunkBlocks> masks;
  std::array<uint64_t, kChunkBlocks> changes;
  alignas(64) uint8_t last_block[kBlockBytes] = {};
  std::memcpy(last_block, chunk + whole * kBlockBytes, rest);
  Classify(chunk, whole, masks.data());
  if (rest > 0) Classify(last_block, 1, &masks[whole]);
  const size_t old_edges = runs->edge_count;
  for (size_t i = 0; i < blocks; ++i) {
    const uint8_t* const block =
        i < whole ? chunk + i * kBlockBytes : last_block;
    const size_t next = (i + 1) * kBlockBytes;
    const uint8_t next_byte = begin + next < text.size() ? chunk[next] : 0;
    changes[i] =
        AddRuns(FindRuns(masks[i], block, next_byte, carry), carry, runs);
  }
  WriteEdges(changes.data(), blocks, runs->edges.data() + old_edges);
  if (end == text.size() && runs->ends_in_run()) {
    runs->edges[runs->edge_count++] = static_cast<uint16_t>(end - begin);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace prov
HWY_AFTER_NAMESPACE();
#endif  // HWY_TARGET != HWY_SCALAR

#endif  // LIBPROV_TEXT_TOKEN_RUNS_INL_H_
