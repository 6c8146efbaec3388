// What is wrong with a JSON text that is malformed, and in which column.

#ifndef LIBPROV_BASE_JSON_ERROR_H_
#define LIBPROV_BASE_JSON_ERROR_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "libprov/base/status.h"

namespace prov {

// InvalidArgument "column N: message"; columns are bytes, from 1.
absl::Status JsonErrorAt(size_t offset, std::string_view message);

// Of bytes of which we know that something is wrong.  Parses them once more,
// with RapidJSON, which knows where it stopped; they are scratch from then on.
absl::Status ExplainJsonError(std::span<char> bytes);

}  // namespace prov

#endif  // LIBPROV_BASE_JSON_ERROR_H_
