// The runs of a text, found a chunk at a time: a run is a maximal stretch of
// bytes that may belong to one token.  Between two runs stands at least one
// byte of a certain separator, so what TokenScanner finds in a run does not
// hang on the text around it.  A run that holds non-ASCII bytes may turn out to
// be no token, or several.
//
// token_runs-inl.h finds them, tokenizer.cc hashes them.

#ifndef LIBPROV_TEXT_TOKEN_RUNS_H_
#define LIBPROV_TEXT_TOKEN_RUNS_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace prov {

inline constexpr size_t kBlockBytes = 64;
inline constexpr size_t kChunkBlocks = 32;
inline constexpr size_t kChunkBytes = kChunkBlocks * kBlockBytes;

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

}  // namespace prov

#endif  // LIBPROV_TEXT_TOKEN_RUNS_H_
