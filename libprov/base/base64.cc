#include "libprov/base/base64.h"

#include <openssl/evp.h>

namespace prov {
namespace {

// OpenSSL counts in int; a multiple of three, so that pieces join.
constexpr size_t kPieceBytes = size_t{3} << 20;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::string Base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // And its NUL.
  for (size_t begin = 0; begin < bytes.size(); begin += kPieceBytes) {
    const std::string_view piece = bytes.substr(begin, kPieceBytes);
    EVP_EncodeBlock(Bytes(text) + begin / 3 * 4, Bytes(piece),
                    static_cast<int>(piece.size()));
  }
  text.pop_back();
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  for (size_t begin = 0; begin < bytes.size(); begin += kPieceBytes) {
    const std::string_view piece =
        text.substr(begin / 3 * 4, kPieceBytes / 3 * 4);
    if (EVP_DecodeBlock(Bytes(bytes) + begin, Bytes(piece),
                        static_cast<int>(piece.size())) < 0) {
      return std::nullopt;
    }
  }
  // OpenSSL counts padding as zero bytes, and skips white space at the ends;
  // encoding again shows whether anything was not as it should be.
  if (text.ends_with("==")) bytes.pop_back();
  if (text.ends_with("=")) bytes.pop_back();
  if (Base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace prov
