// Any bytes give a status.  What we accept, RapidJSON accepts too, numbers
// too large for it aside, and the text is valid UTF-8.

#include <rapidjson/error/error.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstdint>
#include <string>

#include "libprov/corpus/record_parser.h"
#include "tests/fuzz/memory_file.h"

namespace {

bool IsUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t length = lead < 0x80                   ? 1
                          : lead >= 0xC2 && lead < 0xE0 ? 2
                          : lead >= 0xE0 && lead < 0xF0 ? 3
                          : lead >= 0xF0 && lead < 0xF5 ? 4
                                                        : 0;
    if (length == 0 || i + length > text.size()) return false;
    uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
    for (size_t k = 1; k < length; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xC0) != 0x80) return false;
      code = code << 6 | (byte & 0x3Fu);
    }
    if ((length == 3 && code < 0x800) || (length == 4 && code < 0x10000) ||
        code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
      return false;
    }
    i += length;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string record(reinterpret_cast<const char*>(data), size);
  record.append(prov::kJsonPadding, '"');
  const std::string_view json = std::string_view(record).substr(0, size);
  prov::RecordParser parser;
  const auto document = parser.Parse(json);
  if (!document.ok()) {
    Require(!document.status().message().empty());
    return 0;
  }
  Require(IsUtf8(document->text) && IsUtf8(document->id));
  Require(document->published.earliest <= document->published.latest);
  Require(json.find('\0') == std::string_view::npos);
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  rapidjson::BaseReaderHandler<> accept;
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseIterativeFlag |
                   rapidjson::kParseValidateEncodingFlag |
                   rapidjson::kParseNumbersAsStringsFlag>(stream, accept);
  Require(!result.IsError() ||
          result.Code() == rapidjson::kParseErrorNumberTooBig);
  return 0;
}
