// Held by signing_key_test.cc: the vectors of RFC 8032, and files of other
// tools for signed notes.

#include "libprov/ledger/signing_key.h"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/base/base64.h"
#include "libprov/base/hash.h"
#include "libprov/base/utf8_check.h"

namespace prov {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kSignatureBytes = 64;
constexpr char kEd25519 = 1;  // Of the signature types of signed notes.
constexpr size_t kMaxNameBytes = 255;
constexpr std::string_view kPrivatePrefix = "PRIVATE+KEY+";

using Key32 = std::array<uint8_t, kKeyBytes>;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using PKey = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

uint32_t KeyId(std::string_view name, const Key32& key) {
  std::string text(name);
  text += '\n';
  text += kEd25519;
  text.append(key.begin(), key.end());
  const Sha256Digest digest = Sha256(text);
  return uint32_t{digest[0]} << 24 | uint32_t{digest[1]} << 16 |
         uint32_t{digest[2]} << 8 | uint32_t{digest[3]};
}

std::string KeyLine(std::string_view name, uint32_t id, const Key32& key) {
  std::string bytes(1, kEd25519);
  bytes.append(key.begin(), key.end());
  return absl::StrFormat("%s+%08x+%s", name, id, Base64(bytes));
}

struct KeyParts {
  std::string_view name;
  uint32_t id = 0;
  Key32 key;
};

// "NAME+KEYID+BASE64"
std::optional<KeyParts> SplitKeyLine(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  const size_t first = text.find('+');
  if (first == std::string_view::npos) return std::nullopt;
  const size_t second = text.find('+', first + 1);
  if (second == std::string_view::npos || second - first != 9) {
    return std::nullopt;
  }
  KeyParts parts{.name = text.substr(0, first)};
  const std::string_view id = text.substr(first + 1, 8);
  const auto [end, error] =
      std::from_chars(id.data(), id.data() + id.size(), parts.id, 16);
  const std::optional<std::string> bytes = FromBase64(text.substr(second + 1));
  // Written in one way only, as the whole line.
  if (error != std::errc() || end != id.data() + id.size() ||
      id != absl::StrFormat("%08x", parts.id) || !IsKeyName(parts.name) ||
      !bytes.has_value() || bytes->size() != 1 + kKeyBytes ||
      bytes->front() != kEd25519) {
    return std::nullopt;
  }
  std::copy(bytes->begin() + 1, bytes->end(), parts.key.begin());
  return parts;
}

// Spaces of Unicode, in UTF-8, besides those of ASCII.
constexpr std::string_view kWideSpaces[] = {
    "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
    "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
    "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};

}  // namespace

bool IsKeyName(std::string_view name) {
  return !name.empty() && name.size() <= kMaxNameBytes &&
         !FindInvalidUtf8(name).has_value() &&
         std::all_of(name.begin(), name.end(),
                     [](char c) {
                       return static_cast<unsigned char>(c) > ' ' && c != '+' &&
                              c != '\x7f';
                     }) &&
         std::none_of(std::begin(kWideSpaces), std::end(kWideSpaces),
                      [name](std::string_view space) {
                        return name.find(space) != std::string_view::npos;
                      });
}

VerifyingKey::VerifyingKey(std::string name, const Key32& key)
    : name_(std::move(name)), id_(KeyId(name_, key)), key_(key) {}

absl::StatusOr<VerifyingKey> VerifyingKey::Parse(std::string_view text) {
  if (text.starts_with(kPrivatePrefix)) {
    return absl::InvalidArgumentError(
        "this is a private key, which only signs; give the public one, the "
        ".pub file beside it");
  }
  const std::optional<KeyParts> parts = SplitKeyLine(text);
  if (!parts.has_value()) {
    return absl::InvalidArgumentError(
        "no public key, as prov-ledger keygen writes it: NAME+KEYID+BASE64");
  }
  VerifyingKey key(std::string(parts->name), parts->key);
  if (key.id_ != parts->id) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "the key id %08x is not that of this name and key; it was changed, get "
        "it again from where it came",
        parts->id));
  }
  return key;
}

std::string VerifyingKey::ToText() const { return KeyLine(name_, id_, key_); }

bool VerifyingKey::Verifies(std::string_view message,
                            std::string_view signature) const {
  if (signature.size() != kSignatureBytes) return false;
  const PKey key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                             key_.data(), key_.size()));
  const Context context(EVP_MD_CTX_new());
  return key != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr,
                              key.get()) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(signature), signature.size(),
                          Bytes(message), message.size()) == 1;
}

SigningKey::SigningKey(const Key32& seed, VerifyingKey key)
    : seed_(seed), public_(std::move(key)) {}

absl::StatusOr<SigningKey> SigningKey::FromSeed(std::string name,
                                                const Key32& seed) {
  const PKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                              seed.data(), seed.size()));
  Key32 public_key;
  size_t size = public_key.size();
  if (key == nullptr ||
      EVP_PKEY_get_raw_public_key(key.get(), public_key.data(), &size) != 1) {
    return absl::InternalError("OpenSSL cannot use this Ed25519 key");
  }
  return SigningKey(seed, VerifyingKey(std::move(name), public_key));
}

absl::StatusOr<SigningKey> SigningKey::Generate(std::string name) {
  const PKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  Key32 seed;
  size_t size = seed.size();
  if (key == nullptr ||
      EVP_PKEY_get_raw_private_key(key.get(), seed.data(), &size) != 1) {
    return absl::InternalError("OpenSSL cannot make an Ed25519 key");
  }
  return FromSeed(std::move(name), seed);
}

absl::StatusOr<SigningKey> SigningKey::Parse(std::string_view text) {
  const std::optional<KeyParts> parts =
      text.starts_with(kPrivatePrefix)
          ? SplitKeyLine(text.substr(kPrivatePrefix.size()))
          : std::nullopt;
  if (!parts.has_value()) {
    return absl::InvalidArgumentError(
        "no private key, as prov-ledger keygen writes it");
  }
  PROV_ASSIGN_OR_RETURN(SigningKey key,
                        FromSeed(std::string(parts->name), parts->key));
  if (key.public_.id() != parts->id) {
    return absl::InvalidArgumentError(
        "the key id is not that of this name and key; the file was changed");
  }
  return key;
}

std::string SigningKey::ToText() const {
  return std::string(kPrivatePrefix) +
         KeyLine(public_.name(), public_.id(), seed_);
}

absl::StatusOr<std::string> SigningKey::Sign(std::string_view message) const {
  const PKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                              seed_.data(), seed_.size()));
  const Context context(EVP_MD_CTX_new());
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  if (key == nullptr || context == nullptr ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) !=
          1 ||
      EVP_DigestSign(context.get(),
                     reinterpret_cast<unsigned char*>(signature.data()), &size,
                     Bytes(message), message.size()) != 1) {
    return absl::InternalError("OpenSSL cannot sign with this key");
  }
  return signature;
}

}  // namespace prov
