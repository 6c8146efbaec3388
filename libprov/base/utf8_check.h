// Whether bytes are valid UTF-8, and where not.

#ifndef LIBPROV_BASE_UTF8_CHECK_H_
#define LIBPROV_BASE_UTF8_CHECK_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace prov {

// The offset of the first byte that does not go on as UTF-8 must (RFC 3629:
// shortest forms only, no surrogates, nothing past U+10FFFF), that is where its
// sequence begins; nullopt if there is none.  Several GB/s on valid text.
std::optional<size_t> FindInvalidUtf8(std::string_view bytes);

}  // namespace prov

#endif  // LIBPROV_BASE_UTF8_CHECK_H_
