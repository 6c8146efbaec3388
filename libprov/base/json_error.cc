// Held by tests/unit/base/json_reader_test.cc.

#include "libprov/base/json_error.h"

#include <rapidjson/error/error.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/base/json_text.h"

namespace prov {
namespace {

constexpr std::string_view kLoneSurrogate =
    "half of a surrogate pair stands alone";

// Accepts everything but too deep nesting.
struct DepthHandler
    : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, DepthHandler> {
  size_t depth = 0;

  bool StartObject() { return ++depth <= kMaxJsonDepth; }
  bool EndObject(rapidjson::SizeType) { return Leave(); }
  bool StartArray() { return ++depth <= kMaxJsonDepth; }
  bool EndArray(rapidjson::SizeType) { return Leave(); }
  bool Leave() {
    --depth;
    return true;
  }
};

// What RapidJSON's `code` means; `culprit` is the byte where it stopped.
std::string_view Describe(rapidjson::ParseErrorCode code, char culprit) {
  switch (code) {
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return "there is something after the end of the object";
    case rapidjson::kParseErrorValueInvalid:
      return "this is no value that JSON knows (text needs double quotes)";
    case rapidjson::kParseErrorObjectMissName:
      return "a member's name in double quotes is expected";
    case rapidjson::kParseErrorObjectMissColon:
      return "':' is expected after a member's name";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return "',' or '}' is expected";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return "',' or ']' is expected";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
      return "\\u needs four hexadecimal digits";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return kLoneSurrogate;
    case rapidjson::kParseErrorStringEscapeInvalid:
      return culprit == '\\' ? "JSON has no such escape after '\\'"
                             : "a control character must be escaped";
    case rapidjson::kParseErrorStringInvalidEncoding:
      return "the text is not valid UTF-8";
    case rapidjson::kParseErrorNumberMissFraction:
      return "a digit is expected after the decimal point";
    case rapidjson::kParseErrorNumberMissExponent:
      return "a digit is expected in the exponent";
    case rapidjson::kParseErrorNumberTooBig:
      return "this number is malformed";  // were it not, we had replaced it
    case rapidjson::kParseErrorTermination:
      return "nested deeper than 1,024 levels";
    default:
      return "this is not JSON";
  }
}

}  // namespace

absl::Status JsonErrorAt(size_t offset, std::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrFormat("column %d: %s", offset + 1, message));
}

absl::Status ExplainJsonError(std::span<char> bytes) {
  ReplaceLongNumbers(bytes);
  const std::string_view json(bytes.data(), bytes.size());
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  DepthHandler handler;
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseIterativeFlag |
                   rapidjson::kParseValidateEncodingFlag>(stream, handler);
  // RapidJSON lets lone low surrogates pass and takes a zero byte for the end.
  const size_t read = result.IsError() ? result.Offset() : json.size();
  const size_t zero = std::min(json.find('\0'), json.size());
  const size_t lone = FindLoneSurrogate(json.substr(0, std::min(read, zero)));
  if (lone != std::string_view::npos) return JsonErrorAt(lone, kLoneSurrogate);
  if (zero < json.size() && read >= zero) {
    return JsonErrorAt(zero, "a zero byte stands in the record");
  }
  if (!result.IsError()) return JsonErrorAt(0, "this is not JSON");
  if (read >= json.size()) {
    return JsonErrorAt(read, "the record ends before its object does");
  }
  return JsonErrorAt(read, Describe(result.Code(), json[read]));
}

}  // namespace prov
