#include "libprov/base/base64.h"

#include <openssl/evp.h>

namespace prov {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::string Base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // And its NUL.
  EVP_EncodeBlock(Bytes(text), Bytes(bytes), static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  if (EVP_DecodeBlock(Bytes(bytes), Bytes(text),
                      static_cast<int>(text.size())) < 0) {
    return std::nullopt;
  }
  // OpenSSL counts padding as zero bytes, and skips white space at the ends;
  // encoding again shows whether anything was not as it should be.
  if (text.ends_with("==")) bytes.pop_back();
  if (text.ends_with("=")) bytes.pop_back();
  if (Base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace prov
