// Hashes of bytes, in the two strengths the project needs.
//
//   Hash64  XXH3-64: fast (GB/s), for tables, sketches and checksums.  Equal
//           hashes are a hint, never a proof: whoever acts on one compares.
//   Sha256  for digests that people or other tools check: records, files.
//
// This room is the only caller of xxHash and of OpenSSL's digests, and the
// values are part of our file formats: they do not change within a release.

#ifndef LIBPROV_BASE_HASH_H_
#define LIBPROV_BASE_HASH_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace prov {

// XXH3-64 of `bytes`.  Different seeds give unrelated functions.
uint64_t Hash64(std::string_view bytes, uint64_t seed = 0);

// A bijection on 64-bit words (the splitmix64 finaliser): spreads entropy to
// every bit and, being a bijection, adds no collision.
constexpr uint64_t Mix64(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

using Sha256Digest = std::array<uint8_t, 32>;

Sha256Digest Sha256(std::string_view bytes);

// Of `head` and then `tail`, which need not stand together in memory.
Sha256Digest Sha256(std::string_view head, std::string_view tail);

// Lower-case hexadecimal, two digits a byte.
std::string Hex(std::span<const uint8_t> bytes);

// SHA-256 of bytes that arrive in pieces.  Not for use by two threads at once.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  void Update(std::string_view bytes);

  // The digest of everything given so far; the stream starts afresh.
  Sha256Digest Finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace prov

#endif  // LIBPROV_BASE_HASH_H_
