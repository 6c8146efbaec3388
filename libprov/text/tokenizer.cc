// Three passes over chunks that stay in the first-level cache:
//
//   masks   64 bytes are classed into one 64-bit mask for each class
//   edges   a run is a maximal stretch of bytes that may belong to one token:
//           ASCII letters and digits, apostrophes with a letter or a non-ASCII
//           byte at either side, and all non-ASCII bytes but the punctuation
//           that the masks recognise.  Where the mask of runs changes, an
//           offset is written down, eight bits at a time through a table
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
constexpr size_t kChunkBlocks = 32;
constexpr size_t kChunkBytes = kChunkBlocks * kBlockBytes;
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

// kKeep[n] and kKeep[17 + n] are the words of a mask with ones in the first n
// of 16 bytes.
constexpr size_t kLoadBytes = 2 * sizeof(uint64_t);
alignas(64) constexpr std::array<uint64_t, 34> kKeep = [] {
  std::array<uint64_t, 34> keep{};
  for (size_t byte = 0; byte < kLoadBytes; ++byte) {
    for (size_t n = byte + 1; n <= kLoadBytes; ++n) {
      keep[byte / 8 * 17 + n] |= uint64_t{0xFF} << 8 * (byte % 8);
    }
  }
  return keep;
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

// The runs of a chunk.  One that comes from the chunk before is the first, its
// beginning a stand-in; one that goes on into the next chunk is not counted.
struct ChunkRuns {
  size_t size() const { return edge_count / 2; }
  bool ends_in_run() const { return edge_count % 2 == 1; }
  size_t begin(size_t i) const { return edges[2 * i]; }
  size_t end(size_t i) const { return edges[2 * i + 1]; }
  bool is_scanned(size_t i) const {
    return scanned_count > 0 && scanned[scanned_count - 1] == i;
  }

  // Begin and end by turns, from the beginning of the chunk; with slack for
  // stores of eight.
  std::array<uint16_t, kChunkBytes + 10> edges;
  std::array<uint16_t, kChunkBytes / 2 + 2> scanned;  // Run indices, ascending.
  size_t edge_count = 0;
  size_t scanned_count = 0;
};

// What a chunk leaves to the next.
struct OpenRun {
  const char* begin = nullptr;
  bool is_scanned = false;
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

bool IsAsciiLetter(char c) {
  const unsigned letter = (static_cast<unsigned char>(c) | 0x20u) - 'a';
  return letter < 26;
}

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// The length of the apostrophe that `text` begins with; 0 if it is none of the
// usual.
size_t ApostropheLength(std::string_view text) {
  if (text[0] == '\'' || text[0] == '`') return 1;
  for (const std::string_view quote : {"\u2019", "\u2018", "\u201b"}) {
    if (text.starts_with(quote)) return quote.size();
  }
  return 0;
}

// What Tokenizer gives of a text.
struct Tokens {
  HashBuffer* hashes;
  HashBuffer* places;  // nullptr if nobody asks for them.
};

// Where a token stands, as one word: begin in the low half, end in the high.
uint64_t PlaceWord(size_t begin, size_t end) {
  return begin | static_cast<uint64_t>(end) << 32;
}

// Writes token hashes one after the other, and their places too if they are
// wanted: both pointers go on together.
class HashWriter {
 public:
  // Room for the tokens of `bytes` bytes: no code point folds into more tokens
  // than it has bytes.
  HashWriter(std::string_view text, size_t bytes, TokenScanner* scanner,
             const Tokens& tokens)
      : text_(text.data()),
        scanner_(scanner),
        tokens_(tokens),
        out_(tokens.hashes->Reserve(bytes)),
        place_(tokens.places ? tokens.places->Reserve(bytes) : nullptr) {}

  uint64_t* out() const { return out_; }
  uint64_t* place() const { return place_; }
  void Advance(size_t tokens) {
    out_ += tokens;
    if (place_) place_ += tokens;
  }
  void End() {
    tokens_.hashes->EndAt(out_);
    if (place_) tokens_.places->EndAt(place_);
  }

  void AddAscii(std::string_view run) { AddJoined(run, run); }

  void AddScanned(std::string_view run) {
    if (run.size() > kMaxContraction || !AddContraction(run)) AddAny(run);
  }

  void AddAny(std::string_view run) {
    const size_t base = OffsetOf(run);
    const auto add = [&](std::string_view token, const TokenSpan& span) {
      *out_++ = TokenHash(token);
      AddPlace(base + span.begin_byte, base + span.end_byte);
    };
    scanner_->Scan(run, add);
  }

 private:
  static constexpr size_t kMaxContraction = 32;

  size_t OffsetOf(std::string_view run) const {
    return static_cast<size_t>(run.data() - text_);
  }

  void AddPlace(size_t begin, size_t end) {
    if (place_) *place_++ = PlaceWord(begin, end);
  }

  // `joined` is what `run` says.
  void AddJoined(std::string_view run, std::string_view joined) {
    *out_++ = token_hash::HashBytes(joined.data(), joined.size(), kLowerCase);
    AddPlace(OffsetOf(run), OffsetOf(run) + run.size());
  }

  // Most runs that would be scanned are like don't: ASCII and apostrophes, each
  // between letters.  Returns false for any other.
  // REQUIRES: run is not empty and not longer than kMaxContraction.
  bool AddContraction(std::string_view run) {
    char joined[kMaxContraction];
    size_t size = 0;
    for (size_t i = 0; i < run.size(); ++i) {
      if (IsAsciiLetter(run[i]) || IsAsciiDigit(run[i])) {
        joined[size++] = run[i];
        continue;
      }
      const size_t length = ApostropheLength(run.substr(i));
      const size_t next = i + length;
      if (length == 0 || i == 0 || !IsAsciiLetter(run[i - 1]) ||
          next == run.size() || !IsAsciiLetter(run[next])) {
        return false;
      }
      i = next - 1;
    }
    AddJoined(run, {joined, size});
    return true;
  }

  const char* text_;
  TokenScanner* scanner_;
  Tokens tokens_;
  uint64_t* out_;
  uint64_t* place_;
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
              const Tokens& tokens) {
  HashWriter writer(text, text.size(), scanner, tokens);
  writer.AddAny(text);
  writer.End();
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

// Writes the places of the runs first .. last - 1.
HWY_NOINLINE void WritePlaces(size_t chunk_begin, const ChunkRuns& runs,
                              size_t first, size_t last, uint64_t* place) {
  for (size_t i = first; i < last; ++i) {
    *place++ =
        PlaceWord(chunk_begin + runs.begin(i), chunk_begin + runs.end(i));
  }
}

// Hashes the runs first .. last - 1, all of ASCII letters and digits.
// REQUIRES: 16 bytes can be read at the beginning of each.
HWY_NOINLINE void HashAscii(const char* chunk, const ChunkRuns& runs,
                            size_t first, size_t last, uint64_t* out) {
  const uint16_t* edge = runs.edges.data() + 2 * first;
  const uint16_t* const end = runs.edges.data() + 2 * last;
  for (;; edge += 2) {
    // No call in the inner loop, so that the constants stay in registers.
    for (; edge != end; edge += 2) {
      const char* const token = chunk + edge[0];
      const size_t length = size_t{edge[1]} - edge[0];
      if (HWY_UNLIKELY(length > kLoadBytes)) break;
      uint64_t a, b;
      std::memcpy(&a, token, 8);
      std::memcpy(&b, token + 8, 8);
      a = (a | kLowerCase) & kKeep[length];
      b = (b | kLowerCase) & kKeep[length + 17];
      *out++ = token_hash::Finish(token_hash::Absorb(0, a, b), length);
    }
    if (edge == end) return;
    *out++ = token_hash::HashBytes(chunk + edge[0], size_t{edge[1]} - edge[0],
                                   kLowerCase);
  }
}

// Hashes all runs of a chunk; `open` is the run that the chunk begins in.
void HashRuns(std::string_view text, const char* chunk, const ChunkRuns& runs,
              const OpenRun& open, TokenScanner* scanner,
              const Tokens& tokens) {
  if (runs.size() == 0) return;
  const char* const begin = open.begin ? open.begin : chunk + runs.begin(0);
  const auto run = [&](size_t i) {
    const char* const from = i == 0 ? begin : chunk + runs.begin(i);
    return std::string_view(from, chunk + runs.end(i));
  };
  const auto room = chunk + runs.end(runs.size() - 1) - begin;
  HashWriter writer(text, static_cast<size_t>(room), scanner, tokens);
  const auto chunk_begin = static_cast<size_t>(chunk - text.data());
  const char* const text_end = text.data() + text.size();
  size_t loadable = runs.size();
  while (loadable > 0 &&
         text_end - run(loadable - 1).data() < ptrdiff_t{kLoadBytes}) {
    --loadable;
  }
  size_t next = 0;
  const auto hash_ascii_until = [&](size_t last) {
    if (next == 0 && last > 0 && open.begin) writer.AddAscii(run(next++));
    const size_t middle = std::clamp(loadable, next, last);
    HashAscii(chunk, runs, next, middle, writer.out());
    if (writer.place()) {
      WritePlaces(chunk_begin, runs, next, middle, writer.place());
    }
    writer.Advance(middle - next);
    for (next = middle; next < last; ++next) writer.AddAscii(run(next));
  };
  for (size_t i = 0; i < runs.scanned_count; ++i) {
    if (runs.scanned[i] == runs.size()) break;  // Goes on in the next chunk.
    hash_ascii_until(runs.scanned[i]);
    writer.AddScanned(run(next++));
  }
  hash_ascii_until(runs.size());
  writer.End();
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

void HashText(std::string_view text, TokenScanner* scanner,
              const Tokens& tokens) {
  ChunkRuns runs;
  OpenRun open;
  Carry carry;
  for (size_t begin = 0; begin < text.size(); begin += kChunkBytes) {
    const size_t end = std::min(text.size(), begin + kChunkBytes);
    const char* const chunk = text.data() + begin;
    runs.edges[0] = 0;
    runs.edge_count = open.begin ? 1 : 0;
    runs.scanned[0] = 0;
    runs.scanned_count = open.is_scanned ? 1 : 0;
    FindChunkRuns(text, begin, end, &carry, &runs);
    HashRuns(text, chunk, runs, open, scanner, tokens);
    const size_t last = runs.size();
    if (!runs.ends_in_run()) {
      open = {};
    } else {
      const char* const from =
          last == 0 && open.begin ? open.begin : chunk + runs.begin(last);
      open = {from, runs.is_scanned(last)};
    }
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

std::span<const uint64_t> Tokenizer::Hashes(std::string_view utf8) {
  hashes_.Clear();
  HWY_DYNAMIC_DISPATCH(HashText)
  (utf8, &scanner_, {.hashes = &hashes_, .places = nullptr});
  return hashes_.hashes();
}

std::span<const uint64_t> Tokenizer::HashesAndPlaces(std::string_view utf8) {
  hashes_.Clear();
  places_.Clear();
  HWY_DYNAMIC_DISPATCH(HashText)
  (utf8, &scanner_, {.hashes = &hashes_, .places = &places_});
  return hashes_.hashes();
}

}  // namespace prov
#endif  // HWY_ONCE
