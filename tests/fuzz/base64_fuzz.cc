// Any bytes come back from Base64(), and what is read is what Base64() writes.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libprov/base/base64.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Require(prov::FromBase64(prov::Base64(bytes)) == bytes);
  const std::optional<std::string> read = prov::FromBase64(bytes);
  Require(!read.has_value() || prov::Base64(*read) == bytes);
  return 0;
}
