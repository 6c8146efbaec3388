#include "libprov/base/hash.h"

// For SHA256_Init() and the like, which OpenSSL 3 calls deprecated: see
// Sha256().
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <xxhash.h>

#include <cassert>

namespace prov {

#if defined(PROV_HAS_HASH_AVX2)
unsigned long Hash64Avx2(const char* bytes, unsigned long size,
                         unsigned long seed);  // hash_avx2.cc
#endif

uint64_t Hash64(std::string_view bytes, uint64_t seed) {
#if defined(PROV_HAS_HASH_AVX2)
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2) return Hash64Avx2(bytes.data(), bytes.size(), seed);
#endif
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

namespace {

// Looked up once: EVP_sha256() alone is a name, which OpenSSL 3 looks up again
// each time a digest begins, at several times the cost of a short record.
const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const algorithm =
      EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

struct Sha256Stream::Context {
  EVP_MD_CTX* digest = EVP_MD_CTX_new();

  Context() { Start(); }
  ~Context() { EVP_MD_CTX_free(digest); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  void Start() const {
    [[maybe_unused]] const int ok =
        EVP_DigestInit_ex2(digest, Sha256Algorithm(), nullptr);
    assert(ok == 1);
  }
};

Sha256Stream::Sha256Stream() : context_(std::make_unique<Context>()) {}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::Update(std::string_view bytes) {
  EVP_DigestUpdate(context_->digest, bytes.data(), bytes.size());
}

Sha256Digest Sha256Stream::Finish() {
  Sha256Digest digest;
  EVP_DigestFinal_ex(context_->digest, digest.data(), nullptr);
  context_->Start();
  return digest;
}

Sha256Digest Sha256(std::string_view bytes) { return Sha256(bytes, {}); }

// The same code of OpenSSL as below EVP, without what EVP adds to each digest:
// a third of the time of 65 bytes, as nodes of hash trees are.
Sha256Digest Sha256(std::string_view head, std::string_view tail) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, head.data(), head.size());
  SHA256_Update(&context, tail.data(), tail.size());
  Sha256Digest digest;
  SHA256_Final(digest.data(), &context);
  return digest;
}

std::string Hex(std::span<const uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const uint8_t byte : bytes) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

}  // namespace prov
