#include "libprov/ledger/signing_key.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_format.h"
#include "libprov/base/base64.h"
#include "libprov/base/hash.h"

namespace prov {
namespace {

std::string FromHex(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(
        static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

// The line of a private key, put together by hand.
std::string PrivateLine(const std::string& seed, const std::string& key) {
  const Sha256Digest id = Sha256("news\n\1" + key);
  return "PRIVATE+KEY+news+" + Hex(std::span(id).first(4)) + "+" +
         Base64("\1" + seed);
}

TEST(SigningKey, SignsAsTheVectorsOfRfc8032) {
  const struct {
    const char* seed;
    const char* key;
    const char* message;
    const char* signature;
  } vectors[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821"
       "590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e"
       "43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"}};
  for (const auto& vector : vectors) {
    const auto key = SigningKey::Parse(
        PrivateLine(FromHex(vector.seed), FromHex(vector.key)));
    ASSERT_TRUE(key.ok()) << key.status();
    EXPECT_EQ(*key->Sign(FromHex(vector.message)), FromHex(vector.signature));
    EXPECT_TRUE(key->verifying_key().Verifies(FromHex(vector.message),
                                              FromHex(vector.signature)));
  }
}

// The example in the documentation of Go's package for signed notes.
TEST(SigningKey, ReadsTheKeysOfOtherTools) {
  const auto key = SigningKey::Parse(
      "PRIVATE+KEY+PeterNeumann+c74f20a3+"
      "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n");
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(key->verifying_key().ToText(),
            "PeterNeumann+c74f20a3+"
            "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  EXPECT_EQ(
      Base64(
          *key->Sign("If you think cryptography is the answer to your "
                     "problem,\nthen you don't know what your problem is.\n")),
      "9kmS4FL1Qb9J99y8gBDFUG2IW6ksuvykBwSVkic0i4ZSBg3UUVgLallI1eAq+p+p2eCi2lFl"
      "vooTpHLIHAmcAw==");
}

TEST(SigningKey, NewKeysDifferAndComeBackFromTheirText) {
  const auto a = SigningKey::Generate("example.org/news");
  const auto b = SigningKey::Generate("example.org/news");
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_NE(a->ToText(), b->ToText());
  const auto again = SigningKey::Parse(a->ToText() + "\n");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->ToText(), a->ToText());
  const auto verifying = VerifyingKey::Parse(a->verifying_key().ToText());
  ASSERT_TRUE(verifying.ok());
  EXPECT_EQ(*verifying, a->verifying_key());
  const std::string signature = *a->Sign("text");
  EXPECT_TRUE(verifying->Verifies("text", signature));
  EXPECT_FALSE(verifying->Verifies("texts", signature));
  EXPECT_FALSE(verifying->Verifies("text", signature.substr(1)));
  EXPECT_FALSE(b->verifying_key().Verifies("text", signature));
}

// One character changed anywhere is another key or none: never this one.
TEST(VerifyingKey, RefusesTextThatWasChanged) {
  const auto key = SigningKey::Generate("news");
  ASSERT_TRUE(key.ok());
  const std::string text = key->verifying_key().ToText();
  for (size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'A', 'b', '0', '+', ' ', '\n'}) {
      std::string other = text;
      if (other[i] == c) continue;
      other[i] = c;
      EXPECT_FALSE(VerifyingKey::Parse(other).ok()) << other;
    }
    EXPECT_FALSE(VerifyingKey::Parse(text.substr(0, i)).ok());
  }
  const auto is_private = VerifyingKey::Parse(key->ToText());
  EXPECT_TRUE(std::string(is_private.status().message()).find(".pub") !=
              std::string::npos);
  EXPECT_FALSE(SigningKey::Parse(text).ok());
}

TEST(KeyNames, HaveNoBlanksAndNoPlus) {
  EXPECT_TRUE(IsKeyName("example.org/news"));
  EXPECT_TRUE(IsKeyName("Caf\u00e9"));
  for (const char* name :
       {"", "a b", "a+b", "a\nb", "a\u2003b", "a\u00a0b", "\xff", "a\x7f"}) {
    EXPECT_FALSE(IsKeyName(name)) << name;
  }
  EXPECT_FALSE(IsKeyName(std::string(256, 'a')));
}

}  // namespace
}  // namespace prov
