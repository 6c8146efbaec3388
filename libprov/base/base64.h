// Base64 as in RFC 4648 section 4: for bytes that have to stand in JSON.

#ifndef LIBPROV_BASE_BASE64_H_
#define LIBPROV_BASE_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace prov {

std::string Base64(std::string_view bytes);

// nullopt if `text` is not what Base64() gives.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace prov

#endif  // LIBPROV_BASE_BASE64_H_
