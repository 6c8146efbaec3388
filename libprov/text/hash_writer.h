// Hashes and places of tokens, written one after the other.

#ifndef LIBPROV_TEXT_HASH_WRITER_H_
#define LIBPROV_TEXT_HASH_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libprov/text/hash_buffer.h"
#include "libprov/text/token_hash.h"
#include "libprov/text/token_scanner.h"

namespace prov {

// Or-ed with ASCII: A-Z becomes a-z, digits stay.
inline constexpr uint64_t kLowerCase = 0x2020202020202020;

// What Tokenizer gives of a text.
struct Tokens {
  HashBuffer* hashes;
  HashBuffer* places;  // nullptr if nobody asks for them.
};

// Where a token stands, as one word: begin in the low half, end in the high.
inline uint64_t PlaceWord(size_t begin, size_t end) {
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

  // Of a run that may hold anything, or a whole text.
  void AddScanned(std::string_view run);
  void AddAny(std::string_view run);

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
  bool AddContraction(std::string_view run);

  const char* text_;
  TokenScanner* scanner_;
  Tokens tokens_;
  uint64_t* out_;
  uint64_t* place_;
};

}  // namespace prov

#endif  // LIBPROV_TEXT_HASH_WRITER_H_
