// What simdjson has no eye for in a JSON text: numbers that fit nothing, and
// halves of surrogate pairs.  O(bytes) each.

#ifndef LIBPROV_BASE_JSON_TEXT_H_
#define LIBPROV_BASE_JSON_TEXT_H_

#include <cstddef>
#include <span>
#include <string_view>

namespace prov {

// Each well-formed number that fits no 64-bit integer or double becomes 9e99
// and spaces, so that columns stay.  Returns how deep the text nests.  Of
// malformed text nothing but the depth may be wrong.
size_t ReplaceTooLargeNumbers(std::span<char> json);

// The same with every number longer than 9e99: RapidJSON refuses more of them
// than simdjson, 0e999 among them.
size_t ReplaceLongNumbers(std::span<char> json);

// Where half of a surrogate pair stands alone, or npos.
// REQUIRES: json is valid but for that.
size_t FindLoneSurrogate(std::string_view json);

}  // namespace prov

#endif  // LIBPROV_BASE_JSON_TEXT_H_
