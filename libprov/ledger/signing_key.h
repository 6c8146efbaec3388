// Ed25519 keys that sign checkpoints, as C2SP signed notes have them: a key is
// known by its name and by four bytes of
//
//   key id = SHA-256(name || 0x0A || 0x01 || public key)
//
// A key file is one line of text.
//
//   NAME+KEYID+BASE64(0x01 || public key)                    to verify
//   PRIVATE+KEY+NAME+KEYID+BASE64(0x01 || private key)       to sign
//
// OpenSSL does the cryptography.  Sources: c2sp.org/signed-note; RFC 8032.

#ifndef LIBPROV_LEDGER_SIGNING_KEY_H_
#define LIBPROV_LEDGER_SIGNING_KEY_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/base/status.h"

namespace prov {

// Whether a name may stand in a signature: UTF-8 that is neither empty nor over
// 255 bytes, with no spaces, control characters or "+".
bool IsKeyName(std::string_view name);

class VerifyingKey {
 public:
  // InvalidArgument if `text`, with or without its line feed, is no public key
  // or its key id is not that of name and key.
  static absl::StatusOr<VerifyingKey> Parse(std::string_view text);

  const std::string& name() const { return name_; }
  uint32_t id() const { return id_; }
  // One line, without "\n".
  std::string ToText() const;

  bool Verifies(std::string_view message, std::string_view signature) const;

  friend bool operator==(const VerifyingKey&, const VerifyingKey&) = default;

 private:
  friend class SigningKey;
  VerifyingKey(std::string name, const std::array<uint8_t, 32>& key);

  std::string name_;
  uint32_t id_;
  std::array<uint8_t, 32> key_;
};

class SigningKey {
 public:
  // A new key from the system's randomness.  REQUIRES: IsKeyName(name).
  static absl::StatusOr<SigningKey> Generate(std::string name);

  // InvalidArgument if `text` is no private key.  No error ever quotes it.
  static absl::StatusOr<SigningKey> Parse(std::string_view text);

  // The secret: one line, without "\n".
  std::string ToText() const;
  const VerifyingKey& verifying_key() const { return public_; }

  // 64 bytes, the same for the same message.
  absl::StatusOr<std::string> Sign(std::string_view message) const;

 private:
  SigningKey(const std::array<uint8_t, 32>& seed, VerifyingKey key);
  static absl::StatusOr<SigningKey> FromSeed(
      std::string name, const std::array<uint8_t, 32>& seed);

  std::array<uint8_t, 32> seed_;
  VerifyingKey public_;
};

}  // namespace prov

#endif  // LIBPROV_LEDGER_SIGNING_KEY_H_
