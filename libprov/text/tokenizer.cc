// Three passes over chunks that stay in the first-level cache: masks and edges
// (token_runs-inl.h), then
//
//   hashes  a run of ASCII letters and digits is one token: it is loaded as two
//           words, or-ed with 0x20 (A-Z becomes a-z, digits stay), masked to
//           its length and hashed.  Any other run goes to TokenScanner
//
// Held by tests/unit/text/tokenizer_test.cc (against NormalizedText, for every
// instruction set, at the edge of readable memory) and
// tests/fuzz/tokenizer_fuzz.cc.

#include "libprov/text/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "libprov/text/hash_writer.h"
#include "libprov/text/token_hash.h"
#include "libprov/text/token_runs.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libprov/text/tokenizer.cc"
#include "hwy/foreach_target.h"  // Compiles this file for each target.
//
#include "hwy/highway.h"
#include "libprov/text/token_runs-inl.h"

#ifndef LIBPROV_TEXT_TOKENIZER_CC_
#define LIBPROV_TEXT_TOKENIZER_CC_

namespace prov {
namespace {

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

}  // namespace
}  // namespace prov

#endif  // LIBPROV_TEXT_TOKENIZER_CC_

HWY_BEFORE_NAMESPACE();
namespace prov {
namespace HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR  // One byte at a time.

void HashText(std::string_view text, TokenScanner* scanner,
              const Tokens& tokens) {
  HashWriter writer(text, text.size(), scanner, tokens);
  writer.AddAny(text);
  writer.End();
}

#else

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
